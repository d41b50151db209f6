using System.Text;
using ArticleDigest.Letters;

namespace ArticleDigest.Tests.Letters;

public sealed class MarkedTextTests
{
    [Theory]
    [InlineData("One.\n\nTwo.", "", "One.¶Two.")]
    [InlineData("abcdef", "2+3", "ab⟨1cde1⟩f")]
    [InlineData("abcdef", "0+6", "⟨1abcdef1⟩")]
    [InlineData("abcdef", "0+4 2+4", "⟨1ab⟨2cd1⟩ef2⟩")]
    [InlineData("abcdef", "2+4 0+4", "⟨2ab⟨1cd2⟩ef1⟩")]
    [InlineData("abcdef", "0+6 2+2", "⟨1ab⟨2cd2⟩ef1⟩")]
    [InlineData("abcdef", "0+3 0+5", "⟨2⟨1abc1⟩de2⟩f")]
    [InlineData("abcdef", "0+3 0+3", "⟨1⟨2abc2⟩1⟩def")]
    [InlineData("abcdef", "0+3 3+3", "⟨1abc1⟩⟨2def2⟩")]
    [InlineData("abcdef", "0+4 1+4 2+4", "⟨1a⟨2b⟨3cd1⟩e2⟩f3⟩")]
    [InlineData("ab\n\ncd\n\nef", "1+8", "a⟨1b¶cd¶e1⟩f")]
    [InlineData("ab\n\ncd", "0+2 4+2", "⟨1ab1⟩¶⟨2cd2⟩")]
    [InlineData("ab\n\ncd", "2+3", "ab¶⟨1c1⟩d")]
    [InlineData("ab\n\ncd", "1+3", "a⟨1b1⟩¶cd")]
    [InlineData("ab\n\ncd", "2+2", "ab¶cd")]
    [InlineData("a bc d", "1+4", "a ⟨1bc1⟩ d")]
    [InlineData("a😀b", "2+2", "a⟨1😀b1⟩")]
    [InlineData("a😀b", "0+2", "⟨1a😀1⟩b")]
    [InlineData("a😀b", "1+2", "a⟨1😀1⟩b")]
    [InlineData("a😀b", "2+1", "a⟨1😀1⟩b")]
    public void Marks_begin_and_end_in_the_text_however_they_lie(string text, string places, string expected) =>
        Assert.Equal(expected, Written(MarkedText.Of(text, PlacesOf(places))));

    [Theory]
    [InlineData("a\u202Eb\u2066c", "abc")]
    [InlineData("a\u0000b\u001Bc\td", "a b c d")]
    [InlineData("a\uD800b", "ab")]
    [InlineData("\n \n\u202E\na\n\n\n\n", "a")]
    [InlineData("", "")]
    public void Nothing_in_a_text_acts_on_its_surroundings(string text, string expected) =>
        Assert.Equal(expected, Written(MarkedText.Of(text, [])));

    [Fact]
    public void A_piece_knows_in_how_many_marks_it_is()
    {
        IReadOnlyList<ParagraphView> paragraphs = MarkedText.Of("abcdefg\n\nhi", PlacesOf("0+6 2+8 3+1"));

        Assert.Equal([(string.Concat("ab"), 1), ("c", 2), ("d", 3), ("ef", 2), ("g", 1)], paragraphs[0].Pieces.Select(p => (p.Text, p.Depth)));
        Assert.Equal([("h", 1), ("i", 0)], paragraphs[1].Pieces.Select(p => (p.Text, p.Depth)));
    }

    [Fact]
    public void However_many_marks_lie_on_each_other_there_are_at_most_two_pieces_for_each()
    {
        const int marks = 20_000;
        string text = new('x', 1_000_000);

        IReadOnlyList<ParagraphView> paragraphs = MarkedText.Of(text, [.. Enumerable.Range(0, marks).Select(i => new MarkedPlace(i, text.Length - (2 * i), MarkOf(i + 1)))]);

        Assert.Equal((2 * marks) - 1, Assert.Single(paragraphs).Pieces.Count);
        Assert.Equal(marks, paragraphs[0].Pieces.Max(p => p.Depth));
    }

    private static MarkedPlace[] PlacesOf(string places) =>
    [
        .. places.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(place => place.Split('+').Select(int.Parse).ToArray())
            .Select((place, index) => new MarkedPlace(place[0], place[1], MarkOf(index + 1))),
    ];

    private static MarkView MarkOf(int number) => new(number, $"q-{number}", "Proposal · Somebody", null);

    private static string Written(IReadOnlyList<ParagraphView> paragraphs) => string.Join('¶', paragraphs.Select(paragraph =>
    {
        StringBuilder text = new();
        foreach (PieceView piece in paragraph.Pieces)
        {
            text.Append(string.Concat(piece.Begins.Select(b => $"⟨{b.Number}")))
                .Append(piece.Text)
                .Append(string.Concat(piece.Ends.Select(e => $"{e.Number}⟩")));
        }

        return text.ToString();
    }));
}
