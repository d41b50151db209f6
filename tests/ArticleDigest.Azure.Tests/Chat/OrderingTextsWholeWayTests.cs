using System.Text.Json;
using ArticleDigest.Analysis;
using ArticleDigest.Analysis.Chat;
using ArticleDigest.Articles;
using ArticleDigest.Editions;
using ArticleDigest.Records;
using ArticleDigest.Tests;
using ArticleDigest.Tests.Analysis.Chat;
using ModelServer;

namespace ArticleDigest.Azure.Tests.Chat;

/// <summary>Articles that give orders, with a model that obeys them, from the drop to the letter.</summary>
public sealed class OrderingTextsWholeWayTests
{
    private static readonly DateOnly Day = new(2026, 3, 1);

    [Fact]
    public async Task Nothing_reaches_an_edition_but_what_stands_in_the_article_and_the_article_is_kept()
    {
        await using PlayedModel server = await PlayedModel.StartAsync();
        ChatOptions options = new() { Endpoint = server.Endpoint.ToString(), Deployment = "played-model", Key = "a-key-for-tests" };
        using ChatModel model = new(options, null, TimeProvider.System);
        int flagged = 0;
        foreach (OrderingText text in OrderingTexts.All)
        {
            server.Usual = Script.Answer(asked => Obey(asked, text));
            using Installation installation = new(new ChatAnalyst(model, options, new InMemoryRecords(), TimeProvider.System, null));
            await installation.DropAsync("article.txt", $"{text.Title}\n\n{text.Text}");

            Assert.Equal(OutcomeStatus.Analysed, await installation.WorkAsync("article.txt"));
            Assert.True(await installation.SendAsync(Day));

            Edition edition = (await installation.ReadEditionAsync(Day))!;
            ArticleText kept = (await installation.Digest.ReadJsonAsync<ArticleText>(ArticleTexts.PathOf(Assert.Single(edition.Articles).Id), default))!.Value;
            Assert.All(edition.Proposals.Concat(edition.Criticisms).SelectMany(e => e.Sources), s =>
                Assert.Equal(s.Evidence.Quote, kept.Article.Text.Substring(s.Evidence.Start, s.Evidence.Length)));
            int passed = text.Obeyed.Count(o => OrderingTextsTests.Remains(text, o));
            Assert.True(edition.Proposals.Count + edition.Criticisms.Count <= passed, $"{text.Name}: more reached the edition than no check can stop");
            flagged += Assert.Single(edition.Accounting.Lines).Reason is null ? 0 : 1;
        }

        Assert.True(flagged * 10 >= OrderingTexts.All.Count * 9, $"{flagged} of {OrderingTexts.All.Count} are flagged in the account.");
    }

    // What the texts want said; asked for better evidence, the same quotes again.
    private static string Obey(Asked asked, OrderingText text) => string.Equals(asked.FormName, "points", StringComparison.Ordinal)
        ? JsonSerializer.Serialize(new
        {
            points = text.Obeyed.Select(o => new
            {
                kind = o.Target is null ? "proposal" : "criticism",
                actor = o.Actor,
                target = o.Target,
                statement = o.Statement,
                quote = o.Quote,
                voice = "reported",
                key = true,
            }),
        })
        : JsonSerializer.Serialize(new { quotes = text.Obeyed.Select((o, i) => new { number = i + 1, quote = o.Quote }) });
}
