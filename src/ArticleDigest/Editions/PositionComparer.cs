using ArticleDigest.Analysis;
using ArticleDigest.Analysis.Parties;
using ArticleDigest.Editions.Merging;

namespace ArticleDigest.Editions;

/// <summary>
/// Compares positions. A wrong "same" is worse than a missed one: parties, numbers and what a clause does (bring about,
/// end, more, less) have to agree whatever else there is; then most of the words, or what a model knows of their meaning.
/// docs/merging.md tells how.
/// </summary>
/// <param name="vectors">What a model knows of the statements' meanings; <see cref="StatementVectors.None"/> without one.</param>
public sealed class PositionComparer(StatementVectors vectors)
{
    /// <summary>From this value of <see cref="Concerns"/> on, words are about a position.</summary>
    public const double Concerning = 0.6;

    /// <summary>How near the meanings of two statements are, by a model, from which on they can be the same.</summary>
    public const double SameMeaning = 0.8;

    private const double LooseShare = 0.4;
    private const double OtherVerbShare = 0.66;
    private const double ForeignShare = 0.75;
    private const double LooseForeignShare = 0.6;
    private const double ClearShare = 0.6;
    private const int ClearCommon = 3;
    private const int ManyCommon = 4;
    private const double RivalThings = 0.5;
    private const int FewestForeign = 3;

    private const int ShortestName = 6;

    private const int Kept = 1 << 14;

    // What was read last, by hash: statements are compared many times, and reading one is the dearer part of that. Entries
    // are whole objects, so that threads may race.
    private readonly Reading?[] _readings = new Reading?[Kept];

    /// <summary>Keys under which positions of near meaning are found, as far as a model knows it.</summary>
    internal IReadOnlyList<ulong> NeighbourhoodsOf(Position position) => vectors.NeighbourhoodsOf(position.Statement);

    /// <summary>How two positions relate.</summary>
    /// <param name="one">A position.</param>
    /// <param name="other">Another, of the same kind.</param>
    public Likeness Compare(Position one, Position other) => CompareWithFigures(one, other).Likeness;

    /// <summary>Whether two proposals, compared, differ in nothing but that one is for and the other against the same thing.</summary>
    internal static bool AreContrary(Likeness likeness, bool figuresPart) => likeness == Likeness.Rival && !figuresPart;

    /// <summary>How two positions relate, and whether they have different numbers of one kind.</summary>
    internal (Likeness Likeness, bool FiguresPart) CompareWithFigures(Position one, Position other)
    {
        ArgumentNullException.ThrowIfNull(one);
        ArgumentNullException.ThrowIfNull(other);
        if (one.Kind != other.Kind)
        {
            return (Likeness.Different, false);
        }

        StatementMatch match = Match(one, other);
        return (LikenessOf(one, other, match), match.FiguresPart);
    }

    private Likeness LikenessOf(Position one, Position other, StatementMatch match)
    {
        double? meaning = vectors.Similarity(one.Statement, other.Statement);
        bool parts = match.AreAtOdds;
        if (!parts && SayTheSame(match, meaning))
        {
            return HaveSameParties(one, other, match) ? Likeness.Same : Likeness.Different;
        }

        return one.Kind == PointKind.Proposal && parts && AnswerOneQuestion(match, meaning) ? Likeness.Rival : Likeness.Different;
    }

    /// <summary>Whether two positions have different numbers or bring about what the other ends, so that they cannot be one entry.</summary>
    internal bool Contradict(Position one, Position other) => Match(one, other).AreAtOdds;

    /// <summary>
    /// Whether words are about what a position says, such as the target of a criticism about a proposal. Numbers and
    /// negations do not matter here.
    /// </summary>
    /// <param name="words">What somebody criticises, supports, opposes or withdraws: "the charge", "the mayor's plan to close the quay".</param>
    /// <param name="language">The language of these words, ISO 639-1.</param>
    /// <param name="position">The position that they may be about.</param>
    /// <returns>
    /// The share of the words that carry meaning and that the statement has, or that name whose position it is, from 0 to 1;
    /// halved if the thing they name is not the one that the statement is about. Words such as "the plan" are not counted;
    /// alone they are about nothing (0), but with the actor's name (<see cref="Concerning"/>): "the mayor's plan". A model's
    /// knowledge of meaning counts where it sees more, from <see cref="SameMeaning"/> on.
    /// </returns>
    public double Concerns(string words, string language, Position position)
    {
        ArgumentNullException.ThrowIfNull(words);
        ArgumentNullException.ThrowIfNull(language);
        ArgumentNullException.ThrowIfNull(position);
        StatementWords told = WordsOf(words, language);
        StatementMatch match = new(told, WordsOf(position));
        StatementWords owner = WordsOf(position.Actor.Name, position.Language);
        int owners = 0;
        int common = 0;
        for (int i = 0; i < told.Terms.Count; i++)
        {
            common += match.IsPaired(i) ? 1 : 0;
            owners += !match.IsPaired(i) && (IsOf(owner, told.Terms[i]) || IsPartOf(told.Terms[i], position.Actor)) ? 1 : 0;
        }

        if (common == 0)
        {
            return told.NamesPlan && ((owners > 0 && owners == told.Terms.Count) || NamesOwner(words, position.Actor.Name)) ? Concerning : 0;
        }

        double share = (double)(common + owners) / told.Terms.Count;
        double found = match.SharesHead ? share : share / 2;
        return vectors.Similarity(words, position.Statement) is { } meaning && meaning >= SameMeaning ? Math.Max(found, meaning) : found;
    }

