using ArticleDigest.Articles;

namespace ArticleDigest.Tests.Articles;

public class HtmlTests
{
    private static string Paragraphs => $"<p>{Drops.First}</p>\n<p>{Drops.Second}</p>\n<p>{Drops.Third}</p>";

    [Fact]
    public void The_article_is_read_without_the_page_around_it()
    {
        string links = string.Concat(Enumerable.Range(1, 30).Select(i => $"<li><a href='/{i}'>Section {i} of the paper</a></li>"));
        string page = Drops.Page(
            "<title>Bridge plan divides the town | Harbour Times</title><meta property='og:site_name' content='Harbour Times'>",
            $"""
            <header><h2>Harbour Times</h2></header><nav><ul>{links}</ul></nav>
            <div id="cookie-notice"><p>We use cookies. Please accept them all.</p></div>
            <article><h1>Bridge plan divides the town</h1><div class="byline">By Jane Doe</div>{Paragraphs}
            <div class="share-buttons"><a href="#">Tweet</a></div></article>
            <aside><h3>Most read</h3><ul>{links}</ul></aside>
            <section id="comments"><h3>2 comments</h3><p>First! What a silly idea this bridge is, said I.</p></section>
            <footer><p>Harbour Times Limited, 1 Quay Street. All rights reserved.</p></footer>
            """);

        Article article = Drops.Read("a.html", page);

        Assert.Equal(Drops.Body, article.Text);
        Assert.Equal("Bridge plan divides the town", article.Title);
        Assert.Equal("Jane Doe", article.Byline);
        Assert.Equal("Harbour Times", article.Source);
    }

    [Fact]
    public void A_page_too_short_to_be_told_apart_is_read_whole() =>
        Assert.Equal(Drops.First, Drops.Read("a.html", Drops.Page("<title>Bridge</title>", $"<h1>Bridge</h1><p>{Drops.First}</p>")).Text);

    [Fact]
    public void A_short_page_is_read_without_what_its_elements_say_is_no_article()
    {
        string page = Drops.Page("<title>Bridge</title>", $"<nav>Home News Sport</nav><div class='comments-area'>A silly idea, this bridge</div><div role='search'>Find it</div><p>{Drops.First}</p>");

        Assert.Equal(Drops.First, Drops.Read("a.html", page).Text);
    }

    [Fact]
    public void A_page_of_many_elements_is_read_without_its_menus()
    {
        string menu = string.Concat(Enumerable.Range(1, 6000).Select(i => $"<span><a href='/{i}'>Item {i}</a></span>"));
        string page = Drops.Page("<title>Bridge</title>", $"<div>{menu}</div><div class='story'>{Paragraphs}</div>");

        Assert.Equal(Drops.Body, Drops.Read("a.html", page).Text);
    }

    [Fact]
    public void Inline_elements_do_not_divide_words_and_blocks_do()
    {
        string page = Drops.Page("<title>Bridge</title>", $"<div>Par<b>lia</b>ment&nbsp;said&#8217;s &amp; done<div>on all of it</div>again and again</div><p>{Drops.First}</p>");

        Assert.Equal($"Parliament said’s & done\n\non all of it\n\nagain and again\n\n{Drops.First}", Drops.Read("a.html", page).Text);
    }

    [Fact]
    public void What_nobody_sees_is_left_out()
    {
        string page = Drops.Page(
            "<title>Bridge</title><style>p { color: red }</style>",
            $"""
            <p>{Drops.First}</p><script>document.write("secret")</script><template><p>secret</p></template>
            <svg><text>secret</text></svg><p hidden>secret</p><p style="color: red; display : none">secret</p>
            <noscript>secret</noscript><!-- secret --><span class="sr-only">secret</span><p>{Drops.Second}</p>
            """);

        Assert.Equal($"{Drops.First}\n\n{Drops.Second}", Drops.Read("a.html", page).Text);
    }

    [Fact]
    public void A_line_break_within_a_sentence_does_not_end_the_paragraph()
    {
        string page = Drops.Page("<title>Bridge</title>", $"<p>{Drops.First.Replace("across the bay", "across<br>the bay", StringComparison.Ordinal)}<br><br>{Drops.Second}</p>");

        Assert.Equal($"{Drops.First}\n\n{Drops.Second}", Drops.Read("a.html", page).Text);
    }

    [Theory]
    [InlineData("<title>Bridge plan divides the town - The Harbour Times</title>")]
    [InlineData("<title>Bridge plan divides the town | HT</title>")]
    [InlineData("<title>HT</title><meta property='og:title' content='Bridge plan divides the town'>")]
    [InlineData("<title>HT</title><script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"headline\":\"Bridge plan divides the town\"}</script>")]
    public void The_title_is_the_headline_without_the_sites_name(string head) =>
        Assert.Equal("Bridge plan divides the town", Drops.Read("a.html", Drops.Page(head, Paragraphs)).Title);

    [Fact]
    public void The_headline_that_readers_see_is_the_title_where_the_page_names_another()
    {
        Article article = Drops.Read("a.html", Drops.Page("<title>Bridge plan splits the town, says council</title>", "<h1>Bridge plan divides the town</h1>" + Paragraphs));

        Assert.Equal("Bridge plan divides the town", article.Title);
        Assert.Equal(Drops.Body, article.Text);
    }

    [Theory]
    [InlineData("Bridge plan - what it means for the town")]
    [InlineData("Bridge - a plan")]
    [InlineData("U.S.-China summit ends in Alaska")]
    public void A_dash_within_a_headline_stays(string title) =>
        Assert.Equal(title, Drops.Read("a.html", Drops.Page($"<title>{title}</title>", Paragraphs)).Title);

    [Theory]
    [InlineData("<meta property='article:published_time' content='2021-03-26T23:30:00-05:00'>")]
    [InlineData("<script type='application/ld+json'>{\"@graph\":[{\"@type\":\"NewsArticle\",\"datePublished\":\"2021-03-26\"}]}</script>")]
    [InlineData("<script type='application/ld+json'>{broken</script><meta name='date' content='26 March 2021'>")]
    public void The_date_of_publication_is_the_day_the_page_states(string head) =>
        Assert.Equal(new DateOnly(2021, 3, 26), Drops.Read("a.html", Drops.Page(head, Paragraphs)).Published);

    [Fact]
    public void The_date_may_stand_in_a_time_element() =>
        Assert.Equal(new DateOnly(2021, 3, 26), Drops.Read("a.html", Drops.Page("", $"<article><time datetime='2021-03-26T10:00Z'>yesterday</time>{Paragraphs}</article>")).Published);

    [Fact]
    public void Authors_are_found_where_linked_data_only_refers_to_them()
    {
        const string Head = """<script type="application/ld+json">{"@graph":[{"@type":"Article","author":{"@id":"#p"},"publisher":{"name":"Harbour Times"}},{"@type":["Person"],"@id":"#p","name":"Jane Doe"}]}</script>""";

        Article article = Drops.Read("a.html", Drops.Page(Head, Paragraphs));

        Assert.Equal("Jane Doe", article.Byline);
        Assert.Equal("Harbour Times", article.Source);
    }

    [Fact]
    public void The_language_a_page_claims_is_only_a_hint() =>
        Assert.Equal("en", Drops.Read("a.html", $"<html lang='fr'><body>{Paragraphs}</body></html>").Language);
}
