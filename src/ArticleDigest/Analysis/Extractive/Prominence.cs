using System.Runtime.InteropServices;
using System.Text;

namespace ArticleDigest.Analysis.Extractive;

/// <summary>Orders points as a reader of the headline and the lead would, leaves out what is said twice, and marks what a short digest should have.</summary>
internal sealed class Prominence(ParsedArticle article)
{
    private const int KeyWeight = 4;
    private const int Stem = 5;
    private const int MostStems = 60;

    private static readonly Comparison<Weighed> HeaviestFirst = (one, other) =>
        one.Weight != other.Weight ? other.Weight.CompareTo(one.Weight)
        : one.Finding.Core.First != other.Finding.Core.First ? one.Finding.Core.First.CompareTo(other.Finding.Core.First)
        : one.Finding.Kind != other.Finding.Kind ? one.Finding.Kind.CompareTo(other.Finding.Kind)
        : one.Place.CompareTo(other.Place);

    /// <summary>The findings worth publishing, the most prominent first, each with whether it is a key one.</summary>
    /// <param name="findings">What was found, in the order of the text.</param>
    /// <param name="most">How many are wanted at most.</param>
    public List<(Finding Finding, bool IsKey)> Rank(List<Finding> findings, int most)
    {
        using PooledList<int> stems = new(findings.Count * 16);
        using PooledList<Weighed> ranked = new(findings.Count);
        Phrase headline = Stems(article.Title.Text, stems);
        for (int i = 0; i < findings.Count; i++)
        {
            ranked.Add(Weigh(findings[i], i, ranked.Span, headline, stems));
        }

        // Who has much to say is prominent.
        for (int i = ranked.Count - 1; i >= 0; i--)
        {
            ref Weighed weighed = ref ranked[i];
            weighed.Weight += Math.Min(ranked[weighed.FirstOfActor].OfActor, 3) - 1;
        }

        ranked.Span.Sort(HeaviestFirst);
        List<(Finding Finding, bool IsKey)> kept = new(Math.Min(findings.Count, most));
        for (int i = 0; i < ranked.Count && kept.Count < most; i++)
        {
            if (!IsSaid(ranked[i], ranked.Span[..kept.Count], stems.Span))
            {
                Weighed next = ranked[i];
                ranked[kept.Count] = next;
                kept.Add((next.Finding, kept.Count < ArticleAnalysis.MostKeyPoints && next.Weight >= KeyWeight));
            }
        }

        return kept;
    }

    private Weighed Weigh(Finding finding, int place, Span<Weighed> before, Phrase headline, PooledList<int> stems)
    {
        int paragraph = article.Text.Sentences[finding.Sentence].Paragraph;
        int first = FirstOfActor(finding.Actor, before);
        if (first < place)
        {
            before[first].OfActor++;
        }

        Phrase statement = Stems(finding.Statement, stems);
        Phrase actor = first < place ? before[first].Actor : Stems(finding.Actor, stems);
        Phrase target = Stems(finding.Target ?? "", stems);
        int shared = Shared(statement, headline, stems.Span) + Shared(actor, headline, stems.Span) + Shared(target, headline, stems.Span);
        int early = paragraph switch { 0 => 3, 1 => 2, 2 or 3 => 1, _ => 0 };
        return new Weighed(finding, place, statement, actor, target)
        {
            Weight = early + Math.Min(shared, 4) + (finding.IsStated ? 2 : 0) + finding.Strength - 2,
            FirstOfActor = first,
            OfActor = 1,
        };
    }

    private static int FirstOfActor(string actor, Span<Weighed> before)
    {
        for (int i = 0; i < before.Length; i++)
        {
            if (string.Equals(before[i].Finding.Actor, actor, StringComparison.Ordinal))
            {
                return i;
            }
        }

        return before.Length;
    }

    private static bool IsSaid(in Weighed next, Span<Weighed> kept, Span<int> stems)
    {
        foreach (ref Weighed one in kept)
        {
            if (SaysTheSame(one, next, stems))
            {
                return true;
            }
        }

        return false;
    }

