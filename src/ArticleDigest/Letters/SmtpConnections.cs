using System.Net.Sockets;
using ArticleDigest.Editions;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;

namespace ArticleDigest.Letters;

/// <summary>
/// The connections to the mail server, each used by one letter after the other. There are as many as letters are on their
/// way at once, or as many as the server admits: where it turns one more away, letters wait for those there are.
/// </summary>
internal sealed class SmtpConnections(MailOptions options, TimeProvider time) : IAsyncDisposable
{
    private const int Most = EditionFlow.LettersAtOnce * EditionFlow.BatchesAtOnce;
    private const int LettersEach = 100;
    private static readonly TimeSpan MaxRest = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(2);

    // How long a server that turned a connection away is not asked for more than it admitted then.
    private static readonly TimeSpan Modesty = TimeSpan.FromMinutes(10);

    private readonly Lock _gate = new();
    private readonly Stack<SmtpConnection> _idle = [];
    private readonly Queue<TaskCompletionSource> _waiting = [];
    private int _taken;
    private int _open;
    private int _limit = Most;
    private DateTimeOffset _modestUntil;

    /// <summary>
    /// Takes a connection that is logged in, for one letter, and waits for one if need be. What comes of it is brought back by
    /// <see cref="Return"/>.
    /// </summary>
    /// <param name="isFresh">Whether it must be a new one.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The connection, or what keeps it from being had.</returns>
    public async Task<(SmtpConnection? Connection, Exception? Fault)> TakeAsync(bool isFresh, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await WaitForPlaceAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException e)
            {
                return (null, e);
            }

            if (!isFresh && TakeIdle() is { } idle)
            {
                return (idle, null);
            }

            Exception fault;
            try
            {
                SmtpConnection connection = await ConnectAsync(cancellationToken).ConfigureAwait(false);
                Interlocked.Increment(ref _open);
                return (connection, null);
            }
            catch (Exception e) when (IsFault(e) || e is NotSupportedException)
            {
                fault = e;
            }

            bool hasOthers = GiveUpPlace(fault);
            if (isFresh || !hasOthers)
            {
                return (null, fault);
            }
        }
    }

    /// <summary>Brings a connection back. It is used again if it is still good.</summary>
    public void Return(SmtpConnection connection)
    {
        connection.LastUsed = time.GetUtcNow();
        bool isKept;
        lock (_gate)
        {
            isKept = connection is { IsConnected: true, IsSpent: false, Letters: < LettersEach } && _open <= _limit;
            if (isKept)
            {
                _idle.Push(connection);
            }

            _taken--;
            LetNextIn();
        }

        if (!isKept)
        {
            Close(connection);
        }
    }

    /// <summary>Whether this is what goes wrong with connections.</summary>
    public static bool IsFault(Exception e) =>
        e is IOException or SocketException or OperationCanceledException or ProtocolException or CommandException
            or SslHandshakeException or AuthenticationException or SaslException or ServiceNotConnectedException
            or System.Security.Authentication.AuthenticationException or ObjectDisposedException;

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

            Close(connection);
        }
    }

    private Task WaitForPlaceAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        TaskCompletionSource turn;
        lock (_gate)
        {
            if (_limit < Most && time.GetUtcNow() >= _modestUntil)
            {
                _limit = Most;
            }

            if (_taken < _limit)
            {
                _taken++;
                return Task.CompletedTask;
            }

            turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Enqueue(turn);
        }

        return WaitAsync(turn, cancellationToken);
    }

    private static async Task WaitAsync(TaskCompletionSource turn, CancellationToken cancellationToken)
    {
        using CancellationTokenRegistration stop = cancellationToken.UnsafeRegister(static turn => ((TaskCompletionSource)turn!).TrySetCanceled(), turn);
        await turn.Task.ConfigureAwait(false);
    }

    /// <summary>Gives free places to those who wait longest; who stopped waiting is passed over.</summary>
    private void LetNextIn()
    {
        while (_taken < _limit && _waiting.TryDequeue(out TaskCompletionSource? turn))
        {
            _taken += turn.TrySetResult() ? 1 : 0;
        }
    }

    /// <summary>Gives the place up.</summary>
    /// <returns>
    /// Whether there is another to wait for: the server turned this connection away and has some of ours, or is being asked for
    /// some, so there are to be no more than those.
    /// </returns>
    private bool GiveUpPlace(Exception fault)
    {
        lock (_gate)
        {
            _taken--;
            int others = _taken + _idle.Count;
            bool isTurnedAway = fault is SmtpProtocolException or SmtpCommandException { StatusCode: >= (SmtpStatusCode)400 and < (SmtpStatusCode)500 };
            if (isTurnedAway)
            {
                // If there is no other, it turns everybody away, and says nothing of how many it admits.
                _limit = Math.Min(_limit, Math.Max(1, others));
                _modestUntil = time.GetUtcNow() + (others > 0 ? Modesty : TimeSpan.Zero);
            }

            LetNextIn();
            return isTurnedAway && others > 0;
        }
    }

    private async Task<SmtpConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        using CancellationTokenSource limit = new(options.Timeout, time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        SmtpConnection connection = new()
        {
            // Name, chain and dates are checked; a revocation service that is down must not stop the mail.
            CheckCertificateRevocation = false,
        };

        // A letter ends with a short packet. Unless told otherwise the system holds that back until the server has confirmed the
        // one before, which a server with nothing to say does 40 ms later.
        Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(options.Host, options.Port, either.Token).ConfigureAwait(false);
            await connection.ConnectAsync(socket, options.Host, options.Port, Encryption(), either.Token).ConfigureAwait(false);
            if (options.User.Length > 0)
            {
                await connection.AuthenticateAsync(options.User, options.Password, either.Token).ConfigureAwait(false);
            }

            return connection;
        }
        catch (NotSupportedException) when (options.Security == MailSecurity.StartTls && !connection.IsSecure)
        {
            connection.Dispose();
            socket.Dispose();
            throw new StartTlsMissingException();
        }
        catch
        {
            connection.Dispose();
            socket.Dispose();
            throw;
        }
    }

    private SecureSocketOptions Encryption() => options.Security switch
    {
        MailSecurity.None => SecureSocketOptions.None,
        MailSecurity.StartTls => SecureSocketOptions.StartTls,
        MailSecurity.Tls => SecureSocketOptions.SslOnConnect,
        _ => throw new InvalidOperationException($"{MailOptions.Section}:{nameof(MailOptions.Security)} has no known value."),
    };

    private SmtpConnection? TakeIdle()
    {
        DateTimeOffset now = time.GetUtcNow();
        while (true)
        {
            SmtpConnection? connection;
            lock (_gate)
            {
                _idle.TryPop(out connection);
            }

            if (connection is null || (connection.IsConnected && now - connection.LastUsed < MaxRest))
            {
                return connection;
            }

            Close(connection);
        }
    }

    private void Close(SmtpConnection connection)
    {
        Interlocked.Decrement(ref _open);
        connection.Dispose();
    }
}

/// <summary>The server does not offer the encryption that is demanded.</summary>
internal sealed class StartTlsMissingException : NotSupportedException;
