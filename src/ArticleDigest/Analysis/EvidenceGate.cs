using System.Globalization;
using System.Text;
using ArticleDigest.Articles;

namespace ArticleDigest.Analysis;

/// <summary>Lets through only points that the article proves. Every analyst's points pass it before they are published.</summary>
public static class EvidenceGate
{
    /// <summary>The place of a quote that was looked for and does not stand in the text.</summary>
    public const int NowhereInText = int.MinValue;

    /// <summary>The longest quote that passes, in words divided by spaces.</summary>
    public const int MaxQuoteWords = 60;

    /// <summary>The longest statement that passes, in UTF-16 units.</summary>
    public const int MaxStatementLength = 300;

    /// <summary>The longest actor or target that passes, in UTF-16 units.</summary>
    public const int MaxNameLength = 200;

    // How much of a sentence before and after a quote is judged with it, in UTF-16 units.
    private const int SentenceReach = 300;

    /// <summary>
    /// Checks points against their article. A point passes if its quote stands in the text at its place and is neither
    /// empty, too long nor torn out of a word; if its statement and names are single clean lines; if a content word of
    /// its actor, and of its target, occurs in text, title or byline; if a criticism has a target, and a proposal and a
    /// withdrawal have none; if nobody criticises, supports or opposes themselves; if no earlier point says the same of the same place; if statement and names hold no address or
    /// mark-up that the quote does not; and if neither the quote in its sentence
    /// nor the statement bears <see cref="OrderSigns"/>.
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

            fault ??= LinkFault(point) ?? OrderFault(article.Text, point);

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

        if (start == NowhereInText)
        {
            return "the quote is not in the text";
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

        if (WordBounds.Cuts(text, start) || WordBounds.Cuts(text, end))
        {
            return "the quote cuts a word in two";
        }

        return WordBounds.Count(quote) > MaxQuoteWords ? $"the quote is longer than {MaxQuoteWords} words" : null;
    }

    private static string? StatementFault(string statement) =>
        string.IsNullOrWhiteSpace(statement) ? "the statement is empty"
        : statement.Length > MaxStatementLength ? $"the statement is longer than {MaxStatementLength} characters"
        : HasForbiddenCharacter(statement) ? "the statement contains a line break, control, invisible or text-direction character"
        : null;

    // Whoever reads a digest takes an address in it for the article's.
    private static string? LinkFault(Point point) =>
        Links.AreAdded(point.Statement, point.Evidence.Quote) ? "the statement holds an address or mark-up that the quote does not"
        : Links.AreAdded(point.Actor, point.Evidence.Quote) ? "the actor holds an address or mark-up that the quote does not"
        : point.Target is not null && Links.AreAdded(point.Target, point.Evidence.Quote) ? "the target holds an address or mark-up that the quote does not"
        : null;

    // What a text tells its reader's model to do is nobody's proposal; and what it made the model say is not passed on.
    private static string? OrderFault(string text, Point point) =>
        OrderSigns.AreInWordsOf(SentenceOf(text, point.Evidence)) ? "the quote gives orders to a model"
        : OrderSigns.AreInWordsOf(point.Statement) ? "the statement gives orders to a model"
        : OrderSigns.AreInWordsOf(point.Actor) || (point.Target is not null && OrderSigns.AreInWordsOf(point.Target)) ? "a name gives orders to a model"
        : null;

    // Half of an order looks harmless: its sentence is judged, or what is near in a text without ends of sentences.
    private static string SentenceOf(string text, Evidence evidence)
    {
        int from = Math.Max(0, evidence.Start - SentenceReach);
        int to = Math.Min(text.Length, evidence.Start + evidence.Length + SentenceReach);
        QuoteInContext sentence = QuoteInContext.Of(text[from..to], evidence with { Start = evidence.Start - from }, SentenceReach);
        return sentence.Before + sentence.Quote + sentence.After;
    }

    private static string? NamesFault(Point point, NameWitness witness)
    {
        if (NameFault("actor", point.Actor, witness) is { } actorFault)
        {
            return actorFault;
        }

        return point.Kind switch
        {
            PointKind.Proposal => point.Target is null ? null : "a proposal has no target",
            PointKind.Withdrawal => point.Target is null ? null : "a withdrawal has no target",
            PointKind.Criticism when point.Target is null => "the criticism has no target",
            _ => point.Target is null ? null : NameFault("target", point.Target, witness),
        };
    }

    private static string? NameFault(string role, string name, NameWitness witness) =>
        string.IsNullOrWhiteSpace(name) ? $"the {role} is empty"
        : name.Length > MaxNameLength ? $"the {role} is longer than {MaxNameLength} characters"
        : HasForbiddenCharacter(name) ? $"the {role} contains a line break, control, invisible or text-direction character"
        : name is Point.NotNamed or Point.TheAuthor || witness.Knows(name) ? null
        : $"the {role} does not occur in the article";

    private static bool HasForbiddenCharacter(string line)
    {
        for (int at = 0; at < line.Length; at++)
        {
            if (!Rune.TryGetRuneAt(line, at, out Rune rune) || IsForbidden(rune))
            {
                return true;
            }

            at += rune.Utf16SequenceLength - 1;
        }

        return false;
    }

    // Joiners shape words of Persian and Indic scripts; other characters of format hide or turn text around.
    private static bool IsForbidden(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        || (Rune.GetUnicodeCategory(rune) == UnicodeCategory.Format && rune.Value is not (0x200C or 0x200D))
        || (rune.Value & 0xFFFE) == 0xFFFE
        || rune.Value is (>= 0xFDD0 and <= 0xFDEF) or (>= 0xE0000 and <= 0xE0FFF);
}

/// <summary>What the gate let through and what it held back.</summary>
/// <param name="Passed">Points whose evidence and names were found in the article.</param>
/// <param name="Withheld">The others, each with the reason.</param>
public sealed record GatedPoints(IReadOnlyList<Point> Passed, IReadOnlyList<WithheldPoint> Withheld);

/// <summary>A point that is not published.</summary>
/// <param name="Point">The point as the analyst gave it.</param>
/// <param name="Reason">Why it was withheld: lower case, no full stop.</param>
public sealed record WithheldPoint(Point Point, string Reason);
