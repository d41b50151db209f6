using System.Globalization;
using System.Text;
using LocalServers;

namespace Faults;

/// <summary>Something that is done at a time, counted from the begin of the run.</summary>
/// <param name="At">When.</param>
public abstract record PlannedEvent(TimeSpan At);

/// <summary>What must become of a drop.</summary>
public enum Expected
{
    /// <summary>It is an article: analysed, a duplicate, or given up.</summary>
    Article,

    /// <summary>It cannot be read: rejected, or given up.</summary>
    Rejection,
}

/// <summary>A blob is uploaded to <c>articles</c>, in place of one of that name.</summary>
public sealed record PlannedDrop(TimeSpan At, string Name, string Content, Expected Expected, string Kind) : PlannedEvent(At);

/// <summary>A host is killed, and started again after a pause.</summary>
/// <param name="At">When, at the earliest.</param>
/// <param name="Host">Which.</param>
/// <param name="Served">How long it must have served its pages by then, however slow the machine is; null if it need not at all.</param>
/// <param name="Pause">The pause.</param>
public sealed record PlannedHostKill(TimeSpan At, int Host, TimeSpan? Served, TimeSpan Pause) : PlannedEvent(At);

/// <summary>The storage is stopped in good order, and started again after a pause.</summary>
public sealed record PlannedStorageRestart(TimeSpan At, TimeSpan Pause) : PlannedEvent(At);

/// <summary>The mail server is killed, and started again after a pause.</summary>
public sealed record PlannedMailKill(TimeSpan At, TimeSpan Pause) : PlannedEvent(At);

/// <summary>The mail server begins to misbehave in one way more; the last few ways stand beside each other.</summary>
public sealed record PlannedMailFault(TimeSpan At, string Kind, SmtpRule Rule) : PlannedEvent(At);

/// <summary><c>digest send</c> is run for a schedule and a date before today, and killed after a time if it still runs.</summary>
/// <param name="At">When.</param>
/// <param name="Schedule">The schedule.</param>
/// <param name="DaysBack">How many days before today.</param>
/// <param name="KillAfter">The time; as much longer as the machine is slower than usual to start a program.</param>
public sealed record PlannedSend(TimeSpan At, string Schedule, int DaysBack, TimeSpan KillAfter) : PlannedEvent(At);

/// <summary>One digest of the installation under test.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Recipients">Who gets it.</param>
/// <param name="DueAt">When its clock is due, rounded up to the minute; null if its editions are sent by command alone.</param>
/// <param name="SkipsEmptyDays">Whether it skips days with nothing to report.</param>
public sealed record PlannedSchedule(string Name, IReadOnlyList<string> Recipients, TimeSpan? DueAt, bool SkipsEmptyDays);

/// <summary>All that happens in a run, made from one seed: the same seed and duration give the same plan.</summary>
public sealed class FaultPlan
{
    /// <summary>How many hosts work on the one storage.</summary>
    public const int Hosts = 2;

    /// <summary>How many of the mail server's faults stand beside each other.</summary>
    public const int MailFaultsAtOnce = 3;

    /// <summary>How long a program takes to start on a machine that has nothing else to do.</summary>
    public static TimeSpan UsualStart { get; } = TimeSpan.FromSeconds(1);

    private const int DeskDates = 12;

    private readonly Random _random;
    private readonly ArticleGrammar _grammar;
    private readonly List<PlannedEvent> _events = [];

    /// <param name="seed">Decides everything.</param>
    /// <param name="duration">How long there are faults.</param>
    public FaultPlan(int seed, TimeSpan duration)
    {
        (Seed, Duration) = (seed, duration);
        _random = new Random(seed);
        _grammar = new ArticleGrammar(_random);
        int minutes = (int)Math.Ceiling(duration.TotalMinutes);
        Schedules = [.. PlanDesks(Math.Clamp(minutes / 3, 2, 4)), .. PlanClocks(Math.Clamp(minutes, 2, 4))];
        for (int host = 0; host < Hosts; host++)
        {
            PlanKills(host);
        }

        PlanDrops();
        PlanStorage();
        PlanMail();
        PlanSends();
        _events.Sort((a, b) => a.At.CompareTo(b.At));
    }

    /// <summary>The seed.</summary>
    public int Seed { get; }

    /// <summary>How long there are faults.</summary>
    public TimeSpan Duration { get; }

    /// <summary>The digests.</summary>
    public IReadOnlyList<PlannedSchedule> Schedules { get; }

    /// <summary>What happens, in order of time.</summary>
    public IReadOnlyList<PlannedEvent> Events => _events;

    /// <summary>What the mail server does when it does not misbehave: it takes its time, so that letters are caught on their way.</summary>
    public static IReadOnlyList<SmtpRule> Patience { get; } = [SmtpRule.Slow("rcpt", 80), SmtpRule.Slow("end", 400)];

