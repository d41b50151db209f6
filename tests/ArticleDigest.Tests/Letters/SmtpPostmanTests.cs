using System.Text;
using ArticleDigest.Letters;
using LocalServers;
using MimeKit;

namespace ArticleDigest.Tests.Letters;

public sealed class SmtpPostmanTests : IAsyncLifetime
{
    private static readonly Recipient Ana = new("0123456789abcdef0123456789abcdef", "ana@example.org", "Ana");
    private static readonly Recipient Ben = new("fedcba9876543210fedcba9876543210", "ben@example.org", "Ben");

    private SmtpServer _server = null!;
    private int _begun;

    public async ValueTask InitializeAsync() => _server = await SmtpServer.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task A_letter_that_is_accepted_is_sent_and_arrives_as_written()
    {
        MimeMessage letter = await LetterAsync(Ana);

        Delivery delivery = await DeliverAsync(letter);

        ReceivedMail mail = Assert.Single(await _server.WaitForMessagesAsync(1, TimeSpan.FromSeconds(10)));
        Assert.Equal(DeliveryStatus.Sent, delivery.Status);
        Assert.Equal(("digest@example.net", "ana@example.org"), (mail.From, Assert.Single(mail.To)));
        Assert.Equal(letter.MessageId, mail.Message.MessageId);
        Assert.Equal(letter.HtmlBody, mail.Message.HtmlBody, ignoreLineEndingDifferences: true);
        Assert.Equal(1, _begun);
        Assert.Equal(mail.Source.Count(b => b == '\n'), Encoding.Latin1.GetString(mail.Source).Split("\r\n").Length - 1);
    }

    [Fact]
    public async Task The_intention_is_on_record_before_anything_of_the_letter_is_said()
    {
        await using SmtpPostman postman = Postman();
        IReadOnlyList<string> said = [];

        await postman.DeliverAsync(
            await LetterAsync(Ana),
            async _ =>
            {
                await _server.SettleAsync();
                said = [.. _server.Events.Select(e => e.Event)];
                return true;
            },
            default);

        Assert.Equal(["connect"], said);
    }

    [Fact]
    public async Task A_letter_that_is_not_ours_is_not_begun()
    {
        await using SmtpPostman postman = Postman();

        Delivery delivery = await postman.DeliverAsync(await LetterAsync(Ana), _ => Task.FromResult(false), default);

        await _server.SettleAsync();
        Assert.Equal(DeliveryStatus.NotOurs, delivery.Status);
        Assert.DoesNotContain(_server.Events, e => e.Event == "mail");
    }

