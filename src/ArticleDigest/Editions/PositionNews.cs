using ArticleDigest.Analysis;

namespace ArticleDigest.Editions;

/// <summary>Tells what is new in an edition's entries, from what their actors stood for in the editions before.</summary>
/// <param name="comparer">Compares positions.</param>
/// <param name="past">What was told before.</param>
/// <param name="entries">The edition's entries, connected.</param>
internal sealed class PositionNews(PositionComparer comparer, PastPositions past, IReadOnlyList<EditionEntry> entries)
{
    // Without an article around it a single word such as "charge" means too many things.
    private const int FewestWords = 2;

    // How much of what was proposed has to be in words that are said to be about it.
    private const double LeastBack = 0.5;

    private readonly Dictionary<string, EditionEntry> _byId = entries.ToDictionary(e => e.Id, StringComparer.Ordinal);

    /// <summary>The entries with what is new in them, in the same order.</summary>
    public IReadOnlyList<EditionEntry> Tell()
    {
        // Party by party: what one stood for is gathered and read once then, however many entries it has.
        EditionEntry[] told = [.. entries];
        IEnumerable<IGrouping<string, int>> parties = Enumerable.Range(0, told.Length)
            .GroupBy(i => string.Join('\n', told[i].ToPosition().Actor.LedgerKeys), StringComparer.Ordinal);
        foreach (IGrouping<string, int> party in parties)
        {
            IReadOnlyList<Taking> takings = past.Of(told[party.First()].ToPosition().Actor);
            foreach (int i in party)
            {
                told[i] = told[i] with { News = NewsOf(told[i], takings) };
            }
        }

        return told;
    }

    private EntryNews NewsOf(EditionEntry entry, IReadOnlyList<Taking> takings)
    {
        Position now = entry.ToPosition();
        if (takings.Count == 0)
        {
            return new EntryNews { Kind = now.Kind == PointKind.Withdrawal ? NewsKind.Withdrawn : NewsKind.New };
        }

        (Taking Taking, Likeness Likeness, bool FiguresPart)[] compared = [.. takings.Select(t => Compare(t, now))];
        List<Taking> contrary = [.. compared.Where(c => IsContrary(entry, now, c.Taking, c.Likeness, c.FiguresPart)).Select(c => c.Taking)];
        if (now.Kind == PointKind.Withdrawal)
        {
            return contrary.Count == 0 ? new EntryNews { Kind = NewsKind.Withdrawn } : Since(NewsKind.Withdrawn, contrary, isOther: true);
        }

        List<Taking> same = [.. compared.Where(c => c.Likeness == Likeness.Same).Select(c => c.Taking)];
        if (contrary.Count > 0 && (same.Count == 0 || contrary[^1].Date > same[^1].Date))
        {
            return Since(NewsKind.Reversed, contrary, isOther: true);
        }

        if (same.Count > 0)
        {
            return Again(entry, same);
        }

        List<Taking> moved = [.. compared.Where(c => c.Likeness == Likeness.Rival).Select(c => c.Taking)];
        return moved.Count > 0
            ? Since(DemandChange.Between(moved[^1].Position, now) ?? NewsKind.Developed, moved, isOther: true)
            : new EntryNews { Kind = NewsKind.New };
    }

    private static EntryNews Again(EditionEntry entry, List<Taking> same)
    {
        HashSet<string> known = [.. same.SelectMany(t => t.Standers)];
        HashSet<string> added = [.. Taking.StandersOf(entry).Where(s => !known.Contains(s))];
        List<EntryStander> backers = [.. entry.Supporters.Where(s => added.Contains($"+{s.Party.LedgerKeys.First()}"))];
        List<EntryStander> opponents = [.. entry.Opposers.Where(s => added.Contains($"-{s.Party.LedgerKeys.First()}"))];
        bool isReplyNew = entry.Reply is not null && !same.Exists(t => t.IsAnswered);
        return Since(added.Count > 0 || isReplyNew ? NewsKind.Developed : NewsKind.Repeated, same, isOther: false) with
        {
            Words = ChangedWordsOf(entry, same[^1]),
            NewStanders = [.. backers.Concat(opponents).Select(s => s.Name)],
            NewCritics = [.. opponents.Where(s => s.Entry is not null).Select(s => s.Name)],
            IsReplyNew = isReplyNew,
        };
    }

