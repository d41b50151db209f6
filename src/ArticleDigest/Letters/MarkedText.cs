namespace ArticleDigest.Letters;

/// <summary>A place in a text that is marked.</summary>
/// <param name="Start">Where it begins, in UTF-16 units.</param>
/// <param name="Length">How long it is, in UTF-16 units.</param>
/// <param name="Mark">What is shown of it.</param>
internal sealed record MarkedPlace(int Start, int Length, MarkView Mark);

/// <summary>
/// Divides a text into paragraphs and each of them where marks begin and end: marks may overlap, lie within each other and
/// go over the ends of paragraphs. The cost grows with the text and the marks, however they lie.
/// </summary>
internal sealed class MarkedText
{
    private readonly string _text;
    private readonly List<MarkedPlace> _byStart;
    private readonly List<MarkedPlace> _byEnd;
    private readonly int[] _cuts;
    private int _begun;
    private int _ended;
    private int _cut;

    private MarkedText(string text, IEnumerable<MarkedPlace> places)
    {
        _text = text;
        List<MarkedPlace> visible = [.. places.Select(Trimmed).Where(p => p.Length > 0)];
        _byStart = [.. visible.OrderBy(p => p.Start).ThenByDescending(p => p.Length).ThenBy(p => p.Mark.Number)];
        _byEnd = [.. visible.OrderBy(End).ThenByDescending(p => p.Start).ThenByDescending(p => p.Mark.Number)];
        _cuts = [.. visible.SelectMany(p => new[] { p.Start, End(p) }).Distinct().Order()];
    }

    /// <summary>The paragraphs of a text.</summary>
    /// <param name="text">The text; its paragraphs are parted by line feeds.</param>
    /// <param name="places">What is marked in it, each within the text.</param>
    public static IReadOnlyList<ParagraphView> Of(string text, IEnumerable<MarkedPlace> places) => new MarkedText(text, places).Paragraphs();

    private static int End(MarkedPlace place) => place.Start + place.Length;

    /// <summary>A place without space at its ends, and never with half a character.</summary>
    private MarkedPlace Trimmed(MarkedPlace place)
    {
        (int from, int to) = (place.Start, End(place));
        while (from < to && char.IsWhiteSpace(_text[from]))
        {
            from++;
        }

        while (to > from && char.IsWhiteSpace(_text[to - 1]))
        {
            to--;
        }

        if (from < to)
        {
            from -= IsWithinCharacter(from) ? 1 : 0;
            to += IsWithinCharacter(to) ? 1 : 0;
        }

        return place with { Start = from, Length = to - from };
    }

    private bool IsWithinCharacter(int at) => at > 0 && at < _text.Length && char.IsSurrogatePair(_text[at - 1], _text[at]);

    private List<ParagraphView> Paragraphs()
    {
        List<ParagraphView> paragraphs = [];
        for (int from = 0; from < _text.Length;)
        {
            int feed = _text.IndexOf('\n', from);
            int to = feed < 0 ? _text.Length : feed;
            List<PieceView> pieces = PiecesOf(from, to);
            if (pieces.Exists(p => p.Begins.Count > 0 || !string.IsNullOrWhiteSpace(p.Text)))
            {
                paragraphs.Add(new ParagraphView(pieces));
            }

            from = to + 1;
        }

        return paragraphs;
    }

    private List<PieceView> PiecesOf(int from, int to)
    {
        List<PieceView> pieces = [];
        while (from < to)
        {
            while (_cut < _cuts.Length && _cuts[_cut] <= from)
            {
                _cut++;
            }

            int end = _cut < _cuts.Length ? Math.Min(to, _cuts[_cut]) : to;
            IReadOnlyList<MarkView> begins = Take(_byStart, ref _begun, p => p.Start <= from);
            int depth = _begun - _ended;
            IReadOnlyList<MarkView> ends = Take(_byEnd, ref _ended, p => End(p) <= end);
            pieces.Add(new PieceView(Shown.Piece(_text.AsSpan(from, end - from)), begins, ends, depth));
            from = end;
        }

        return pieces;
    }

    private static IReadOnlyList<MarkView> Take(List<MarkedPlace> places, ref int next, Func<MarkedPlace, bool> isDue)
    {
        int first = next;
        while (next < places.Count && isDue(places[next]))
        {
            next++;
        }

        return next == first ? [] : [.. places[first..next].Select(p => p.Mark)];
    }
}