    // Always in one order, so that they relate alike from either side.
    private StatementMatch Match(Position one, Position other)
    {
        (Position first, Position last) = string.CompareOrdinal(one.Statement, other.Statement) <= 0 ? (one, other) : (other, one);
        return new StatementMatch(WordsOf(first), WordsOf(last));
    }

    private static bool IsPartOf(Term term, Party party) =>
        party.Keys.Any(key => PartyKey.NameOf(key).Split(' ').Contains(term.Stem, StringComparer.Ordinal));

    // "Der Vorschlag des Elternrats": a compound is divided into parts, but not where it is a name.
    private static bool NamesOwner(string words, string owner)
    {
        List<SpelledWord> names = [.. SpelledWord.Divide(owner).Where(w => w.Folded.Length >= ShortestName)];
        return SpelledWord.Divide(words).Exists(w => names.Exists(name => w.Folded.StartsWith(name.Folded, StringComparison.Ordinal) && w.Folded.Length <= name.Folded.Length + 2));
    }

    // "Elternrats" and "Elternrat": names are inflected too.
    private static bool IsOf(StatementWords owner, Term told) => owner.Terms.Any(term =>
        Math.Min(term.Stem.Length, told.Stem.Length) > 2
        && (term.Stem.StartsWith(told.Stem, StringComparison.Ordinal) || told.Stem.StartsWith(term.Stem, StringComparison.Ordinal)));

    /// <summary>Whether words name a plan of any kind and nothing else: "the demand".</summary>
    internal bool IsBare(string words, string language) => WordsOf(words, language) is { NamesPlan: true, Terms.Count: 0 };

    /// <summary>Whether two positions have different numbers of one kind.</summary>
    internal bool FiguresPart(Position one, Position other) => Match(one, other).FiguresPart;

    /// <summary>What a position's statement says.</summary>
    internal StatementWords WordsOf(Position position) => WordsOf(position.Statement, position.Language);

    /// <summary>What words say.</summary>
    internal StatementWords WordsOf(string statement, string language)
    {
        uint hash = 2166136261;
        foreach (char c in statement)
        {
            hash = (hash ^ c) * 16777619;
        }

        ref Reading? kept = ref _readings[hash % Kept];
        Reading? reading = kept;
        if (reading is null || !string.Equals(reading.Statement, statement, StringComparison.Ordinal) || !string.Equals(reading.Words.Language, language, StringComparison.Ordinal))
        {
            kept = reading = new Reading(statement, StatementWords.Of(statement, language));
        }

        return reading.Words;
    }

    // A minister named by the office alone is the one whom another article names, if both say clearly the same.
    private static bool HaveSameParties(Position one, Position other, StatementMatch match)
    {
        bool actors = one.Actor.Is(other.Actor)
            || (!match.HasSubstitution && match.Common >= ClearCommon && match.Share >= ClearShare && PartyKey.MayBeOneMinister(one.Actor, other.Actor));
        return actors && (one.Target is null || other.Target is null
            ? one.Target is null && other.Target is null
            : one.Target.Is(other.Target)
                || PartyKey.HaveOneRole(one.Target, other.Target)
                || PartyKey.IsNamedInPart(one.Target.Keys, other.Target.Keys));
    }

    private static bool SayTheSame(StatementMatch match, double? meaning)
    {
        if (meaning >= SameMeaning && !(match.IsOneLanguage && match.HasSubstitution))
        {
            return true;
        }

        if (!match.IsOneLanguage)
        {
            return (match.Common >= FewestForeign && match.Cover >= 1 && match.Share >= ForeignShare)
                || (match.Common >= ManyCommon && match.Share >= LooseForeignShare && !match.HasSubstitution && !match.DoKnownOthers);
        }

        bool shared = match.Common > 1 && !match.HasSubstitution && !match.DoKnownOthers && match.Share >= (match.HasOtherVerb ? OtherVerbShare : LooseShare);
        return match.Share >= 1 || (shared && (match.Cover < 1 || !match.HasOtherSubject));
    }

    private static bool AnswerOneQuestion(StatementMatch match, double? meaning)
    {
        bool opposed = match.FiguresPart || match.TimesPart || (match.Opposed * 2 > match.Pairs && !match.HasOtherThing);
        return opposed && (meaning >= SameMeaning || (match.ThingsCover >= RivalThings && match.SharesSubject));
    }

    private sealed record Reading(string Statement, StatementWords Words);
}
