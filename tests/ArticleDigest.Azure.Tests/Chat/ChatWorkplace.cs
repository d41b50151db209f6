using System.Text.Json;
using ArticleDigest.Analysis;
using ArticleDigest.Analysis.Chat;
using ArticleDigest.Articles;
using ArticleDigest.Records;
using Microsoft.Extensions.Time.Testing;
using ModelServer;

namespace ArticleDigest.Azure.Tests.Chat;

/// <summary>The chat analyst as it is in use, over a played server; the clock is the test's.</summary>
internal sealed class ChatWorkplace : IAsyncDisposable
{
    public const string Text = "Mayor Ines Falk said on Monday that the city should reopen the rural clinics before winter.\n\n"
        + "The nurses' union sharply criticised the ministry for closing three wards.\n\n"
        + "The harbour was calm and the ferries ran on time all day long, the port said.";

    private readonly ChatModel _model;

    private ChatWorkplace(PlayedModel server, ChatOptions options, IRecords digest, FakeTimeProvider time, IArticleAnalyst? fallback)
    {
        (Server, Options, Digest, Time) = (server, options, digest, time);
        _model = new ChatModel(options, null, time);
        Analyst = new ChatAnalyst(new GuardedModel(_model, options, time), options, digest, time, fallback);
    }

    public PlayedModel Server { get; }

    public ChatOptions Options { get; }

    public IRecords Digest { get; }

    public FakeTimeProvider Time { get; }

    public ChatAnalyst Analyst { get; }

    public static async Task<ChatWorkplace> OpenAsync(Action<ChatOptions>? change = null, IArticleAnalyst? fallback = null)
    {
        PlayedModel server = await PlayedModel.StartAsync();
        return Open(server, change, new InMemoryRecords(), fallback);
    }

    /// <summary>Another instance on the same storage.</summary>
    public ChatWorkplace Again(Action<ChatOptions>? change = null) => Open(Server, change, Digest, null);

    public static Article ArticleOf(string text, string title = "Clinics", string language = "en") => ArticleReading.Of(text, title, language);

    /// <summary>An answer with points.</summary>
    public static string Points(params object[] points) => JsonSerializer.Serialize(new { points });

    public static object Proposal(string actor, string statement, string quote, bool key = true) =>
        new { kind = "proposal", actor, target = (string?)null, statement, quote, voice = "reported", key };

    public static object Criticism(string actor, string target, string statement, string quote) =>
        new { kind = "criticism", actor, target, statement, quote, voice = "reported", key = false };

    /// <summary>Analyses an article section by section and merges, as the steps do; the first section that is not analysed ends it.</summary>
    public async Task<(SectionAnalysis? Stop, ArticleAnalysis? Analysis)> AnalyseAsync(Article article)
    {
        List<SectionAnalysis> found = [];
        foreach (TextSection section in Analyst.Divide(article))
        {
            SectionAnalysis next = await Analyst.AnalyseAsync(article, section, default);
            if (next.Status != SectionStatus.Analysed)
            {
                return (next, null);
            }

            found.Add(next);
        }

        return (null, AnalysisSteps.Merge(article, Analyst.Version, found));
    }

    public async ValueTask DisposeAsync()
    {
        _model.Dispose();
        await Server.DisposeAsync();
    }

    private static ChatWorkplace Open(PlayedModel server, Action<ChatOptions>? change, IRecords digest, IArticleAnalyst? fallback)
    {
        ChatOptions options = new() { Endpoint = server.Endpoint.ToString(), Deployment = "played-model", Key = "a-key-for-tests" };
        change?.Invoke(options);
        Assert.Empty(options.Faults());
        return new ChatWorkplace(server, options, digest, new FakeTimeProvider(new DateTimeOffset(2026, 3, 1, 6, 0, 0, TimeSpan.Zero)), fallback);
    }
}

/// <summary>Articles as the reader makes them.</summary>
internal static class ArticleReading
{
    public static Article Of(string text, string title, string language) => new()
    {
        Id = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text))),
        Title = title,
        Language = language,
        Text = text,
    };
}
