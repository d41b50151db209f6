using ArticleDigest.Analysis.Extractive;
using ArticleDigest.Editions.Merging;

namespace ArticleDigest.Editions;

/// <summary>What a subject is called: a noun phrase, as an entry or a headline has it, that fits most of the entries.</summary>
internal static class SubjectLabel
{
    // A long subject is called by what its first entries say.
    private const int MostRead = 24;
    private const int MostWords = 4;
    private const int LongestLabel = 60;

    // Whose words a label uses has to be true of so many of the others, in tenths.
    private const int FitsTenths = 6;

    // Somebody's one statement is no name for what others say too.
    private const int LeastStatements = 2;

    /// <summary>Chooses a label.</summary>
    /// <param name="entries">The subject's entries, the first told first.</param>
    /// <param name="term">The term that has brought them together; null if something else has.</param>
    /// <param name="sources">Their words.</param>
    /// <returns>The label and its language; null if no noun phrase tells what they are about.</returns>
    public static (string Text, string Language)? Of(IReadOnlyList<int> entries, string? term, SubjectSources sources)
    {
        int[] read = [.. entries.Take(MostRead)];
        HashSet<string>[] keys = [.. read.Select(entry => KeysOf(entry, sources))];
        string[] wanted = (term is null ? null : FirstOf(read, term, sources))?.Split(' ') ?? [];
        Phrase? best = null;
        foreach (Phrase phrase in read.SelectMany(entry => PhrasesOf(entry, sources)))
        {
            bool fits = keys.Count(k => k.IsSupersetOf(phrase.Keys)) * 10 >= keys.Length * FitsTenths;
            bool isAbout = wanted.All(phrase.Keys.Contains) && (wanted.Length == 0 || fits || phrase.Keys.Count == wanted.Length);
            Phrase judged = phrase with { Fits = fits };
            if (isAbout && (best is null || judged.IsBetterThan(best, isTermKnown: wanted.Length > 0)) && !HasFigure(judged))
            {
                best = judged;
            }
        }

        return best is null ? null : (best.Text, best.Language);
    }

    /// <summary>
    /// What as many statements are about first tells more than what brought them together, which may be where that is:
    /// "congestion charge" rather than "harbour quarter".
    /// </summary>
    private static string FirstOf(int[] read, string term, SubjectSources sources)
    {
        IReadOnlyList<SubjectTerm>[] terms = [.. read.Select(entry => sources.StatementOf(entry).Terms())];
        int least = Math.Max(LeastStatements, terms.Count(of => of.Any(t => string.Equals(t.Key, term, StringComparison.Ordinal))));
        return terms.SelectMany(of => of.Where(t => t is { IsPair: true, IsFirst: true }))
            .CountBy(t => t.Key, StringComparer.Ordinal)
            .Where(t => t.Value >= least && !Array.Exists(t.Key.Split(' '), NumberWords.IsUnit))
            .OrderByDescending(t => t.Value)
            .ThenBy(t => !string.Equals(t.Key, term, StringComparison.Ordinal))
            .Select(t => t.Key)
            .FirstOrDefault(term);
    }

    /// <summary>"Rents of five per cent" is what one of them wants and not what all are about, and tomorrow it is another.</summary>
    private static bool HasFigure(Phrase phrase) =>
        StatementWords.Of(phrase.Text, phrase.Language).Figures.Any(f => f.Unit is not (Figure.Weekday or Figure.Month or Figure.Frequency));

    private static HashSet<string> KeysOf(int entry, SubjectSources sources) => new(
        TextsOf(entry, sources).SelectMany(t => t.Words.Phrases).SelectMany(p => p).Select(w => w.Key), StringComparer.Ordinal);

    private static IEnumerable<(SubjectWords Words, bool IsHeadline)> TextsOf(int entry, SubjectSources sources) =>
        sources.ArticlesOf(entry).Take(3).Select(a => (sources.HeadlineOf(a), true)).Prepend((sources.StatementOf(entry), false));

