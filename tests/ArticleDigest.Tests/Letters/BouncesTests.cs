using ArticleDigest.Editions;
using ArticleDigest.Letters;
using ArticleDigest.Records;
using LocalServers;
using Microsoft.Extensions.Logging.Abstractions;

namespace ArticleDigest.Tests.Letters;

/// <summary>An address that does not exist gets no more letters; what a server holds against sender, letter or mailbox ends nobody's.</summary>
public sealed class BouncesTests
{
    private static readonly DateOnly First = SampleEditions.Monday;

    [Theory]
    [InlineData(550, "5.1.1 <ana@example.org>: no such user", AddressFault.Unknown)]
    [InlineData(550, "5.1.2 bad destination system", AddressFault.Unknown)]
    [InlineData(501, "5.1.3 bad address syntax", AddressFault.Unknown)]
    [InlineData(550, "5.1.6 has moved", AddressFault.Unknown)]
    [InlineData(550, "5.1.10 RESOLVER.ADR.RecipientNotFound", AddressFault.Unknown)]
    [InlineData(550, "5.1.0 address rejected", AddressFault.Doubtful)]
    [InlineData(550, "5.2.1 mailbox disabled", AddressFault.Doubtful)]
    [InlineData(550, "No such user here", AddressFault.Doubtful)]
    [InlineData(550, "User unknown", AddressFault.Doubtful)]
    [InlineData(550, "The mailbox does not exist", AddressFault.Doubtful)]
    [InlineData(550, "5.7.1 you are on a list of spammers, no such user", null)]
    [InlineData(550, "5.7.26 unauthenticated mail", null)]
    [InlineData(552, "5.2.2 mailbox full", null)]
    [InlineData(550, "5.1.8 bad sender's system", null)]
    [InlineData(554, "5.3.2 the system takes no mail", null)]
    [InlineData(550, "relaying denied", null)]
    [InlineData(550, "blocked by a list", null)]
    [InlineData(552, "quota exceeded", null)]
    [InlineData(450, "4.1.1 try again", null)]
    [InlineData(450, "No such user here", null)]
    [InlineData(550, "", null)]
    public void A_refusal_is_held_against_the_address_only_where_the_server_says_so(int code, string answer, AddressFault? expected)
    {
        Assert.Equal(expected, SmtpRefusal.Of(code, answer));
    }

