using System.Globalization;
using ArticleDigest.Letters;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Identity;
using MimeKit;

namespace ArticleDigest.Azure;

/// <summary>
/// Hands letters to Azure Communication Services Email (REST API 2023-03-31). Every letter has an operation id made from its
/// Message-ID, so that another process can ask what became of it. A letter is tried again only when the service has
/// refused it or does not know it; what is wrong with the identity, the sender's domain or the limits never costs a letter.
/// </summary>
public sealed class AcsPostman : IPostman
{
    private const string ApiVersion = "2023-03-31";
    private const int MaxTrials = 4;
    private static readonly string[] Scopes = ["https://communication.azure.com/.default"];
    private static readonly TimeSpan UsualPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan ShortestPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan TokenReserve = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan UsualClosing = TimeSpan.FromMinutes(1);

    // After this the service has surely told all who ask of an operation that was begun by a request nobody saw end.
    private static readonly TimeSpan Appearance = TimeSpan.FromMinutes(2);

    // How long the service keeps operations is not documented: an older one that it does not know may have been forgotten.
    private static readonly TimeSpan Memory = TimeSpan.FromHours(24);

    private readonly MailOptions _options;
    private readonly TokenCredential _credential;
    private readonly TimeProvider _time;
    private readonly Uri _endpoint;
    private readonly HttpPipeline _pipeline;
    private readonly SendingPlaces _places;
    private readonly Lock _gate = new();
    private AccessToken _token;

    /// <summary>Prepares the access to the service; nothing is sent yet.</summary>
    /// <param name="options">Options without faults that name <see cref="MailOptions.AcsEndpoint"/>.</param>
    /// <param name="credential">
    /// The identity that sends; it needs the role "Communication and Email Service Owner" on the Communication Services resource.
    /// </param>
    /// <param name="time">The clock.</param>
    /// <exception cref="ArgumentException">The options name no endpoint or have faults.</exception>
    public AcsPostman(MailOptions options, TokenCredential credential, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(credential);
        ArgumentNullException.ThrowIfNull(time);
        if (options.AcsEndpoint.Length == 0 || options.Faults().Any())
        {
            throw new ArgumentException("These options name no Communication Services endpoint, or have faults.", nameof(options));
        }

        _options = options;
        _credential = credential;
        _time = time;
        _endpoint = new Uri(options.AcsEndpoint);
        _places = new SendingPlaces(options.AcsPerMinute, time);
        AcsClientOptions client = new();
        client.Retry.MaxRetries = 0;
        client.Retry.NetworkTimeout = Timeout * 2;
        if (_endpoint.IsLoopback)
        {
            client.Transport = BlobStorage.DirectTransport();
        }

        _pipeline = HttpPipelineBuilder.Build(client);
    }

    private TimeSpan Timeout => TimeSpan.FromSeconds(_options.TimeoutSeconds);

    /// <inheritdoc/>
    public async Task<Delivery> DeliverAsync(
        MimeMessage message, Func<CancellationToken, Task<bool>> beforeSending, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        ArgumentNullException.ThrowIfNull(beforeSending);
        byte[] body = AcsLetter.ToJson(message);
        if (body.Length > AcsLetter.MaxBytes)
        {
            return new Delivery(DeliveryStatus.Refused, Line($"the letter has {body.Length} bytes, and the mail service takes {AcsLetter.MaxBytes}"));
        }

        (string token, string? fault) = await TokenAsync(cancellationToken).ConfigureAwait(false);
        if (fault is not null)
        {
            return new Delivery(DeliveryStatus.PutOff, fault);
        }

        if (_places.Take(message.MessageId ?? "") is { } wait)
        {
            return new Delivery(DeliveryStatus.PutOff, Line($"waits its turn: no more than {_options.AcsPerMinute} letters a minute go out (Mail:AcsPerMinute), and fewer when the mail service wants it so"))
            {
                RetryAfter = wait,
            };
        }

        long start = _time.GetTimestamp();
        if (!await beforeSending(cancellationToken).ConfigureAwait(false))
        {
            return new Delivery(DeliveryStatus.NotOurs, "somebody else has the letter");
        }

        // Whoever finds the reservation outlived asks the service, which does not know the letter yet: it must be in time.
        return _time.GetElapsedTime(start) < Timeout
            ? await SendAsync(new Errand(message, token), body, cancellationToken).ConfigureAwait(false)
            : new Delivery(DeliveryStatus.PutOff, "the storage took too long to note that the letter was about to go out");
    }