    /// <summary>All parts of the noun phrases of an entry that a label could be: from one word that tells to another.</summary>
    private static IEnumerable<Phrase> PhrasesOf(int entry, SubjectSources sources)
    {
        int place = 0;
        foreach ((SubjectWords words, bool isHeadline) in TextsOf(entry, sources))
        {
            foreach (IReadOnlyList<SubjectWord> phrase in words.Phrases)
            {
                for (int first = 0; first < phrase.Count; first++)
                {
                    for (int last = first; last < Math.Min(phrase.Count, first + MostWords + 2); last++)
                    {
                        if (PartOf(words, phrase, first, last) is { } part)
                        {
                            yield return part with { IsHeadline = isHeadline, Place = place };
                        }
                    }
                }

                place++;
            }
        }
    }

    private static Phrase? PartOf(SubjectWords words, IReadOnlyList<SubjectWord> phrase, int first, int last)
    {
        bool isHeadFirst = PhraseReader.BeginsWithHead(words.Language);
        SubjectWord[] telling = [.. Enumerable.Range(first, last - first + 1).Select(i => phrase[i]).Where(w => w.Weight != WordWeight.Link)];
        bool isWhole = telling.Length is > 0 and <= MostWords
            && Enumerable.Range(first, last - first).All(i => char.IsLetter(words.Text[phrase[i].Start]))
            && CanEnd(first, first + 1)
            && CanEnd(last, BesideLast())
            && (phrase[last].Weight != WordWeight.Modifier || (isHeadFirst && last > first))
            && phrase[last].End - phrase[first].Start <= LongestLabel;
        return isWhole && Array.Exists(telling, w => w.Weight >= WordWeight.Modifier)
            ? new Phrase(
                words.Text[phrase[first].Start..phrase[last].End],
                words.Language,
                new HashSet<string>(telling.Select(w => w.Key), StringComparer.Ordinal),
                EndsPhrase: last == phrase.Count - 1)
            : null;

        // "train de nuit": what stands behind its head says what kind.
        int BesideLast()
        {
            int beside = last - 1;
            while (isHeadFirst && beside > first && phrase[beside].Weight == WordWeight.Link)
            {
                beside--;
            }

            return beside;
        }

        // "night train" and "tax credit", but not "loss of parking spaces".
        bool CanEnd(int at, int beside) => phrase[at].Weight switch
        {
            WordWeight.Link => false,
            WordWeight.Faint => beside >= first && beside <= last && phrase[beside].Weight >= WordWeight.Modifier,
            WordWeight.Party => last > first && at != (isHeadFirst ? first : last),
            _ => true,
        };
    }

    /// <summary>A part of a noun phrase.</summary>
    /// <param name="Text">As it stands there.</param>
    /// <param name="Language">Its language.</param>
    /// <param name="Keys">Its words for comparing.</param>
    /// <param name="EndsPhrase">Whether the noun phrase ends with it, so that it is no part of a longer name.</param>
    private sealed record Phrase(string Text, string Language, HashSet<string> Keys, bool EndsPhrase)
    {
        public bool IsHeadline { get; init; }

        /// <summary>The noun phrase's place in the entry, the statement's before the headline's.</summary>
        public int Place { get; init; }

        /// <summary>Whether most entries have all its words.</summary>
        public bool Fits { get; init; }

        /// <summary>Whether it says more, or the same in a better form; what stands first in the entries wins a tie.</summary>
        public bool IsBetterThan(Phrase other, bool isTermKnown)
        {
            if (!isTermKnown && Fits != other.Fits)
            {
                return Fits;
            }

            if (!isTermKnown && Place != other.Place)
            {
                return Place < other.Place;
            }

            if (Keys.Count != other.Keys.Count)
            {
                return Keys.Count > other.Keys.Count;
            }

            if (EndsPhrase != other.EndsPhrase)
            {
                return EndsPhrase;
            }

            return IsHeadline == other.IsHeadline ? Text.Length < other.Text.Length : other.IsHeadline;
        }
    }
}
