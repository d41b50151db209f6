using MailKit;
using MailKit.Net.Smtp;
using MimeKit;

namespace ArticleDigest.Letters;

/// <summary>One connection to the mail server, used by one letter after the other.</summary>
internal sealed class SmtpConnection : SmtpClient
{
    private Passage? _passage;

    /// <summary>How many letters it has carried.</summary>
    public int Letters { get; private set; }

    /// <summary>Whether the server has said that it ends this conversation.</summary>
    public bool IsSpent { get; set; }

    /// <summary>
    /// Whether it ended by itself after it had carried letters, and before anything of the last one: a new one may well be better.
    /// </summary>
    public bool IsStale { get; set; }

    /// <summary>When it was last used.</summary>
    public DateTimeOffset LastUsed { get; set; }

    /// <summary>Hands one letter over, from MAIL FROM to the server's answer.</summary>
    /// <returns>The server's answer.</returns>
    public async Task<string> HandOverAsync(MimeMessage message, Passage passage)
    {
        _passage = passage;
        Letters++;
        return await SendAsync(message, passage.Token, passage).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    protected override void OnRecipientAccepted(MimeMessage message, MailboxAddress mailbox, SmtpResponse response)
    {
        base.OnRecipientAccepted(message, mailbox, response);
        _passage?.Accept();
    }
}

/// <summary>
/// One letter's way through a connection: how long it may take, whether it may still be stopped, and whether any of its
/// body may have gone out. Up to the recipient's acceptance the caller can stop it; then only time can.
/// </summary>
internal sealed class Passage : ITransferProgress, IDisposable
{
    private readonly Lock _gate = new();
    private readonly TimeSpan _timeout;
    private readonly CancellationTokenSource _limit;
    private readonly CancellationTokenRegistration _stop;
    private bool _isAccepted;
    private volatile bool _hasBody;

    /// <param name="timeout">How long it may take to the recipient's acceptance, and then again to the answer.</param>
    /// <param name="time">The clock.</param>
    /// <param name="caller">The caller's wish to stop.</param>
    public Passage(TimeSpan timeout, TimeProvider time, CancellationToken caller)
    {
        _timeout = timeout;
        _limit = new CancellationTokenSource(timeout, time);
        _stop = caller.UnsafeRegister(static passage => ((Passage)passage!).Stop(), this);
    }

    /// <summary>Ends it.</summary>
    public CancellationToken Token => _limit.Token;

    /// <summary>Whether body bytes may have reached the server.</summary>
    public bool HasBody => _hasBody;

    /// <summary>The server takes the letter's recipient, and the body is next.</summary>
    public void Accept()
    {
        lock (_gate)
        {
            _isAccepted = true;
            _limit.CancelAfter(_timeout);
        }
    }

    /// <inheritdoc/>
    public void Report(long bytesTransferred, long totalSize) => _hasBody = true;

    /// <inheritdoc/>
    public void Report(long bytesTransferred) => _hasBody = true;

    /// <inheritdoc/>
    public void Dispose()
    {
        _stop.Dispose();
        _limit.Dispose();
    }

    private void Stop()
    {
        lock (_gate)
        {
            if (!_isAccepted)
            {
                _limit.Cancel();
            }
        }
    }
}
