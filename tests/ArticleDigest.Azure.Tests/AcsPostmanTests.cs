using System.Globalization;
using System.Text.Json;
using ArticleDigest.Editions;
using ArticleDigest.Letters;
using ArticleDigest.Tests.Letters;
using LocalServers;
using Microsoft.Extensions.Time.Testing;
using MimeKit;

namespace ArticleDigest.Azure.Tests;

public sealed class AcsPostmanTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Now = SampleEditions.CompiledAt.AddMinutes(5);
    private readonly HurriedClock _clock = new(Now);
    private AcsServer _server = null!;
    private PlayedCredential _credential = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _server = await AcsServer.StartAsync();
        _credential = new PlayedCredential(_server.Token, _clock);
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task A_letter_goes_out_whole_with_its_parts_and_list_headers()
    {
        MimeMessage letter = await LetterAsync("ana", "Ana Ēķe");
        letter.Headers.Add("List-Unsubscribe", "<https://digest.example.net/u?t=abc>");
        letter.Headers.Add("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");

        Delivery delivery = await DeliverAsync(Postman(), letter);

        using JsonDocument json = JsonDocument.Parse(Assert.Single(_server.Mails).Body);
        JsonElement mail = json.RootElement;
        JsonElement to = Assert.Single(mail.GetProperty("recipients").GetProperty("to").EnumerateArray());
        Dictionary<string, string?> headers = mail.GetProperty("headers").EnumerateObject().ToDictionary(h => h.Name, h => h.Value.GetString());
        Assert.Equal(DeliveryStatus.Sent, delivery.Status);
        Assert.Equal("digest@example.net", mail.GetProperty("senderAddress").GetString());
        Assert.Equal(("ana@example.org", "Ana Ēķe"), (to.GetProperty("address").GetString(), to.GetProperty("displayName").GetString()));
        Assert.Equal(letter.Subject, mail.GetProperty("content").GetProperty("subject").GetString());
        Assert.Equal(letter.TextBody, mail.GetProperty("content").GetProperty("plainText").GetString());
        Assert.Equal(letter.HtmlBody, mail.GetProperty("content").GetProperty("html").GetString());
        Assert.True(mail.GetProperty("userEngagementTrackingDisabled").GetBoolean());
        Assert.Equal(
            new Dictionary<string, string?>
            {
                ["Message-ID"] = $"<{letter.MessageId}>",
                ["List-Id"] = "<daily.example.net>",
                ["List-Unsubscribe"] = "<https://digest.example.net/u?t=abc>",
                ["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click",
                ["Auto-Submitted"] = "auto-generated",
                ["X-Auto-Response-Suppress"] = "OOF, AutoReply",
            },
            headers);
        Assert.Equal(["https://communication.azure.com/.default"], _credential.Asked);
    }

    [Fact]
    public async Task Whether_the_service_knows_the_identity_is_found_out_without_a_letter()
    {
        AcsPostman known = Postman();
        AcsPostman stranger = new(new MailOptions { AcsEndpoint = _server.Endpoint, From = "digest@example.net" }, new PlayedCredential("somebody-elses-token", _clock), _clock);

        string? none = await known.FindFaultAsync(Token);
        string? fault = await stranger.FindFaultAsync(Token);
        await _server.DisposeAsync();
        string? away = await known.FindFaultAsync(Token);

        Assert.Null(none);
        Assert.StartsWith("401", fault, StringComparison.Ordinal);
        Assert.DoesNotContain("somebody-elses-token", fault, StringComparison.Ordinal);
        Assert.Contains("cannot be reached", away, StringComparison.Ordinal);
        Assert.Empty(_server.Mails);
    }

    [Fact]
    public async Task A_letter_has_one_operation_id_for_ever_and_another_letter_another()
    {
        MimeMessage letter = new() { MessageId = "daily.2026-11-23.0123@example.net" };
        letter.From.Add(MailboxAddress.Parse("digest@example.net"));
        letter.To.Add(MailboxAddress.Parse("ana@example.org"));
        await DeliverAsync(Postman(), letter);
        letter.MessageId = "daily.2026-11-24.0123@example.net";
        await DeliverAsync(Postman(), letter);

        Assert.Equal(
            ["c005c68c-6c4d-8c18-ac3d-f8e34758416f", "46fd665a-9a10-8ab4-a1e8-ab4c6a2cf041"],
            _server.Mails.Select(m => m.OperationId));
    }

    [Fact]
    public async Task The_operation_is_followed_to_its_end_at_the_pace_that_the_service_wants()
    {
        _server.RetryAfter = "4";
        _server.Progress = [new("NotStarted"), new("Running"), new("Succeeded")];
        DateTimeOffset begin = _clock.GetUtcNow();

        Delivery delivery = await DeliverAsync(Postman(), await LetterAsync());

        Assert.Equal(DeliveryStatus.Sent, delivery.Status);
        Assert.Contains(_server.Mails[0].OperationId, delivery.Detail, StringComparison.Ordinal);
        Assert.Equal((1, 3), (_server.Mails.Count, _server.Questions));
        Assert.InRange(_clock.GetUtcNow() - begin, TimeSpan.FromSeconds(12), TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task An_operation_that_takes_longer_is_asked_for_later()
    {
        _server.RetryAfter = "60";

        Delivery delivery = await DeliverAsync(Postman(), await LetterAsync());

        Assert.Equal((DeliveryStatus.Unsettled, TimeSpan.FromSeconds(60)), (delivery.Status, delivery.RetryAfter));
        Assert.Equal((1, 0), (_server.Mails.Count, _server.Questions));
    }

    [Fact]
    public async Task An_operation_that_does_not_end_is_not_waited_for_beyond_the_time_out()
    {
        _server.Progress = [new("Running")];
        _server.RetryAfter = null;
        DateTimeOffset begin = _clock.GetUtcNow();

        Delivery delivery = await DeliverAsync(Postman(), await LetterAsync());

        Assert.Equal(DeliveryStatus.Unsettled, delivery.Status);
        Assert.InRange(_server.Questions, 2, 5);
        Assert.InRange(_clock.GetUtcNow() - begin, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(40));
    }

    [Fact]
    public async Task Who_stops_while_the_operation_is_followed_loses_nothing()
    {
        _server.RetryAfter = "20";
        using CancellationTokenSource stop = new(TimeSpan.FromMilliseconds(300));
        MimeMessage letter = await LetterAsync();

        Delivery stopped = await Postman().DeliverAsync(letter, _ => Task.FromResult(true), stop.Token);
        _server.Progress = [new("Succeeded")];
        _server.Renew();
        Delivery? settled = await Postman().SettleAsync(letter, Token);

        Assert.Equal((DeliveryStatus.Unsettled, DeliveryStatus.Sent), (stopped.Status, settled?.Status));
        Assert.Single(_server.Mails);
    }

    [Theory]
    [InlineData("Failed", "EmailDroppedAllRecipientsSuppressed", "Message dropped because all recipients were suppressed", DeliveryStatus.Refused)]
    [InlineData("Failed", "EmailDropped", "Email was dropped after several attempts to deliver.", DeliveryStatus.Refused)]
    [InlineData("Failed", "", "", DeliveryStatus.Refused)]
    [InlineData("Failed", "InternalServerError", "Something went wrong.", DeliveryStatus.PutOff)]
    [InlineData("Failed", "QuotaExceeded", "The limit is reached.", DeliveryStatus.PutOff)]
    [InlineData("Failed", "DomainNotLinked", "The specified sender domain has not been linked.", DeliveryStatus.PutOff)]
    [InlineData("Canceled", "", "", DeliveryStatus.PutOff)]
    public async Task An_operation_that_fails_counts_by_its_meaning(string status, string code, string message, DeliveryStatus expected)
    {
        _server.Progress = [new("Running"), new(status, code, message)];
        MimeMessage letter = await LetterAsync();

        Delivery delivered = await DeliverAsync(Postman(), letter);
        Delivery? settled = await Postman().SettleAsync(letter, Token);

        Assert.Equal((expected, expected), (delivered.Status, settled?.Status));
        Assert.Contains(code.Length > 0 ? code : "no reason is given", delivered.Detail, StringComparison.Ordinal);
        Assert.Single(_server.Mails);
    }

    [Theory]
    [InlineData(400, "InvalidRecipient", "A recipient is not valid.", DeliveryStatus.Refused, "does not take the recipient")]
    [InlineData(400, "BadRequest", "Invalid format for email address", DeliveryStatus.Refused, "does not take the recipient")]
    [InlineData(400, "BadRequest", "The request size limit is exceeded.", DeliveryStatus.Refused, "too large")]
    [InlineData(413, "", "", DeliveryStatus.Refused, "too large")]
    [InlineData(400, "InvalidSenderUserName", "The sender username is not known; recipients wait.", DeliveryStatus.PutOff, "check Mail:From")]
    [InlineData(404, "DomainNotLinked", "The specified sender domain has not been linked.", DeliveryStatus.PutOff, "link it and check Mail:From")]
    [InlineData(400, "BadRequest", "A header is not known.", DeliveryStatus.PutOff, "400 BadRequest: A header is not known.")]
    [InlineData(401, "Denied", "Denied by the resource provider.", DeliveryStatus.PutOff, "tenant")]
    [InlineData(403, "Forbidden", "No.", DeliveryStatus.PutOff, "role Communication and Email Service Owner")]
    [InlineData(404, "ResourceNotFound", "", DeliveryStatus.PutOff, "check Mail:AcsEndpoint")]
    [InlineData(301, "", "", DeliveryStatus.PutOff, "check Mail:AcsEndpoint")]
    [InlineData(429, "TooManyRequests", "Wait.", DeliveryStatus.PutOff, "see Mail:AcsPerMinute")]
    [InlineData(503, "ServiceUnavailable", "Later.", DeliveryStatus.PutOff, "503 ServiceUnavailable: Later.")]
    public async Task A_letter_that_is_not_taken_is_refused_for_its_own_faults_only(
        int status, string code, string message, DeliveryStatus expected, string detail)
    {
        _server.OnSend(new AcsReaction { Status = status, Code = code, Message = message });

        Delivery delivery = await DeliverAsync(Postman(), await LetterAsync());

        Assert.Equal(expected, delivery.Status);
        Assert.Contains(detail, delivery.Detail, StringComparison.Ordinal);
        Assert.Empty(_server.Mails);
        Assert.Single(_server.Requests);
    }

    [Theory]
    [InlineData("90", 90)]
    [InlineData("Mon, 23 Nov 2026 06:20:04 GMT", 900)]
    [InlineData("Mon, 23 Nov 2026 05:00:00 GMT", 0)]
    [InlineData("soon", null)]
    public async Task The_time_that_the_service_wants_to_be_left_alone_is_told(string retryAfter, int? seconds)
    {
        _server.OnSend(new AcsReaction { Status = 503, RetryAfter = retryAfter });
        FakeTimeProvider time = new(Now);

        Delivery delivery = await DeliverAsync(Postman(time: time), await LetterAsync());

        Assert.Equal(seconds, delivery.RetryAfter?.TotalSeconds);
    }

    [Fact]
    public async Task When_the_service_limits_one_letter_the_others_wait_too()
    {
        _server.FirstStatus = "Succeeded";
        _server.Progress = [new("Succeeded")];
        _server.OnSend(new AcsReaction { Status = 429, RetryAfter = "300" });
        FakeTimeProvider time = new(Now);
        AcsPostman postman = Postman(time: time);

        Delivery limited = await DeliverAsync(postman, await LetterAsync("ana"));
        time.Advance(TimeSpan.FromSeconds(100));
        Delivery waiting = await DeliverAsync(postman, await LetterAsync("ben"));
        int asked = _server.Requests.Count;
        time.Advance(TimeSpan.FromSeconds(200));
        Delivery sent = await DeliverAsync(postman, await LetterAsync("ben"));

        Assert.Equal((DeliveryStatus.PutOff, 300d), (limited.Status, limited.RetryAfter?.TotalSeconds));
        Assert.Equal((DeliveryStatus.PutOff, 200d), (waiting.Status, waiting.RetryAfter?.TotalSeconds));
        Assert.Equal((1, DeliveryStatus.Sent), (asked, sent.Status));
    }

    [Fact]
    public async Task No_more_letters_go_out_in_any_minute_than_configured_and_those_who_wait_come_back_in_turn()
    {
        _server.FirstStatus = "Succeeded";
        FakeTimeProvider time = new(Now);
        AcsPostman postman = Postman(perMinute: 2, time: time);
        Dictionary<string, DateTimeOffset> due = "abcdefg".ToDictionary(c => c.ToString(), _ => time.GetUtcNow(), StringComparer.Ordinal);
        List<string> sent = [];
        for (int second = 0; second <= 200; second++)
        {
            foreach (string name in due.Where(d => d.Value <= time.GetUtcNow()).Select(d => d.Key).ToList())
            {
                Delivery delivery = await DeliverAsync(postman, await LetterAsync(name));
                due[name] = time.GetUtcNow() + (delivery.RetryAfter ?? TimeSpan.FromDays(1));
                sent.Add($"{second} {name} {delivery.Status}");
            }

            time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(
            [
                "0 a Sent", "0 b Sent", "0 c PutOff", "0 d PutOff", "0 e PutOff", "0 f PutOff", "0 g PutOff",
                "60 c Sent", "60 d Sent", "120 e Sent", "120 f Sent", "180 g Sent",
            ],
            sent);
    }

    [Fact]
    public async Task Those_who_come_later_than_promised_do_not_break_the_limit()
    {
        _server.FirstStatus = "Succeeded";
        FakeTimeProvider time = new(Now);
        AcsPostman postman = Postman(perMinute: 1, time: time);
        await DeliverAsync(postman, await LetterAsync("a"));
        await DeliverAsync(postman, await LetterAsync("b"));
        await DeliverAsync(postman, await LetterAsync("c"));
        time.Advance(TimeSpan.FromSeconds(150));

        Delivery late = await DeliverAsync(postman, await LetterAsync("b"));
        Delivery next = await DeliverAsync(postman, await LetterAsync("c"));

        Assert.Equal((DeliveryStatus.Sent, DeliveryStatus.PutOff), (late.Status, next.Status));
        Assert.InRange(next.RetryAfter!.Value.TotalSeconds, 1, 60);
    }

    [Fact]
    public async Task The_letter_is_noted_after_the_token_is_there_and_before_anything_goes_out()
    {
        (int Asked, int Requests) atNote = (0, 0);

        await Postman().DeliverAsync(
            await LetterAsync(),
            _ =>
            {
                atNote = (_credential.Asked.Count, _server.Requests.Count);
                return Task.FromResult(true);
            },
            Token);

        Assert.Equal((1, 0), atNote);
        Assert.Single(_server.Mails);
    }

    [Fact]
    public async Task Without_a_token_nothing_is_noted_and_nobody_is_named()
    {
        _credential.Token = null;
        bool isNoted = false;

        Delivery delivery = await Postman().DeliverAsync(await LetterAsync(), _ => Task.FromResult(isNoted = true), Token);

        Assert.Equal(DeliveryStatus.PutOff, delivery.Status);
        Assert.Equal("no token for the mail service (CredentialUnavailableException); check the identity this program runs under", delivery.Detail);
        Assert.False(isNoted);
        Assert.Empty(_server.Requests);
    }

    [Fact]
    public async Task A_letter_that_somebody_else_has_does_not_go_out()
    {
        Delivery delivery = await Postman().DeliverAsync(await LetterAsync(), _ => Task.FromResult(false), Token);

        Assert.Equal(DeliveryStatus.NotOurs, delivery.Status);
        Assert.Empty(_server.Requests);
    }

    [Fact]
    public async Task A_letter_whose_note_took_so_long_that_another_may_settle_it_meanwhile_does_not_go_out()
    {
        _server.FirstStatus = "Succeeded";
        FakeTimeProvider time = new(Now);

        Delivery delivery = await Postman(time: time).DeliverAsync(
            await LetterAsync(),
            _ =>
            {
                time.Advance(TimeSpan.FromSeconds(31));
                return Task.FromResult(true);
            },
            Token);

        Assert.Equal(DeliveryStatus.PutOff, delivery.Status);
        Assert.Empty(_server.Requests);
    }

    [Fact]
    public async Task A_fault_of_the_storage_while_noting_is_no_fault_of_the_mail_service() =>
        await Assert.ThrowsAsync<IOException>(async () => await Postman().DeliverAsync(
            await LetterAsync(), _ => throw new IOException("storage"), Token));

    [Fact]
    public async Task A_token_is_kept_while_it_lasts_and_forgotten_when_the_service_does_not_know_it()
    {
        AcsPostman postman = Postman();
        await DeliverAsync(postman, await LetterAsync("ana"));
        await DeliverAsync(postman, await LetterAsync("ben"));
        int asked = _credential.Asked.Count;
        _server.Token = _credential.Token = "another-token";

        Delivery unknown = await DeliverAsync(postman, await LetterAsync("cem"));
        Delivery known = await DeliverAsync(postman, await LetterAsync("cem"));

        Assert.Equal((1, 2), (asked, _credential.Asked.Count));
        Assert.Equal((DeliveryStatus.PutOff, DeliveryStatus.Sent), (unknown.Status, known.Status));
    }

    [Fact]
    public async Task A_service_that_cannot_be_reached_has_nothing_of_the_letter()
    {
        await _server.DisposeAsync();

        Delivery delivery = await DeliverAsync(Postman(), await LetterAsync());

        Assert.Equal(DeliveryStatus.PutOff, delivery.Status);
        Assert.Equal("the mail service cannot be reached (ConnectionError); check Mail:AcsEndpoint", delivery.Detail);
    }

    [Theory]
    [MemberData(nameof(LostAnswers))]
    public async Task When_the_answer_is_lost_the_service_is_asked_what_it_has(string _, AcsReaction lost)
    {
        _server.Progress = [new("Succeeded")];
        _server.OnSend(lost with { Takes = true });

        Delivery delivery = await DeliverAsync(Postman(timeoutSeconds: 15), await LetterAsync());

        Assert.Equal(DeliveryStatus.Sent, delivery.Status);
        Assert.Equal((1, 1), (_server.Mails.Count, _server.Questions));
    }

    [Theory]
    [MemberData(nameof(LostAnswers))]
    public async Task When_the_answer_is_lost_and_the_service_does_not_know_the_letter_yet_that_is_believed_only_later(string _, AcsReaction lost)
    {
        _server.OnSend(lost);
        MimeMessage letter = await LetterAsync();

        Delivery delivery = await DeliverAsync(Postman(timeoutSeconds: 15), letter);
        Delivery? settled = await Postman().SettleAsync(letter, Token);

        Assert.Equal((DeliveryStatus.Unsettled, 120d), (delivery.Status, delivery.RetryAfter?.TotalSeconds));
        Assert.Contains("after the letter had begun to go out", delivery.Detail, StringComparison.Ordinal);
        Assert.Equal(DeliveryStatus.PutOff, settled?.Status);
        Assert.Empty(_server.Mails);
    }

    [Fact]
    public async Task When_the_answer_is_lost_and_the_question_too_nothing_is_known_yet()
    {
        _server.OnSend(new AcsReaction { Takes = true, Drops = true });
        _server.OnAsk(new AcsReaction { Drops = true });
        _server.Progress = [new("Succeeded")];
        MimeMessage letter = await LetterAsync();

        Delivery delivery = await DeliverAsync(Postman(), letter);
        Delivery? settled = await Postman().SettleAsync(letter, Token);

        Assert.Equal((DeliveryStatus.Unsettled, DeliveryStatus.Sent), (delivery.Status, settled?.Status));
        Assert.Single(_server.Mails);
    }

    [Theory]
    [InlineData(AcsRepetition.Conflict)]
    [InlineData(AcsRepetition.BadRequest)]
    [InlineData(AcsRepetition.SameOperation)]
    public async Task A_letter_that_the_service_has_already_is_settled_and_not_sent_again(AcsRepetition repetition)
    {
        _server.Repetition = repetition;
        await DeliverAsync(Postman(), await LetterAsync());

        Delivery again = await DeliverAsync(Postman(), await LetterAsync());

        Assert.Equal(DeliveryStatus.Sent, again.Status);
        Assert.Single(_server.Mails);
    }

    [Fact]
    public async Task A_conflict_about_an_operation_that_nobody_knows_is_not_settled_yet()
    {
        _server.OnSend(new AcsReaction { Status = 409, Code = "Conflict" });

        Delivery delivery = await DeliverAsync(Postman(), await LetterAsync());

        Assert.Equal(DeliveryStatus.Unsettled, delivery.Status);
        Assert.Empty(_server.Mails);
    }

    [Theory]
    [InlineData(AcsRepetition.Conflict)]
    [InlineData(AcsRepetition.BadRequest)]
    [InlineData(AcsRepetition.SameOperation)]
    public async Task After_an_operation_that_failed_in_passing_the_letter_goes_out_in_another(AcsRepetition repetition)
    {
        _server.Repetition = repetition;
        _server.Progress = [new("Failed", "InternalServerError", "Something went wrong.")];
        MimeMessage letter = await LetterAsync();
        Delivery failed = await DeliverAsync(Postman(), letter);
        _server.Progress = [new("Running"), new("Succeeded")];

        Delivery again = await DeliverAsync(Postman(), letter);
        Delivery? settled = await Postman().SettleAsync(letter, Token);

        Assert.Equal((DeliveryStatus.PutOff, DeliveryStatus.Sent, DeliveryStatus.Sent), (failed.Status, again.Status, settled?.Status));
        Assert.Equal(2, _server.Mails.Select(m => m.OperationId).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task After_an_operation_that_failed_in_passing_nothing_is_under_way()
    {
        _server.Progress = [new("Failed", "InternalServerError", "Something went wrong.")];
        MimeMessage letter = await LetterAsync();
        await DeliverAsync(Postman(), letter);

        Delivery? settled = await Postman().SettleAsync(letter, Token);

        Assert.Equal(DeliveryStatus.PutOff, settled?.Status);
    }

    [Theory]
    [InlineData("Running", DeliveryStatus.Unsettled)]
    [InlineData("NotStarted", DeliveryStatus.Unsettled)]
    [InlineData("Pondering", DeliveryStatus.Unsettled)]
    [InlineData("Succeeded", DeliveryStatus.Sent)]
    [InlineData("Failed", DeliveryStatus.Refused)]
    public async Task Asked_later_the_service_tells_how_it_ended(string status, DeliveryStatus expected)
    {
        _server.RetryAfter = "60";
        MimeMessage letter = await LetterAsync();
        await DeliverAsync(Postman(), letter);
        _server.Progress = [new(status)];
        _server.Renew();

        Delivery? settled = await Postman().SettleAsync(letter, Token);

        Assert.Equal(expected, settled?.Status);
        Assert.Single(_server.Mails);
    }

    [Fact]
    public async Task A_letter_that_the_service_does_not_know_did_not_go_out_unless_it_may_have_been_forgotten()
    {
        MimeMessage letter = await LetterAsync();

        Delivery? early = await Postman(time: new FakeTimeProvider(SampleEditions.CompiledAt.AddHours(23))).SettleAsync(letter, Token);
        Delivery? late = await Postman(time: new FakeTimeProvider(SampleEditions.CompiledAt.AddHours(25))).SettleAsync(letter, Token);

        Assert.Equal(DeliveryStatus.PutOff, early?.Status);
        Assert.Null(late);
    }

    [Theory]
    [InlineData(404, "", "<html>not here</html>")]
    [InlineData(404, "DomainNotLinked", null)]
    [InlineData(401, "Unauthorized", null)]
    [InlineData(403, "Forbidden", null)]
    [InlineData(429, "TooManyRequests", null)]
    [InlineData(500, "InternalServerError", null)]
    [InlineData(200, "", "[]")]
    [InlineData(200, "", "no json")]
    public async Task An_answer_that_tells_nothing_about_the_operation_settles_nothing(int status, string code, string? body)
    {
        _server.OnAsk(new AcsReaction { Status = status, Code = code, Body = body, RetryAfter = "77" });

        Delivery? settled = await Postman().SettleAsync(await LetterAsync(), Token);

        Assert.Equal((DeliveryStatus.Unsettled, 77d), (settled?.Status, settled?.RetryAfter?.TotalSeconds));
    }

    [Fact]
    public async Task Without_a_token_or_a_connection_nothing_is_settled()
    {
        _credential.Token = null;
        Delivery? noToken = await Postman().SettleAsync(await LetterAsync(), Token);
        _credential.Token = _server.Token;
        await _server.DisposeAsync();
        Delivery? noConnection = await Postman().SettleAsync(await LetterAsync(), Token);

        Assert.Equal((DeliveryStatus.Unsettled, DeliveryStatus.Unsettled), (noToken?.Status, noConnection?.Status));
    }

    [Fact]
    public async Task What_is_told_has_neither_addresses_nor_the_token()
    {
        _server.OnSend(new AcsReaction
        {
            Status = 400,
            Code = "Odd",
            Message = $"ana@example.org (ana) and digest@example.net\r\nwith {_server.Token}",
        });

        Delivery delivery = await DeliverAsync(Postman(), await LetterAsync("ana"));

        Assert.Equal("400 Odd: (hidden) ((hidden)) and (hidden) with (hidden)", delivery.Detail);
    }

    [Fact]
    public async Task A_letter_that_is_larger_than_the_service_takes_is_refused_at_home()
    {
        MimeMessage letter = await LetterAsync();
        letter.Body = new TextPart("plain") { Text = new string('x', 10_000_000) };

        Delivery delivery = await DeliverAsync(Postman(), letter);

        Assert.Equal(DeliveryStatus.Refused, delivery.Status);
        Assert.Empty(_server.Requests);
    }

    [Fact]
    public void Options_with_faults_or_without_an_endpoint_are_a_mistake_of_the_caller()
    {
        Assert.Throws<ArgumentException>(() => new AcsPostman(new MailOptions(), _credential, _clock));
        Assert.Throws<ArgumentException>(() => new AcsPostman(
            new MailOptions { AcsEndpoint = "http://digest.communication.azure.com/", From = "d@example.net" }, _credential, _clock));
    }

    public static TheoryData<string, AcsReaction> LostAnswers() => new()
    {
        { "dropped", new AcsReaction { Drops = true } },
        { "no answer", new AcsReaction { Hangs = true } },
        { "500", new AcsReaction { Status = 500, Code = "InternalServerError" } },
        { "502", new AcsReaction { Status = 502, Body = "<html>bad gateway</html>" } },
        { "504", new AcsReaction { Status = 504, Body = "" } },
        { "408", new AcsReaction { Status = 408, Body = "" } },
    };

    private AcsPostman Postman(int timeoutSeconds = 30, int perMinute = 30, TimeProvider? time = null) => new(
        new MailOptions
        {
            AcsEndpoint = _server.Endpoint,
            AcsPerMinute = perMinute,
            From = "digest@example.net",
            TimeoutSeconds = timeoutSeconds,
        },
        _credential,
        time ?? _clock);

    private static Task<Delivery> DeliverAsync(AcsPostman postman, MimeMessage letter) =>
        postman.DeliverAsync(letter, _ => Task.FromResult(true), Token);

    private static Task<MimeMessage> LetterAsync(string name = "ana", string displayName = "") =>
        new LetterComposer(new MailOptions { From = "digest@example.net" }).ComposeAsync(
            SampleEditions.FullDay(),
            new Recipient(string.Create(CultureInfo.InvariantCulture, $"{name}0123"), $"{name}@example.org", displayName));
}