    /// <summary>The plan for people: a line per event, without the articles' texts.</summary>
    public string Tell()
    {
        StringBuilder text = new();
        text.AppendLine(CultureInfo.InvariantCulture, $"seed {Seed}, {Duration.TotalSeconds:0} seconds of faults");
        foreach (PlannedSchedule schedule in Schedules)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"schedule {schedule.Name}: {schedule.Recipients.Count} recipients, {(schedule.DueAt is { } due ? $"the clock sends it after {due.TotalSeconds:0} s" : "sent by command")}");
        }

        foreach (PlannedEvent planned in Events)
        {
            string what = planned switch
            {
                PlannedDrop drop => $"drop {drop.Kind} '{drop.Name}'",
                PlannedHostKill kill => $"kill host {kill.Host}{(kill.Served is { } served ? $" when it has served for {served.TotalMilliseconds:0} ms" : "")}, start it after {kill.Pause.TotalMilliseconds:0} ms",
                PlannedStorageRestart restart => $"stop Azurite, start it after {restart.Pause.TotalMilliseconds:0} ms",
                PlannedMailKill kill => $"kill the mail server, start it after {kill.Pause.TotalMilliseconds:0} ms",
                PlannedMailFault fault => $"the mail server: {fault.Kind}, {fault.Rule.Times} times",
                PlannedSend send => $"send {send.Schedule} of {send.DaysBack} days before today, kill it after {send.KillAfter.TotalMilliseconds:0} ms",
                _ => throw new InvalidOperationException("An event of unknown kind."),
            };
            text.AppendLine(CultureInfo.InvariantCulture, $"{planned.At.TotalSeconds,8:0.000}  {what}");
        }

        return text.ToString();
    }

    private static IEnumerable<PlannedSchedule> PlanDesks(int count) => Enumerable.Range(1, count).Select(number =>
        new PlannedSchedule($"desk-{number}", Addresses($"desk{number}", 16), null, SkipsEmptyDays: number == 2));

    /// <summary>The last of them is due when the faults are over, the others while they last.</summary>
    private IEnumerable<PlannedSchedule> PlanClocks(int count) => Enumerable.Range(1, count).Select(number =>
        new PlannedSchedule($"clock-{number}", Addresses($"clock{number}", 10), Duration * number / count, SkipsEmptyDays: number == 2));

    private static string[] Addresses(string group, int count) =>
        [.. Enumerable.Range(1, count).Select(i => $"{group}.reader{i}@example.org")];

    /// <summary>Drops come in bursts, most of them shortly before a host is killed, so that it is killed at work.</summary>
    private void PlanDrops()
    {
        List<PlannedHostKill> kills = [.. _events.OfType<PlannedHostKill>()];
        List<PlannedDrop> articles = [];
        int bursts = 2 + (int)(Duration.TotalSeconds / 12);
        int number = 0;
        foreach (TimeSpan begin in Enumerable.Range(0, bursts).Select(burst => burst == 0 ? TimeSpan.Zero : PickBurst(kills)).Order())
        {
            int size = _random.Next(6, 24);
            for (int i = 0; i < size; i++)
            {
                PlannedDrop drop = PlanDrop(number++, begin + TimeSpan.FromMilliseconds(i * 5), articles);
                _events.Add(drop);
                if (drop.Kind is "text" or "Markdown" or "page")
                {
                    articles.Add(drop);
                }
            }
        }
    }

    private TimeSpan PickBurst(List<PlannedHostKill> kills)
    {
        TimeSpan begin = _random.Next(4) == 0 || kills.Count == 0
            ? Duration * _random.NextDouble()
            : kills[_random.Next(kills.Count)].At - Seconds(0.3, 2);
        return begin > TimeSpan.Zero ? begin : TimeSpan.Zero;
    }

    private PlannedDrop PlanDrop(int number, TimeSpan at, List<PlannedDrop> articles)
    {
        string id = number.ToString("0000", CultureInfo.InvariantCulture);
        int dice = articles.Count == 0 ? 0 : _random.Next(100);
        PlannedDrop Known() => articles[_random.Next(articles.Count)];
        switch (dice)
        {
            case < 42:
                return new PlannedDrop(at, $"paper/{id}.txt", _grammar.Write(ArticleForm.Text), Expected.Article, "text");
            case < 52:
                return new PlannedDrop(at, $"{id}.md", _grammar.Write(ArticleForm.Markdown), Expected.Article, "Markdown");
            case < 62:
                return new PlannedDrop(at, $"{id}.html", _grammar.Write(ArticleForm.Html), Expected.Article, "page");
            case < 75:
                PlannedDrop original = Known();
                return new PlannedDrop(at, $"copy/{id} of {original.Name.Split('/')[^1]}", original.Content, Expected.Article, "copy");
            case < 83:
                PlannedDrop before = Known();
                ArticleForm form = before.Kind switch { "page" => ArticleForm.Html, "Markdown" => ArticleForm.Markdown, _ => ArticleForm.Text };
                return new PlannedDrop(at, before.Name, _grammar.Write(form), Expected.Article, "overwrite");
            case < 90:
                return new PlannedDrop(at, $"junk/{id}.bin", _grammar.WriteJunk(), Expected.Rejection, "junk");
            case < 96:
                string[] odd = [$"Grüße {id}.txt", $"\U0001F600 {id}.txt", $"<script>alert({id})<{id}.txt", $"%2e%2e%2f{id}.txt", $" {id} & \"b' .txt", $"a\u202Etxt.{id}.txt"];
                return new PlannedDrop(at, odd[_random.Next(odd.Length)], _grammar.Write(ArticleForm.Text), Expected.Article, "odd name");
            default:
                string[] refused = [$"x/../../digest/{id}", $"a//{id}", $"tail {id}/", $"./{id}.txt", $"../receipts/{id}"];
                return new PlannedDrop(at, refused[_random.Next(refused.Length)], _grammar.Write(ArticleForm.Text), Expected.Rejection, "refused name");
        }
    }

    /// <summary>One life in six is so short that it ends while the host still starts.</summary>
    private void PlanKills(int host)
    {
        TimeSpan at = TimeSpan.Zero;
        while (at < Duration)
        {
            TimeSpan? served = _random.Next(6) == 0 ? null : Seconds(0.3, 6);
            at += served is { } life ? UsualStart + life : Seconds(0.2, 1.2);
            TimeSpan pause = Seconds(0, 0.8);
            _events.Add(new PlannedHostKill(at, host, served, pause));
            at += pause;
        }
    }

    private void PlanStorage()
    {
        for (TimeSpan at = Seconds(6, 14); at < Duration; at += Seconds(10, 30))
        {
            _events.Add(new PlannedStorageRestart(at, Seconds(0, 3)));
        }
    }

    /// <summary>What puts letters off ends earlier, for each time puts a letter off for twice as long.</summary>
    private void PlanMail()
    {
        TimeSpan patience = TimeSpan.FromMinutes(1);
        TimeSpan lastDelay = Duration > patience * 2 ? Duration - patience : Duration * 0.6;
        for (TimeSpan at = Seconds(2, 4); at < Duration; at += Seconds(3, 9))
        {
            bool mayDelay = at < lastDelay;
            if (mayDelay && _random.Next(5) == 0)
            {
                _events.Add(new PlannedMailKill(at, Seconds(0, 3)));
                continue;
            }

            int times = _random.Next(1, 4);
            string unlucky = PickRecipient();
            (string Kind, SmtpRule Rule)[] kinds =
            [
                ("drop in the body", SmtpRule.DropInBody(times)),
                ("drop after the body", SmtpRule.DropBeforeAnswer(times)),
                ("accept, then drop", SmtpRule.AcceptAndDrop(times)),
                ("stall after the body", SmtpRule.Stall("end", 1)),
                ("refuse the message", SmtpRule.RefuseData(554, 1)),
                ("refuse a recipient", SmtpRule.RefuseRecipient(unlucky) with { Times = 1 }),
                ("greylist", SmtpRule.Greylist(times)),
                ("put the message off", SmtpRule.RefuseData(451, times)),
                ("drop before the body", SmtpRule.DropBeforeBody(times)),
                ("drop at the recipient", SmtpRule.DropAtRecipient(times)),
                ("busy", SmtpRule.Busy(times)),
                ("stall at the greeting", SmtpRule.Stall("connect", times)),
                ("stall at the sender", SmtpRule.Stall("mail", times)),
            ];
            (string kind, SmtpRule rule) = kinds[_random.Next(mayDelay ? kinds.Length : 6)];
            _events.Add(new PlannedMailFault(at, kind, rule));
        }
    }

    private string PickRecipient()
    {
        IReadOnlyList<string> recipients = Schedules[_random.Next(Schedules.Count)].Recipients;
        return recipients[_random.Next(recipients.Count)];
    }

    /// <summary>Dates go up; now and then an edition is sent a second time. The clock's schedules get one from before today.</summary>
    private void PlanSends()
    {
        foreach (PlannedSchedule desk in Schedules.Where(s => s.DueAt is null))
        {
            TimeSpan rest = TimeSpan.FromSeconds(Math.Max(6, Duration.TotalSeconds / DeskDates));
            int daysBack = DeskDates;
            for (TimeSpan at = Seconds(4, 9); at < Duration; at += rest * (0.6 + (0.8 * _random.NextDouble())))
            {
                bool isAgain = daysBack < DeskDates && _random.Next(4) == 0;
                daysBack = isAgain ? daysBack : Math.Max(1, daysBack - 1);
                _events.Add(PlanSend(at, desk.Name, daysBack));
            }
        }

        foreach (PlannedSchedule clock in Schedules.Where(s => s.DueAt is not null))
        {
            _events.Add(PlanSend(clock.DueAt!.Value * (0.2 + (0.4 * _random.NextDouble())), clock.Name, 1));
        }
    }

    private PlannedSend PlanSend(TimeSpan at, string schedule, int daysBack) =>
        new(at, schedule, daysBack, _random.Next(2) == 0 ? Seconds(1, 7) : TimeSpan.FromSeconds(40));

    private TimeSpan Seconds(double from, double to) =>
        TimeSpan.FromMilliseconds(Math.Round(1000 * (from + ((to - from) * _random.NextDouble()))));
}
