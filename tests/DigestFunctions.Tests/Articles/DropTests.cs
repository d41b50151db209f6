using ArticleDigest.Analysis;
using ArticleDigest.Articles;
using DigestFunctions.Local.Tests;
using LocalServers;
using Microsoft.DurableTask.Client;

namespace DigestFunctions.Tests.Articles;

/// <summary>The triggers that take drops in.</summary>
public sealed class DropTests(AzuriteServer azurite)
{
    [Fact]
    public async Task A_drop_is_taken_in_and_its_analysis_started_under_the_articles_id()
    {
        await using Workplace workplace = await Workplace.OpenAsync(azurite);
        await workplace.DropAsync("folder/a ü.txt", Texts.Article(7));

        await workplace.ReceiveAsync("folder/a ü.txt");

        Start start = Assert.Single(workplace.Client.Started);
        AnalysisRequest request = Assert.IsType<AnalysisRequest>(start.Input);
        Assert.Equal("AnalyseArticle", start.Orchestration);
        Assert.Equal($"{request.ArticleId}-{request.AnalystVersion}", start.Id);
        Assert.Equal("folder/a ü.txt", request.Drop);
        Assert.Equal((await workplace.ReceiptAsync("folder/a ü.txt")).DropETag, request.DropETag);
    }

    [Fact]
    public async Task While_its_analysis_is_under_way_a_drop_is_kept_and_no_attempt_is_counted()
    {
        await using Workplace workplace = await Workplace.OpenAsync(azurite);
        await workplace.DropAsync("a.txt", Texts.Article(7));
        await workplace.ReceiveAsync("a.txt");

        for (int sweep = 0; sweep < 5; sweep++)
        {
            workplace.Time.Advance(TimeSpan.FromSeconds(workplace.Settings.Articles.LeaseSeconds + 1));
            await workplace.SweepAsync();
        }

        Receipt receipt = await workplace.ReceiptAsync("a.txt");
        Assert.Single(workplace.Client.Started);
        Assert.Equal(1, receipt.Attempts);
        Assert.Null(receipt.Concluded);
        Assert.Equal(workplace.Time.GetUtcNow().AddSeconds(workplace.Settings.Articles.LeaseSeconds), receipt.Until);
    }

    [Fact]
    public async Task One_that_another_started_a_moment_before_is_under_way_too()
    {
        await using Workplace workplace = await Workplace.OpenAsync(azurite);
        workplace.Client.IsAlwaysLate = true;
        await workplace.DropAsync("a.txt", Texts.Article(7));

        await workplace.ReceiveAsync("a.txt");

        Assert.Empty(workplace.Client.Started);
        Assert.Equal(0, (await workplace.ReceiptAsync("a.txt")).Attempts);
    }

    [Theory]
    [InlineData(OrchestrationRuntimeStatus.Failed)]
    [InlineData(OrchestrationRuntimeStatus.Completed)]
    [InlineData(OrchestrationRuntimeStatus.Terminated)]
    public async Task One_that_ended_without_concluding_the_drop_is_started_again_and_counted(OrchestrationRuntimeStatus ended)
    {
        await using Workplace workplace = await Workplace.OpenAsync(azurite);
        await workplace.DropAsync("a.txt", Texts.Article(7));
        await workplace.ReceiveAsync("a.txt");
        workplace.Client.Set(workplace.Client.Started[0].Id, ended);

        workplace.Time.Advance(TimeSpan.FromSeconds(workplace.Settings.Articles.LeaseSeconds + 1));
        await workplace.SweepAsync();

        Assert.Equal(2, workplace.Client.Started.Count);
        Assert.Equal(2, (await workplace.ReceiptAsync("a.txt")).Attempts);
    }

