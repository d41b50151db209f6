using System.Text.Json;
using LocalServers;
using MimeKit;
using ModelServer;

namespace DigestFunctions.Local.Tests.Commands;

/// <summary>An edition of articles that a language model reads: what readers are told when it does not.</summary>
public sealed class SendByModelTests(AzuriteServer azurite)
{
    private const string Refused = "Harbour charge refused";

    [Fact]
    public async Task An_article_that_the_filter_refuses_is_accounted_for_with_the_reason_and_the_others_are_read()
    {
        await using PlayedModel model = await PlayedModel.StartAsync();
        await using Newsroom room = Newsroom.Open(azurite, "ana@example.org").Asking(model).With("Articles:Parallelism", "1");
        model.Play(Script.FilterQuestion("violence"));
        await room.DropAsync("a.txt", Texts.Article(7, Refused));
        await room.DropAsync("b.txt", Texts.Article(12));

        Finished sent = await room.RunAsync("send");
        Finished status = await room.RunAsync("status", "--json");
        string letter = Letter(room);

        Assert.True(sent.ExitCode == 0, sent.All);
        JsonElement drop = Assert.Single(JsonDocument.Parse(status.Output).RootElement.GetProperty("notAnalysed").EnumerateArray());
        Assert.Equal(("a.txt", "filtered"), (drop.GetProperty("drop").GetString(), drop.GetProperty("status").GetString()));
        Assert.Matches("^the model's content filter refuses the article: .*violence", drop.GetProperty("reason").GetString());
        Assert.Contains("2 articles received: 1 analysed, 1 filtered", letter, StringComparison.Ordinal);
        Assert.Matches($"{Refused}.*a[.]txt.*filtered.*the model's content filter refuses the article: [^.]*violence", letter);
        Assert.Contains("congestion charge of 12 euros", letter, StringComparison.Ordinal);
        Assert.DoesNotContain("congestion charge of 7 euros", letter, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Readers_are_told_which_articles_were_read_without_the_model_and_why()
    {
        await using PlayedModel model = await PlayedModel.StartAsync();
        await using Newsroom room = Newsroom.Open(azurite, "ana@example.org").Asking(model)
            .With("Analysis:Chat:Fallback", "Extractive").With("Analysis:Chat:BreakAfter", "1").With("Articles:Parallelism", "1");
        model.Usual = Script.Fault(503);
        await room.DropAsync("a.txt", Texts.Article(7));
        await room.DropAsync("b.txt", Texts.Article(12));

        Finished sent = await room.RunAsync("send");
        string letter = Letter(room);

        Assert.True(sent.ExitCode == 0, sent.All);
        Assert.Single(model.Requests);
        Assert.Contains("2 articles received: 2 analysed", letter, StringComparison.Ordinal);
        Assert.Matches("a[.]txt.* read without the model, because the model's service has a fault: 503", letter);
        Assert.Matches("b[.]txt.* read without the model, because the model is left alone after faults in a row, the last of them: the model's service has a fault: 503", letter);
        Assert.Contains("congestion charge of 7 euros", letter, StringComparison.Ordinal);
        Assert.Contains("congestion charge of 12 euros", letter, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_edition_goes_out_without_the_articles_that_a_model_cannot_read_for_now_and_they_stay_pending()
    {
        await using PlayedModel model = await PlayedModel.StartAsync();
        await using Newsroom room = Newsroom.Open(azurite, "ana@example.org").Asking(model).With("Analysis:Chat:Key", "a-wrong-key");
        await room.DropAsync("a.txt", Texts.Article(7));

        Finished sent = await room.RunAsync("send");
        Finished status = await room.RunAsync("status", "--json");

        Assert.True(sent.ExitCode == 0, sent.All);
        Assert.Contains("Analysis:Chat:Key", sent.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("a-wrong-key", sent.All, StringComparison.Ordinal);
        JsonElement drop = Assert.Single(JsonDocument.Parse(status.Output).RootElement.GetProperty("notAnalysed").EnumerateArray());
        Assert.Equal(("a.txt", "pending"), (drop.GetProperty("drop").GetString(), drop.GetProperty("status").GetString()));
        Assert.StartsWith("waits, taken up again after", drop.GetProperty("reason").GetString(), StringComparison.Ordinal);
    }

    /// <summary>The only letter's plain text, on one line.</summary>
    private static string Letter(Newsroom room)
    {
        string file = Assert.Single(Directory.GetFiles(Path.Combine(room.Folder, "digest-data", "mail"), "*.eml"));
        return string.Join(' ', MimeMessage.Load(file).TextBody!.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }
}
