using ArticleDigest.Articles;

namespace ArticleDigest.Analysis.Extractive;

/// <summary>
/// Listens to those who are criticised in an article: what it quotes or reports them to say, whether or not that is a point.
/// </summary>
public static class HeardTargets
{
    /// <summary>The most sayings of an article that are kept.</summary>
    public const int MostSayings = 40;

    /// <summary>
    /// How far behind a criticism what its target says is taken for the answer, in UTF-16 units: about three sentences.
    /// </summary>
    internal const int Reach = 600;

    private static readonly char[] Gaps = [' ', '\u00A0', ',', '.', '\'', '\u2019', '"', '(', ')', '-'];

    /// <summary>What the targets of an article's criticisms say in it, in order of the text.</summary>
    /// <param name="article">The article.</param>
    /// <param name="points">Its points, whoever found them.</param>
    /// <returns>Null if nobody can listen, because the article's language is not read.</returns>
    public static IReadOnlyList<Saying>? In(Article article, IReadOnlyList<Point> points)
    {
        ArgumentNullException.ThrowIfNull(article);
        ArgumentNullException.ThrowIfNull(points);
        Point[] criticisms = [.. points.Where(p => p.Kind == PointKind.Criticism)];
        HashSet<string> words = [.. criticisms.SelectMany(p => WordsOf(p.Target ?? ""))];
        return words.Count == 0 ? []
            : Lexicon.Of(article.Language) is { } lexicon ? Listen(article, lexicon, criticisms, words)
            : null;
    }

    private static List<Saying> Listen(Article article, Lexicon lexicon, Point[] criticisms, HashSet<string> words)
    {
        using ParsedArticle parsed = ParsedArticle.Read(article, lexicon);
        SortedDictionary<int, Saying> sayings = [];
        foreach (Saying denial in Denials(parsed, criticisms, words).Take(MostSayings))
        {
            sayings.TryAdd(denial.Evidence.Start, denial);
        }

        foreach (Utterance utterance in parsed.Speakers.Utterances)
        {
            if (utterance is { Speaker: { } speaker, Words.Count: > 0 } && sayings.Count < MostSayings && WordsOf(speaker).Any(words.Contains))
            {
                Evidence said = SentenceOf(parsed, parsed.Text.SentenceAt(utterance.Words.First), utterance.Voice);
                if (WordBounds.Count(said.Quote) <= EvidenceGate.MaxQuoteWords)
                {
                    sayings.TryAdd(said.Start, new Saying(speaker, said));
                }
            }
        }

        return [.. sayings.Values];
    }

    // "The ministry rejected the accusation as baseless" tells no words of the ministry's, and is its answer all the same.
    private static IEnumerable<Saying> Denials(ParsedArticle parsed, Point[] criticisms, HashSet<string> words)
    {
        int[] ends = [.. criticisms.Select(p => p.Evidence.Start + p.Evidence.Length).Order()];
        for (int s = 0; s < parsed.Text.Sentences.Length; s++)
        {
            if (IsNear(parsed.Text.Tokens[parsed.Text.Sentences[s].First].Start, ends)
                && SentenceOf(parsed, s, Voice.Reported) is var told
                && WordBounds.Count(told.Quote) <= EvidenceGate.MaxQuoteWords
                && ReplyWords.Of(told.Quote) == ReplyKind.Denies
                && Denier(parsed, s, words) is { } denier)
            {
                yield return new Saying(denier, told);
            }
        }
    }

    // Whether a sentence stands right behind one of these places, ascending.
    private static bool IsNear(int start, int[] places)
    {
        int found = Array.BinarySearch(places, start);
        int last = found >= 0 ? found : ~found - 1;
        return last >= 0 && start <= places[last] + Reach;
    }

    // Who does something in a sentence, if it is one of those who are criticised.
    private static string? Denier(ParsedArticle parsed, int sentence, HashSet<string> words)
    {
        (int first, int end) = parsed.Verbs.Of(sentence);
        for (int v = first; v < end; v++)
        {
            if (parsed.Speakers.SpeakerOf(v) is var (subject, name) && parsed.Speakers.IsActor(subject) && WordsOf(name).Any(words.Contains))
            {
                return name;
            }
        }

        return null;
    }

    private static Evidence SentenceOf(ParsedArticle parsed, int s, Voice voice)
    {
        Sentence sentence = parsed.Text.Sentences[s];
        string text = parsed.Text.TextOf(new Phrase(sentence.First, sentence.End));
        return new Evidence(text, parsed.Text.Tokens[sentence.First].Start, text.Length, voice);
    }

    // Small words are in every name.
    private static IEnumerable<string> WordsOf(string name) =>
        NameWitness.Fold(name).Split(Gaps, StringSplitOptions.RemoveEmptyEntries).Where(word => word.Length > 3);
}
