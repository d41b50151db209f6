using System.Globalization;
using ArticleDigest.Articles;
using ArticleDigest.Editions;

namespace ArticleDigest.Letters;

/// <summary>The desk as its page shows it: every text safe on one line, every sentence made.</summary>
/// <param name="Words">The words around it.</param>
/// <param name="Kinds">What may be dropped.</param>
/// <param name="Schedules">The schedules.</param>
/// <param name="Dropped">What came of files that were dropped here.</param>
/// <param name="Summary">What became of all drops, in numbers.</param>
/// <param name="Lines">What became of the newest.</param>
/// <param name="More">How many more there are; null if none.</param>
public sealed record DeskView(
    Words Words,
    string Kinds,
    IReadOnlyList<ScheduleView> Schedules,
    IReadOnlyList<DroppedView> Dropped,
    string Summary,
    IReadOnlyList<FateView> Lines,
    string? More)
{
    private const int MostOfReason = 300;

    /// <summary>Words what there is to see.</summary>
    /// <param name="look">That.</param>
    /// <param name="maxBytes">The largest file that may be dropped.</param>
    /// <param name="words">The words.</param>
    public static DeskView Of(DeskLook look, long maxBytes, Words words)
    {
        ArgumentNullException.ThrowIfNull(look);
        ArgumentNullException.ThrowIfNull(words);
        Wording wording = new(words);
        string zone = look.Schedules.Count > 0 ? look.Schedules[0].Zone : "UTC";
        int more = look.Account.Received - look.Newest.Count;
        return new DeskView(
            words,
            words.Say("desk.kinds", ("size", Size(maxBytes, words))),
            [.. look.Schedules.Select(schedule => Of(schedule, wording))],
            [.. look.Dropped.Select(file => DroppedView.Of(file, words))],
            wording.Summary(look.Account),
            [.. look.Newest.Select(fate => Of(fate, zone, wording))],
            more > 0 ? words.Say("desk.older", more) : null);
    }

    private static ScheduleView Of(ScheduleLook look, Wording wording)
    {
        Words words = wording.Words;
        return new ScheduleView(
            look.Schedule,
            Shown.Line(look.Title),
            words.Say("desk.goes-out", ("moment", wording.Moment(look.Next, look.Zone))),
            look.Waiting == 0 ? words.Say("desk.nothing-waits") : words.Say("desk.waiting", look.Waiting),
            look.Latest is { } latest ? Of(latest, look.Zone, wording) : null,
            look.Order is { } order ? Of(order, look.Latest, words) : null,
            look.Order is { EndedAt: not null, State: null or SentState.Waiting or SentState.Overtaken },
            look.CanSend ? words.Say("desk.send-note", ("date", words.InText(look.Today))) : null);
    }

    private static string Of(LatestEdition latest, string zone, Wording wording)
    {
        Words words = wording.Words;
        string date = words.InText(latest.Date);
        List<string> letters = latest.Letters.Sent > 0 ? [words.Say("desk.sent", latest.Letters.Sent)] : [];
        Add(latest.Letters.Refused, "desk.refused");
        Add(latest.Letters.Uncertain, "desk.uncertain");
        Add(latest.Letters.Withdrawn, "desk.withdrawn");
        Add(latest.Letters.Open, "desk.open");
        string counted = letters.Count > 0 ? string.Join(", ", letters) : words.Say("desk.no-letters");
        return latest.ClosedAt is { } closed
            ? words.Say("desk.went-out", ("date", date), ("moment", wording.Moment(closed, zone)), ("letters", counted))
            : words.Say("desk.going-out", ("date", date), ("letters", counted));

        void Add(int number, string what)
        {
            if (number > 0)
            {
                letters.Add(words.Say(what, number));
            }
        }
    }

    /// <summary>What came of a command; null where the sentence about the edition says it.</summary>
    private static string? Of(SendOrder order, LatestEdition? latest, Words words)
    {
        string date = words.InText(order.Date);
        string reason = Shown.Cut(Shown.Line(order.Fault ?? words.Say("desk.not-known")), MostOfReason).TrimEnd('.');
        return order switch
        {
            { EndedAt: null } when latest is { ClosedAt: not null } && latest.Date == order.Date => null,
            { EndedAt: null } => words.Say("desk.sending", ("date", date)),
            { State: null } => words.Say("desk.broken-off", ("date", date), ("reason", reason)),
            { State: SentState.Nothing } => words.Say("desk.nothing-sent", ("date", date)),
            { State: SentState.Skipped } => words.Say("desk.skipped", ("date", date)),
            { State: SentState.Waiting } when latest is not { ClosedAt: not null } => words.Say("desk.letters-wait", ("reason", reason)),
            { State: SentState.Overtaken } => words.Say("desk.overtaken", ("date", date)),
            _ => null,
        };
    }

    private static FateView Of(DropFate fate, string zone, Wording wording)
    {
        Remark became = fate switch
        {
            { Status: OutcomeStatus.Analysed } => new Remark(wording.Analysed(fate.Points)),
            { Status: { } status } => wording.Became(new AccountLine(fate.Drop, status, fate.Title, fate.Reason, fate.Revised), null, MostOfReason),
            { IsTaken: false } => new Remark(wording.Words.Say("desk.in-line")),
            { IsWaiting: true } => new Remark(wording.Words.Say("desk.held")),
            { Attempts: > 1 } => new Remark(wording.Words.Say("desk.read-again", fate.Attempts)),
            _ => new Remark(wording.Words.Say("desk.being-read")),
        };
        LineView line = new(
            Shown.ShortName(fate.Drop),
            fate.Title is { } title ? Shown.Cut(Shown.Line(title), Shown.TitleLength) : null,
            became,
            fate is { Status: OutcomeStatus.Duplicate, Reason: { } original } ? Shown.ShortName(original) : null,
            fate.Revised,
            fate.Status is { } end && Wording.IsFault(end));
        return new FateView(line, fate.Status is null, fate.CameAt is { } came ? When(came, zone, wording.Words) : null, fate.CameAt?.ToUniversalTime());
    }

    private static string When(DateTimeOffset moment, string zone, Words words)
    {
        DateTimeOffset local = Wording.Local(moment, zone);
        return words.Say(
            "desk.when", ("date", words.Short(DateOnly.FromDateTime(local.DateTime))), ("time", local.ToString("HH:mm", CultureInfo.InvariantCulture)));
    }

    private static string Size(long bytes, Words words) => bytes % (1024 * 1024) == 0
        ? words.Say("desk.megabytes", ("number", words.Number(bytes / (1024 * 1024))))
        : words.Say("desk.kilobytes", ("number", words.Number(bytes / 1024)));
}

