using System.Globalization;
using System.Net.Sockets;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace ArticleDigest.Letters;

/// <summary>
/// Hands letters to a mail server. An answer of the server settles a letter; without one it is put off if none of its
/// body can have reached the server, and uncertain otherwise. What is wrong with the connection, the encryption, the login or
/// the pace never costs a letter: all wait until that is over.
/// </summary>
public sealed class SmtpPostman(MailOptions options, TimeProvider time) : IPostman, IAsyncDisposable
{
    private readonly SmtpConnections _connections = new(options, time);
    private readonly SmtpRest _rest = new(time);

    /// <inheritdoc/>
    public Delivery? Rest => _rest.Now;

    /// <inheritdoc/>
    public async Task<Delivery> DeliverAsync(
        MimeMessage message, Func<CancellationToken, Task<bool>> beforeSending, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        ArgumentNullException.ThrowIfNull(beforeSending);
        (SmtpConnection? connection, Exception? fault) = await _connections.TakeAsync(isFresh: false, cancellationToken).ConfigureAwait(false);
        if (connection is null)
        {
            return _rest.Note(NotConnected(fault, cancellationToken));
        }

        try
        {
            // Others may have been told so while this one waited for its turn.
            if (_rest.Now is { } rest)
            {
                return rest;
            }

            if (!await beforeSending(cancellationToken).ConfigureAwait(false))
            {
                return new Delivery(DeliveryStatus.NotOurs, "somebody else has the letter");
            }

            using CancellationTokenSource limit = new(options.Timeout, time);
            Delivery delivery = await HandOverAsync(connection, message, cancellationToken).ConfigureAwait(false);
            if (connection.IsStale)
            {
                // The server may end a conversation whenever it likes, and has taken nothing of this letter in it.
                _connections.Return(connection);
                using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
                (connection, fault) = await _connections.TakeAsync(isFresh: true, either.Token).ConfigureAwait(false);
                delivery = connection is null
                    ? NotConnected(fault, cancellationToken)
                    : await HandOverAsync(connection, message, cancellationToken).ConfigureAwait(false);
            }

            return _rest.Note(delivery);
        }
        finally
        {
            if (connection is not null)
            {
                _connections.Return(connection);
            }
        }
    }

    /// <inheritdoc/>
    /// <remarks>A mail server does not tell what became of a letter it was given.</remarks>
    public Task<Delivery?> SettleAsync(MimeMessage message, CancellationToken cancellationToken) => Task.FromResult<Delivery?>(null);

    /// <summary>Connects and logs in, without a letter.</summary>
    /// <returns>Null if letters could be handed over now; otherwise why not, in one line.</returns>
    public async Task<string?> FindFaultAsync(CancellationToken cancellationToken)
    {
        (SmtpConnection? connection, Exception? fault) = await _connections.TakeAsync(isFresh: true, cancellationToken).ConfigureAwait(false);
        if (connection is null)
        {
            return NotConnected(fault, cancellationToken).Detail;
        }

        _connections.Return(connection);
        return null;
    }

    /// <summary>Takes leave of the server on every idle connection.</summary>
    public ValueTask DisposeAsync() => _connections.DisposeAsync();

    private async Task<Delivery> HandOverAsync(SmtpConnection connection, MimeMessage message, CancellationToken cancellationToken)
    {
        using Passage passage = new(options.Timeout, time, cancellationToken);
        bool isUsed = connection.Letters > 0;
        try
        {
            string answer = await connection.HandOverAsync(message, passage).ConfigureAwait(false);
            return new Delivery(DeliveryStatus.Sent, Clean(answer, message));
        }
        catch (SmtpCommandException e)
        {
            connection.IsSpent = e.StatusCode == SmtpStatusCode.ServiceNotAvailable;
            Delivery delivery = Answered(e, message, passage);
            connection.IsStale = isUsed && connection.IsSpent && !passage.HasBody && delivery.RetryAfter is null;
            return delivery;
        }
        catch (ServiceNotAuthenticatedException)
        {
            return PutOffAll("the mail server wants a login; check Mail:User and Mail:Password");
        }
        catch (NotSupportedException)
        {
            return new Delivery(DeliveryStatus.Refused, "the mail server does not take addresses with other than ASCII letters");
        }
        catch (Exception e) when (SmtpConnections.IsFault(e))
        {
            connection.IsSpent = true;
            connection.IsStale = isUsed && !passage.HasBody && e is not OperationCanceledException;
            string how = e is not OperationCanceledException ? "the connection was lost"
                : cancellationToken.IsCancellationRequested && !passage.HasBody ? "the sending was stopped"
                : string.Create(CultureInfo.InvariantCulture, $"no answer came within {options.TimeoutSeconds} seconds");
            return passage.HasBody
                ? new Delivery(DeliveryStatus.Uncertain, $"{how} after the letter had begun to go out")
                : new Delivery(DeliveryStatus.PutOff, $"{how} before anything of the letter went out");
        }
    }

