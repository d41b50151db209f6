using ArticleDigest.Analysis;

namespace ArticleDigest.Editions;

/// <summary>
/// Tells whether the targets of criticisms have a say. That a criticism goes unanswered is told only where its article lets
/// the target speak: of somebody who is not heard nobody knows.
/// </summary>
internal sealed class Replies
{
    // How far behind a criticism what its target says is taken for the answer, in UTF-16 units: about three sentences.
    private const int Reach = 600;

    private readonly IReadOnlyDictionary<string, AnalysedArticle> _articles;
    private readonly PartyNames _names;
    private readonly Dictionary<string, EditionEntry> _byId;
    private readonly Dictionary<string, List<EditionEntry>> _byArticle = new(StringComparer.Ordinal);

    public Replies(IReadOnlyList<EditionEntry> entries, IReadOnlyDictionary<string, AnalysedArticle> articles, PartyNames names)
    {
        (_articles, _names) = (articles, names);
        _byId = entries.ToDictionary(e => e.Id, StringComparer.Ordinal);
        foreach (EditionEntry entry in entries)
        {
            foreach (EntrySource source in entry.Sources)
            {
                _byArticle.TryAdd(source.ArticleId, []);
                _byArticle[source.ArticleId].Add(entry);
            }
        }
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
        bool isHeard = false;
        foreach (EntrySource source in criticism.Sources)
        {
            AnalysedArticle article = _articles[source.ArticleId];
            answers.AddRange(_byArticle[source.ArticleId]
                .Where(e => e.Kind == PointKind.Criticism && e.ToPosition() is var back && (back.Actor.Is(target) || (owner is not null && back.Actor.Is(owner))) && back.Target!.Is(position.Actor) && IsBehind(e, source))
                .Select(e => e.Id));
            foreach (Saying saying in article.Analysis.Sayings ?? [])
            {
                if (_names.PartyOf(article, saying.Speaker).Is(target))
                {
                    isHeard = true;
                    reply ??= IsReply(saying, source) ? new EntrySource(source.ArticleId, saying.Evidence) : null;
                }
            }
        }

        return criticism with
        {
            Answers = [.. answers.Distinct(StringComparer.Ordinal)],
            Reply = reply,
            TargetVoice = reply is not null || answers.Count > 0 ? TargetVoice.Answers : isHeard ? TargetVoice.Unanswered : TargetVoice.NotHeard,
        };
    }

    // Who criticises first does not answer.
    private static bool IsBehind(EditionEntry entry, EntrySource criticism) =>
        entry.Sources.Any(s => string.Equals(s.ArticleId, criticism.ArticleId, StringComparison.Ordinal) && s.Evidence.Start >= End(criticism));

    private static bool IsReply(Saying saying, EntrySource criticism) =>
        saying.Evidence.Start >= End(criticism) && saying.Evidence.Start <= End(criticism) + Reach;

    private static int End(EntrySource source) => source.Evidence.Start + source.Evidence.Length;
}