/// <summary>A schedule on the desk.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Title">Its title.</param>
/// <param name="GoesOut">When its next edition goes out.</param>
/// <param name="Waiting">How much waits for it.</param>
/// <param name="Latest">How its latest edition stands; null if there is none.</param>
/// <param name="Order">What came of a command to send; null if there was none, or the latest edition says it.</param>
/// <param name="IsFault">Whether that is nothing good.</param>
/// <param name="SendNote">What sending now would do; null if it would do nothing.</param>
public sealed record ScheduleView(
    string Name, string Title, string GoesOut, string Waiting, string? Latest, string? Order, bool IsFault, string? SendNote);

/// <summary>What came of a file that was dropped.</summary>
/// <param name="Result">That, around the file's name.</param>
/// <param name="Name">The file's name, everything invisible made visible.</param>
/// <param name="IsFault">Whether it was not dropped.</param>
public sealed record DroppedView(Remark Result, string Name, bool IsFault)
{
    private const int MostOfReason = 300;

    /// <summary>Words what came of a file.</summary>
    internal static DroppedView Of(DroppedFile file, Words words) => new(
        Remark.Around(
            file.Result switch
            {
                DropResult.Added => words.Around("desk.added", "name"),
                DropResult.Replaced => words.Around("desk.replaced", "name"),
                DropResult.Unchanged => words.Around("desk.unchanged", "name"),
                DropResult.Taken => words.Around("desk.taken", "name"),
                DropResult.TooLarge => words.Around("desk.too-large", "name"),
                DropResult.TooMany => words.Around("desk.too-many", "name", ("most", words.Number(DroppedFile.MostAtOnce))),
                DropResult.BrokenOff => words.Around("desk.not-whole", "name"),
                _ => words.Around("desk.not-dropped", "name", ("reason", Shown.Cut(Shown.Line(file.Reason), MostOfReason).TrimEnd('.'))),
            },
            "",
            null),
        Shown.ShortName(file.Name),
        file.Result is not (DropResult.Added or DropResult.Replaced or DropResult.Unchanged));
}

/// <summary>What became of a drop, and when it came.</summary>
/// <param name="Line">What became of it.</param>
/// <param name="IsPending">Whether it is still to come to an end.</param>
/// <param name="When">When it came, in words; null if that is not known.</param>
/// <param name="CameAt">The same in UTC.</param>
public sealed record FateView(LineView Line, bool IsPending, string? When, DateTimeOffset? CameAt);
