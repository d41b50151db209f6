using System.Net.Sockets;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace ArticleDigest.Letters;

/// <summary>
/// Hands letters to a mail server. An answer of the server settles a letter; without one it is put off if none of its
/// body can have reached the server, and uncertain otherwise. What is wrong with the connection, the encryption or the
/// login never costs a letter: it waits until that is mended.
/// </summary>
public sealed class SmtpPostman(MailOptions options, TimeProvider time) : IPostman, IAsyncDisposable
{
    private const int MaxIdle = 4;
    private const int MaxLettersPerConnection = 50;
    private static readonly TimeSpan MaxRest = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();
    private readonly Stack<SmtpConnection> _idle = [];

    /// <inheritdoc/>
    public async Task<Delivery> DeliverAsync(
        MimeMessage message, Func<CancellationToken, Task<bool>> beforeSending, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        ArgumentNullException.ThrowIfNull(beforeSending);
        (SmtpConnection? connection, Delivery? fault) = await ConnectAsync(cancellationToken).ConfigureAwait(false);
        if (connection is null)
        {
            return fault ?? throw new InvalidOperationException("There is neither a connection nor a fault.");
        }

        try
        {
            if (!await beforeSending(cancellationToken).ConfigureAwait(false))
            {
                return new Delivery(DeliveryStatus.NotOurs, "somebody else has the letter");
            }

            using Passage passage = new(options.Timeout, time, cancellationToken);
            return await HandOverAsync(connection, message, passage, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            PutBack(connection);
        }
    }

    /// <inheritdoc/>
    /// <remarks>A mail server does not tell what became of a letter it was given.</remarks>
    public Task<Delivery?> SettleAsync(MimeMessage message, CancellationToken cancellationToken) => Task.FromResult<Delivery?>(null);

    /// <summary>Connects and logs in, without a letter.</summary>
    /// <returns>Null if letters could be handed over now; otherwise why not, in one line.</returns>
    public async Task<string?> FindFaultAsync(CancellationToken cancellationToken)
    {
        (SmtpConnection? connection, Delivery? fault) = await ConnectAsync(cancellationToken).ConfigureAwait(false);
        if (connection is not null)
        {
            PutBack(connection);
        }

        return fault?.Detail;
    }

    /// <summary>Takes leave of the server on every idle connection.</summary>
    public async ValueTask DisposeAsync()
    {
        while (TakeIdle() is { } connection)
        {
            using CancellationTokenSource limit = new(Farewell, time);
            try
            {
                await connection.DisconnectAsync(quit: true, limit.Token).ConfigureAwait(false);
            }
            catch (Exception e) when (IsFault(e))
            {
                // A connection that is lost already needs no leave-taking.
            }

            connection.Dispose();
        }
    }

    private async Task<Delivery> HandOverAsync(
        SmtpConnection connection, MimeMessage message, Passage passage, CancellationToken cancellationToken)
    {
        try
        {
            string answer = await connection.HandOverAsync(message, passage).ConfigureAwait(false);
            return new Delivery(DeliveryStatus.Sent, Clean(answer, message));
        }
        catch (SmtpCommandException e)
        {
            return Answered(e, message, passage);
        }
        catch (ServiceNotAuthenticatedException)
        {
            return new Delivery(DeliveryStatus.PutOff, "the mail server wants a login; check Mail:User and Mail:Password");
        }
        catch (NotSupportedException)
        {
            return new Delivery(DeliveryStatus.Refused, "the mail server does not take addresses with other than ASCII letters");
        }
        catch (Exception e) when (IsFault(e))
        {
            string how = e is not OperationCanceledException ? "the connection was lost"
                : cancellationToken.IsCancellationRequested && !passage.HasBody ? "the sending was stopped"
                : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"no answer came within {options.TimeoutSeconds} seconds");
            return passage.HasBody
                ? new Delivery(DeliveryStatus.Uncertain, $"{how} after the letter had begun to go out")
                : new Delivery(DeliveryStatus.PutOff, $"{how} before anything of the letter went out");
        }
    }