    // "Suggested" and "demanded" are the reporters' words: that they differ is worth a remark, but asks for nothing else.
    private static ChangedWords? ChangedWordsOf(EditionEntry entry, Taking before)
    {
        (Firmness firmness, string? word) = FirmWords.Of(entry);
        return (before.Firmness, firmness) is (Firmness.Soft, Firmness.Firm) or (Firmness.Firm, Firmness.Soft)
            ? new ChangedWords(before.FirmWord, word)
            : null;
    }

    /// <summary>News since some takings.</summary>
    /// <param name="kind">What is new.</param>
    /// <param name="takings">The takings, the oldest first.</param>
    /// <param name="isOther">Whether they say something else, which is to be told.</param>
    private static EntryNews Since(NewsKind kind, List<Taking> takings, bool isOther)
    {
        Taking taking = takings[^1];
        Position last = taking.Position;
        string about = isOther && last.Kind == PointKind.Criticism ? ThingOf(last, taking.About) : "";
        return new EntryNews
        {
            Kind = kind,
            First = takings[0].Date,
            Last = taking.Date,
            BeforeKind = last.Kind,
            Before = isOther ? last.Statement : null,
            BeforeLanguage = isOther ? last.Language : null,
            BeforeAbout = about.Length > 0 ? about : null,
            Subject = takings.FindLast(t => t.Subject is not null)?.Subject,
        };
    }

    private (Taking Taking, Likeness Likeness, bool FiguresPart) Compare(Taking taking, Position now)
    {
        (Likeness likeness, bool figuresPart) = comparer.CompareWithFigures(taking.Position with { Actor = now.Actor }, now);
        return (taking, likeness, figuresPart);
    }

    /// <summary>Whether somebody who stood for one thing before cannot stand for this one too.</summary>
    private bool IsContrary(EditionEntry entry, Position now, Taking taking, Likeness likeness, bool figuresPart) => (now.Kind, taking.Position.Kind) switch
    {
        (PointKind.Proposal, PointKind.Proposal) => PositionComparer.AreContrary(likeness, figuresPart),
        (PointKind.Withdrawal or PointKind.Criticism or PointKind.Opposition, PointKind.Proposal or PointKind.Support) =>
            AreAbout(ThingOf(now, About(entry)), now.Language, taking.Position, isOwn: now.Kind == PointKind.Withdrawal),
        (PointKind.Proposal or PointKind.Support, PointKind.Criticism or PointKind.Opposition or PointKind.Withdrawal) =>
            AreAbout(ThingOf(taking.Position, taking.About), taking.Position.Language, About(entry) is { } proposal ? now with { Statement = proposal } : now, isOwn: false),
        _ => false,
    };

    private string? About(EditionEntry entry) => entry.About is { } id ? _byId.GetValueOrDefault(id)?.Statement : null;

    /// <summary>The words for what somebody stands for or against: where it is a proposal of its edition, that proposal's.</summary>
    private static string ThingOf(Position position, string? about) =>
        about ?? (position.Kind == PointKind.Criticism ? position.Target?.Name ?? "" : position.Statement);

    // "The energy ministry" is not what "the energy ministry should publish its estimates" proposes: each has to be about the
    // other; but what somebody gives up is named as theirs.
    private bool AreAbout(string words, string language, Position position, bool isOwn) =>
        comparer.WordsOf(words, language).Terms.Count >= FewestWords
        && comparer.Concerns(words, language, position) >= PositionComparer.Concerning
        && (isOwn || comparer.Concerns(position.Statement, position.Language, position with { Statement = words, Language = language }) >= LeastBack);
}
