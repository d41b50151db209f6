using System.Text;
using ArticleDigest.Articles;

namespace ArticleDigest.Tests.Articles;

public class FileKindTests
{
    [Theory]
    [InlineData("%PDF-1.7 and more", "a PDF file")]
    [InlineData("{\\rtf1 text}", "an RTF document")]
    [InlineData("GIF89a....", "an image")]
    [InlineData("PK\u0003\u0004 [Content_Types].xml word/document.xml", "a Word document")]
    [InlineData("PK\u0003\u0004 mimetypeapplication/epub+zip", "an electronic book")]
    [InlineData("PK\u0003\u0004 notes.bin", "a ZIP archive")]
    [InlineData("Rar!\u001a\u0007", "an archive")]
    [InlineData("<?xml version=\"1.0\"?><rss version=\"2.0\"/>", "a feed")]
    [InlineData("From: a@b\nMIME-Version: 1.0\nContent-Type: text/plain\n\nHello", "an e-mail")]
    public void A_drop_that_is_something_else_inside_is_rejected_by_what_it_is(string content, string what)
    {
        string reason = Drops.Reject("article.txt", content);

        Assert.Equal($"{what}; drop articles as .txt, .html or .md", reason);
    }

    [Theory]
    [InlineData("report.pdf", "a PDF file")]
    [InlineData("report.DOCX", "a Word document")]
    [InlineData("photos/a.jpeg", "an image")]
    [InlineData("data.json", "a data file")]
    [InlineData("mail.eml", "an e-mail")]
    public void A_drop_with_another_kinds_ending_is_rejected_whatever_is_in_it(string name, string what)
    {
        Assert.StartsWith(what, Drops.Reject(name, Drops.Body), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("article")]
    [InlineData("folder.d/article")]
    [InlineData("article.v2")]
    [InlineData("article.TXT")]
    [InlineData("article.")]
    public void Text_is_read_under_any_other_name(string name)
    {
        Assert.Equal(Drops.Body, Drops.Read(name, "Bridge plan divides the town\n\n" + Drops.Body).Text);
    }

    [Theory]
    [InlineData("page")]
    [InlineData("page.txt")]
    [InlineData("page.md")]
    [InlineData("page.html")]
    public void A_page_is_read_as_a_page_whatever_its_ending(string name)
    {
        string page = Drops.Page("<title>Bridge plan</title>", $"<p>{Drops.First}</p><p>{Drops.Second}</p><p>{Drops.Third}</p>");

        Assert.Equal(Drops.Body, Drops.Read(name, page).Text);
    }

    [Fact]
    public void Text_without_a_tag_is_read_as_text_though_it_is_called_a_page()
    {
        Assert.Equal(Drops.Body, Drops.Read("a.html", Drops.Body).Text);
    }

    [Fact]
    public void An_empty_drop_is_rejected() => Assert.Equal("the file is empty", Drops.Reject("a.txt", ""));

    [Fact]
    public void A_drop_of_white_space_is_rejected() =>
        Assert.Equal("the file has nothing but white space in it", Drops.Reject("a.txt", " \r\n\t\u00A0\n"));

    [Fact]
    public void A_drop_over_the_limit_is_rejected()
    {
        var reader = new ArticleReader(new ArticlesOptions { MaxBytes = 1024 });

        Reading reading = reader.Read("a.txt", new byte[1025]);

        Assert.Equal(new Reading.Rejected("too large: 1025 bytes where at most 1024 are read"), reading);
    }

    [Theory]
    [InlineData("Only a headline here")]
    [InlineData("Related Topics\n\nShare this article\n\nAdvertisement")]
    public void A_text_without_an_article_is_rejected(string text) =>
        Assert.Equal("no article text found", Drops.Reject("a.txt", text));

    [Fact]
    public void A_page_of_menus_only_is_rejected()
    {
        string page = Drops.Page("<title>Home</title>", "<nav><a href='/a'>News</a> <a href='/b'>Sport</a></nav><script>var a = 'long text that is no text at all, just a script with words';</script>");

        Assert.Equal("no article text found", Drops.Reject("a.html", page));
    }

    [Fact]
    public void Limits_out_of_range_are_told()
    {
        var options = new ArticlesOptions { MaxHtmlBytes = 1, MaxMarkdownBytes = 1, MaxHtmlDepth = 1000, MaxHtmlElements = 1 };

        string faults = string.Join('\n', options.Faults());

        Assert.Contains("Articles:MaxHtmlBytes is 1;", faults, StringComparison.Ordinal);
        Assert.Contains("Articles:MaxMarkdownBytes is 1;", faults, StringComparison.Ordinal);
        Assert.Contains("Articles:MaxHtmlDepth is 1000;", faults, StringComparison.Ordinal);
        Assert.Contains("Articles:MaxHtmlElements is 1;", faults, StringComparison.Ordinal);
        Assert.Empty(new ArticlesOptions().Faults());
    }
}