    private static bool SaysTheSame(in Weighed one, in Weighed other, Span<int> stems)
    {
        if (one.Finding.Kind != other.Finding.Kind || !Alike(one.Actor, other.Actor, 0.6, stems))
        {
            return false;
        }

        Phrase core = one.Finding.Core;
        Phrase next = other.Finding.Core;
        bool sameSentence = one.Finding.Sentence == other.Finding.Sentence;
        bool samePlace = sameSentence && (Math.Min(core.End, next.End) - Math.Max(core.First, next.First)) * 2 > Math.Min(core.Count, next.Count);
        bool sameTarget = one.Finding.Kind != PointKind.Criticism || Alike(one.Target, other.Target, 0.5, stems);
        bool within = sameSentence && !one.Finding.IsStated && !other.Finding.IsStated && core.First <= next.First && core.End >= next.End;
        return (samePlace && sameTarget) || within || (sameTarget && Alike(one.Statement, other.Statement, 0.6, stems));
    }

    private static bool Alike(Phrase one, Phrase other, double share, Span<int> stems)
    {
        int least = Math.Min(one.Count, other.Count);
        return least == 0 ? one.Count == other.Count : Shared(one, other, stems) >= share * least;
    }

    // How many stems two rows have in common; both are in order and hold each once.
    private static int Shared(Phrase one, Phrase other, Span<int> stems)
    {
        int shared = 0;
        int i = one.First;
        int k = other.First;
        while (i < one.End && k < other.End)
        {
            shared += stems[i] == stems[k] ? 1 : 0;
            (i, k) = stems[i] < stems[k] ? (i + 1, k) : stems[i] > stems[k] ? (i, k + 1) : (i + 1, k + 1);
        }

        return shared;
    }

    // Appends the beginnings of the words that mean something, so that "platform" meets "platforms"; as hashes, in order.
    private Phrase Stems(string text, PooledList<int> stems)
    {
        int first = stems.Count;
        int at = 0;
        while (at < text.Length && stems.Count - first < MostStems)
        {
            int start = at;
            while (at < text.Length && (char.IsLetterOrDigit(text[at]) || (text[at] == '.' && at > start && at + 1 < text.Length && char.IsLetterOrDigit(text[at + 1]))))
            {
                at++;
            }

            ReadOnlySpan<char> word = text.AsSpan(start, at - start);
            if (word.Length > 1 && !IsEmpty(article.Lexicon.Find(word)))
            {
                stems.Add(Hash(word));
            }

            at += at == start ? 1 : 0;
        }

        Span<int> added = stems.Span[first..];
        added.Sort();
        int kept = 0;
        foreach (int stem in added)
        {
            if (kept == 0 || added[kept - 1] != stem)
            {
                added[kept++] = stem;
            }
        }

        stems.Shorten(first + kept);
        return new Phrase(first, first + kept);
    }

    private static bool IsEmpty(Word word) =>
        word.Is(WordClass.Determiners | WordClass.Prepositions | WordClass.Contracted | WordClass.Pronouns | WordClass.ObjectClitics | WordClass.Links | WordClass.Auxiliaries
            | WordClass.InfinitiveMarkers | WordClass.Adverbs | WordClass.Of) && !word.Is(WordClass.NounVerbs);

    // Case, accents and dots aside.
    private static int Hash(ReadOnlySpan<char> word)
    {
        int hash = 17;
        int letters = 0;
        foreach (char c in word)
        {
            if (c != '.' && letters++ < Stem)
            {
                hash = (hash * 31) + (c < Plain.Length ? Plain[c] : char.ToLowerInvariant(c));
            }
        }

        return hash;
    }

    // Letters without their accents, small.
    private static readonly char[] Plain = [.. Enumerable.Range(0, 0x180).Select(c => char.ToLowerInvariant(((char)c).ToString().Normalize(NormalizationForm.FormD)[0]))];

    /// <param name="Finding">What was found.</param>
    /// <param name="Place">Its place among the findings.</param>
    /// <param name="Statement">Where its statement's stems are.</param>
    /// <param name="Actor">Where its actor's are.</param>
    /// <param name="Target">Where its target's are.</param>
    [StructLayout(LayoutKind.Auto)]
    private record struct Weighed(Finding Finding, int Place, Phrase Statement, Phrase Actor, Phrase Target)
    {
        public int Weight { get; set; }

        /// <summary>The place of the first finding with the same actor, and how many there are if this is it.</summary>
        public int FirstOfActor { get; init; }

        public int OfActor { get; set; }
    }
}
