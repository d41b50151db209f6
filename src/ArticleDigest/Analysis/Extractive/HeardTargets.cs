using ArticleDigest.Articles;

namespace ArticleDigest.Analysis.Extractive;

/// <summary>
/// Listens to those who are criticised in an article: what it quotes or reports them to say, whether or not that is a point.
/// </summary>
public static class HeardTargets
{
    /// <summary>The most sayings of an article that are kept.</summary>
    public const int MostSayings = 40;

    private static readonly char[] Gaps = [' ', '\u00A0', ',', '.', '\'', '\u2019', '"', '(', ')', '-'];

    /// <summary>What the targets of an article's criticisms say in it, in order of the text.</summary>
    /// <param name="article">The article.</param>
    /// <param name="points">Its points, whoever found them.</param>
    /// <returns>Null if nobody can listen, because the article's language is not read.</returns>
    public static IReadOnlyList<Saying>? In(Article article, IReadOnlyList<Point> points)
    {
        ArgumentNullException.ThrowIfNull(article);
        ArgumentNullException.ThrowIfNull(points);
        HashSet<string> words = [.. points.Where(p => p.Kind == PointKind.Criticism).SelectMany(p => WordsOf(p.Target ?? ""))];
        return words.Count == 0 ? []
            : Lexicon.Of(article.Language) is { } lexicon ? Listen(article, lexicon, words)
            : null;
    }

    private static List<Saying> Listen(Article article, Lexicon lexicon, HashSet<string> words)
    {
        using ParsedArticle parsed = ParsedArticle.Read(article, lexicon);
        SortedDictionary<int, Saying> sayings = [];
        foreach (Utterance utterance in parsed.Speakers.Utterances)
        {
            if (utterance is { Speaker: { } speaker, Words.Count: > 0 } && sayings.Count < MostSayings && WordsOf(speaker).Any(words.Contains))
            {
                Sentence sentence = parsed.Text.Sentences[parsed.Text.SentenceAt(utterance.Words.First)];
                string text = parsed.Text.TextOf(new Phrase(sentence.First, sentence.End));
                int start = parsed.Text.Tokens[sentence.First].Start;
                if (WordBounds.Count(text) <= EvidenceGate.MaxQuoteWords)
                {
                    sayings.TryAdd(start, new Saying(speaker, new Evidence(text, start, text.Length, utterance.Voice)));
                }
            }
        }

        return [.. sayings.Values];
    }

    // Small words are in every name.
    private static IEnumerable<string> WordsOf(string name) =>
        NameWitness.Fold(name).Split(Gaps, StringSplitOptions.RemoveEmptyEntries).Where(word => word.Length > 3);
}
