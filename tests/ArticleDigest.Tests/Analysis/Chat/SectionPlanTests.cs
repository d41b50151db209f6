using System.Text;
using ArticleDigest.Analysis;
using ArticleDigest.Analysis.Chat;

namespace ArticleDigest.Tests.Analysis.Chat;

public sealed class SectionPlanTests
{
    private const int Overlap = 50;

    [Fact]
    public void What_fits_is_one_section()
    {
        string text = Paragraphs(10);

        Assert.Equal([new TextSection(0, text.Length)], new SectionPlan(10_000, Overlap).Divide(text));
    }

    [Fact]
    public void Sections_cover_the_text_without_gap_and_overlap()
    {
        string text = Paragraphs(200);

        IReadOnlyList<TextSection> sections = new SectionPlan(1_000, Overlap).Divide(text);

        Assert.True(sections.Count > 3);
        Assert.Equal(text, string.Concat(sections.Select(s => text.Substring(s.Start, s.Length))));
    }

    [Fact]
    public void Sections_begin_at_paragraphs_where_there_are_some()
    {
        string text = Paragraphs(200);

        IReadOnlyList<TextSection> sections = new SectionPlan(1_000, Overlap).Divide(text);

        Assert.All(sections.Skip(1), s => Assert.Equal("\n\n", text.Substring(s.Start - 2, 2)));
    }

    [Fact]
    public void No_section_with_what_is_shown_around_it_is_longer_than_fits()
    {
        string text = Paragraphs(200);
        SectionPlan plan = new(1_000, Overlap);

        IReadOnlyList<TextSection> sections = plan.Divide(text);

        Assert.All(sections.Select((section, number) => plan.Show(text, section, number + 1, sections.Count)), part =>
            Assert.InRange(Tokens.Count(part.Before) + Tokens.Count(part.Text) + Tokens.Count(part.Behind), 1, 1_000));
    }

    [Fact]
    public void What_is_shown_around_a_section_is_the_text_that_stands_there()
    {
        string text = Paragraphs(200);
        SectionPlan plan = new(1_000, Overlap);
        IReadOnlyList<TextSection> sections = plan.Divide(text);

        ArticlePart part = plan.Show(text, sections[1], 2, sections.Count);

        Assert.NotEmpty(part.Before);
        Assert.NotEmpty(part.Behind);
        Assert.Contains(part.Before + part.Text + part.Behind, text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("x")]
    [InlineData("\U0001F642")]
    [InlineData("word ")]
    [InlineData("一")]
    public void A_text_without_paragraphs_is_divided_between_characters(string piece)
    {
        string text = new StringBuilder().Insert(0, piece, 20_000).ToString();

        IReadOnlyList<TextSection> sections = new SectionPlan(1_000, Overlap).Divide(text);

        Assert.True(sections.Count > 1);
        Assert.Equal(text.Length, sections.Sum(s => s.Length));
        Assert.All(sections, s => Assert.False(char.IsLowSurrogate(text[s.Start])));
    }

    [Fact]
    public void Where_sentences_end_without_a_space_a_text_is_divided_behind_them()
    {
        string text = new StringBuilder().Insert(0, "市议会星期二讨论了新桥。", 2_000).ToString();

        IReadOnlyList<TextSection> sections = new SectionPlan(1_000, Overlap).Divide(text);

        Assert.True(sections.Count > 1);
        Assert.All(sections, s => Assert.Equal('。', text[s.Start + s.Length - 1]));
    }

    [Theory]
    [InlineData("some words of a text", 0, 0)]
    [InlineData("some words of a text", -5, 0)]
    [InlineData("some words of a text", 1, 4)]
    [InlineData("some words of a text", 100, 20)]
    public void No_more_of_a_text_fits_than_there_are_tokens_for(string text, int most, int fits) => Assert.Equal(fits, Tokens.Fit(text, most));

    [Fact]
    public void A_section_is_halved_near_its_middle()
    {
        string text = Paragraphs(20);

        IReadOnlyList<TextSection> halves = SectionPlan.Halve(text, new TextSection(0, text.Length));

        Assert.Equal(2, halves.Count);
        Assert.Equal(text.Length, halves[0].Length + halves[1].Length);
        Assert.InRange(halves[0].Length, text.Length / 3, text.Length * 2 / 3);
    }

    [Fact]
    public void What_is_too_short_is_not_halved() =>
        Assert.Single(SectionPlan.Halve(new string('a', 300), new TextSection(0, 300)));

    private static string Paragraphs(int count) =>
        string.Join("\n\n", Enumerable.Range(1, count).Select(i => $"Paragraph {i} tells that the council of town {i} met on Monday. It spoke of the bridge for {i} hours and went home."));
}
