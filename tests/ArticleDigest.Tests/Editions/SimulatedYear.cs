using ArticleDigest.Articles;
using ArticleDigest.Editions;
using ArticleDigest.Letters;
using ArticleDigest.Records;
using MimeKit;

namespace ArticleDigest.Tests.Editions;

/// <summary>A schedule of a simulated installation.</summary>
/// <param name="Zone">Its zone.</param>
/// <param name="SendAt">Its time of day.</param>
/// <param name="Days">Its weekdays, a bit for each, from Sunday.</param>
/// <param name="EmptyDays">What it does on empty days.</param>
/// <param name="Recipients">How many get it.</param>
public sealed record SimulatedSchedule(string Zone, string SendAt, int Days, EmptyDay EmptyDays, int Recipients);

/// <summary>What happens to an installation when it is up for a moment.</summary>
public enum Incident
{
    /// <summary>Articles are dropped.</summary>
    Dropping,

    /// <summary>A drop is overwritten.</summary>
    Overwriting,

    /// <summary>Drops are worked on.</summary>
    Sweeping,

    /// <summary>Drops are worked on until the process dies at some write.</summary>
    DyingOverDrops,

    /// <summary>The clock's editions are sent.</summary>
    Sending,

    /// <summary>Articles are dropped and worked on, and the clock's editions are sent.</summary>
    WorkingDay,

    /// <summary>The clock's editions are sent by steps that all run twice.</summary>
    SendingTwice,

    /// <summary>The clock's editions are sent until the process dies at some write.</summary>
    DyingOverEditions,

    /// <summary>The steps of an edition of long ago come once more.</summary>
    ComingLate,
}

/// <summary>A moment in which an installation is up.</summary>
/// <param name="Gap">How long it was down before, as a share of the year.</param>
/// <param name="Incident">What happens.</param>
/// <param name="Number">Which of it: how many writes it takes to die, which drop, which answer of the mail server.</param>
/// <param name="Flag">Whether the process dies after the write, or the like.</param>
public sealed record Happening(int Gap, Incident Incident, int Number, bool Flag);

/// <summary>A year of an installation.</summary>
/// <param name="Start">On which day it begins, counted from 1 September 2027: the year has 29 February 2028 and all changes of clocks.</param>
/// <param name="Schedules">Its schedules.</param>
/// <param name="Happenings">What happens in it.</param>
public sealed record Life(int Start, IReadOnlyList<SimulatedSchedule> Schedules, IReadOnlyList<Happening> Happenings);

/// <summary>Lives a year of an installation through, and asserts what has to be so in the end.</summary>
internal sealed class SimulatedYear : IDisposable
{
    private static readonly TimeSpan Length = TimeSpan.FromDays(366);

    private readonly Life _life;
    private readonly MoodyPostman _postman = new();
    private readonly Installation _installation;
    private readonly List<EditionRequest> _known = [];
    private int _articles;

    private SimulatedYear(Life life)
    {
        _life = life;
        _installation = new Installation(postman: _postman);
        _installation.DigestOptions.Schedules.Clear();
        for (int i = 0; i < life.Schedules.Count; i++)
        {
            SimulatedSchedule schedule = life.Schedules[i];
            _installation.DigestOptions.Schedules[$"s{i}"] = new ScheduleOptions
            {
                Zone = schedule.Zone,
                SendAt = schedule.SendAt,
                Days = [.. Enum.GetValues<DayOfWeek>().Where(day => (schedule.Days >> (int)day & 1) == 1)],
                EmptyDays = schedule.EmptyDays,
                Recipients = [.. Enumerable.Range(0, schedule.Recipients).Select(n => new RecipientOptions { Address = $"r{n}@example.org" })],
            };
        }

        _installation.Open();
        _installation.Time.SetUtcNow(new DateTimeOffset(2027, 9, 1, 0, 0, 0, TimeSpan.Zero).AddDays(life.Start));
    }

    public static async Task LiveAsync(Life life)
    {
        using SimulatedYear year = new(life);
        await year.LiveAsync();
        await year.EndAsync();
        await year.AssertAsync();
    }

    public void Dispose() => _installation.Dispose();

    private async Task LiveAsync()
    {
        await _installation.Pipeline.Clock.TickAsync(default);
        long gaps = _life.Happenings.Sum(h => (long)h.Gap);
        foreach (Happening happening in _life.Happenings)
        {
            _installation.Time.Advance(Length * happening.Gap / gaps);
            _postman.Mood = happening.Number % 5;
            await MeetAsync(happening);
        }
    }

    /// <summary>
    /// Nothing fails any more: what is open is worked on to its end, and something worth a letter comes in, so that no schedule
    /// skips its last edition.
    /// </summary>
    private async Task EndAsync()
    {
        _postman.Mood = MoodyPostman.Friendly;
        for (int hour = 0; hour < 4; hour++)
        {
            _installation.Time.Advance(TimeSpan.FromHours(1));
            await _installation.SweepAsync();
        }

        await _installation.DropAsync("last.txt", Text(int.MaxValue, isQuiet: false));
        await _installation.SweepAsync();
        for (int day = 0; day < 9; day++)
        {
            _installation.Time.Advance(TimeSpan.FromDays(1));
            await SendAsync(steps => steps);
        }
    }

