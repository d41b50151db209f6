using System.Globalization;
using ArticleDigest.Articles;

namespace ArticleDigest.Analysis;

/// <summary>Lets through only points that the article proves. Every analyst's points pass it before they are published.</summary>
public static class EvidenceGate
{
    /// <summary>The longest quote that passes, in words divided by spaces.</summary>
    public const int MaxQuoteWords = 60;

    /// <summary>The longest statement that passes, in UTF-16 units.</summary>
    public const int MaxStatementLength = 300;

    /// <summary>The longest actor or target that passes, in UTF-16 units.</summary>
    public const int MaxNameLength = 200;

    /// <summary>
    /// Checks points against their article. A point passes if its quote stands in the text at its place and is neither
    /// empty, too long nor torn out of a word; if its statement and names are single clean lines; if a content word of
    /// its actor, and of a criticism's target, occurs in text, title or byline; if nobody criticises themselves; and if no
    /// earlier point says the same of the same place.
    /// </summary>
    /// <returns>All the points, in their order, each either passed or withheld with a reason.</returns>
    public static GatedPoints Check(Article article, IReadOnlyList<Point> points)
    {
        ArgumentNullException.ThrowIfNull(article);
        ArgumentNullException.ThrowIfNull(points);
        if (points.Count == 0)
        {
            return new GatedPoints([], []);
        }

        NameWitness witness = new([article.Title, article.Byline ?? "", article.Text]);
        List<Point> passed = [];
        List<WithheldPoint> withheld = [];
        HashSet<(PointKind, int, int, string, string)> seen = [];
        foreach (Point point in points)
        {
            string? fault = EvidenceFault(article.Text, point.Evidence)
                ?? StatementFault(point.Statement)
                ?? NamesFault(point, witness)
                ?? (SameParty.Is(point, article.Byline) ? "actor and target are the same party" : null);
            if (fault is null && !seen.Add((point.Kind, point.Evidence.Start, point.Evidence.Length,
                NameWitness.Fold(point.Actor.Trim()), NameWitness.Fold(point.Target?.Trim() ?? ""))))
            {
                fault = "the same point was made before";
            }

            if (fault is null)
            {
                passed.Add(point);
            }
            else
            {
                withheld.Add(new WithheldPoint(point, fault));
            }
        }

        return new GatedPoints(passed, withheld);
    }

    private static string? EvidenceFault(string text, Evidence evidence)
    {
        (string quote, int start, int length, _) = evidence;
        if (string.IsNullOrWhiteSpace(quote))
        {
            return "the quote is empty";
        }

        if (start < 0 || length <= 0 || start > text.Length - length)
        {
            return "the quote's place lies outside the text";
        }

        if (!text.AsSpan(start, length).SequenceEqual(quote))
        {
            return "the quote is not in the text at its place";
        }

        int end = start + length;
        if (char.IsLowSurrogate(quote[0]) || char.IsHighSurrogate(quote[^1]))
        {
            return "the quote cuts a character in two";
        }

        if (CutsWord(text, start) || CutsWord(text, end))
        {
            return "the quote cuts a word in two";
        }

        return CountWords(quote) > MaxQuoteWords ? $"the quote is longer than {MaxQuoteWords} words" : null;
    }

    private static bool CutsWord(string text, int at) =>
        at > 0 && at < text.Length && IsWordPart(text, at - 1) && (IsWordPart(text, at) || IsMark(text[at]));

    private static bool IsWordPart(string text, int at)
    {
        if (char.IsLowSurrogate(text[at]) && at > 0 && char.IsSurrogatePair(text[at - 1], text[at]))
        {
            at--;
        }

        return char.IsLetterOrDigit(text, at) || IsMark(text[at]);
    }

    private static bool IsMark(char c) => char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    private static int CountWords(string quote)
    {
        int words = 0;
        bool inWord = false;
        foreach (char c in quote)
        {
            bool space = char.IsWhiteSpace(c);
            words += !space && !inWord ? 1 : 0;
            inWord = !space;
        }

        return words;
    }

    private static string? StatementFault(string statement) =>
        string.IsNullOrWhiteSpace(statement) ? "the statement is empty"
        : statement.Length > MaxStatementLength ? $"the statement is longer than {MaxStatementLength} characters"
        : HasForbiddenCharacter(statement) ? "the statement contains a line break, control or text-direction character"
        : null;

    private static string? NamesFault(Point point, NameWitness witness)
    {
        if (NameFault("actor", point.Actor, witness) is { } actorFault)
        {
            return actorFault;
        }

        return point.Kind switch
        {
            PointKind.Proposal => point.Target is null ? null : "a proposal has no target",
            _ => point.Target is null ? "the criticism has no target" : NameFault("target", point.Target, witness),
        };
    }

    private static string? NameFault(string role, string name, NameWitness witness) =>
        string.IsNullOrWhiteSpace(name) ? $"the {role} is empty"
        : name.Length > MaxNameLength ? $"the {role} is longer than {MaxNameLength} characters"
        : HasForbiddenCharacter(name) ? $"the {role} contains a line break, control or text-direction character"
        : name is Point.NotNamed or Point.TheAuthor || witness.Knows(name) ? null
        : $"the {role} does not occur in the article";

    private static bool HasForbiddenCharacter(string line)
    {
        for (int i = 0; i < line.Length; i++)
        {
            char c = line[i];
            if (char.IsSurrogate(c))
            {
                if (i + 1 == line.Length || !char.IsSurrogatePair(c, line[i + 1]))
                {
                    return true;
                }

                i++;
            }
            else if (char.IsControl(c) || c is '\u061C' or '\u200E' or '\u200F' or (>= '\u2028' and <= '\u202E') or (>= '\u2066' and <= '\u2069'))
            {
                return true;
            }
        }

        return false;
    }
}

/// <summary>What the gate let through and what it held back.</summary>
/// <param name="Passed">Points whose evidence and names were found in the article.</param>
/// <param name="Withheld">The others, each with the reason.</param>
public sealed record GatedPoints(IReadOnlyList<Point> Passed, IReadOnlyList<WithheldPoint> Withheld);

/// <summary>A point that is not published.</summary>
/// <param name="Point">The point as the analyst gave it.</param>
/// <param name="Reason">Why it was withheld: lower case, no full stop.</param>
public sealed record WithheldPoint(Point Point, string Reason);
