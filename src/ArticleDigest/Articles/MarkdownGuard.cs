using System.Buffers;

namespace ArticleDigest.Articles;

/// <summary>
/// Judges a Markdown text in one linear pass before anything parses it: Markdig's time and memory grow with the square of
/// some marks, and it cannot be stopped half-way. No article needs as many of them.
/// </summary>
internal static class MarkdownGuard
{
    /// <summary>Each opening bracket may be the beginning of a link that is looked for up to the end of its paragraph.</summary>
    private const int MaxBrackets = 1000;

    /// <summary>Each of these is looked for up to its end, which may be missing: comments, declarations, instructions.</summary>
    private const int MaxDeclarations = 200;

    /// <summary>Each such line turns the one before it into a heading, moving all that follow.</summary>
    private const int MaxUnderlines = 500;

    /// <summary>Every row of a table gets as many cells as the widest: bars of a line times lines of the text.</summary>
    private const long MaxCells = 100_000;

    private static readonly SearchValues<char> UnderlineSigns = SearchValues.Create(" \t>-=*+");

    /// <summary>Why a text is refused, as a rejection's reason; null if it may be parsed.</summary>
    public static string? Refusal(string text)
    {
        ReadOnlySpan<char> all = text;
        if (all.Count('[') > MaxBrackets)
        {
            return TooMany(MaxBrackets, "brackets");
        }

        if (all.Count("<!") + all.Count("<?") > MaxDeclarations)
        {
            return TooMany(MaxDeclarations, "comments or declarations");
        }

        int lines = 0, bars = 0, underlines = 0;
        foreach (ReadOnlySpan<char> line in all.EnumerateLines())
        {
            lines++;
            bars = Math.Max(bars, line.Count('|'));
            underlines += !line.ContainsAnyExcept(UnderlineSigns) && line.IndexOfAny('-', '=') >= 0 ? 1 : 0;
        }

        return underlines > MaxUnderlines ? TooMany(MaxUnderlines, "lines of nothing but dashes")
            : (long)bars * lines > MaxCells ? TooMany(MaxCells, "cells of tables")
            : null;
    }

    private static string TooMany(long count, string marks) =>
        FormattableString.Invariant($"too much mark-up: more than {count} {marks}");
}