    private async Task MeetAsync(Happening happening)
    {
        switch (happening.Incident)
        {
            case Incident.Dropping:
                await DropAsync(1 + (happening.Number % 3), happening.Flag);
                break;
            case Incident.Overwriting:
                await _installation.DropAsync($"{happening.Number}.txt", Text(_articles++, happening.Flag));
                break;
            case Incident.Sweeping:
                await _installation.SweepAsync();
                break;
            case Incident.DyingOverDrops:
                await DropAsync(1 + (happening.Number % 2), happening.Flag);
                await DieAsync(happening, _installation.SweepAsync);
                break;
            case Incident.Sending:
                await SendAsync(steps => steps);
                break;
            case Incident.WorkingDay:
                await DropAsync(1, happening.Flag);
                await _installation.SweepAsync();
                await SendAsync(steps => steps);
                break;
            case Incident.SendingTwice:
                await SendAsync(steps => new TwiceSteps(steps));
                break;
            case Incident.DyingOverEditions:
                await DieAsync(happening, () => SendAsync(steps => steps));
                break;
            case Incident.ComingLate:
                await RunAsync(_known.Count == 0 ? [] : [_known[happening.Number % _known.Count]], steps => steps);
                break;
        }
    }

    private async Task DropAsync(int count, bool isQuiet)
    {
        for (int i = 0; i < count; i++, _articles++)
        {
            // Every seventh is no text, and every fifth brings an earlier one again.
            string text = _articles % 7 == 6 ? $"%PDF-1.7 {_articles}" : Text(_articles % 5 == 4 ? _articles / 2 : _articles, isQuiet);
            await _installation.DropAsync($"{_articles}.txt", text);
        }
    }

    private static string Text(int number, bool isQuiet) =>
        (isQuiet ? $"The lanterns of street number {number} were lit at six. " : $"Norland proposes bridge number {number} over the strait. ") +
        "This was said on Sunday in the capital, where the ministers of the three countries have met since the summer to talk about " +
        "the strait, the ferries and the weather, as they do every year.";

    private async Task SendAsync(Func<IEditionSteps, IEditionSteps> how)
    {
        IReadOnlyList<EditionRequest> due = await _installation.Pipeline.Clock.TickAsync(default);
        _known.AddRange(due.Except(_known));
        await RunAsync(due, how);
    }

    private async Task RunAsync(IReadOnlyList<EditionRequest> editions, Func<IEditionSteps, IEditionSteps> how)
    {
        foreach (EditionRequest edition in editions)
        {
            try
            {
                IEditionSteps steps = new MortalSteps(how(_installation.Pipeline.EditionSteps(default)), _installation.Plan);
                await EditionFlow.RunAsync(edition, new LeavingSteps(steps));
            }
            catch (LeftException)
            {
                // The clock names the edition again.
            }
        }
    }

    private async Task DieAsync(Happening happening, Func<Task> work)
    {
        CrashPlan plan = _installation.Plan;
        (plan.CrashAt, plan.IsAfterWrite) = (plan.Writes + 1 + happening.Number, happening.Flag);
        try
        {
            await work();
        }
        catch (CrashException)
        {
            // Dead until the next time it is up.
        }
        catch (AggregateException dead) when (dead.Flatten().InnerExceptions.All(e => e is CrashException))
        {
            // The same, of several threads.
        }

        plan.CrashAt = null;
        _installation.Open();
    }

    private async Task AssertAsync()
    {
        Dictionary<string, Outcome> outcomes = (await _installation.OutcomesAsync()).ToDictionary(o => o.Id, StringComparer.Ordinal);
        string[] concluded = await ConcludedAsync(outcomes);
        string[] duplicated = [.. (await _installation.NamesAsync("told/")).Select(name => name["told/".Length..])];
        Assert.NotEmpty(concluded);
        Assert.Empty(await _installation.NamesAsync("inbox/"));
        Assert.Equal(_installation.Deliveries.Distinct(StringComparer.Ordinal), _installation.Deliveries);
        foreach ((string name, ScheduleOptions schedule) in _installation.DigestOptions.Schedules)
        {
            IReadOnlyList<Edition> editions = await ReadAsync(name);
            string[] told = [.. editions.SelectMany(e => e.Outcomes)];
            Assert.Equal(told.Distinct(StringComparer.Ordinal), told);
            Assert.Subset(outcomes.Keys.ToHashSet(StringComparer.Ordinal), told.ToHashSet(StringComparer.Ordinal));
            Assert.Superset(concluded.ToHashSet(StringComparer.Ordinal), told.ToHashSet(StringComparer.Ordinal));
            Assert.Superset(
                duplicated.ToHashSet(StringComparer.Ordinal),
                told.Select(id => outcomes[id]).Where(o => o.Status == OutcomeStatus.Analysed).Select(o => o.ArticleId!).ToHashSet(StringComparer.Ordinal));
            await AssertTimesAsync(name, new DigestCalendar(schedule), editions);
            foreach (Edition edition in editions)
            {
                Accounting account = edition.Accounting;
                Assert.Equal(account.Received, account.Analysed + account.Duplicates + account.Rejected + account.Filtered + account.Failed + account.Pending);
                LetterCounts letters = await _installation.Pipeline.Ledger.StatusAsync(name, edition.Date, default);
                Assert.Equal((edition.Recipients.Count, 0), (letters.Total, letters.Open));
            }
        }
    }

