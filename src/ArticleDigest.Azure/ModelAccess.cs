using System.ClientModel;
using System.ClientModel.Primitives;
using ArticleDigest.Analysis.Chat;
using Azure.AI.OpenAI;
using Azure.Core;
using OpenAI;

namespace ArticleDigest.Azure;

/// <summary>
/// The way to a model's service over HTTP, whatever the model is asked for: the client with its address and credential, a
/// limit to every call, and what it means that one fails. Nothing is tried again here.
/// </summary>
internal sealed class ModelAccess : IDisposable
{
    private const long MostTokens = 50_000_000;

    // Connections outlive a change of the service's address otherwise.
    private static readonly TimeSpan ConnectionLife = TimeSpan.FromMinutes(5);

    private readonly ModelOptions _options;
    private readonly TimeProvider _time;
    private readonly KeptToken? _token;
    private readonly HttpClient _http;

    /// <summary>Prepares the access; nothing is sent yet.</summary>
    /// <param name="options">Options without faults.</param>
    /// <param name="credential">The identity that asks where the options have no key; may be null where they have one.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="ArgumentException">The options have faults, or there is neither a key nor an identity.</exception>
    public ModelAccess(ModelOptions options, TokenCredential? credential, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        if (options.Faults().Any())
        {
            throw new ArgumentException("These options have faults.", nameof(options));
        }

        if (options.Key.Length == 0 && credential is null)
        {
            throw new ArgumentException("These options have no key, so an identity is needed.", nameof(credential));
        }

        _options = options;
        _time = time;
        Faults = new ModelFaults(options, time);
        _token = options.Key.Length == 0 ? new KeptToken(credential!, time) : null;
        _http = Http(new Uri(options.Endpoint).IsLoopback);
        Client = options.Service == ModelService.Azure
            ? AzureService(options, _token, _http)
            : new OpenAIClient(new ApiKeyCredential(options.Key), Prepare(new OpenAIClientOptions { Endpoint = OpenAIEndpoint(options.Endpoint) }, options, _http));
    }

    /// <summary>The service's client; called within <see cref="AskAsync"/>.</summary>
    public OpenAIClient Client { get; }

    /// <summary>What it means that a call failed.</summary>
    public ModelFaults Faults { get; }

    /// <summary>A number of tokens as a service tells it; what no model can have read or written was not counted, but made up.</summary>
    public static int Count(long? tokens) => tokens is >= 0 and <= MostTokens ? (int)tokens : 0;

    /// <summary>Asks the service within the time that a call may take.</summary>
    /// <param name="ask">The call.</param>
    /// <param name="without">What stands for its answer if it fails.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="OperationCanceledException">The call was ended from outside.</exception>
    public async Task<T> AskAsync<T>(Func<CancellationToken, Task<T>> ask, Func<ModelAnswer, T> without, CancellationToken cancellationToken)
    {
        if (Faults.OfKey() is { } unusable)
        {
            return without(unusable);
        }

        using CancellationTokenSource limit = new(TimeSpan.FromSeconds(_options.TimeoutSeconds), _time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            if (_token is not null)
            {
                await _token.RenewAsync(either.Token).ConfigureAwait(false);
            }

            return await ask(either.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (ModelFaults.IsOfModel(e))
        {
            // A call that is ended from outside can fail in any way.
            cancellationToken.ThrowIfCancellationRequested();
            return without(e is OperationCanceledException && _token is { IsReady: false } ? Faults.OfSlowIdentity() : Faults.Of(e));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private static AzureOpenAIClient AzureService(ModelOptions options, KeptToken? token, HttpClient http)
    {
        Uri endpoint = AzureEndpoint(options.Endpoint);
        AzureOpenAIClientOptions client = Prepare(new AzureOpenAIClientOptions(), options, http);
        return token is null
            ? new AzureOpenAIClient(endpoint, new ApiKeyCredential(options.Key), client)
            : new AzureOpenAIClient(endpoint, token, client);
    }

    private static T Prepare<T>(T client, ModelOptions options, HttpClient http)
        where T : ClientPipelineOptions
    {
        client.RetryPolicy = new ClientRetryPolicy(maxRetries: 0);
        client.NetworkTimeout = TimeSpan.FromSeconds(options.TimeoutSeconds);
        client.Transport = new HttpClientPipelineTransport(http);
        client.ClientLoggingOptions = new ClientLoggingOptions { EnableLogging = false, EnableMessageContentLogging = false };
        return client;
    }

    // A proxy that the environment names for everything cannot reach a service on this machine; and whoever is
    // redirected to would get the key.
    private static HttpClient Http(bool isLoopback) =>
        new(new ShortAnswers { InnerHandler = new SocketsHttpHandler { UseProxy = !isLoopback, UseCookies = false, AllowAutoRedirect = false, PooledConnectionLifetime = ConnectionLife } })
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };

    // The portals show the resource's address with and without the path of its newer interface.
    private static Uri AzureEndpoint(string endpoint)
    {
        UriBuilder address = new(endpoint);
        string path = address.Path.TrimEnd('/');
        foreach (string known in (string[])["/openai/v1", "/openai"])
        {
            if (path.EndsWith(known, StringComparison.OrdinalIgnoreCase))
            {
                path = path[..^known.Length];
                break;
            }
        }

        address.Path = path + "/";
        return address.Uri;
    }

    private static Uri OpenAIEndpoint(string endpoint)
    {
        UriBuilder address = new(endpoint);
        address.Path = address.Path.Length > 1 ? address.Path.TrimEnd('/') + "/" : "/v1/";
        return address.Uri;
    }

    /// <summary>Reads answers to their end, and none that is longer than an answer can be.</summary>
    private sealed class ShortAnswers : DelegatingHandler
    {
        private const long MostBytes = 16 * 1024 * 1024;

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            HttpResponseMessage response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
            try
            {
                await response.Content.LoadIntoBufferAsync(MostBytes, cancellationToken).ConfigureAwait(false);
                return response;
            }
            catch
            {
                response.Dispose();
                throw;
            }
        }
    }
}
