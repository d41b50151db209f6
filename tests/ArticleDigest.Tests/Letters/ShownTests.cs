using ArticleDigest.Letters;

namespace ArticleDigest.Tests.Letters;

public sealed class ShownTests
{
    [Theory]
    [InlineData("plain.txt", "plain.txt")]
    [InlineData("a\r\nb", "a⟨U+000D⟩⟨U+000A⟩b")]
    [InlineData("a\u200Bb", "a⟨U+200B⟩b")]
    [InlineData("a\u00A0b", "a⟨U+00A0⟩b")]
    [InlineData(" a  b ", "␣a␣␣b␣")]
    [InlineData("a b", "a b")]
    [InlineData("x\uFE0F", "x⟨U+FE0F⟩")]
    [InlineData("☀\uFE0F.txt", "☀\uFE0F.txt")]
    [InlineData("👩\u200D🚀.txt", "👩\u200D🚀.txt")]
    [InlineData("مرحبا.txt", "مرحبا.txt")]
    public void A_name_shows_what_is_invisible(string name, string shown) => Assert.Equal(shown, Shown.Name(name));

    [Theory]
    [InlineData("a\r\n b\t\tc", "a b c")]
    [InlineData("  a  ", "a")]
    [InlineData("\u202Eabc\u202C", "abc")]
    [InlineData(null, "")]
    public void A_line_is_one_line(string? text, string line) => Assert.Equal(line, Shown.Line(text));

    [Fact]
    public void Half_a_character_is_shown_in_a_name_and_left_out_of_a_line()
    {
        string half = "a" + '\uD83D' + "b";

        Assert.Equal("a⟨U+D83D⟩b", Shown.Name(half));
        Assert.Equal("ab", Shown.Line(half));
    }

    [Fact]
    public void A_cut_never_splits_what_people_see_as_one_character()
    {
        string line = string.Concat(Enumerable.Repeat("👩‍🚀", 10));

        Assert.Equal("👩‍🚀👩‍🚀…", Shown.Cut(line, 12));
        Assert.Equal(line, Shown.Cut(line, line.Length));
    }

    [Theory]
    [InlineData("a congestion charge of three euros a day", 40, "a congestion charge of three euros a day")]
    [InlineData("a congestion charge of three euros a day", 39, "a congestion charge of three euros…")]
    [InlineData("a congestion charge of three euros a day", 32, "a congestion charge of three…")]
    [InlineData("a congestion charge of three euros a day", 26, "a congestion charge…")]
    [InlineData("rouvrir la ligne de nuit, en septembre", 32, "rouvrir la ligne de nuit…")]
    [InlineData("Landeshauptstadtverwaltungsgericht", 20, "Landeshauptstadtver…")]
    [InlineData("a b c d e f g h i j k l m n o p", 10, "a b c d e…")]
    [InlineData("港の入場料を三ユーロに下げる案", 8, "港の入場料を三…")]
    public void A_line_is_cut_between_words_and_ends_with_no_small_one(string line, int length, string cut) =>
        Assert.Equal(cut, Shown.CutAtWord(line, length));

    [Fact]
    public void A_character_made_of_thousands_is_cut_all_the_same()
    {
        string heap = "a" + new string('\u0301', 5000);

        Assert.Equal(200, Shown.Cut(heap, 200).Length);
    }

    [Fact]
    public void A_long_name_keeps_its_beginning_and_its_end()
    {
        string shown = Shown.ShortName("reports/" + new string('x', 900) + "/final.html");

        Assert.InRange(shown.Length, 100, 201);
        Assert.StartsWith("reports/", shown, StringComparison.Ordinal);
        Assert.EndsWith("/final.html", shown, StringComparison.Ordinal);
        Assert.Contains('…', shown);
    }
}