    [Fact]
    public async Task A_sweep_finds_every_drop_and_one_that_fails_does_not_hold_up_the_others()
    {
        await using Workplace workplace = await Workplace.OpenAsync(azurite);
        await workplace.DropAsync("1.txt", Texts.Article(1));
        await workplace.ReceiveAsync("1.txt");
        string faulty = workplace.Client.Started[0].Id;
        workplace.Client.Set(faulty, OrchestrationRuntimeStatus.Failed);
        workplace.Client.Faulty = faulty;
        await workplace.DropAsync("2.txt", Texts.Article(2));
        await workplace.DropAsync("3.txt", Texts.Article(3));
        await workplace.DropAsync("junk.txt", "\0\u0001\u0002");

        workplace.Time.Advance(TimeSpan.FromSeconds(workplace.Settings.Articles.LeaseSeconds + 1));
        await workplace.SweepAsync();

        Assert.Equal(
            ["1.txt", "2.txt", "3.txt"],
            workplace.Client.Started.Select(s => ((AnalysisRequest)s.Input!).Drop).Order(StringComparer.Ordinal));
        Assert.Equal(OutcomeStatus.Rejected, (await workplace.ReceiptAsync("junk.txt")).Concluded?.Status);
        Assert.Null((await workplace.ReceiptAsync("1.txt")).Concluded);
        Assert.Contains(workplace.Logs.Lines, line => line.Text.Contains("Taking in the drop 1.txt failed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_drop_that_the_trigger_gave_up_is_left_to_the_next_sweep()
    {
        await using Workplace workplace = await Workplace.OpenAsync(azurite);
        await workplace.DropAsync("a.txt", Texts.Article(7));

        await workplace.PoisonAsync("a.txt");
        Receipt left = await workplace.ReceiptAsync("a.txt");
        await workplace.SweepAsync();

        Assert.Equal((0, workplace.Time.GetUtcNow()), (left.Attempts, left.Until));
        Assert.Equal("a.txt", ((AnalysisRequest)Assert.Single(workplace.Client.Started).Input!).Drop);
        Assert.Equal(1, (await workplace.ReceiptAsync("a.txt")).Attempts);
    }

    [Fact]
    public async Task A_drop_that_has_a_receipt_is_gone_or_has_an_impossible_name_is_left_as_it_is()
    {
        await using Workplace workplace = await Workplace.OpenAsync(azurite);
        await workplace.DropAsync("a.txt", Texts.Article(7));
        await workplace.ReceiveAsync("a.txt");
        Receipt before = await workplace.ReceiptAsync("a.txt");

        await workplace.PoisonAsync("a.txt");
        await workplace.PoisonAsync("gone.txt");
        await workplace.PoisonAsync("../digest/x");
        await workplace.PoisonAsync("");

        Assert.Equal(before, await workplace.ReceiptAsync("a.txt"));
        Assert.Null(await workplace.ReadReceiptAsync("gone.txt"));
        Assert.Null(await workplace.ReadReceiptAsync("../digest/x"));
    }

    [Fact]
    public async Task A_drop_becomes_an_edition_and_its_letters_by_the_apps_own_functions()
    {
        await using Workplace workplace = await Workplace.OpenAsync(azurite);
        await workplace.TickAsync();
        await workplace.DropAsync("a.txt", Texts.Article(7));
        await workplace.ReceiveAsync("a.txt");
        await workplace.RunAsync(workplace.Client.Started[0]);
        workplace.Time.Advance(TimeSpan.FromHours(2));

        await workplace.TickAsync();
        await workplace.TickAsync();
        Start edition = Assert.Single(workplace.Client.Started, s => s.Orchestration == "SendEdition");
        await workplace.RunAsync(edition);
        await workplace.TickAsync();

        Assert.Equal("edition-daily-2026-03-01", edition.Id);
        Assert.Equal(OutcomeStatus.Analysed, (await workplace.ReceiptAsync("a.txt")).Concluded?.Status);
        Assert.Equal(2, workplace.Letters.Count);
        Assert.All(workplace.Letters, file => Assert.Contains("congestion charge of 7 euros", MimeKit.MimeMessage.Load(file).TextBody, StringComparison.Ordinal));
        Assert.Single(workplace.Client.Started, s => s.Orchestration == "SendEdition");
    }
}
