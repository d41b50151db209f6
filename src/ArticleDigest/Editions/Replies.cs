using ArticleDigest.Analysis;
using ArticleDigest.Analysis.Extractive;
using ArticleDigest.Analysis.Parties;

namespace ArticleDigest.Editions;

/// <summary>
/// Tells whether the targets of criticisms have a say, and which of it is their answer: what denies the criticism or is about
/// the same. That a criticism goes unanswered is told only where its article lets the target speak, and not right behind the
/// criticism: whether that is meant as an answer nobody knows.
/// </summary>
internal sealed class Replies
{
    private readonly IReadOnlyDictionary<string, AnalysedArticle> _articles;
    private readonly PartyNames _names;
    private readonly PositionComparer _comparer;
    private readonly Dictionary<string, EditionEntry> _byId;
    private readonly Dictionary<string, List<EditionEntry>> _byArticle = new(StringComparer.Ordinal);

    private readonly HashSet<(string Critic, string Target)> _criticised = [];

    public Replies(
        IReadOnlyList<EditionEntry> entries, IReadOnlyDictionary<string, AnalysedArticle> articles, PartyNames names, PositionComparer comparer)
    {
        (_articles, _names, _comparer) = (articles, names, comparer);
        _byId = entries.ToDictionary(e => e.Id, StringComparer.Ordinal);
        foreach (EditionEntry entry in entries)
        {
            foreach (EntrySource source in entry.Sources)
            {
                _byArticle.TryAdd(source.ArticleId, []);
                _byArticle[source.ArticleId].Add(entry);
            }

            if (entry.ToPosition() is { Kind: PointKind.Criticism, Target: { } target } position)
            {
                _criticised.UnionWith(position.Actor.Keys.SelectMany(critic => target.Keys.Select(key => (critic, key))));
            }
        }
    }

    private enum Strength
    {
        None,
        SaysSomething,
        IsAboutTheSame,
        Answers,
        Denies,
    }

    /// <summary>A criticism with what its target says to it.</summary>
    public EditionEntry To(EditionEntry criticism)
    {
        Position position = criticism.ToPosition();
        if (position.Target is not { } target)
        {
            return criticism;
        }

        // Whose proposal it is may answer for it.
        Party? owner = criticism.About is { } about ? _byId.GetValueOrDefault(about)?.ActorParty : null;
        List<string> answers = [];
        EntrySource? reply = null;
        Strength strongest = Strength.None;
        bool isHeard = false;
        foreach (EntrySource source in criticism.Sources)
        {
            AnalysedArticle article = _articles[source.ArticleId];
            EditionEntry[] back =
            [
                .. _byArticle[source.ArticleId].Where(e => e.Kind == PointKind.Criticism
                    && e.ToPosition() is var retort
                    && (retort.Actor.Is(target) || (owner is not null && retort.Actor.Is(owner)))
                    && retort.Target!.Is(position.Actor)
                    && IsBehind(e, source)),
            ];
            answers.AddRange(back.Select(e => e.Id));
            foreach (Saying saying in article.Analysis.Sayings ?? [])
            {
                if (_names.PartyOf(article, saying.Speaker).Is(target))
                {
                    isHeard = true;

                    // A retort is told as the entry that it is.
                    Strength strength = back.Any(e => IsToldBy(e, source.ArticleId, saying)) ? Strength.None : StrengthOf(saying, article, source, position);
                    if (strength > strongest)
                    {
                        strongest = strength;
                        reply = strength > Strength.SaysSomething ? new EntrySource(source.ArticleId, saying.Evidence) : null;
                    }
                }
            }
        }

        bool isUnanswered = isHeard && strongest == Strength.None && !CriticisesBack(position.Actor, target);

        return criticism with
        {
            Answers = [.. answers.Distinct(StringComparer.Ordinal)],
            Reply = reply,
            TargetVoice = reply is not null || answers.Count > 0 ? TargetVoice.Answers : isUnanswered ? TargetVoice.Unanswered : TargetVoice.NotHeard,
        };
    }

    private static bool IsToldBy(EditionEntry entry, string articleId, Saying saying) => entry.Sources.Any(s =>
        string.Equals(s.ArticleId, articleId, StringComparison.Ordinal)
        && s.Evidence.Start < saying.Evidence.Start + saying.Evidence.Length
        && saying.Evidence.Start < End(s));

    // Who criticises first does not answer.
    private static bool IsBehind(EditionEntry entry, EntrySource criticism) =>
        entry.Sources.Any(s => string.Equals(s.ArticleId, criticism.ArticleId, StringComparison.Ordinal) && s.Evidence.Start >= End(criticism));

    // Whoever criticises the critic does not stay silent, even where that is not told as an answer.
    private bool CriticisesBack(Party critic, Party target) =>
        target.Keys.Any(key => critic.Keys.Any(other => _criticised.Contains((key, other))));

    /// <summary>How clearly a saying of the target answers a criticism.</summary>
    private Strength StrengthOf(Saying saying, AnalysedArticle article, EntrySource source, Position criticism)
    {
        bool isNear = saying.Evidence.Start >= End(source) && saying.Evidence.Start <= End(source) + HeardTargets.Reach;
        return !isNear ? Strength.None : ReplyWords.Of(saying.Evidence.Quote) switch
        {
            ReplyKind.Denies => Strength.Denies,
            ReplyKind.Answers => Strength.Answers,
            _ => IsAboutTheSame(saying, article.Article.Language, criticism) ? Strength.IsAboutTheSame : Strength.SaysSomething,
        };
    }

    // The names of both are in most sentences, whatever these are about.
    private bool IsAboutTheSame(Saying saying, string language, Position criticism)
    {
        HashSet<string> names = [.. SpelledWord.Divide($"{saying.Speaker} {criticism.Actor.Name} {criticism.Target?.Name}").Select(word => word.Folded)];
        HashSet<string> about =
        [
            .. _comparer.WordsOf(criticism).Terms
                .Where(term => !term.IsWeak && !names.Any(name => term.Stem.Length > 0 && name.StartsWith(term.Stem, StringComparison.Ordinal)))
                .Select(term => term.Stem),
        ];
        return _comparer.WordsOf(saying.Evidence.Quote, language).Terms.Any(term => about.Contains(term.Stem));
    }

    private static int End(EntrySource source) => source.Evidence.Start + source.Evidence.Length;
}
