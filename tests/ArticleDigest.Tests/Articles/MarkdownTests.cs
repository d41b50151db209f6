using System.Text;
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

    [Theory]
    [InlineData("<!-- ")]
    [InlineData("<!A ")]
    [InlineData("<?")]
    [InlineData("\na\n-\n")]
    [InlineData("> a\n> ===\n")]
    [InlineData("[a](")]
    public void Too_many_marks_that_are_looked_for_to_the_end_are_rejected(string mark) =>
        Assert.StartsWith("too much mark-up", Drops.Reject("a.md", Drops.First + "\n" + Repeat(mark, 2000)), StringComparison.Ordinal);

    [Fact]
    public void A_table_that_would_be_filled_up_with_cells_is_rejected()
    {
        string table = Repeat("|a", 2000) + "|\n" + Repeat("|-", 2000) + "|\n" + Repeat("|x\n", 2000);

        Assert.StartsWith("too much mark-up", Drops.Reject("a.md", $"{Drops.First}\n\n{table}"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_is_read_row_by_row() =>
        Assert.Equal($"{Drops.First}\n\nYear Cost\n\n2020 12 million", Drops.Read("a.md", $"{Drops.First}\n\n| Year | Cost |\n|---|---|\n| 2020 | 12 million |\n").Text);

    [Theory]
    [InlineData("[a]", "[a]: /x '", "'")]
    [InlineData("[a]", "[a]: ", "")]
    [InlineData("![a]", "[a]: /x '", "'")]
    public void A_long_target_is_not_written_out_at_each_of_its_uses(string use, string opening, string closing)
    {
        byte[] text = Encoding.UTF8.GetBytes($"{Drops.First} {Repeat(use, 900)}\n\n{opening}{new string('x', 100_000)}{closing}\n");
        long before = GC.GetAllocatedBytesForCurrentThread();

        Reading reading = Drops.Reader.Read("a.md", text);

        Assert.StartsWith(Drops.First, Assert.IsType<Reading.Read>(reading).Article.Text, StringComparison.Ordinal);
        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / text.Length, 0, 100);
    }

    [Fact]
    public void Links_by_reference_and_notes_keep_their_words()
    {
        string text = $"{Drops.Third}\n\n" + Drops.First.Replace("second bridge", "[second bridge][plan]", StringComparison.Ordinal) + "[^1]\n\n[plan]: https://example.org/a_b \"The plan\"\n[^1]: " + Drops.Second;

        string read = Drops.Read("a.md", text).Text;

        Assert.Contains("a second bridge across the bay", read, StringComparison.Ordinal);
        Assert.Contains(Drops.Second, read, StringComparison.Ordinal);
        Assert.DoesNotContain("example.org", read, StringComparison.Ordinal);
    }

    [Fact]
    public void Markdown_over_its_own_limit_is_rejected() =>
        Assert.StartsWith("too large", Drops.Reject("a.md", Repeat("word ", 60_000)), StringComparison.Ordinal);

    private static string Repeat(string part, int times) => new StringBuilder().Insert(0, part, times).ToString();
}