    [Fact]
    public async Task Who_is_refused_as_unknown_gets_no_more_letters_and_the_reason_is_kept_without_the_address()
    {
        LetterRoom room = await LetterRoom.OpenAsync();
        await using SmtpServer server = await SmtpServer.StartAsync();
        await server.ScriptAsync(new SmtpRule("rcpt", "refuse", 550, "5.1.1 <ana@example.org> is not known here"));
        await using SmtpPostman postman = Smtp(server);

        await room.SendAsync(postman);

        Suppression suppression = (await new SuppressionBook(room.Records).FindAsync(room.Key, default))!;
        Assert.Equal((LetterStatus.Refused, AddressFault.Unknown), ((await room.LetterAsync()).Status, (await room.LetterAsync()).AddressFault));
        Assert.Equal((SuppressionReason.Bounced, room.Clock.GetUtcNow()), (suppression.Reason, suppression.At));
        Assert.StartsWith("550 5.1.1", suppression.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain("ana@", suppression.Detail, StringComparison.OrdinalIgnoreCase);
        Assert.Empty(await new RecipientBook(room.Records, room.Digest).KeysAsync("daily", default));
    }

    [Theory]
    [InlineData("5.7.1 message looks like spam")]
    [InlineData("5.2.2 mailbox full")]
    public async Task Who_is_refused_for_another_reason_gets_the_next_edition(string answer)
    {
        LetterRoom room = await LetterRoom.OpenAsync();
        await using SmtpServer server = await SmtpServer.StartAsync();
        await server.ScriptAsync(new SmtpRule("rcpt", "refuse", 550, answer));
        await using SmtpPostman postman = Smtp(server);

        await room.SendAsync(postman);

        Assert.Equal(LetterStatus.Refused, (await room.LetterAsync()).Status);
        Assert.Equal([room.Key], await new RecipientBook(room.Records, room.Digest).KeysAsync("daily", default));
    }

    [Fact]
    public async Task A_letter_that_is_refused_at_its_end_is_not_held_against_the_address()
    {
        LetterRoom room = await LetterRoom.OpenAsync();
        await using SmtpServer server = await SmtpServer.StartAsync();
        await server.ScriptAsync(new SmtpRule("end", "refuse", 550, "5.1.1 no such user, said too late"));
        await using SmtpPostman postman = Smtp(server);

        await room.SendAsync(postman);

        Assert.Equal((LetterStatus.Refused, null), ((await room.LetterAsync()).Status, (await room.LetterAsync()).AddressFault));
    }

    [Theory]
    [InlineData("doubtful,doubtful,doubtful", true)]
    [InlineData("doubtful,doubtful", false)]
    [InlineData("doubtful,doubtful,sent,doubtful", false)]
    [InlineData("sent,doubtful,doubtful,doubtful", true)]
    [InlineData("doubtful,policy,doubtful,doubtful", false)]
    [InlineData("doubtful,doubtful,withdrawn,none,doubtful", true)]
    public async Task A_doubtful_address_gets_no_more_letters_after_three_editions_running(string days, bool isSuppressed)
    {
        InMemoryRecords records = new();
        SuppressionBook suppressions = new(records);
        Bounces bounces = new(records, suppressions, TimeProvider.System);
        string key = new('a', 32);
        bool said = false;
        foreach ((int day, string how) in days.Split(',').Index())
        {
            EditionRequest edition = new("daily", First.AddDays(day));
            await records.CreateAsync(edition.Path, new RecordContent("{}"u8.ToArray()), default);
            Letter letter = LetterThat(how);
            await records.CreateAsync(how == "none" ? "nothing" : Letter.NameOf("daily", edition.Date, key), letter.ToContent(), default);
            said = await bounces.NoteAsync(edition, key, letter, default);
        }

        Assert.Equal(isSuppressed, said);
        Assert.Equal(isSuppressed, await suppressions.FindAsync(key, default) is not null);
    }

    [Fact]
    public async Task Who_was_let_in_again_is_not_held_to_what_was_refused_before()
    {
        InMemoryRecords records = new();
        SuppressionBook suppressions = new(records);
        Bounces bounces = new(records, suppressions, TimeProvider.System);
        string key = new('a', 32);
        List<bool> said = [];
        for (int day = 0; day < 4; day++)
        {
            EditionRequest edition = new("daily", First.AddDays(day));
            await records.CreateAsync(edition.Path, new RecordContent("{}"u8.ToArray()), default);
            await records.CreateAsync(Letter.NameOf("daily", edition.Date, key), LetterThat("doubtful").ToContent(), default);
            said.Add(await bounces.NoteAsync(edition, key, LetterThat("doubtful"), default));
            await suppressions.LiftAsync(key, LetterThat("doubtful").At.AddHours(1), default);
        }

        Assert.Equal([false, false, true, false], said);
    }

    [Theory]
    [InlineData("Bounced", SuppressionReason.Bounced)]
    [InlineData("Suppressed", SuppressionReason.Bounced)]
    [InlineData("Delivered", null)]
    [InlineData("Failed", null)]
    [InlineData("Quarantined", null)]
    [InlineData("FilteredSpam", null)]
    [InlineData("Expanded", null)]
    [InlineData("", null)]
    public async Task A_mail_services_report_ends_the_letters_of_who_bounced_and_of_nobody_else(string status, SuppressionReason? reason)
    {
        LetterRoom room = await LetterRoom.OpenAsync();
        RecipientBook book = new(room.Records, room.Digest);

        bool done = await Reports(room).TakeAsync(new DeliveryReport("ANA@example.org", status) { Answer = "550 5.1.1 ana@example.org unknown; Ana has left" }, default);
        bool again = await Reports(room).TakeAsync(new DeliveryReport("ana@example.org", status), default);

        Suppression? found = await book.Suppressions.FindAsync(room.Key, default);
        Assert.Equal((reason is not null, false), (done, again));
        Assert.Equal(reason, found?.Reason);
        Assert.DoesNotContain("ana", found?.Detail ?? "", StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("stranger@example.org")]
    [InlineData("")]
    [InlineData("no address at all")]
    public async Task Of_somebody_who_is_no_recipient_nothing_is_kept(string address)
    {
        LetterRoom room = await LetterRoom.OpenAsync();

        Assert.False(await Reports(room).TakeAsync(new DeliveryReport(address, "Bounced"), default));

        Assert.Empty(await new SuppressionBook(room.Records).KeysAsync(default));
    }

    private static DeliveryReports Reports(LetterRoom room) =>
        new(new RecipientBook(room.Records, room.Digest), room.Clock, NullLogger<DeliveryReports>.Instance);

    private static SmtpPostman Smtp(SmtpServer server) =>
        new(new MailOptions { Host = "127.0.0.1", Port = server.Port, Security = MailSecurity.None, From = "digest@example.net" }, TimeProvider.System);

    private static Letter LetterThat(string how) => new()
    {
        Status = how switch { "sent" => LetterStatus.Sent, "withdrawn" => LetterStatus.Withdrawn, _ => LetterStatus.Refused },
        Attempts = 1,
        Since = SampleEditions.CompiledAt,
        At = SampleEditions.CompiledAt,
        AddressFault = how == "doubtful" ? AddressFault.Doubtful : null,
    };
}
