namespace DigestFunctions.Local.Tests;

public class ProseTests
{
    [Fact]
    public void Lines_break_between_words_and_the_others_are_indented()
    {
        IEnumerable<string> lines = Prose.Wrap([new Span("one two three four five six")], 17, new Span("- Note"), 7);

        Assert.Equal(["- Note one two", "       three four", "       five six"], lines);
    }

    [Fact]
    public void A_word_of_two_styles_stays_one_word()
    {
        IEnumerable<string> lines = Prose.Wrap([new Span("it said “", "grey"), new Span("a bridge", "green"), new Span("”, and left", "grey")], 12, new Span(""), 0);

        Assert.Equal(["[grey]it said “[/][green]a[/]", "[green]bridge[/][grey]”, and[/]", "[grey]left[/]"], lines);
    }

    [Fact]
    public void What_fits_no_line_is_broken_where_the_line_ends()
    {
        IEnumerable<string> lines = Prose.Wrap([new Span("see abcdefghijklmnopqrstuvwxyz 中国提出了一个")], 10, new Span(""), 0);

        Assert.Equal(["see", "abcdefghij", "klmnopqrst", "uvwxyz", "中国提出了", "一个"], lines);
    }

    [Fact]
    public void White_space_of_any_kind_is_one_space_and_hostile_text_is_harmless()
    {
        IEnumerable<string> lines = Prose.Wrap([new Span(" a\n\n b\t[red]c[/]\u001b[31m\u202Ed ", "bold")], 40, new Span("[x]"), 0);

        Assert.Equal("[[x]][bold]a b [[red]]c[[/]]\uFFFD[[31m\uFFFDd[/]", Assert.Single(lines));
    }
}
