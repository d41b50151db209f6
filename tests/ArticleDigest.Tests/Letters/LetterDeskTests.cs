using ArticleDigest.Editions;
using ArticleDigest.Letters;
using ArticleDigest.Records;
using LocalServers;

namespace ArticleDigest.Tests.Letters;

public sealed class LetterDeskTests : IAsyncLifetime
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), "desk-" + Path.GetRandomFileName());
    private LetterRoom _room = null!;

    public async ValueTask InitializeAsync()
    {
        _room = await LetterRoom.OpenAsync();
        Directory.CreateDirectory(_folder);
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_letter_is_sent_once_however_often_it_is_asked_for()
    {
        DateTimeOffset? first = await _room.SendAsync(Pickup());
        DateTimeOffset? second = await _room.SendAsync(FatedPostman.DiesWhileSending());

        Assert.Null(first);
        Assert.Null(second);
        Assert.Equal((LetterStatus.Sent, 1), ((await _room.LetterAsync()).Status, (await _room.LetterAsync()).Attempts));
        Assert.Single(Directory.GetFiles(_folder, "*.eml"));
    }

    [Fact]
    public async Task Of_many_who_send_it_at_once_one_does()
    {
        FatedPostman postman = new(async begin =>
        {
            await Task.Yield();
            return await begin() ? new Delivery(DeliveryStatus.Sent, "250 OK") : new Delivery(DeliveryStatus.NotOurs, "not ours");
        });

        await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => _room.SendAsync(postman))));

        Assert.Equal(1, postman.Sent);
        Assert.Equal(LetterStatus.Sent, (await _room.LetterAsync()).Status);
    }

    [Fact]
    public async Task Who_comes_while_another_has_it_is_told_when_that_ends()
    {
        await Assert.ThrowsAsync<OperationCanceledException>(() => _room.SendAsync(FatedPostman.DiesBeforeSending()));

        FatedPostman other = FatedPostman.Sends();
        Assert.Equal(SampleEditions.CompiledAt.AddSeconds(120), await _room.SendAsync(other));
        Assert.Equal(0, other.Sent);
    }

    [Fact]
    public async Task What_died_while_reserved_is_sent_when_the_reservation_is_over()
    {
        await Assert.ThrowsAsync<OperationCanceledException>(() => _room.SendAsync(FatedPostman.DiesBeforeSending()));
        _room.Clock.Advance(TimeSpan.FromSeconds(120));

        FatedPostman next = FatedPostman.Sends();
        Assert.Null(await _room.SendAsync(next));
        Assert.Equal((LetterStatus.Sent, 2), ((await _room.LetterAsync()).Status, (await _room.LetterAsync()).Attempts));
        Assert.Equal(1, next.Sent);
    }

    [Fact]
    public async Task What_died_while_sending_is_uncertain_and_never_sent_again()
    {
        await Assert.ThrowsAsync<OperationCanceledException>(() => _room.SendAsync(FatedPostman.DiesWhileSending()));
        FatedPostman next = FatedPostman.Sends();

        Assert.Equal(SampleEditions.CompiledAt.AddSeconds(120), await _room.SendAsync(next));
        _room.Clock.Advance(TimeSpan.FromSeconds(120));
        Assert.Null(await _room.SendAsync(next));
        _room.Clock.Advance(TimeSpan.FromDays(3));
        Assert.Null(await _room.SendAsync(next));

        Assert.Equal(LetterStatus.Uncertain, (await _room.LetterAsync()).Status);
        Assert.Equal(0, next.Sent);
    }

    [Fact]
    public async Task What_died_after_the_file_was_there_is_found_to_be_sent()
    {
        FatedPostman dies = new(async begin =>
        {
            await begin();
            await Pickup().DeliverAsync(await MessageAsync(), _ => Task.FromResult(true), default);
            throw new OperationCanceledException("dead");
        });
        await Assert.ThrowsAsync<OperationCanceledException>(() => _room.SendAsync(dies));
        _room.Clock.Advance(TimeSpan.FromSeconds(120));

        Assert.Null(await _room.SendAsync(Pickup()));
        Assert.Equal(LetterStatus.Sent, (await _room.LetterAsync()).Status);
    }

    [Fact]
    public async Task A_letter_taken_over_by_another_is_not_sent_by_the_first()
    {
        FatedPostman second = FatedPostman.Sends();
        FatedPostman slow = new(async begin =>
        {
            _room.Clock.Advance(TimeSpan.FromSeconds(121));
            await _room.SendAsync(second);
            return await begin() ? new Delivery(DeliveryStatus.Sent, "250 OK") : new Delivery(DeliveryStatus.NotOurs, "not ours");
        });

        Assert.Null(await _room.SendAsync(slow));
        Assert.Equal((0, 1), (slow.Sent, second.Sent));
    }

    [Fact]
    public async Task An_answer_that_comes_after_the_letter_was_called_uncertain_still_counts()
    {
        FatedPostman slow = new(async begin =>
        {
            await begin();
            _room.Clock.Advance(TimeSpan.FromSeconds(121));
            await _room.SendAsync(FatedPostman.Sends());
            return new Delivery(DeliveryStatus.Sent, "250 OK at last");
        });

        Assert.Null(await _room.SendAsync(slow));
        Assert.Equal(LetterStatus.Sent, (await _room.LetterAsync()).Status);
    }

    [Fact]
    public async Task A_process_that_is_stopping_still_writes_down_what_it_knows()
    {
        using CancellationTokenSource stop = new();
        FatedPostman stopped = new(async begin =>
        {
            await begin();
            await stop.CancelAsync();
            return new Delivery(DeliveryStatus.Sent, "250 OK");
        });

        Assert.Null(await _room.SendAsync(stopped, stop.Token));
        Assert.Equal(LetterStatus.Sent, (await _room.LetterAsync()).Status);
    }

    [Fact]
    public async Task A_letter_whose_end_is_not_known_yet_is_asked_for_ever_less_often_and_not_sent_again()
    {
        FatedPostman postman = FatedPostman.HandsOver();
        for (int i = 0; i < 9; i++)
        {
            postman.Knows.Enqueue(new Delivery(DeliveryStatus.Unsettled, "still at it"));
        }

        postman.Knows.Enqueue(new Delivery(DeliveryStatus.Sent, "done"));
        List<double> waits = [];
        DateTimeOffset? next = await _room.SendAsync(postman);
        LetterStatus meanwhile = (await _room.LetterAsync()).Status;
        while (next is not null)
        {
            waits.Add((next.Value - _room.Clock.GetUtcNow()).TotalSeconds);
            _room.ClockTo(next);
            next = await _room.SendAsync(postman);
        }

        Assert.Equal([30, 30, 60, 120, 240, 480, 960, 1800, 1800, 1800], waits);
        Assert.Equal((LetterStatus.Sending, LetterStatus.Sent), (meanwhile, (await _room.LetterAsync()).Status));
        Assert.Equal((1, 1), (postman.Sent, (await _room.LetterAsync()).Attempts));
    }

    [Fact]
    public async Task A_letter_whose_end_is_not_known_yet_is_not_asked_for_before_the_time_that_the_service_wants()
    {
        FatedPostman postman = FatedPostman.HandsOver(TimeSpan.FromSeconds(90));

        DateTimeOffset? next = await _room.SendAsync(postman);
        _room.Clock.Advance(TimeSpan.FromSeconds(89));
        DateTimeOffset? early = await _room.SendAsync(postman);

        Assert.Equal(SampleEditions.CompiledAt.AddSeconds(90), next);
        Assert.Equal(next, early);
        Assert.Equal(LetterStatus.Sending, (await _room.LetterAsync()).Status);
    }

    [Fact]
    public async Task A_letter_of_which_the_service_never_tells_is_uncertain_when_time_is_up()
    {
        FatedPostman postman = FatedPostman.HandsOver();
        DateTimeOffset? next = await _room.SendAsync(postman);
        for (int i = 0; i < 500 && next is not null; i++)
        {
            postman.Knows.Enqueue(new Delivery(DeliveryStatus.Unsettled, "still at it"));
            _room.ClockTo(next);
            next = await _room.SendAsync(postman);
        }

        Letter letter = await _room.LetterAsync();
        Assert.Equal((LetterStatus.Uncertain, 1), (letter.Status, postman.Sent));
        Assert.Equal(SampleEditions.CompiledAt.AddHours(48), letter.At);
        Assert.Contains("48 hours later", letter.Detail, StringComparison.Ordinal);
        Assert.Contains("still at it", letter.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_letter_that_was_provably_not_taken_is_sent_after_all()
    {
        await Assert.ThrowsAsync<OperationCanceledException>(() => _room.SendAsync(FatedPostman.DiesBeforeSending()));
        _room.Clock.Advance(TimeSpan.FromSeconds(120));
        await Assert.ThrowsAsync<OperationCanceledException>(() => _room.SendAsync(FatedPostman.DiesWhileSending()));
        _room.Clock.Advance(TimeSpan.FromSeconds(120));
        FatedPostman postman = FatedPostman.Sends();
        postman.Knows.Enqueue(new Delivery(DeliveryStatus.PutOff, "the service does not know it"));

        _room.ClockTo(await _room.SendAsync(postman));
        int before = postman.Sent;
        await _room.SendAsync(postman);

        Assert.Equal((0, 1), (before, postman.Sent));
        Assert.Equal((LetterStatus.Sent, 3), ((await _room.LetterAsync()).Status, (await _room.LetterAsync()).Attempts));
    }

    [Fact]
    public async Task A_write_whose_answer_was_lost_before_the_letter_began_to_go_out_does_not_make_it_uncertain()
    {
        ForgetfulRecords records = new(_room.Records) { ForgetsReplacing = 1 };
        FatedPostman postman = FatedPostman.Sends();

        Assert.Null(await _room.Desk(postman, records).SendAsync("daily", SampleEditions.Monday, _room.Key, default));

        Assert.Equal((LetterStatus.Sent, 1), ((await _room.LetterAsync()).Status, postman.Sent));
    }

    [Fact]
    public async Task A_letter_that_waits_because_all_do_is_on_record_with_the_reason_and_given_up_in_time()
    {
        FatedPostman resting = new(_ => throw new InvalidOperationException("It is not to be tried."))
        {
            Rest = new Delivery(DeliveryStatus.PutOff, "the mail server cannot be reached") { RetryAfter = TimeSpan.FromMinutes(2) },
        };

        DateTimeOffset? next = await _room.SendAsync(resting);
        Letter waiting = await _room.LetterAsync();
        _room.ClockTo(next);
        DateTimeOffset? later = await _room.SendAsync(resting);
        _room.Clock.Advance(TimeSpan.FromHours(49));
        DateTimeOffset? end = await _room.SendAsync(resting);

        Assert.Equal((SampleEditions.CompiledAt.AddMinutes(2), SampleEditions.CompiledAt.AddMinutes(4), null), (next, later, end));
        Assert.Equal((LetterStatus.Reserved, 0, "the mail server cannot be reached"), (waiting.Status, waiting.Attempts, waiting.Detail));
        Letter over = await _room.LetterAsync();
        Assert.Equal((LetterStatus.Refused, "given up after 48 hours without an attempt: the mail server cannot be reached"), (over.Status, over.Detail));
    }

    [Fact]
    public async Task A_refused_letter_is_settled()
    {
        await using SmtpServer server = await SmtpServer.StartAsync();
        await server.ScriptAsync(SmtpRule.RefuseRecipient("ana@example.org"));
        await using SmtpPostman postman = Smtp(server);

        Assert.Null(await _room.SendAsync(postman));
        Assert.Equal(LetterStatus.Refused, (await _room.LetterAsync()).Status);
        Assert.Contains("550", (await _room.LetterAsync()).Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connection_lost_before_the_answer_makes_it_uncertain_and_somebody_can_ask_for_it_again()
    {
        await using SmtpServer server = await SmtpServer.StartAsync();
        await server.ScriptAsync(SmtpRule.DropBeforeAnswer(times: 1));
        await using SmtpPostman postman = Smtp(server);

        Assert.Null(await _room.SendAsync(postman));
        Assert.Equal(LetterStatus.Uncertain, (await _room.LetterAsync()).Status);
        Assert.Null(await _room.SendAsync(postman));
        Assert.Empty(server.Messages);

        Assert.Null(await _room.Desk(postman).ResendUncertainAsync("daily", SampleEditions.Monday, _room.Key, default));
        Assert.Null(await _room.Desk(postman).ResendUncertainAsync("daily", SampleEditions.Monday, _room.Key, default));
        Assert.Single(await server.WaitForMessagesAsync(1, TimeSpan.FromSeconds(10)));
        Assert.Equal(LetterStatus.Sent, (await _room.LetterAsync()).Status);
    }

    [Fact]
    public async Task A_server_that_is_down_is_asked_again_ever_later_until_time_is_up()
    {
        await using SmtpPostman postman = new(new MailOptions { Host = "localhost", Port = 1, Security = MailSecurity.None, From = "d@example.net" }, _room.Clock);
        List<double> waits = [];
        DateTimeOffset? next = await _room.SendAsync(postman);
        while (next is not null)
        {
            waits.Add((next.Value - _room.Clock.GetUtcNow()).TotalSeconds);
            _room.ClockTo(next);
            next = await _room.SendAsync(postman);
        }

        Letter letter = await _room.LetterAsync();
        Assert.Equal([30, 60, 120, 240, 480, 960, 1800, 1800], waits[..8]);
        Assert.Equal(48 * 3600, waits.Sum());
        Assert.Equal(LetterStatus.Refused, letter.Status);
        Assert.Contains("given up after 48 hours and", letter.Detail, StringComparison.Ordinal);
        Assert.Contains("cannot be reached", letter.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_servers_wish_is_respected_where_it_is_longer()
    {
        await using SmtpServer server = await SmtpServer.StartAsync();
        await server.ScriptAsync(new SmtpRule("rcpt", "refuse", 451, "Greylisted for 300 seconds", Times: 1));
        await using SmtpPostman postman = Smtp(server);

        DateTimeOffset? next = await _room.SendAsync(postman);
        Assert.Equal(SampleEditions.CompiledAt.AddSeconds(300), next);
        _room.ClockTo(next);
        Assert.Null(await _room.SendAsync(postman));
        Assert.Equal(LetterStatus.Sent, (await _room.LetterAsync()).Status);
    }

    [Fact]
    public async Task A_letter_nobody_came_for_in_time_is_given_up_untried()
    {
        await Assert.ThrowsAsync<OperationCanceledException>(() => _room.SendAsync(FatedPostman.DiesBeforeSending()));
        _room.Clock.Advance(TimeSpan.FromHours(49));
        FatedPostman postman = FatedPostman.Sends();

        Assert.Null(await _room.SendAsync(postman));
        Assert.Equal((LetterStatus.Refused, 0), ((await _room.LetterAsync()).Status, postman.Sent));
    }

    [Fact]
    public async Task A_recipient_who_is_no_longer_configured_gets_nothing()
    {
        _room.Digest.Schedules["daily"].Recipients = [new RecipientOptions { Address = "ben@example.org" }];
        FatedPostman postman = FatedPostman.Sends();

        Assert.Null(await _room.SendAsync(postman));
        Assert.Equal((LetterStatus.Withdrawn, 0), ((await _room.LetterAsync()).Status, postman.Sent));
    }

    [Fact]
    public async Task A_recipient_who_wants_no_letters_gets_none_also_while_one_waits()
    {
        await Assert.ThrowsAsync<OperationCanceledException>(() => _room.SendAsync(FatedPostman.DiesBeforeSending()));
        await _room.SuppressAsync();
        _room.Clock.Advance(TimeSpan.FromSeconds(120));
        FatedPostman postman = FatedPostman.Sends();

        Assert.Null(await _room.SendAsync(postman));
        Assert.Equal((LetterStatus.Withdrawn, 0), ((await _room.LetterAsync()).Status, postman.Sent));
    }

    [Fact]
    public async Task A_recipient_who_unsubscribes_while_the_mail_server_is_connected_gets_no_letter()
    {
        FatedPostman late = new(async begin =>
        {
            await _room.SuppressAsync();
            return await begin() ? new Delivery(DeliveryStatus.Sent, "250 OK") : new Delivery(DeliveryStatus.NotOurs, "not ours");
        });

        Assert.Null(await _room.SendAsync(late));

        Assert.Equal((LetterStatus.Withdrawn, 0), ((await _room.LetterAsync()).Status, late.Sent));
    }

    [Fact]
    public async Task A_skipped_edition_has_no_letters()
    {
        LetterRoom room = await LetterRoom.OpenAsync(isSkipped: true);
        FatedPostman postman = FatedPostman.Sends();

        Assert.Null(await room.SendAsync(postman));
        Assert.Equal(0, postman.Sent);
        Assert.Null(await room.Records.ReadAsync(room.LetterName, 0, default));
    }

    [Fact]
    public async Task An_edition_that_does_not_exist_or_goes_to_others_is_a_mistake_of_the_caller()
    {
        LetterDesk desk = _room.Desk(FatedPostman.Sends());

        await Assert.ThrowsAsync<InvalidOperationException>(() => desk.SendAsync("daily", SampleEditions.Monday.AddDays(1), _room.Key, default));
        await Assert.ThrowsAsync<InvalidOperationException>(() => desk.SendAsync("daily", SampleEditions.Monday, new string('0', 32), default));
    }

    [Fact]
    public async Task What_is_kept_of_a_letter_has_neither_address_nor_text()
    {
        await _room.SendAsync(Pickup());

        StoredRecord record = (await _room.Records.ReadAsync(_room.LetterName, 10_000, default))!;
        string json = System.Text.Encoding.UTF8.GetString(record.Content!.Value.Span);
        Assert.Equal("sent", record.Metadata["status"]);
        Assert.DoesNotContain("ana", json + record.Name, StringComparison.OrdinalIgnoreCase);
    }

    private PickupPostman Pickup() => new(new MailOptions { PickupFolder = _folder });

    private static SmtpPostman Smtp(SmtpServer server) => new(
        new MailOptions { Host = "localhost", Port = server.Port, Security = MailSecurity.None, From = "digest@example.net" },
        TimeProvider.System);

    private async Task<MimeKit.MimeMessage> MessageAsync() => await new LetterComposer(_room.Mail).ComposeAsync(
        SampleEditions.FullDay(), new Recipient(_room.Key, "ana@example.org", ""));

    /// <summary>Records that are written and say that they were not.</summary>
    private sealed class ForgetfulRecords(IRecords records) : IRecords
    {
        public int ForgetsReplacing { get; set; }

        public Task<StoredRecord?> ReadAsync(string name, long maxBytes, CancellationToken cancellationToken) => records.ReadAsync(name, maxBytes, cancellationToken);

        public IAsyncEnumerable<RecordEntry> ListAsync(string prefix, CancellationToken cancellationToken) => records.ListAsync(prefix, cancellationToken);

        public Task<string?> CreateAsync(string name, RecordContent content, CancellationToken cancellationToken) => records.CreateAsync(name, content, cancellationToken);

        public async Task<string?> ReplaceAsync(string name, RecordContent content, string etag, CancellationToken cancellationToken)
        {
            string? written = await records.ReplaceAsync(name, content, etag, cancellationToken);
            return ForgetsReplacing-- > 0 ? null : written;
        }

        public Task<bool> DeleteAsync(string name, string etag, CancellationToken cancellationToken) => records.DeleteAsync(name, etag, cancellationToken);
    }
}
