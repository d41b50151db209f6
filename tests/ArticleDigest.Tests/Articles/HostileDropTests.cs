using System.Text;
using ArticleDigest.Articles;

namespace ArticleDigest.Tests.Articles;

public class HostileDropTests
{
    [Theory]
    [InlineData("<div>")]
    [InlineData("<b><i>")]
    [InlineData("<blockquote><p>")]
    [InlineData("<table><tr><td>")]
    [InlineData("<svg>")]
    public void A_page_nested_without_end_is_rejected(string part) =>
        Assert.StartsWith("nested too deeply", Drops.Reject("a.html", "<html><body>" + Repeat(part, 100_000)), StringComparison.Ordinal);

    [Fact]
    public void Old_pages_that_never_close_their_paragraphs_are_read()
    {
        string page = "<html><body><ul>" + Repeat("<li>An item of the list <b>and</b> more<p>with text", 500) + "</ul><table>" + Repeat("<tr><td>a<td>b", 500) + "</table><p>" + Drops.First;

        Assert.Contains(Drops.First, Drops.Read("a.html", page).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_page_that_multiplies_its_elements_is_rejected()
    {
        string formats = "<p>" + string.Concat(Enumerable.Range(0, 80).Select(i => $"<b id={i}>")) + "</p>";

        Assert.StartsWith("too much mark-up", Drops.Reject("a.html", "<html><body>" + formats + Repeat("<p>x</p>", 5000)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_page_that_leaves_every_link_open_is_rejected()
    {
        string body = string.Concat(Enumerable.Range(0, 50_000).Select(i => $"<a id={i}><p>x"));

        Assert.StartsWith("too much mark-up", Drops.Reject("a.html", "<html><body>" + body), StringComparison.Ordinal);
    }

    [Fact]
    public void A_page_of_too_many_elements_is_rejected() =>
        Assert.StartsWith("too much mark-up", Drops.Reject("a.html", "<html><body>" + Repeat("<br>", 60_000)), StringComparison.Ordinal);

    [Theory]
    [InlineData("<!>")]
    [InlineData("<?>")]
    [InlineData("</1>")]
    [InlineData("x<!---->")]
    public void A_page_of_too_many_comments_is_rejected(string comment) =>
        Assert.StartsWith("too much mark-up", Drops.Reject("a.html", "<html><body><p>" + Drops.First + Repeat(comment, 30_000)), StringComparison.Ordinal);

    [Theory]
    [InlineData("<div><select></div></select>")]
    [InlineData("<div><table></div></table>")]
    [InlineData("<div><template></div></template>")]
    public void A_page_whose_end_tags_close_nothing_is_rejected_before_it_is_deep(string part)
    {
        byte[] page = Encoding.UTF8.GetBytes("<html><body>" + Drops.First + Repeat(part, 6000));

        // What is made once for the process is not the page's.
        Drops.Reader.Read("a.html", page);
        long before = GC.GetAllocatedBytesForCurrentThread();

        Reading reading = Drops.Reader.Read("a.html", page);

        Assert.StartsWith("nested too deeply", Assert.IsType<Reading.Rejected>(reading).Reason, StringComparison.Ordinal);
        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / page.Length, 0, 20);
    }

    [Fact]
    public void A_long_text_within_many_elements_is_read_without_copies_for_each_of_them()
    {
        byte[] page = Encoding.UTF8.GetBytes("<html><body>" + Repeat("<pre>", 90) + Drops.First + "\n" + Repeat("word\n", 200_000));
        long before = GC.GetAllocatedBytesForCurrentThread();

        Reading reading = Drops.Reader.Read("a.html", page);

        Assert.IsType<Reading.Read>(reading);
        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / page.Length, 0, 150);
    }

    [Fact]
    public void A_page_of_many_elements_that_are_all_closed_is_read() =>
        Assert.Equal(Drops.First, Drops.Read("a.html", "<html><body>" + Repeat("<div></div>", 18_000) + $"<p>{Drops.First}</p>").Text);

    [Fact]
    public void A_page_over_its_own_limit_is_rejected()
    {
        var reader = new ArticleReader(new ArticlesOptions { MaxHtmlBytes = 2000 });

        Reading reading = reader.Read("a.html", Encoding.UTF8.GetBytes("<html><body><p>" + Repeat("word ", 500)));

        Assert.StartsWith("too large", Assert.IsType<Reading.Rejected>(reading).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_of_ten_thousand_characters_is_read_whole()
    {
        string line = string.Join(' ', Enumerable.Range(0, 1200).Select(i => $"word{i}"));

        Assert.Equal(line, Drops.Read("a.txt", "A headline\n\n" + line).Text);
    }

    [Fact]
    public void A_word_of_ten_thousand_characters_is_cut_only_in_the_title()
    {
        Article article = Drops.Read("a.txt", new string('x', 10_000) + " " + Drops.First);

        Assert.Equal(80, article.Title.Length);
        Assert.Equal(10_001 + Drops.First.Length, article.Text.Length);
    }

    [Fact]
    public void Text_has_no_character_that_hides_or_turns_text()
    {
        Article article = Drops.Read("a.txt", $"\u202E{Drops.First}\u2066\u200B\u00AD\uFEFF\u0007 \U000E0041 Ve\u200Dry\u200C good. ن\u200Cمی 👩\u200D🔬");

        Assert.Equal($"{Drops.First} Very good. ن\u200Cمی 👩\u200D🔬", article.Text);
    }

    [Fact]
    public void Marks_without_end_on_one_letter_are_cut()
    {
        Article article = Drops.Read("a.txt", Drops.First + " a" + Repeat("\u0316", 10_000));

        Assert.InRange(article.Text.Length, Drops.First.Length, Drops.First.Length + 40);
    }

    [Fact]
    public void Half_characters_in_a_page_are_replaced()
    {
        Article article = Drops.Read("a.html", Drops.Page("<script type='application/ld+json'>{\"@type\":\"Article\",\"headline\":\"a\\ud800b\",\"\\udfff\":1}</script>", $"<p>{Drops.First} &#xD800; end &#xFFFF;</p>"));

        Assert.StartsWith(Drops.First + " \uFFFD end", article.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Random_bytes_never_throw_and_always_read_alike()
    {
        var random = new Random(20260301);
        string[] parts = ["<div>", "</p>", "<table><tr>", "<!--", "-->", "&#x", "[a](", "> ", "---\n", "Title: x\n", "By A B\n", "\n\n", "2021-03-26", "\u202E", "é", "<script>", "word word. ", "{\"@type\":", "\0", "<svg/>", "|", "`", "* ", "12/12/2016 ", "<p hidden>", "Photo: "];
        string[] names = ["a.txt", "a.md", "a.html", "a", "a.xyz"];
        for (int i = 0; i < 600; i++)
        {
            byte[] bytes = Bytes(random, parts);
            string name = names[i % names.Length];

            Reading first = Drops.Reader.Read(name, bytes);
            Reading second = Drops.Reader.Read(name, bytes);

            Assert.Equal(first, second);
            AssertClean(first);
        }
    }

    [Theory]
    [InlineData("a.txt", "٤ July ٢٠١٢. - ")]
    [InlineData("a.txt", "Bridge plan divides the town\n१२ March २०२०\n\n")]
    [InlineData("a.html", "<html><meta name=date content='١٢ مارس ٢٠٢٠'><p>")]
    [InlineData("a.html", "<html><meta name=date content='２０２０-０３-１２'><p>")]
    public void A_date_in_digits_of_another_script_is_no_date(string name, string opening) =>
        Assert.Null(Drops.Read(name, opening + Drops.First).Published);

    private static byte[] Bytes(Random random, string[] parts)
    {
        var bytes = new List<byte>();
        int count = random.Next(1, 60);
        for (int i = 0; i < count; i++)
        {
            bytes.AddRange(random.Next(12) == 0 ? Noise(random) : Encoding.UTF8.GetBytes(parts[random.Next(parts.Length)]));
        }

        return [.. bytes];
    }

    private static byte[] Noise(Random random)
    {
        byte[] noise = new byte[random.Next(1, 5)];
        random.NextBytes(noise);
        return noise;
    }

    private static void AssertClean(Reading reading)
    {
        string text = reading is Reading.Read read ? read.Article.Text : "";
        string title = reading is Reading.Read titled ? titled.Article.Title : "x";
        Assert.InRange(title.Length, 1, 300);
        Assert.DoesNotContain(text.Replace("\n\n", "", StringComparison.Ordinal), sign => char.IsControl(sign));
        Assert.DoesNotContain("  ", text, StringComparison.Ordinal);
        Assert.Equal(text.Trim(), text);
    }

    private static string Repeat(string part, int times) => new StringBuilder().Insert(0, part, times).ToString();
}
