using ArticleDigest.Analysis;
using ArticleDigest.Analysis.Parties;
using ArticleDigest.Editions.Merging;

namespace ArticleDigest.Editions;

/// <summary>Finds the proposal of an edition that a criticism, a support, an opposition or a withdrawal is about.</summary>
internal sealed class ProposalIndex
{
    // Where more speak of the same, words do not tell them apart, and looking on would take ever longer.
    private const int MostOfOneWord = 100;

    // What tells that words mean a proposal of the same article is told by the article; from elsewhere it takes more.
    private const int FewestWordsFromElsewhere = 2;

    // How far behind a proposal "the demand" still means it, in UTF-16 units: about two sentences.
    private const int Reach = 500;

    private readonly PositionComparer _comparer;
    private readonly Dictionary<string, HashSet<string>> _toldBy = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<EditionEntry>> _byArticle = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<EditionEntry>> _byWord = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _order = new(StringComparer.Ordinal);

    public ProposalIndex(IReadOnlyList<EditionEntry> entries, PositionComparer comparer)
    {
        _comparer = comparer;
        foreach (EditionEntry proposal in entries.Where(e => e.Kind == PointKind.Proposal))
        {
            _order.Add(proposal.Id, _order.Count);
            foreach (EntrySource source in proposal.Sources)
            {
                Add(_byArticle, source.ArticleId, proposal);
                _toldBy.TryAdd(source.ArticleId, new HashSet<string>(StringComparer.Ordinal));
                _toldBy[source.ArticleId].Add(proposal.Id);
            }

            foreach (string word in WordsOf(proposal.Statement, proposal.ToPosition().Language))
            {
                Add(_byWord, word, proposal);
            }
        }
    }

    /// <summary>The proposal that an entry is about; null if it is about none, or nobody can tell about which.</summary>
    public EditionEntry? About(EditionEntry entry)
    {
        Position position = entry.ToPosition();
        HashSet<string> near = [.. entry.Sources.SelectMany(s => _toldBy.GetValueOrDefault(s.ArticleId, []))];
        EditionEntry? best = null;
        (double Score, bool IsNear) bestScore = default;
        bool isUndecided = false;
        bool isBare = entry.Kind != PointKind.Criticism && _comparer.IsBare(position.Statement, position.Language);
        foreach (EditionEntry proposal in CandidatesOf(entry, position))
        {
            bool isNear = near.Contains(proposal.Id);
            (double Score, bool IsNear) score = (isBare && isNear && position.Target is null && DistanceOf(entry, proposal) < Reach
                ? PositionComparer.Concerning
                : ScoreOf(position, proposal.ToPosition(), isNear), isNear);
            if (score.Score < PositionComparer.Concerning || score.CompareTo(bestScore) < 0)
            {
                continue;
            }

            if (score != bestScore)
            {
                (best, bestScore, isUndecided) = (proposal, score, false);
            }
            else if (isNear && best is not null && (isBare || best.ToPosition().Actor.Is(proposal.ToPosition().Actor)))
            {
                // "The demand", or one of several of one party: the words mean what was told last.
                best = DistanceOf(entry, proposal) < DistanceOf(entry, best) ? proposal : best;
            }
            else
            {
                isUndecided = true;
            }
        }

        return isUndecided ? null : best;
    }

    // "The council" where the article has told of the city council of Port Arlen.
    private static bool IsShortFor(Party brief, Party full)
    {
        HashSet<string> words = [.. SpelledWord.Divide(full.Name).Select(w => w.Folded)];
        List<string> told = [.. SpelledWord.Divide(brief.Name).Select(w => w.Folded).Where(w => w.Length > 3)];
        return told.Count > 0 && told.TrueForAll(words.Contains);
    }

    /// <summary>How far an entry is told behind another in an article that tells both, in UTF-16 units.</summary>
    private static int DistanceOf(EditionEntry entry, EditionEntry proposal) => entry.Sources
        .Join(proposal.Sources, s => s.ArticleId, p => p.ArticleId, (s, p) => s.Evidence.Start - p.Evidence.Start, StringComparer.Ordinal)
        .Where(distance => distance >= 0)
        .DefaultIfEmpty(int.MaxValue)
        .Min();

    private static void Add(Dictionary<string, List<EditionEntry>> index, string key, EditionEntry proposal)
    {
        if (!index.TryGetValue(key, out List<EditionEntry>? known))
        {
            index[key] = known = [];
        }

        if (known.Count <= MostOfOneWord)
        {
            known.Add(proposal);
        }
    }

    // What is criticised is told by the target ("the charge") or, where a party is the target, by what is said of it.
    private double ScoreOf(Position position, Position proposal, bool isNear)
    {
        bool isOwn = position.Actor.Is(proposal.Actor);
        bool isWithdrawal = position.Kind == PointKind.Withdrawal;
        bool hitsOwner = position.Target is { } target && (target.Is(proposal.Actor) || PartyKey.MayBeOne(target.Keys, proposal.Actor.Keys) || (isNear && IsShortFor(target, proposal.Actor)));
        if (isOwn != isWithdrawal || (position.Kind is PointKind.Support or PointKind.Opposition && position.Target is not null && !hitsOwner))
        {
            return 0;
        }

        bool isTold = position.Kind != PointKind.Criticism || hitsOwner;
        return Math.Max(
            isTold ? Concern(position.Statement) : 0,
            position is { Kind: PointKind.Criticism, Target: { } thing } && !hitsOwner ? Concern(thing.Name) : 0);

        double Concern(string words) =>
            (isNear || hitsOwner || isWithdrawal || WordsOf(words, position.Language).Count() >= FewestWordsFromElsewhere)
            && !_comparer.FiguresPart(position with { Statement = words }, proposal)
                ? _comparer.Concerns(words, position.Language, proposal)
                : 0;
    }

    private List<EditionEntry> CandidatesOf(EditionEntry entry, Position position)
    {
        Dictionary<string, EditionEntry> found = new(StringComparer.Ordinal);
        IEnumerable<string> words = WordsOf(position.Statement, position.Language)
            .Concat(position.Target is { } target ? WordsOf(target.Name, position.Language) : []);
        foreach (EditionEntry proposal in entry.Sources
            .SelectMany(s => Known(_byArticle, s.ArticleId))
            .Concat(words.SelectMany(word => Known(_byWord, word) is { Count: <= MostOfOneWord } few ? few : [])))
        {
            found[proposal.Id] = proposal;
        }

        return [.. found.Values.OrderBy(p => _order[p.Id])];
    }

    private IEnumerable<string> WordsOf(string statement, string language) =>
        _comparer.WordsOf(statement, language).Terms.Select(term => term.Stem).Distinct(StringComparer.Ordinal);

    private static List<EditionEntry> Known(Dictionary<string, List<EditionEntry>> index, string key) => index.GetValueOrDefault(key, []);
}
