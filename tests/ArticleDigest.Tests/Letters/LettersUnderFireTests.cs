using ArticleDigest.Editions;
using ArticleDigest.Letters;
using LocalServers;

namespace ArticleDigest.Tests.Letters;

/// <summary>
/// A thousand letters and a mail server, a real one, on its worst days; judged by what the server itself says that it accepted.
/// </summary>
public sealed class LettersUnderFireTests
{
    private const int Crowd = 1000;

    // Each of these meets the same number of recipients. What is accepted for good after a while comes back to this in the end.
    private static readonly Func<string, SmtpRule>[] Passing =
    [
        to => SmtpRule.Greylist(2, to),
        to => new SmtpRule("data", "refuse", 451, "Local error in processing", to, Times: 1),
        to => new SmtpRule("end", "refuse", 450, "Mailbox busy", to, Times: 2),
        to => new SmtpRule("end", "refuse", 452, "4.3.2 Slow down, try again in 60 seconds", to, Times: 1),
        to => new SmtpRule("rcpt", "drop", To: to, Times: 2),
        to => new SmtpRule("data", "drop", To: to, Times: 2),
        to => new SmtpRule("rcpt", "refuse", 421, "Shutting down", to, Times: 2),
    ];

    private static readonly Func<string, SmtpRule>[] Final =
    [
        SmtpRule.RefuseRecipient,
        to => new SmtpRule("data", "refuse", 554, "No", to),
        to => new SmtpRule("end", "refuse", 554, "Looks like spam", to),
    ];

    private static readonly Func<string, SmtpRule>[] Unknowable =
    [
        to => new SmtpRule("body", "drop", To: to),
        to => new SmtpRule("end", "drop", To: to),
        to => new SmtpRule("end", "accept-and-drop", To: to),
    ];

    [Fact]
    public async Task Whatever_the_server_does_and_however_often_the_sender_dies_nobody_gets_two_and_nobody_is_forgotten()
    {
        await using FireRoom room = await FireRoom.OpenAsync(Crowd);
        await room.Server.ScriptAsync(
        [
            .. Enumerable.Range(0, Crowd / 5).Select(i => FateOf(i)(FireRoom.AddressOf(5 * i))),
            SmtpRule.Admit(10),
            SmtpRule.EndAfter(30),
            SmtpRule.RateLimit(100, milliseconds: 2000, "4.7.0 Too many messages, try again in 60 seconds"),
        ]);
        foreach (int write in new[] { 100, 301, 702, 40, 3 })
        {
            await Assert.ThrowsAsync<CrashException>(() => room.SendAsync(new CrashPlan { CrashAt = write, IsAfterWrite = write % 2 == 0 }));
        }

        await room.Server.KillAsync();
        room.UpAgain = room.Clock.GetUtcNow().AddHours(1);
        await room.SendAsync();

        await room.CheckAsync();
        ILookup<LetterStatus, string> ends = (await room.LettersAsync()).ToLookup(l => l.Value.Status, l => l.Key);
        Assert.InRange(ends[LetterStatus.Refused].Count(), 40, 50);
        Assert.InRange(ends[LetterStatus.Uncertain].Count(), 40, 50 + (5 * EditionFlow.BatchesAtOnce * EditionFlow.LettersAtOnce));
    }