    /// <inheritdoc/>
    public async Task<Delivery?> SettleAsync(MimeMessage message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        (string token, string? fault) = await TokenAsync(cancellationToken).ConfigureAwait(false);
        if (fault is not null)
        {
            return new Delivery(DeliveryStatus.Unsettled, fault);
        }

        Errand errand = new(message, token);
        Delivery? before = null;
        for (int trial = 0; trial < MaxTrials; trial++)
        {
            AcsAnswer answer = await AskAsync(errand, trial, Timeout, cancellationToken).ConfigureAwait(false);
            if (answer.IsUnknownOperation)
            {
                return before ?? (_time.GetUtcNow() - message.Date < Memory
                    ? new Delivery(DeliveryStatus.PutOff, "the mail service does not know the letter, so it did not go out")
                    : null);
            }

            Delivery now = Told(errand, trial, answer);
            if (!answer.MayGoBetter)
            {
                return now;
            }

            before = now;
        }

        return before;
    }

    /// <summary>Gets a token, and asks the service for an operation that nobody began.</summary>
    /// <returns>Null if the service knows this program's identity; otherwise what is wrong, in one line.</returns>
    public async Task<string?> FindFaultAsync(CancellationToken cancellationToken)
    {
        (string token, string? fault) = await TokenAsync(cancellationToken).ConfigureAwait(false);
        if (fault is not null)
        {
            return fault;
        }

        AcsAnswer answer = await ExchangeAsync(
            Request(RequestMethod.Get, $"emails/operations/{Guid.Empty}", token), Timeout, cancellationToken).ConfigureAwait(false);
        Forget(answer);
        return answer.IsUnknownOperation ? null
            : answer.Status == 0 ? answer.Text
            : DeliveryDetail.Of(Line($"{answer.Status} {answer.Text}").TrimEnd(), token, []);
    }

    private async Task<Delivery> SendAsync(Errand errand, byte[] body, CancellationToken cancellationToken)
    {
        Delivery? before = null;
        for (int trial = 0; trial < MaxTrials; trial++)
        {
            AcsAnswer answer = await PostAsync(errand, trial, body).ConfigureAwait(false);
            if (answer.IsUnclear)
            {
                return await AskOnceAsync(errand, trial, answer).ConfigureAwait(false);
            }

            if (!answer.IsAccepted && !answer.IsConflict)
            {
                return Refusal(errand, answer);
            }

            if (answer.IsConflict)
            {
                answer = await AskAsync(errand, trial, Timeout, CancellationToken.None).ConfigureAwait(false);
            }

            // An operation that has ended before it began is one of an earlier attempt.
            if (!answer.MayGoBetter)
            {
                return await FollowAsync(errand, trial, answer, cancellationToken).ConfigureAwait(false);
            }

            before = Told(errand, trial, answer);
        }

        return before ?? throw new InvalidOperationException("There was no trial.");
    }