    private Delivery Answered(SmtpCommandException e, MimeMessage message, Passage passage)
    {
        int code = (int)e.StatusCode;
        string detail = Clean(string.Create(CultureInfo.InvariantCulture, $"{code} {e.Message}"), message);
        TimeSpan? wish = code is >= 400 and < 500 ? DeliveryDetail.WishIn(e.Message) : null;
        if (e.ErrorCode == SmtpErrorCode.SenderNotAccepted)
        {
            return PutOffAll($"the mail server does not take the sender; check Mail:From: {detail}", wish);
        }

        return code switch
        {
            // About the conversation or the login, not about the letter.
            500 or 502 or 503 or 504 or 530 or 534 or 535 or 538 => PutOffAll(detail),
            >= 500 => new Delivery(DeliveryStatus.Refused, detail)
            {
                AddressFault = e.ErrorCode == SmtpErrorCode.RecipientNotAccepted ? SmtpRefusal.Of(code, e.Message) : null,
            },
            421 => PutOffAll(detail, wish),
            >= 400 when DeliveryDetail.IsAboutPace(e.Message) => PutOffAll(detail, wish),
            >= 400 => new Delivery(DeliveryStatus.PutOff, detail) { RetryAfter = wish },
            _ => new Delivery(passage.HasBody ? DeliveryStatus.Uncertain : DeliveryStatus.PutOff, detail),
        };
    }

    private Delivery NotConnected(Exception? e, CancellationToken cancellationToken) => e switch
    {
        OperationCanceledException when cancellationToken.IsCancellationRequested =>
            new Delivery(DeliveryStatus.PutOff, "stopped before the mail server was connected"),
        OperationCanceledException => PutOffAll(string.Create(
            CultureInfo.InvariantCulture,
            $"the mail server did not answer within {options.TimeoutSeconds} seconds; check Mail:Host and Mail:Port")),
        SocketException socket => PutOffAll($"the mail server cannot be reached ({socket.SocketErrorCode}); check Mail:Host and Mail:Port"),
        SslHandshakeException => PutOffAll("no secure connection to the mail server: its certificate is not trusted, or it speaks no TLS on this port; check Mail:Security and Mail:Port"),
        AuthenticationException or SaslException => PutOffAll("the mail server refuses the login; check Mail:User and Mail:Password"),
        StartTlsMissingException => PutOffAll("the mail server offers no STARTTLS; check Mail:Security and Mail:Port"),
        NotSupportedException => PutOffAll("the mail server offers no login that is known here; check Mail:User and Mail:Port"),
        SmtpCommandException command => PutOffAll(
            string.Create(
                CultureInfo.InvariantCulture,
                $"the mail server does not talk to us: {(int)command.StatusCode} {DeliveryDetail.Of(command.Message, options.Password, Names(null))}"),
            DeliveryDetail.WishIn(command.Message)),
        _ => PutOffAll("the connection to the mail server was lost before it was ready"),
    };

    private static Delivery PutOffAll(string detail, TimeSpan? wish = null) =>
        new(DeliveryStatus.PutOff, detail) { RetryAfter = wish, ConcernsAll = true };

    private string Clean(string answer, MimeMessage message) => DeliveryDetail.Of(answer, options.Password, Names(message));

    private IEnumerable<string> Names(MimeMessage? message) =>
        (message?.To.Mailboxes.Select(m => m.Address) ?? [])
            .Append(options.Sender)
            .Append(options.User)
            .Select(address => address.LastIndexOf('@') is > 0 and int at ? address[..at] : address);
}
