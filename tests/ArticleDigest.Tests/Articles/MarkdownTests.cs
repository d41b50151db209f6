using ArticleDigest.Articles;

namespace ArticleDigest.Tests.Articles;

public class MarkdownTests
{
    [Fact]
    public void Marks_go_and_words_stay()
    {
        string text = $"""
            # Bridge *plan* divides the town

            {Drops.First.Replace("second bridge", "**second** [bridge](https://example.org/a_b)", StringComparison.Ordinal)}

            ## Critics

            > {Drops.Second}

            - a second bridge
            - a `tunnel`

            <script>alert("no")</script>

            ![a picture](x.png)
            """;

        Article article = Drops.Read("a.md", text);

        Assert.Equal("Bridge plan divides the town", article.Title);
        Assert.Equal($"{Drops.First}\n\nCritics\n\n{Drops.Second}\n\na second bridge\n\na tunnel", article.Text);
    }

    [Fact]
    public void Front_matter_gives_title_author_and_date()
    {
        Article article = Drops.Read("a.markdown", $"---\ntitle: \"Bridge: a plan\"\nauthor: Jane Doe\ndate: 2021-03-26\ntags:\n  - towns\n---\n\n{Drops.Body}\n");

        Assert.Equal("Bridge: a plan", article.Title);
        Assert.Equal("Jane Doe", article.Byline);
        Assert.Equal(new DateOnly(2021, 3, 26), article.Published);
        Assert.Equal(Drops.Body, article.Text);
    }

    [Fact]
    public void A_block_of_code_is_kept_without_its_fence()
    {
        Article article = Drops.Read("a.md", $"{Drops.First}\n\n```sh\nrm -rf bridge\n```\n");

        Assert.Equal($"{Drops.First}\n\nrm -rf bridge", article.Text);
    }

    [Fact]
    public void A_heading_within_the_text_is_not_the_title()
    {
        Article article = Drops.Read("a.md", $"{Drops.First}\n\n## Critics\n\n{Drops.Second}\n");

        Assert.StartsWith("The harbour council", article.Title, StringComparison.Ordinal);
        Assert.Equal($"{Drops.First}\n\nCritics\n\n{Drops.Second}", article.Text);
    }

    [Fact]
    public void Quotations_too_deep_are_rejected() =>
        Assert.StartsWith("nested too deeply", Drops.Reject("a.md", new string('>', 5000) + " " + Drops.First), StringComparison.Ordinal);

    [Fact]
    public void Too_many_brackets_are_rejected() =>
        Assert.StartsWith("too much mark-up", Drops.Reject("a.md", Drops.First + new string('[', 20_000)), StringComparison.Ordinal);
}