    /// <summary>Waits for the operation's end as long as there is time; then it is for another day.</summary>
    private async Task<Delivery> FollowAsync(Errand errand, int trial, AcsAnswer answer, CancellationToken cancellationToken)
    {
        long start = _time.GetTimestamp();
        while (true)
        {
            Delivery told = Told(errand, trial, answer);
            TimeSpan pause = answer.RetryAfter is not { } wish ? UsualPause : wish > ShortestPause ? wish : ShortestPause;
            TimeSpan rest = Timeout - _time.GetElapsedTime(start) - pause;
            if (told.Status != DeliveryStatus.Unsettled || !answer.IsAccepted || rest <= TimeSpan.Zero
                || !await PauseAsync(pause, cancellationToken).ConfigureAwait(false))
            {
                return told;
            }

            answer = await AskAsync(errand, trial, rest, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<bool> PauseAsync(TimeSpan pause, CancellationToken cancellationToken)
    {
        try
        {
            await Task.Delay(pause, _time, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private async Task<Delivery> AskOnceAsync(Errand errand, int trial, AcsAnswer lost)
    {
        AcsAnswer answer = await AskAsync(errand, trial, Timeout, CancellationToken.None).ConfigureAwait(false);
        return answer.IsAccepted
            ? Told(errand, trial, answer)
            : new Delivery(DeliveryStatus.Unsettled, $"{Described(errand, lost)} after the letter had begun to go out") { RetryAfter = Appearance };
    }

    /// <summary>What an answer to a question about an operation means.</summary>
    private Delivery Told(Errand errand, int trial, AcsAnswer answer)
    {
        Guid id = AcsLetter.OperationIdOf(errand.Message, trial);
        if (!answer.IsAccepted)
        {
            Forget(answer);
            return new Delivery(DeliveryStatus.Unsettled, $"the mail service does not tell what became of operation {id}: {Described(errand, answer)}")
            {
                RetryAfter = answer.RetryAfter,
            };
        }

        return answer switch
        {
            { HasSucceeded: true } => new Delivery(DeliveryStatus.Sent, $"the mail service sent it in operation {id}"),
            { MayGoBetter: true } => new Delivery(DeliveryStatus.PutOff, $"operation {id} ended without sending: {Described(errand, answer)}"),
            { HasFailed: true } => new Delivery(DeliveryStatus.Refused, $"operation {id} failed: {Described(errand, answer)}")
            {
                AddressFault = answer.IsAboutRecipient ? AddressFault.Doubtful : null,
            },
            _ => new Delivery(DeliveryStatus.Unsettled, $"the mail service has the letter and is still at operation {id}") { RetryAfter = answer.RetryAfter },
        };
    }

    /// <summary>What it means that the service did not take the letter.</summary>
    private Delivery Refusal(Errand errand, AcsAnswer answer)
    {
        Forget(answer);
        if (answer.Status == 429)
        {
            _places.Close(answer.RetryAfter ?? UsualClosing);
        }

        string described = Described(errand, answer);
        return answer switch
        {
            { Status: 0 } => new Delivery(DeliveryStatus.PutOff, $"{described}; check Mail:AcsEndpoint"),
            { IsAboutDomain: true } => PutOff($"the sender's domain is not linked to the Communication Services resource; link it and check Mail:From: {described}"),
            { Status: 401 } => PutOff($"the mail service does not know this program's identity; check that it is of the resource's tenant: {described}"),
            { Status: 403 } => PutOff($"this program's identity may not send; give it the role Communication and Email Service Owner on the Communication Services resource: {described}"),
            { Status: 429 } => PutOff($"the mail service's sending limit is reached; see Mail:AcsPerMinute: {described}"),
            { IsAboutSize: true } => new Delivery(DeliveryStatus.Refused, $"the letter is too large: {described}"),
            { Status: 400 or 422, IsAboutRecipient: true } => new Delivery(DeliveryStatus.Refused, $"the mail service does not take the recipient: {described}")
            {
                AddressFault = AddressFault.Doubtful,
            },
            { Status: >= 400 and < 500, IsAboutSender: true } => PutOff($"the mail service does not take the sender; check Mail:From: {described}"),
            { Status: 404 or (>= 300 and < 400) } => PutOff($"there is no mail service; check Mail:AcsEndpoint: {described}"),
            _ => PutOff(described),
        };

        Delivery PutOff(string detail) => new(DeliveryStatus.PutOff, detail) { RetryAfter = answer.RetryAfter };
    }

    private string Described(Errand errand, AcsAnswer answer)
    {
        IEnumerable<string> names = errand.Message.To.Mailboxes.Select(to => to.Address).Append(_options.Sender)
            .Select(address => address.LastIndexOf('@') is > 0 and int at ? address[..at] : address);
        string text = answer switch
        {
            { Status: 0 } => answer.Text,
            { IsAccepted: true } => answer.Text.Length > 0 ? answer.Text : "no reason is given",
            _ => Line($"{answer.Status} {answer.Text}").TrimEnd(),
        };
        return DeliveryDetail.Of(text, errand.Token, names);
    }

    private Task<AcsAnswer> PostAsync(Errand errand, int trial, byte[] body)
    {
        HttpMessage request = Request(RequestMethod.Post, "emails:send", errand.Token);
        request.Request.Headers.SetValue("Operation-Id", AcsLetter.OperationIdOf(errand.Message, trial).ToString());
        request.Request.Headers.SetValue("Content-Type", "application/json");
        request.Request.Content = RequestContent.Create(body);

        // It is no longer for the caller to stop it: what becomes of the letter has to be known.
        return ExchangeAsync(request, Timeout, CancellationToken.None);
    }

    private Task<AcsAnswer> AskAsync(Errand errand, int trial, TimeSpan patience, CancellationToken cancellationToken) => ExchangeAsync(
        Request(RequestMethod.Get, $"emails/operations/{AcsLetter.OperationIdOf(errand.Message, trial)}", errand.Token),
        patience,
        cancellationToken);

    private HttpMessage Request(RequestMethod method, string path, string token)
    {
        HttpMessage message = _pipeline.CreateMessage();
        message.Request.Method = method;
        message.Request.Uri.Reset(new Uri(_endpoint, $"/{path}?api-version={ApiVersion}"));
        message.Request.Headers.SetValue("Accept", "application/json");
        message.Request.Headers.SetValue("Authorization", $"Bearer {token}");
        return message;
    }

    private async Task<AcsAnswer> ExchangeAsync(HttpMessage message, TimeSpan patience, CancellationToken cancellationToken)
    {
        using HttpMessage request = message;
        using CancellationTokenSource limit = new(patience, _time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            await _pipeline.SendAsync(request, either.Token).ConfigureAwait(false);
            return AcsAnswer.Of(request.Response, _time.GetUtcNow());
        }
        catch (OperationCanceledException)
        {
            return new AcsAnswer(0, cancellationToken.IsCancellationRequested
                ? "the waiting was stopped"
                : Line($"no answer came within {_options.TimeoutSeconds} seconds"));
        }
        catch (Exception e) when (e is RequestFailedException or HttpRequestException or IOException)
        {
            HttpRequestError? error = (e as HttpRequestException ?? e.InnerException as HttpRequestException)?.HttpRequestError;
            return error is HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError
                ? new AcsAnswer(0, $"the mail service cannot be reached ({error})") { WasReached = false }
                : new AcsAnswer(0, "the connection to the mail service was lost");
        }
    }

    private async Task<(string Token, string? Fault)> TokenAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_token.Token is { Length: > 0 } && _token.ExpiresOn - TokenReserve > _time.GetUtcNow())
            {
                return (_token.Token, null);
            }
        }

        using CancellationTokenSource limit = new(Timeout, _time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            AccessToken token = await _credential.GetTokenAsync(new TokenRequestContext(Scopes), either.Token).ConfigureAwait(false);
            lock (_gate)
            {
                _token = token;
            }

            return (token.Token, null);
        }
        catch (OperationCanceledException)
        {
            return ("", cancellationToken.IsCancellationRequested
                ? "stopped before the letter went out"
                : Line($"no token came within {_options.TimeoutSeconds} seconds; check the identity this program runs under"));
        }
        catch (Exception e) when (e is AuthenticationFailedException or RequestFailedException or HttpRequestException or IOException)
        {
            // The fault's own words can have names of tenants, accounts and files.
            return ("", $"no token for the mail service ({e.GetType().Name}); check the identity this program runs under");
        }
    }

    private void Forget(AcsAnswer answer)
    {
        if (answer.Status == 401)
        {
            lock (_gate)
            {
                _token = default;
            }
        }
    }

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    /// <summary>A letter on its way, with the token it travels with.</summary>
    private sealed class Errand(MimeMessage message, string token)
    {
        public MimeMessage Message => message;

        public string Token => token;
    }

    private sealed class AcsClientOptions : ClientOptions;
}
