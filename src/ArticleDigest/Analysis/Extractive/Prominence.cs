using ArticleDigest.Articles;

namespace ArticleDigest.Analysis.Extractive;

/// <summary>Keeps one of what is said twice, puts what carries the headline and the lead first, and marks what a short digest should have.</summary>
internal sealed class Prominence(ParsedArticle article)
{
    /// <summary>How many points of an article a short digest takes at most.</summary>
    public const int MostKeyPoints = 8;

    private const int KeyWeight = 4;
    private const int Stem = 5;

    /// <summary>The findings worth publishing, the most prominent first, each with whether it is a key one.</summary>
    public IReadOnlyList<(Finding Finding, bool IsKey)> Rank(IReadOnlyList<Finding> findings)
    {
        HashSet<string> headline = Stems(article.Title.Text);
        Dictionary<string, int> voices = findings.GroupBy(f => f.Actor, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal);
        List<Weighed> ranked = [.. findings
            .Select(f => new Weighed(f, Weight(f, headline, voices[f.Actor]), Stems(f.Statement), Stems(f.Actor), Stems(f.Target ?? "")))
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

    private int Weight(Finding finding, HashSet<string> headline, int mentions)
    {
        int paragraph = article.Text.Sentences[finding.Sentence].Paragraph;
        int place = paragraph switch { 0 => 3, 1 => 2, 2 or 3 => 1, _ => 0 };
        int shared = Stems($"{finding.Actor} {finding.Statement} {finding.Target}").Count(headline.Contains);
        return place + Math.Min(shared, 4) + Math.Min(mentions, 3) - 1 + (finding.IsStated ? 2 : 0);
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

    private static bool Alike(HashSet<string> one, HashSet<string> other, double share)
    {
        int least = Math.Min(one.Count, other.Count);
        return least == 0 ? one.Count == other.Count : one.Count(other.Contains) >= share * least;
    }

    // Beginnings of the words that mean something, so that "platform" meets "platforms".
    private HashSet<string> Stems(string text)
    {
        HashSet<string> stems = new(StringComparer.Ordinal);
        Discourse words = Discourse.Read(text, article.Lexicon);
        foreach (Token token in words.Tokens)
        {
            bool content = token.Kind is TokenKind.Word or TokenKind.Number
                && !token.Is(WordClass.Determiners | WordClass.Prepositions | WordClass.Pronouns | WordClass.Coordinators | WordClass.Subordinators
                    | WordClass.Auxiliaries | WordClass.Modals | WordClass.Infinitive | WordClass.Possessives | WordClass.Adverbs);
            if (content)
            {
                string word = NameWitness.Fold(words.Text[token.Start..token.End]).Replace(".", "", StringComparison.Ordinal);
                stems.Add(word.Length > Stem ? word[..Stem] : word);
            }
        }

        return stems;
    }

    private sealed record Weighed(Finding Finding, int Weight, HashSet<string> Statement, HashSet<string> Actor, HashSet<string> Target);
}
