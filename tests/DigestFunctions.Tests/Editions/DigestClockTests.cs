using LocalServers;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace DigestFunctions.Tests.Editions;

public sealed class DigestClockTests(AzuriteServer azurite)
{
    [Fact]
    public async Task Nothing_is_started_before_the_hour()
    {
        await using Workplace workplace = await Workplace.OpenAsync(azurite);

        await workplace.TickAsync();
        workplace.Time.Advance(TimeSpan.FromMinutes(59));
        await workplace.TickAsync();

        Assert.Empty(workplace.Client.Started);
    }

    [Fact]
    public async Task An_edition_that_failed_is_started_again_and_one_under_way_is_not()
    {
        await using Workplace workplace = await Workplace.OpenAsync(azurite);
        await workplace.TickAsync();
        workplace.Time.Advance(TimeSpan.FromHours(1));

        await workplace.TickAsync();
        await workplace.TickAsync();
        int underWay = workplace.Client.Started.Count;
        workplace.Client.Set("edition-daily-2026-03-01", OrchestrationRuntimeStatus.Failed);
        await workplace.TickAsync();

        Assert.Equal(1, underWay);
        Assert.Equal(["edition-daily-2026-03-01", "edition-daily-2026-03-01"], workplace.Client.Started.Select(s => s.Id));
    }

    [Fact]
    public async Task An_edition_of_which_nothing_went_out_an_hour_after_it_was_due_is_told_as_an_error()
    {
        await using Workplace workplace = await Workplace.OpenAsync(azurite);
        await workplace.TickAsync();
        workplace.Time.Advance(TimeSpan.FromHours(1));
        await workplace.TickAsync();
        workplace.Time.Advance(TimeSpan.FromMinutes(59));
        await workplace.TickAsync();
        Assert.DoesNotContain(workplace.Logs.Lines, line => line.Event == "EditionOverdue");

        workplace.Time.Advance(TimeSpan.FromMinutes(1));
        await workplace.TickAsync();

        LogLine told = Assert.Single(workplace.Logs.Lines, line => line.Event == "EditionOverdue");
        Assert.Equal(LogLevel.Error, told.Level);
        Assert.Contains("The edition daily of ", told.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_edition_that_went_out_is_never_overdue()
    {
        await using Workplace workplace = await Workplace.OpenAsync(azurite);
        await workplace.TickAsync();
        workplace.Time.Advance(TimeSpan.FromHours(1));
        await workplace.TickAsync();
        await workplace.RunAsync(workplace.Client.Started[0]);

        workplace.Time.Advance(TimeSpan.FromHours(8));
        await workplace.TickAsync();

        Assert.Equal(2, workplace.Letters.Count);
        Assert.DoesNotContain(workplace.Logs.Lines, line => line.Event == "EditionOverdue");
    }
}
