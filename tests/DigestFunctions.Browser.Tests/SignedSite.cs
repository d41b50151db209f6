using System.Net;
using ArticleDigest.Azure;
using ArticleDigest.Hosting;
using ArticleDigest.Hosting.Configuration;
using ArticleDigest.Hosting.Pages;
using ArticleDigest.Letters;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace DigestFunctions.Browser.Tests;

/// <summary>The archive as it is open to the internet: to whoever has a signed link, under the addresses of the Functions app.</summary>
internal sealed class SignedSite : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConfiguredPipeline _pipeline;

    private SignedSite(WebApplication app, ConfiguredPipeline pipeline) => (_app, _pipeline) = (app, pipeline);

    /// <summary>The address of its pages.</summary>
    public Uri Pages => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    /// <summary>Starts it.</summary>
    /// <param name="configuration">The same as that of the program that sends the letters.</param>
    public static async Task<SignedSite> StartAsync(IReadOnlyDictionary<string, string?> configuration)
    {
        Settings settings = Settings.Read(
            new ConfigurationBuilder()
                .AddInMemoryCollection(configuration.Select(c => KeyValuePair.Create(c.Key.Replace("__", ":", StringComparison.Ordinal), c.Value)))
                .Build(),
            Uses.All | Uses.NamedPlaces,
            []);
        BlobStorage storage = BlobStorage.Connect(settings.Storage);
        ConfiguredPipeline pipeline = new(settings, storage.Containers, TimeProvider.System, NullLoggerFactory.Instance);
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        WebApplication app = builder.Build();
        Map(app, new DigestSite(pipeline.Pipeline, storage, settings, TimeProvider.System));
        await app.StartAsync();
        return new SignedSite(app, pipeline);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await _pipeline.DisposeAsync();
    }

    private static void Map(WebApplication app, DigestSite site)
    {
        app.MapGet("/editions/{schedule}/{date?}", (string schedule, string? date, HttpRequest request, CancellationToken token) => site.ArchiveAsync(schedule, date, Visitor.With(request), token));
        app.MapGet("/editions/{schedule}/{date}/articles/{article}", (string schedule, string date, string article, HttpRequest request, CancellationToken token) => site.ArticleAsync(schedule, date, article, Visitor.With(request), token));
        app.MapGet("/editions/{schedule}/{date}/matrix", (string schedule, string date, HttpRequest request, CancellationToken token) => site.MatrixAsync(schedule, date, Visitor.With(request), token));
        app.MapGet("/actors/{schedule}", (string schedule, HttpRequest request, CancellationToken token) => site.ActorsAsync(schedule, request, Visitor.With(request), token));
        app.MapGet("/actors/{schedule}/{key}", (string schedule, string key, HttpRequest request, CancellationToken token) => site.ActorAsync(schedule, key, Visitor.With(request), token));
        app.MapGet("/search/{schedule}", (string schedule, HttpRequest request, CancellationToken token) => site.SearchAsync(schedule, request, Visitor.With(request), token));
        app.MapGet("/feed/{schedule}", (string schedule, HttpRequest request, CancellationToken token) => site.FeedAsync(schedule, Visitor.With(request), new Uri($"{request.Scheme}://{request.Host}/"), token));
        app.MapGet($"/{PageAddresses.UnsubscribePath}", (HttpRequest request, CancellationToken token) => site.UnsubscribeAsync(request, token));
    }
}
