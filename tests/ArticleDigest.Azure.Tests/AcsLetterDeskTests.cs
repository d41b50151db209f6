using ArticleDigest.Letters;
using ArticleDigest.Tests.Letters;
using LocalServers;
using MimeKit;

namespace ArticleDigest.Azure.Tests;

/// <summary>What becomes of letters whose sender dies at the worst moments: the service is asked, and nobody gets two.</summary>
public sealed class AcsLetterDeskTests : IAsyncLifetime
{
    private AcsServer _server = null!;
    private LetterRoom _room = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await AcsServer.StartAsync();
        _server.FirstStatus = "Succeeded";
        _room = await LetterRoom.OpenAsync();
        _room.Mail.AcsEndpoint = _server.Endpoint;
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task A_letter_is_sent_once_however_often_it_is_asked_for()
    {
        Assert.Null(await _room.SendAsync(Postman()));
        Assert.Null(await _room.SendAsync(Postman()));

        Assert.Equal(LetterStatus.Sent, (await _room.LetterAsync()).Status);
        Assert.Single(_server.Mails);
    }

    [Fact]
    public async Task Who_dies_after_the_service_took_the_letter_leaves_it_to_be_found_sent()
    {
        _server.Progress = [new("Succeeded")];
        await Assert.ThrowsAsync<OperationCanceledException>(() => _room.SendAsync(new MortalPostman(Postman(), isBeforePost: false)));
        LetterStatus left = (await _room.LetterAsync()).Status;
        _room.Clock.Advance(TimeSpan.FromSeconds(120));

        Assert.Null(await _room.SendAsync(Postman()));

        Assert.Equal((LetterStatus.Sending, LetterStatus.Sent), (left, (await _room.LetterAsync()).Status));
        Assert.Equal((1, 1), (_server.Mails.Count, (await _room.LetterAsync()).Attempts));
    }

    [Fact]
    public async Task Who_dies_before_the_service_got_the_letter_leaves_it_to_be_sent()
    {
        await Assert.ThrowsAsync<OperationCanceledException>(() => _room.SendAsync(new MortalPostman(Postman(), isBeforePost: true)));
        _room.Clock.Advance(TimeSpan.FromSeconds(120));

        DateTimeOffset? next = await _room.SendAsync(Postman());
        Letter between = await _room.LetterAsync();
        _room.ClockTo(next);
        Assert.Null(await _room.SendAsync(Postman()));

        Assert.Equal(LetterStatus.Reserved, between.Status);
        Assert.Contains("does not know the letter", between.Detail, StringComparison.Ordinal);
        Assert.Equal(LetterStatus.Sent, (await _room.LetterAsync()).Status);
        Assert.Single(_server.Mails);
    }

    [Fact]
    public async Task Who_dies_and_is_found_too_late_leaves_it_uncertain_and_unsent()
    {
        await Assert.ThrowsAsync<OperationCanceledException>(() => _room.SendAsync(new MortalPostman(Postman(), isBeforePost: true)));
        _room.Clock.Advance(TimeSpan.FromHours(30));

        Assert.Null(await _room.SendAsync(Postman()));

        Assert.Equal(LetterStatus.Uncertain, (await _room.LetterAsync()).Status);
        Assert.Empty(_server.Mails);
    }

    [Fact]
    public async Task While_the_service_is_at_it_or_does_not_answer_the_letter_stays_open_and_goes_out_once()
    {
        _server.FirstStatus = "Running";
        _server.RetryAfter = "60";
        _server.Progress = [new("Running"), new("Running"), new("Succeeded")];
        _server.OnAsk(new AcsReaction { Drops = true }, new AcsReaction { Status = 429, RetryAfter = "200" });
        List<double> waits = [];

        DateTimeOffset? next = await _room.SendAsync(Postman());
        while (next is not null)
        {
            waits.Add((next.Value - _room.Clock.GetUtcNow()).TotalSeconds);
            _room.ClockTo(next);
            next = await _room.SendAsync(Postman());
        }

        Assert.Equal([60, 60, 200, 320, 640], waits);
        Assert.Equal((LetterStatus.Sent, 1), ((await _room.LetterAsync()).Status, _server.Mails.Count));
    }

    [Fact]
    public async Task An_answer_lost_on_the_way_back_does_not_send_the_letter_twice()
    {
        _server.Progress = [new("Succeeded")];
        _server.OnSend(new AcsReaction { Takes = true, Drops = true });
        _server.OnAsk(new AcsReaction { Drops = true });

        DateTimeOffset? next = await _room.SendAsync(Postman());
        LetterStatus between = (await _room.LetterAsync()).Status;
        _room.ClockTo(next);
        Assert.Null(await _room.SendAsync(Postman()));

        Assert.Equal((LetterStatus.Sending, LetterStatus.Sent), (between, (await _room.LetterAsync()).Status));
        Assert.Single(_server.Mails);
    }

    [Fact]
    public async Task A_suppressed_recipient_is_refused_and_kept_without_address()
    {
        _server.FirstStatus = "Running";
        _server.RetryAfter = "60";
        _server.Progress = [new("Failed", "EmailDroppedAllRecipientsSuppressed", "ana@example.org is suppressed")];

        _room.ClockTo(await _room.SendAsync(Postman()));
        Assert.Null(await _room.SendAsync(Postman()));

        Letter letter = await _room.LetterAsync();
        Assert.Equal(LetterStatus.Refused, letter.Status);
        Assert.DoesNotContain("ana", letter.Detail, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>A postman as another process would have it: nothing is shared but the clock.</summary>
    private AcsPostman Postman() => new(_room.Mail, new PlayedCredential(_server.Token, _room.Clock), _room.Clock);

    /// <summary>Dies when the letter is noted as going out, or when it has gone out and nobody has noted that.</summary>
    private sealed class MortalPostman(AcsPostman postman, bool isBeforePost) : IPostman
    {
        public async Task<Delivery> DeliverAsync(
            MimeMessage message, Func<CancellationToken, Task<bool>> beforeSending, CancellationToken cancellationToken)
        {
            await postman.DeliverAsync(message, async token => await beforeSending(token) && !isBeforePost, cancellationToken);
            throw new OperationCanceledException("dead");
        }

        public Task<Delivery?> SettleAsync(MimeMessage message, CancellationToken cancellationToken) =>
            postman.SettleAsync(message, cancellationToken);
    }
}
