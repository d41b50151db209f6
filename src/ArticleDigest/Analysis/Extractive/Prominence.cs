using System.Text;

namespace ArticleDigest.Analysis.Extractive;

/// <summary>Orders points as a reader of the headline and the lead would, leaves out what is said twice, and marks what a short digest should have.</summary>
internal sealed class Prominence(ParsedArticle article)
{
    /// <summary>How many points of an article a short digest takes at most.</summary>
    public const int MostKeyPoints = 8;

    private const int KeyWeight = 4;
    private const int Stem = 5;
    private const int MostStems = 60;

    /// <summary>The findings worth publishing, the most prominent first, each with whether it is a key one.</summary>
    public IReadOnlyList<(Finding Finding, bool IsKey)> Rank(IReadOnlyList<Finding> findings)
    {
        int[] headline = Stems(article.Title.Text);
        Dictionary<string, int> voices = new(StringComparer.Ordinal);
        foreach (Finding finding in findings)
        {
            voices[finding.Actor] = voices.GetValueOrDefault(finding.Actor) + 1;
        }

        List<Weighed> ranked = [.. findings
            .Select(f => Weigh(f, headline, voices[f.Actor]))
            .OrderByDescending(w => w.Weight)
            .ThenBy(w => w.Finding.Core.First)
            .ThenBy(w => w.Finding.Kind)];
        List<Weighed> kept = [];
        foreach (Weighed next in ranked)
        {
            if (!kept.Exists(k => SaysTheSame(k, next)))
            {
                kept.Add(next);
            }
        }

        return [.. kept.Select((w, rank) => (w.Finding, rank < MostKeyPoints && w.Weight >= KeyWeight))];
    }

    private Weighed Weigh(Finding finding, int[] headline, int mentions)
    {
        int paragraph = article.Text.Sentences[finding.Sentence].Paragraph;
        int place = paragraph switch { 0 => 3, 1 => 2, 2 or 3 => 1, _ => 0 };
        int[] statement = Stems(finding.Statement);
        int[] actor = Stems(finding.Actor);
        int[] target = Stems(finding.Target ?? "");
        int shared = Shared(statement, headline) + Shared(actor, headline) + Shared(target, headline);
        int weight = place + Math.Min(shared, 4) + Math.Min(mentions, 3) - 1 + (finding.IsStated ? 2 : 0) + finding.Strength - 2;
        return new Weighed(finding, weight, statement, actor, target);
    }

    private static bool SaysTheSame(Weighed one, Weighed other)
    {
        if (one.Finding.Kind != other.Finding.Kind || !Alike(one.Actor, other.Actor, 0.6))
        {
            return false;
        }

        bool samePlace = one.Finding.Sentence == other.Finding.Sentence
            && Math.Min(one.Finding.Core.End, other.Finding.Core.End) - Math.Max(one.Finding.Core.First, other.Finding.Core.First) is var shared
            && shared * 2 > Math.Min(one.Finding.Core.Count, other.Finding.Core.Count);
        bool sameTarget = one.Finding.Kind == PointKind.Proposal || Alike(one.Target, other.Target, 0.5);
        bool within = !one.Finding.IsStated && !other.Finding.IsStated && one.Finding.Sentence == other.Finding.Sentence
            && one.Finding.Core.First <= other.Finding.Core.First && one.Finding.Core.End >= other.Finding.Core.End;
        return (samePlace && sameTarget) || within || (sameTarget && Alike(one.Statement, other.Statement, 0.6));
    }

    private static bool Alike(int[] one, int[] other, double share)
    {
        int least = Math.Min(one.Length, other.Length);
        return least == 0 ? one.Length == other.Length : Shared(one, other) >= share * least;
    }

    private static int Shared(int[] one, int[] other)
    {
        int shared = 0;
        foreach (int stem in one)
        {
            shared += Array.BinarySearch(other, stem) >= 0 ? 1 : 0;
        }

        return shared;
    }

    // Beginnings of the words that mean something, so that "platform" meets "platforms"; as hashes, in order.
    private int[] Stems(ReadOnlySpan<char> text)
    {
        Span<int> stems = stackalloc int[MostStems];
        int count = 0;
        int at = 0;
        while (at < text.Length && count < MostStems)
        {
            int start = at;
            while (at < text.Length && (char.IsLetterOrDigit(text[at]) || (text[at] == '.' && at > start && at + 1 < text.Length && char.IsLetterOrDigit(text[at + 1]))))
            {
                at++;
            }

            if (at - start > 1 && !IsEmpty(article.Lexicon.Find(text[start..at])))
            {
                stems[count++] = Hash(text[start..at]);
            }

            at += at == start ? 1 : 0;
        }

        stems = stems[..count];
        stems.Sort();
        int kept = 0;
        for (int i = 0; i < count; i++)
        {
            if (kept == 0 || stems[kept - 1] != stems[i])
            {
                stems[kept++] = stems[i];
            }
        }

        return stems[..kept].ToArray();
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

    private sealed record Weighed(Finding Finding, int Weight, int[] Statement, int[] Actor, int[] Target);
}