    [Fact]
    public async Task A_recipient_that_is_refused_is_refused_for_good_and_not_named()
    {
        await _server.ScriptAsync(new SmtpRule("rcpt", "refuse", 550, "5.1.1 <ana@example.org>: no mailbox ana here", "ana@example.org"));

        Delivery delivery = await DeliverAsync(await LetterAsync(Ana));

        Assert.Equal(DeliveryStatus.Refused, delivery.Status);
        Assert.Contains("550", delivery.Detail, StringComparison.Ordinal);
        Assert.Contains("no mailbox (hidden) here", delivery.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain("ana", delivery.Detail, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_greylisted_letter_is_put_off_as_long_as_the_server_wishes_and_then_taken()
    {
        await _server.ScriptAsync(new SmtpRule("rcpt", "refuse", 451, "Greylisted, come back in 5 minutes", Times: 1));

        Delivery first = await DeliverAsync(await LetterAsync(Ana));
        Delivery second = await DeliverAsync(await LetterAsync(Ana));

        Assert.Equal((DeliveryStatus.PutOff, TimeSpan.FromMinutes(5)), (first.Status, first.RetryAfter));
        Assert.Equal(DeliveryStatus.Sent, second.Status);
    }

    [Theory]
    [InlineData(550, DeliveryStatus.Refused)]
    [InlineData(554, DeliveryStatus.Refused)]
    [InlineData(451, DeliveryStatus.PutOff)]
    [InlineData(421, DeliveryStatus.PutOff)]
    public async Task An_answer_after_the_body_settles_the_letter(int code, DeliveryStatus status)
    {
        await _server.ScriptAsync(SmtpRule.RefuseData(code));

        Assert.Equal(status, (await DeliverAsync(await LetterAsync(Ana))).Status);
    }

    [Theory]
    [InlineData(550, "check Mail:From: 550")]
    [InlineData(450, "check Mail:From: 450")]
    [InlineData(503, "check Mail:From: 503")]
    [InlineData(530, "check Mail:User and Mail:Password")]
    public async Task A_refused_sender_costs_no_letter_because_it_is_a_matter_of_configuration(int code, string advice)
    {
        await _server.ScriptAsync(new SmtpRule("mail", "refuse", code, "no"));

        Delivery delivery = await DeliverAsync(await LetterAsync(Ana));

        Assert.Equal(DeliveryStatus.PutOff, delivery.Status);
        Assert.Contains(advice, delivery.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("connect", 0)]
    [InlineData("mail", 1)]
    [InlineData("rcpt", 1)]
    [InlineData("data", 1)]
    public async Task A_connection_lost_before_the_body_puts_the_letter_off(string moment, int begun)
    {
        await _server.ScriptAsync(new SmtpRule(moment, "drop"));

        Delivery delivery = await DeliverAsync(await LetterAsync(Ana));

        Assert.Equal(DeliveryStatus.PutOff, delivery.Status);
        Assert.Equal(begun, _begun);
    }

    [Theory]
    [InlineData("rcpt", "drop", DeliveryStatus.PutOff)]
    [InlineData("rcpt", "refuse", DeliveryStatus.Refused)]
    [InlineData("data", "drop", DeliveryStatus.PutOff)]
    [InlineData("body", "drop", DeliveryStatus.Uncertain)]
    [InlineData("end", "drop", DeliveryStatus.Uncertain)]
    [InlineData("end", "refuse", DeliveryStatus.Refused)]
    public async Task A_server_that_takes_one_command_at_a_time_is_understood_alike(string moment, string action, DeliveryStatus status)
    {
        await using SmtpServer server = await SmtpServer.StartAsync(new SmtpServerSettings(Pipelining: false));
        await server.ScriptAsync(new SmtpRule(moment, action, 550, "no"));

        Delivery delivery = await DeliverAsync(await LetterAsync(Ana), options => options.Port = server.Port);

        Assert.Equal(status, delivery.Status);
    }

    [Fact]
    public async Task A_connection_lost_within_the_body_leaves_the_letter_uncertain()
    {
        await _server.ScriptAsync(SmtpRule.DropInBody());

        Assert.Equal(DeliveryStatus.Uncertain, (await DeliverAsync(await LetterAsync(Ana))).Status);
    }

    [Theory]
    [InlineData("drop", 0)]
    [InlineData("accept-and-drop", 1)]
    public async Task A_connection_lost_before_the_answer_leaves_the_letter_uncertain(string action, int accepted)
    {
        await _server.ScriptAsync(new SmtpRule("end", action));

        Delivery delivery = await DeliverAsync(await LetterAsync(Ana));

        await _server.SettleAsync();
        Assert.Equal(DeliveryStatus.Uncertain, delivery.Status);
        Assert.Equal(accepted, _server.Messages.Count);
    }

    [Theory]
    [InlineData("connect", DeliveryStatus.PutOff)]
    [InlineData("mail", DeliveryStatus.PutOff)]
    [InlineData("rcpt", DeliveryStatus.PutOff)]
    [InlineData("end", DeliveryStatus.Uncertain)]
    public async Task A_server_that_falls_silent_is_waited_for_no_longer_than_configured(string moment, DeliveryStatus status)
    {
        await _server.ScriptAsync(SmtpRule.Stall(moment));

        Delivery delivery = await DeliverAsync(await LetterAsync(Ana), options => options.TimeoutSeconds = 1);

        Assert.Equal(status, delivery.Status);
        Assert.Contains("1 seconds", delivery.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("connect", DeliveryStatus.PutOff)]
    [InlineData("rcpt", DeliveryStatus.PutOff)]
    public async Task A_stop_before_the_body_puts_the_letter_off_at_once(string moment, DeliveryStatus status)
    {
        await _server.ScriptAsync(SmtpRule.Stall(moment));
        using CancellationTokenSource stop = new(TimeSpan.FromSeconds(1));
        await using SmtpPostman postman = Postman();

        Delivery delivery = await postman.DeliverAsync(await LetterAsync(Ana), _ => Task.FromResult(true), stop.Token);

        Assert.Equal(status, delivery.Status);
        Assert.Contains("stopped", delivery.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stop_after_the_body_still_waits_for_the_answer()
    {
        await _server.ScriptAsync(SmtpRule.Stall("end"));
        MimeMessage letter = await LetterAsync(Ana);
        await using SmtpPostman postman = Postman(options => options.TimeoutSeconds = 2);
        using CancellationTokenSource stop = new(TimeSpan.FromMilliseconds(500));
        long begin = TimeProvider.System.GetTimestamp();

        Delivery delivery = await postman.DeliverAsync(letter, _ => Task.FromResult(true), stop.Token);

        Assert.Equal(DeliveryStatus.Uncertain, delivery.Status);
        Assert.InRange(TimeProvider.System.GetElapsedTime(begin), TimeSpan.FromSeconds(1.9), TimeSpan.FromSeconds(20));
    }

    [Theory]
    [InlineData(421)]
    [InlineData(554)]
    public async Task A_server_that_turns_everybody_away_puts_the_letter_off(int code)
    {
        await _server.ScriptAsync(new SmtpRule("connect", "refuse", code, "Not now"));

        Delivery delivery = await DeliverAsync(await LetterAsync(Ana));

        Assert.Equal(DeliveryStatus.PutOff, delivery.Status);
        Assert.Contains($"{code}", delivery.Detail, StringComparison.Ordinal);
        Assert.Equal(0, _begun);
    }

    [Fact]
    public async Task A_server_that_is_down_puts_the_letter_off()
    {
        await _server.StopAsync();

        Delivery delivery = await DeliverAsync(await LetterAsync(Ana));

        Assert.Equal(DeliveryStatus.PutOff, delivery.Status);
        Assert.Contains("Mail:Host", delivery.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_right_password_sends_and_a_wrong_one_puts_off_without_being_told()
    {
        await using SmtpServer server = await SmtpServer.StartAsync(new SmtpServerSettings("digest", "right-secret"));

        Delivery right = await DeliverAsync(await LetterAsync(Ana), Login(server, "right-secret"));
        Delivery wrong = await DeliverAsync(await LetterAsync(Ben), Login(server, "wrong-secret"));
        Delivery none = await DeliverAsync(await LetterAsync(Ben), options => options.Port = server.Port);

        Assert.Equal((DeliveryStatus.Sent, "digest"), (right.Status, Assert.Single(server.Messages).User));
        Assert.Equal((DeliveryStatus.PutOff, DeliveryStatus.PutOff), (wrong.Status, none.Status));
        Assert.Contains("Mail:Password", wrong.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", wrong.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_that_nobody_vouches_for_puts_the_letter_off_before_the_login()
    {
        await using SmtpServer server = await SmtpServer.StartAsync(new SmtpServerSettings("digest", "right-secret", StartTls: true));

        Delivery delivery = await DeliverAsync(
            await LetterAsync(Ana), Login(server, "right-secret") + (options => options.Security = MailSecurity.StartTls));

        await server.SettleAsync();
        Assert.Equal(DeliveryStatus.PutOff, delivery.Status);
        Assert.Contains("certificate", delivery.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain(server.Events, e => e.Event == "auth");
    }

    [Fact]
    public async Task A_server_without_starttls_gets_no_letter_where_it_is_demanded()
    {
        Delivery delivery = await DeliverAsync(await LetterAsync(Ana), options => options.Security = MailSecurity.StartTls);

        Assert.Equal(DeliveryStatus.PutOff, delivery.Status);
        Assert.Contains("STARTTLS", delivery.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Letters_one_after_the_other_share_a_connection_also_after_a_refusal()
    {
        await _server.ScriptAsync(SmtpRule.RefuseRecipient("ben@example.org"));
        await using SmtpPostman postman = Postman();

        await DeliverAsync(postman, await LetterAsync(Ana));
        await DeliverAsync(postman, await LetterAsync(Ben));
        Delivery third = await DeliverAsync(postman, await LetterAsync(Ana));

        await _server.SettleAsync();
        Assert.Equal(DeliveryStatus.Sent, third.Status);
        Assert.Single(_server.Events, e => e.Event == "connect");
        Assert.Equal(2, _server.Messages.Count);
    }

    [Fact]
    public async Task A_connection_that_died_while_idle_is_replaced_unnoticed()
    {
        await using SmtpPostman postman = Postman();
        await DeliverAsync(postman, await LetterAsync(Ana));
        await _server.RestartAsync();

        Delivery second = await DeliverAsync(postman, await LetterAsync(Ben));

        Assert.Equal(DeliveryStatus.Sent, second.Status);
    }

    [Fact]
    public async Task Nobody_can_know_what_became_of_a_letter_that_was_begun() =>
        Assert.Null(await Postman().SettleAsync(await LetterAsync(Ana), default));

    private SmtpPostman Postman(Action<MailOptions>? change = null)
    {
        MailOptions options = Options();
        change?.Invoke(options);
        return new SmtpPostman(options, TimeProvider.System);
    }

    private MailOptions Options() => new()
    {
        Host = "localhost",
        Port = _server.Port,
        Security = MailSecurity.None,
        From = "digest@example.net",
        TimeoutSeconds = 10,
    };

    private static Action<MailOptions> Login(SmtpServer server, string password) => options =>
    {
        options.Port = server.Port;
        options.User = "digest";
        options.Password = password;
    };

    private async Task<Delivery> DeliverAsync(MimeMessage letter, Action<MailOptions>? change = null)
    {
        await using SmtpPostman postman = Postman(change);
        return await DeliverAsync(postman, letter);
    }

    private Task<Delivery> DeliverAsync(SmtpPostman postman, MimeMessage letter) => postman.DeliverAsync(
        letter,
        _ =>
        {
            _begun++;
            return Task.FromResult(true);
        },
        default);

    private Task<MimeMessage> LetterAsync(Recipient recipient) =>
        new LetterComposer(Options()).ComposeAsync(SampleEditions.FullDay(), recipient);
}