    /// <summary>
    /// The outcomes that receipts name, now or before. Of a drop that was overwritten between the death of a process and the
    /// next attempt one may be left that no receipt ever named: nobody waits for it to be told.
    /// </summary>
    private async Task<string[]> ConcludedAsync(Dictionary<string, Outcome> outcomes)
    {
        HashSet<string> concluded = new(StringComparer.Ordinal);
        await foreach (RecordEntry drop in _installation.Articles.ListAsync("", default))
        {
            string? id = (await _installation.ReceiptAsync(drop.Name)).Concluded!.OutcomeId;
            for (; id is not null; id = outcomes[id].Previous)
            {
                concluded.Add(id);
            }
        }

        return [.. concluded];
    }

    private async Task<IReadOnlyList<Edition>> ReadAsync(string schedule)
    {
        List<Edition> editions = [];
        foreach ((DateOnly date, bool isClosed) in await _installation.Pipeline.Shelf.ListAsync(schedule, default))
        {
            Assert.True(isClosed);
            editions.Add((await _installation.Pipeline.Shelf.ReadAsync(new EditionRequest(schedule, date), default))!);
        }

        return editions;
    }

    /// <summary>Every date of the schedule has an edition at or after its time, in order, or is told by a later one as missed.</summary>
    private async Task AssertTimesAsync(string name, DigestCalendar calendar, IReadOnlyList<Edition> editions)
    {
        Assert.All(editions, edition => Assert.InRange(edition.CompiledAt, calendar.SendTimeOf(edition.Date), DateTimeOffset.MaxValue));
        Assert.Equal(editions.Select(e => e.CompiledAt).Order(), editions.Select(e => e.CompiledAt));
        DateTimeOffset started = (await _installation.Pipeline.Shelf.StateAsync(name, default))!.Started;
        List<DateOnly> due = [];
        for (DateOnly date = calendar.DateOf(started); date <= editions[^1].Date; date = date.AddDays(1))
        {
            bool isDue = calendar.SendTimeOf(date) > started
                && _installation.DigestOptions.Schedules[name].Days.Contains(date.DayOfWeek);
            due.AddRange(isDue ? [date] : Array.Empty<DateOnly>());
        }

        IEnumerable<DateOnly> told = editions.Where(e => !e.PassedOver).Select(e => e.Date)
            .Concat(editions.Where(e => !e.Skipped).SelectMany(e => e.Missed));
        Assert.Equal(due, told.Order());
        DateOnly? previous = null;
        foreach (Edition edition in editions.Where(e => !e.Skipped))
        {
            Assert.Equal(previous, edition.Previous);
            Assert.All(edition.Missed, date => Assert.True(date < edition.Date && (previous is null || date > previous)));
            previous = edition.Date;
        }
    }

    /// <summary>Leaves an edition whose letters wait to the clock, instead of waiting for them.</summary>
    private sealed class LeavingSteps(IEditionSteps steps) : IEditionSteps
    {
        public Task<int?> CompileAsync(EditionRequest request) => steps.CompileAsync(request);

        public Task ClaimAsync(EditionRequest request) => steps.ClaimAsync(request);

        public Task<DateTimeOffset?> SendBatchAsync(EditionRequest request, int batch) => steps.SendBatchAsync(request, batch);

        public Task WaitAsync(DateTimeOffset until) => throw new LeftException();

        public Task CloseAsync(EditionRequest request) => steps.CloseAsync(request);
    }

    private sealed class LeftException : Exception;

    /// <summary>A mail server that takes letters, puts them off or breaks the connection, as its mood is.</summary>
    private sealed class MoodyPostman : IPostman
    {
        public const int Friendly = 2;

        public int Mood { get; set; }

        public async Task<Delivery> DeliverAsync(
            MimeMessage message, Func<CancellationToken, Task<bool>> beforeSending, CancellationToken cancellationToken) =>
            Mood == 0 ? new Delivery(DeliveryStatus.PutOff, "busy")
            : !await beforeSending(cancellationToken) ? new Delivery(DeliveryStatus.NotOurs, "somebody else has it")
            : Mood == 1 ? new Delivery(DeliveryStatus.Uncertain, "no answer")
            : new Delivery(DeliveryStatus.Sent, "250 OK");

        public Task<Delivery?> SettleAsync(MimeMessage message, CancellationToken cancellationToken) => Task.FromResult<Delivery?>(null);
    }
}
