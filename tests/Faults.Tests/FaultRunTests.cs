namespace Faults.Tests;

/// <summary>A minute of faults. DIGEST_FAULT_SEED sets another plan than the usual one; longer runs are made by the program.</summary>
public sealed class FaultRunTests(ITestOutputHelper output)
{
    private const int UsualSeed = 20260301;

    [Fact]
    public async Task Nothing_is_lost_or_sent_twice_while_hosts_storage_and_mail_server_are_killed_and_restarted()
    {
        int seed = int.TryParse(Environment.GetEnvironmentVariable("DIGEST_FAULT_SEED"), out int given) ? given : UsualSeed;
        DirectoryInfo folder = Directory.CreateTempSubdirectory("digest-faults-");
        FaultRun run = new(new FaultPlan(seed, TimeSpan.FromMinutes(1)), folder.FullName, TimeSpan.FromMinutes(8), output.WriteLine);

        FaultReport report = await run.RunAsync(TestContext.Current.CancellationToken);

        output.WriteLine(report.Tell());
        Assert.Empty(report.Violations);
        Assert.True(report.HostKills >= 5, "Hardly anything was killed.");
        Assert.NotEmpty(report.Seen.Mails);
        Assert.True(report.StorageRestarts > 0, "The storage was never restarted.");
        folder.Delete(recursive: true);
    }

    [Fact]
    public void The_same_seed_gives_the_same_plan()
    {
        FaultPlan one = new(5, TimeSpan.FromMinutes(2));
        FaultPlan other = new(5, TimeSpan.FromMinutes(2));

        Assert.Equal(one.Events, other.Events);
        Assert.Equal(one.Tell(), other.Tell());
        Assert.NotEqual(one.Tell(), new FaultPlan(6, TimeSpan.FromMinutes(2)).Tell());
    }

    [Fact]
    public void No_two_articles_have_the_same_text()
    {
        FaultPlan plan = new(5, TimeSpan.FromMinutes(10));

        List<PlannedDrop> articles = [.. plan.Events.OfType<PlannedDrop>().Where(d => d.Kind is not "copy")];

        Assert.True(articles.Count > 100, "There are hardly any articles.");
        Assert.Equal(articles.Count, articles.Select(a => a.Content).Distinct(StringComparer.Ordinal).Count());
    }
}