    private Delivery Answered(SmtpCommandException e, MimeMessage message, Passage passage)
    {
        int code = (int)e.StatusCode;
        string detail = Clean(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{code} {e.Message}"), message);
        if (e.ErrorCode == SmtpErrorCode.SenderNotAccepted)
        {
            return new Delivery(DeliveryStatus.PutOff, $"the mail server does not take the sender; check Mail:From: {detail}");
        }

        return code switch
        {
            // About the conversation or the login, not about the letter.
            500 or 502 or 503 or 504 or 530 or 534 or 535 or 538 => new Delivery(DeliveryStatus.PutOff, detail),
            >= 500 => new Delivery(DeliveryStatus.Refused, detail),
            >= 400 => new Delivery(DeliveryStatus.PutOff, detail) { RetryAfter = DeliveryDetail.WishIn(e.Message) },
            _ => new Delivery(passage.HasBody ? DeliveryStatus.Uncertain : DeliveryStatus.PutOff, detail),
        };
    }

    private async Task<(SmtpConnection? Connection, Delivery? Fault)> ConnectAsync(CancellationToken cancellationToken)
    {
        using CancellationTokenSource limit = new(options.Timeout, time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        while (TakeIdle() is { } idle)
        {
            if (await IsAliveAsync(idle, either.Token).ConfigureAwait(false))
            {
                return (idle, null);
            }

            idle.Dispose();
        }

        SmtpConnection connection = new()
        {
            // Name, chain and dates are checked; a revocation service that is down must not stop the mail.
            CheckCertificateRevocation = false,
        };
        try
        {
            await connection.ConnectAsync(options.Host, options.Port, Encryption(), either.Token).ConfigureAwait(false);
            if (options.User.Length > 0)
            {
                await connection.AuthenticateAsync(options.User, options.Password, either.Token).ConfigureAwait(false);
            }

            return (connection, null);
        }
        catch (Exception e) when (IsFault(e) || e is NotSupportedException)
        {
            Delivery fault = NotConnected(e, connection, cancellationToken);
            connection.Dispose();
            return (null, fault);
        }
    }

    private Delivery NotConnected(Exception e, SmtpConnection connection, CancellationToken cancellationToken)
    {
        string detail = e switch
        {
            OperationCanceledException when cancellationToken.IsCancellationRequested => "stopped before the mail server was connected",
            OperationCanceledException => string.Create(
                System.Globalization.CultureInfo.InvariantCulture,
                $"the mail server did not answer within {options.TimeoutSeconds} seconds; check Mail:Host and Mail:Port"),
            SocketException socket => $"the mail server cannot be reached ({socket.SocketErrorCode}); check Mail:Host and Mail:Port",
            SslHandshakeException => "no secure connection to the mail server: its certificate is not trusted, or it speaks no TLS on this port; check Mail:Security and Mail:Port",
            AuthenticationException or SaslException => "the mail server refuses the login; check Mail:User and Mail:Password",
            NotSupportedException => options.Security == MailSecurity.StartTls && !connection.IsSecure
                ? "the mail server offers no STARTTLS; check Mail:Security and Mail:Port"
                : "the mail server offers no login that is known here; check Mail:User and Mail:Port",
            SmtpCommandException command => string.Create(
                System.Globalization.CultureInfo.InvariantCulture,
                $"the mail server does not talk to us: {(int)command.StatusCode} {DeliveryDetail.Of(command.Message, options.Password, Names(null))}"),
            _ => "the connection to the mail server was lost before it was ready",
        };
        return new Delivery(DeliveryStatus.PutOff, detail)
        {
            RetryAfter = e is SmtpCommandException ? DeliveryDetail.WishIn(e.Message) : null,
        };
    }

    private SecureSocketOptions Encryption() => options.Security switch
    {
        MailSecurity.None => SecureSocketOptions.None,
        MailSecurity.StartTls => SecureSocketOptions.StartTls,
        MailSecurity.Tls => SecureSocketOptions.SslOnConnect,
        _ => throw new InvalidOperationException($"{MailOptions.Section}:{nameof(MailOptions.Security)} has no known value."),
    };

    private static async Task<bool> IsAliveAsync(SmtpConnection connection, CancellationToken cancellationToken)
    {
        try
        {
            await connection.NoOpAsync(cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (Exception e) when (IsFault(e))
        {
            return false;
        }
    }

    private SmtpConnection? TakeIdle()
    {
        DateTimeOffset now = time.GetUtcNow();
        lock (_gate)
        {
            while (_idle.TryPop(out SmtpConnection? connection))
            {
                if (connection.IsConnected && now - connection.LastUsed < MaxRest)
                {
                    return connection;
                }

                connection.Dispose();
            }
        }

        return null;
    }

    private void PutBack(SmtpConnection connection)
    {
        connection.LastUsed = time.GetUtcNow();
        lock (_gate)
        {
            if (connection.IsConnected && connection.Letters < MaxLettersPerConnection && _idle.Count < MaxIdle)
            {
                _idle.Push(connection);
                return;
            }
        }

        connection.Dispose();
    }

    private string Clean(string answer, MimeMessage message) => DeliveryDetail.Of(answer, options.Password, Names(message));

    private IEnumerable<string> Names(MimeMessage? message) =>
        (message?.To.Mailboxes.Select(m => m.Address) ?? [])
            .Append(options.Sender)
            .Append(options.User)
            .Select(address => address.LastIndexOf('@') is > 0 and int at ? address[..at] : address);

    private static bool IsFault(Exception e) =>
        e is IOException or SocketException or OperationCanceledException or ProtocolException or CommandException
            or SslHandshakeException or AuthenticationException or SaslException or ServiceNotConnectedException
            or System.Security.Authentication.AuthenticationException or ObjectDisposedException;
}
