namespace ArticleDigest.Analysis.Chat;

/// <summary>
/// Divides an article that a model cannot read at once: at ends of paragraphs if there are some in the last third of what
/// fits, otherwise of sentences, otherwise of words. A part is shown with some of the text around it, but its points begin in it,
/// so that none is told twice.
/// </summary>
internal sealed class SectionPlan(int mostTokens, int overlapTokens)
{
    private const int Shortest = 200;

    /// <summary>The stretches of a text, in order; one if it fits.</summary>
    public IReadOnlyList<TextSection> Divide(string text)
    {
        if (Tokens.Count(text) <= mostTokens)
        {
            return [new TextSection(0, text.Length)];
        }

        List<TextSection> sections = [];
        for (int at = 0; at < text.Length;)
        {
            int fit = at + Math.Max(1, Tokens.Fit(text.AsSpan(at), mostTokens - (2 * overlapTokens)));
            int next = fit >= text.Length ? text.Length : EndNear(text, at + ((fit - at) * 2 / 3), fit);
            sections.Add(new TextSection(at, next - at));
            at = next;
        }

        return sections;
    }

    /// <summary>Two halves of a stretch; one if it is too short to be divided.</summary>
    public static IReadOnlyList<TextSection> Halve(string text, TextSection section)
    {
        if (section.Length < 2 * Shortest)
        {
            return [section];
        }

        int middle = section.Start + (section.Length / 2);
        int end = EndNear(text, section.Start + Shortest, Math.Min(middle + (section.Length / 6), section.Start + section.Length - Shortest));
        return [new TextSection(section.Start, end - section.Start), new TextSection(end, section.Start + section.Length - end)];
    }

    /// <summary>A stretch as the model is shown it.</summary>
    /// <param name="text">The article's text.</param>
    /// <param name="section">The stretch.</param>
    /// <param name="number">Which it is, from 1.</param>
    /// <param name="count">How many there are.</param>
    public ArticlePart Show(string text, TextSection section, int number, int count)
    {
        int end = section.Start + section.Length;
        if (section.Length == text.Length)
        {
            return new ArticlePart(1, 1, "", text, "");
        }

        int before = section.Start - Last(text.AsSpan(0, section.Start));
        int behind = end + Tokens.Fit(text.AsSpan(end), overlapTokens);
        return new ArticlePart(number, Math.Max(count, 2), text[before..section.Start], text[section.Start..end], text[end..behind]);
    }

    // The overlap before a stretch: what of the end fits, in UTF-16 units.
    private int Last(ReadOnlySpan<char> text)
    {
        int length = Math.Min(text.Length, overlapTokens * 6);
        while (length > 0 && Tokens.Count(text[^length..]) > overlapTokens)
        {
            length = length * 3 / 4;
        }

        // It begins with a whole word.
        int space = length == text.Length ? -1 : text[^length..].IndexOf(' ');
        return length == text.Length ? length : space < 0 ? 0 : length - space - 1;
    }

    // The last end of a paragraph, sentence or word between two places.
    private static int EndNear(string text, int from, int to)
    {
        ReadOnlySpan<char> span = text.AsSpan(from, to - from);
        if (span.LastIndexOf("\n\n", StringComparison.Ordinal) is >= 0 and int paragraph)
        {
            return from + paragraph + 2;
        }

        for (int i = span.Length - 2; i >= 0; i--)
        {
            if (span[i] is '。' || (span[i] is '.' or '!' or '?' && span[i + 1] == ' '))
            {
                return from + i + (span[i] is '。' ? 1 : 2);
            }
        }

        int space = span.LastIndexOf(' ');
        return space >= 0 ? from + space + 1
            : to > 0 && to < text.Length && char.IsLowSurrogate(text[to]) && char.IsHighSurrogate(text[to - 1]) ? to + 1
            : to;
    }
}
