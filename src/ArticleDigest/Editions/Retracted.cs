using NodaTime;

namespace ArticleDigest.Editions;

/// <summary>
/// Lays retractions over editions. A pure function: the same edition and the same retractions give the same edition, in
/// which no word is left of what was taken back, so that whatever is made of it has none either.
/// </summary>
public static class Retracted
{
    private const string LabelOfNothing = "Withdrawn";

    /// <summary>The edition as it may be shown.</summary>
    /// <param name="edition">An edition as it was compiled, or with these retractions laid over before.</param>
    /// <param name="retractions">All that can concern it; others do nothing.</param>
    public static Edition Apply(Edition edition, Retractions retractions)
    {
        ArgumentNullException.ThrowIfNull(edition);
        ArgumentNullException.ThrowIfNull(retractions);
        if (retractions.OfEdition(edition.Schedule, edition.Date) is { } whole)
        {
            return Nothing(edition, whole);
        }

        return retractions.All.Count == 0 ? edition : new Overlay(edition, retractions).Apply();
    }

    /// <summary>That something was taken back, as an edition of a zone tells it.</summary>
    internal static Withdrawn In(string zone, Retraction retraction)
    {
        DateTimeZone known = DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) ?? DateTimeZone.Utc;
        return new Withdrawn(Instant.FromDateTimeOffset(retraction.At).InZone(known).Date.ToDateOnly(), retraction.Reason);
    }

    /// <summary>An edition that is taken back: what it is, and nothing of what it told.</summary>
    private static Edition Nothing(Edition edition, Retraction retraction) => edition with
    {
        Proposals = [],
        Criticisms = [],
        Subjects = [],
        Lead = [],
        Corrections = [],
        Articles = [],
        Accounting = Accounting.Nothing,
        Withdrawn = In(edition.Zone, retraction),
        RetractedAt = retraction.At,
    };

    /// <summary>One laying over.</summary>
    private sealed class Overlay
    {
        private readonly Edition _edition;
        private readonly Retractions _retractions;
        private readonly Dictionary<string, EditionEntry> _left = new(StringComparer.Ordinal);
        private readonly HashSet<string> _gone = new(StringComparer.Ordinal);
        private readonly Dictionary<string, int> _taken = new(StringComparer.Ordinal);
        private readonly HashSet<string> _speaking = new(StringComparer.Ordinal);
        private bool _hasLoss;
        private DateTimeOffset? _last;

        public Overlay(Edition edition, Retractions retractions)
        {
            (_edition, _retractions, _last) = (edition, retractions, edition.RetractedAt);
            foreach (EditionEntry entry in edition.Proposals.Concat(edition.Criticisms))
            {
                Divide(entry);
            }
        }

        public Edition Apply()
        {
            List<EditionEntry> proposals = [.. _edition.Proposals.Select(Shown)];
            List<EditionEntry> criticisms = [.. _edition.Criticisms.Select(Shown)];
            List<EditionArticle> articles = [.. _edition.Articles.Select(Shown)];
            HashSet<string> drops = [.. articles.Where(a => a.Withdrawn is not null).SelectMany(a => a.Drops)];
            return _edition with
            {
                Proposals = proposals,
                Criticisms = criticisms,
                Subjects = [.. _edition.Subjects.Select(Shown)],
                Lead = [.. _edition.Lead.Where(id => !_gone.Contains(id))],
                Articles = articles,
                Accounting = _edition.Accounting with
                {
                    Lines = [.. _edition.Accounting.Lines.Select(l => drops.Contains(l.Drop) ? l with { Title = null } : l)],
                },
                RetractedAt = _last,
            };
        }

        /// <summary>Finds out what is left of an entry.</summary>
        private void Divide(EditionEntry entry)
        {
            if (entry.Withdrawn is not null || _retractions.OfEntry(_edition.Schedule, _edition.Date, entry) is not null)
            {
                _gone.Add(entry.Id);
                _hasLoss = true;
                return;
            }

            List<EntrySource> sources = [.. entry.Sources.Where(s => By(entry.Id, s) is null)];
            _left[entry.Id] = sources.Count == entry.Sources.Count ? entry : entry with { Sources = sources };
            _hasLoss |= sources.Count < entry.Sources.Count;
            _speaking.UnionWith(entry.ActorParty?.Keys ?? []);
        }

        private Retraction? By(string entryId, EntrySource source) =>
            _retractions.OfSource(_edition.Schedule, _edition.Date, entryId, source.ArticleId);

        private EditionEntry Shown(EditionEntry entry)
        {
            foreach (EntrySource source in entry.Sources)
            {
                if (By(entry.Id, source) is { } retraction)
                {
                    Count(source, retraction);
                }
            }

            return _left.TryGetValue(entry.Id, out EditionEntry? left) ? WithoutWhatIsGone(left) : Placeholder(entry);
        }

        private EditionEntry WithoutWhatIsGone(EditionEntry entry)
        {
            string[] answers = [.. entry.Answers.Where(id => !_gone.Contains(id))];
            EntrySource? reply = entry.Reply is { } told && By(entry.Id, told) is null ? entry.Reply : null;
            EntryStander[] supporters = [.. entry.Supporters.Select(s => Left(entry, s)).OfType<EntryStander>()];
            EntryStander[] opposers = [.. entry.Opposers.Select(s => Left(entry, s)).OfType<EntryStander>()];
            return entry with
            {
                Reply = reply,
                News = NewsLeft(entry, [.. supporters.Concat(opposers).Select(s => s.Name)], reply),
                Rivals = [.. entry.Rivals.Where(id => !_gone.Contains(id))],
                About = entry.About is { } about && _gone.Contains(about) ? null : entry.About,
                Supporters = supporters,
                Opposers = opposers,
                Answers = answers,
                TargetVoice = VoiceLeft(entry, answers, reply),
            };
        }

        private EntryNews? NewsLeft(EditionEntry entry, HashSet<string> standers, EntrySource? reply) =>
            entry.News is not { } news || IsTakenBack(news.Before) || IsTakenBack(news.BeforeAbout) ? null
            : news with { NewStanders = [.. news.NewStanders.Where(standers.Contains)], IsReplyNew = news.IsReplyNew && reply is not null };

        private bool IsTakenBack(string? statement) => statement is not null && _retractions.HasTakenBack(statement);

        /// <summary>Who stands to an entry, by what is left to tell it; null if nothing is.</summary>
        private EntryStander? Left(EditionEntry entry, EntryStander stander)
        {
            Retraction? retraction = By(entry.Id, stander.Source);
            if (stander.Entry is not { } own)
            {
                if (retraction is not null)
                {
                    Count(stander.Source, retraction);
                }

                return retraction is null ? stander : null;
            }

            if (_gone.Contains(own))
            {
                return null;
            }

            // What says more has sources of its own, and those that are left tell this too.
            return retraction is null && By(own, stander.Source) is null ? stander
                : _left.GetValueOrDefault(own)?.Sources.FirstOrDefault(s => By(entry.Id, s) is null) is { } other ? stander with { Source = other }
                : null;
        }

        /// <summary>
        /// Whether the target is heard in what is left. That it leaves a criticism unanswered can be said only where it is.
        /// </summary>
        private TargetVoice VoiceLeft(EditionEntry entry, string[] answers, EntrySource? reply)
        {
            bool isStillSo = entry.TargetVoice switch
            {
                TargetVoice.Answers => answers.Length > 0 || reply is not null,
                TargetVoice.Unanswered => !_hasLoss || (entry.TargetParty?.Keys.Any(_speaking.Contains) ?? false),
                _ => true,
            };
            return isStillSo ? entry.TargetVoice : TargetVoice.NotHeard;
        }

        private EditionEntry Placeholder(EditionEntry entry) => new()
        {
            Id = entry.Id,
            Kind = entry.Kind,
            Actor = entry.Actor,
            Target = entry.Target,
            Statement = "",
            Sources = [],
            Rank = entry.Rank,
            ActorParty = entry.ActorParty,
            TargetParty = entry.TargetParty,
            About = entry.About is { } about && !_gone.Contains(about) ? about : null,
            Withdrawn = entry.Withdrawn ?? In(_edition.Zone, _retractions.OfEntry(_edition.Schedule, _edition.Date, entry)!),
        };

        private EditionArticle Shown(EditionArticle article)
        {
            Retraction? retraction = _retractions.OfArticle(article.Id);
            if (retraction is not null)
            {
                Note(retraction);
            }

            return retraction is not null
                ? article with { Title = "", Byline = null, Points = 0, Withdrawn = In(_edition.Zone, retraction) }
                : article with { Points = Math.Max(0, article.Points - _taken.GetValueOrDefault(article.Id)) };
        }

        /// <summary>
        /// A label that has words of what is gone, and of nothing else in its subject, goes too; so does one that an edition
        /// before gave, of which something is gone.
        /// </summary>
        private EditionSubject Shown(EditionSubject subject)
        {
            List<EditionEntry> left = [.. subject.Entries.Select(_left.GetValueOrDefault).OfType<EditionEntry>()];
            bool mayBeOfOthers = subject.Since is { } since && _retractions.Touching(_edition.Schedule, since).Any();
            if (left.Count == subject.Entries.Count && !mayBeOfOthers)
            {
                return subject;
            }

            return left.Count == 0 ? subject with { Label = LabelOfNothing, Language = "en" }
                : Words(subject.Label).All(word => left.Exists(e => Has(e, word))) ? subject
                : subject with { Label = left[0].Actor, Language = left[0].Language ?? "und" };
        }

        private static bool Has(EditionEntry entry, string word) =>
            entry.Statement.Contains(word, StringComparison.OrdinalIgnoreCase)
            || entry.Actor.Contains(word, StringComparison.OrdinalIgnoreCase)
            || (entry.Target?.Contains(word, StringComparison.OrdinalIgnoreCase) ?? false);

        private static IEnumerable<string> Words(string label) =>
            new string([.. label.Select(c => char.IsLetterOrDigit(c) ? c : ' ')]).Split(' ', StringSplitOptions.RemoveEmptyEntries);

        private void Count(EntrySource source, Retraction retraction)
        {
            _taken[source.ArticleId] = _taken.GetValueOrDefault(source.ArticleId) + 1;
            Note(retraction);
        }

        private void Note(Retraction retraction) => _last = _last is { } last && last > retraction.At ? last : retraction.At;
    }
}