    [Fact]
    public async Task Of_many_senders_of_the_same_letters_each_letter_has_one()
    {
        await using FireRoom room = await FireRoom.OpenAsync(300);
        await room.Server.ScriptAsync(
            [.. Enumerable.Range(0, 60).Select(i => FateOf(i)(FireRoom.AddressOf(5 * i))), SmtpRule.Slow("end", 5)]);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => room.SendAsync())));

        await room.CheckAsync();
    }

    [Fact]
    public async Task One_bad_address_among_a_thousand_costs_no_other_letter_and_no_time()
    {
        await using FireRoom room = await FireRoom.OpenAsync(Crowd);
        await room.Server.ScriptAsync(SmtpRule.RefuseRecipient(FireRoom.AddressOf(500)));

        await room.SendAsync();

        await room.CheckAsync();
        KeyValuePair<string, Letter> bad = Assert.Single(await room.LettersAsync(), l => l.Value.Status != LetterStatus.Sent);
        Assert.Equal((FireRoom.AddressOf(500), LetterStatus.Refused, 0), (bad.Key, bad.Value.Status, room.Waits));
    }

    [Fact]
    public async Task A_server_that_is_down_for_an_hour_is_left_alone_most_of_it_and_then_gets_every_letter_at_once()
    {
        await using FireRoom room = await FireRoom.OpenAsync(200);
        await room.Server.KillAsync();
        room.UpAgain = room.Clock.GetUtcNow().AddHours(1);
        DateTimeOffset began = room.Clock.GetUtcNow();

        await room.SendAsync();

        await room.CheckAsync();
        Dictionary<bool, int> tried = (await room.LettersAsync()).Values.CountBy(l => l.Attempts > 1).ToDictionary();
        Assert.Equal(200, (await room.AcceptedAsync()).Count);
        Assert.InRange(tried.GetValueOrDefault(true), 0, 100);
        Assert.InRange(room.Clock.GetUtcNow() - began, TimeSpan.FromHours(1), TimeSpan.FromHours(2));
    }

    [Fact]
    public async Task A_server_with_a_rate_limit_gets_letters_at_its_pace_and_is_not_asked_for_each_of_them()
    {
        await using FireRoom room = await FireRoom.OpenAsync(200);
        await room.Server.ScriptAsync(SmtpRule.RateLimit(60, milliseconds: 4000, "Rate limit exceeded, try again in 60 seconds"));

        await room.SendAsync();

        await room.CheckAsync();
        Assert.Equal(200, (await room.AcceptedAsync()).Count);
        Assert.InRange(room.Server.Events.Count(e => e.Event == "rule"), 1, (room.Waits + 1) * EditionFlow.LettersAtOnce);
    }

    [Fact]
    public async Task A_server_that_ends_a_conversation_after_some_letters_costs_no_letter_an_attempt()
    {
        await using FireRoom room = await FireRoom.OpenAsync(300);
        await room.Server.ScriptAsync(SmtpRule.EndAfter(7));

        await room.SendAsync();

        await room.CheckAsync();
        Assert.All(await room.LettersAsync(), l => Assert.Equal((LetterStatus.Sent, 1), (l.Value.Status, l.Value.Attempts)));
        Assert.Equal(0, room.Waits);
    }

    [Fact]
    public async Task A_server_that_admits_few_connections_gets_no_more_and_no_letter_waits_for_another_day()
    {
        await using FireRoom room = await FireRoom.OpenAsync(200);
        await room.Server.ScriptAsync(SmtpRule.Admit(3), SmtpRule.Slow("end", 5));

        await room.SendAsync();

        await room.CheckAsync();
        Assert.All(await room.LettersAsync(), l => Assert.Equal((LetterStatus.Sent, 1), (l.Value.Status, l.Value.Attempts)));
        Assert.Equal(0, room.Waits);
    }

    [Fact]
    public async Task A_server_that_falls_silent_holds_up_the_letters_it_was_given_and_no_others()
    {
        await using FireRoom room = await FireRoom.OpenAsync(200);
        room.TimeoutSeconds = 3;
        await room.Server.ScriptAsync(
            SmtpRule.Stall("connect", times: 1),
            new SmtpRule("rcpt", "stall", To: FireRoom.AddressOf(20), Times: 1),
            new SmtpRule("data", "stall", To: FireRoom.AddressOf(30), Times: 1),
            new SmtpRule("end", "stall", To: FireRoom.AddressOf(40)));

        await room.SendAsync();

        await room.CheckAsync();
        KeyValuePair<string, Letter> silent = Assert.Single(await room.LettersAsync(), l => l.Value.Status != LetterStatus.Sent);
        Assert.Equal((FireRoom.AddressOf(40), LetterStatus.Uncertain), (silent.Key, silent.Value.Status));
    }

    private static Func<string, SmtpRule> FateOf(int number)
    {
        Func<string, SmtpRule>[] fates = [.. Passing, .. Final, .. Unknowable];
        return fates[number % fates.Length];
    }
}
