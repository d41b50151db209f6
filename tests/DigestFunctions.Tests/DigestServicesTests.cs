using ArticleDigest;
using ArticleDigest.Hosting.Configuration;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace DigestFunctions.Tests;

public sealed class DigestServicesTests
{
    [Fact]
    public void Addresses_of_requests_which_have_tokens_are_not_logged()
    {
        FunctionsApplicationBuilder builder = Builder(
            ("Storage:ConnectionString", "UseDevelopmentStorage=true"),
            ("Mail:PickupFolder", "letters"),
            ("Digest:Schedules:daily:Recipients:0:Address", "ana@example.org"));
        builder.AddDigest();
        using IHost host = builder.Build();
        ILoggerFactory loggers = host.Services.GetRequiredService<ILoggerFactory>();

        Assert.False(loggers.CreateLogger("Microsoft.AspNetCore.Hosting.Diagnostics").IsEnabled(LogLevel.Information));
        Assert.True(loggers.CreateLogger("Microsoft.AspNetCore.Hosting.Diagnostics").IsEnabled(LogLevel.Warning));
        Assert.NotNull(host.Services.GetRequiredService<DigestPipeline>());
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("InstrumentationKey=11111111-1111-1111-1111-111111111111", false)]
    public void Lines_go_to_the_console_where_no_telemetry_takes_them(string telemetry, bool hasConsole)
    {
        FunctionsApplicationBuilder builder = Builder(
            ("APPLICATIONINSIGHTS_CONNECTION_STRING", telemetry),
            ("Storage:ConnectionString", "UseDevelopmentStorage=true"),
            ("Mail:PickupFolder", "letters"),
            ("Digest:Schedules:daily:Recipients:0:Address", "ana@example.org"));
        builder.AddDigest();
        using IHost host = builder.Build();

        Assert.Equal(hasConsole, host.Services.GetServices<ILoggerProvider>().OfType<ConsoleLoggerProvider>().Any());
        Assert.False(host.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Microsoft.DurableTask.Client").IsEnabled(LogLevel.Information));
    }

    [Fact]
    public void All_mistakes_are_told_at_once_among_them_that_storage_and_mail_are_not_named()
    {
        FunctionsApplicationBuilder builder = Builder(
            ("Digest:Schedules:daily:Zone", "Europe/Atlantis"), ("Articles:MaxBytes", "many"), ("Mail:Sever", "smtp.example.org"));

        BadConfigurationException told = Assert.Throws<BadConfigurationException>(builder.AddDigest);

        Assert.Contains(told.Faults, f => f.StartsWith("Storage:AccountUri is missing", StringComparison.Ordinal));
        Assert.Contains(told.Faults, f => f.StartsWith("Mail names no way for letters", StringComparison.Ordinal));
        Assert.Contains(told.Faults, f => f.StartsWith("Mail:Sever is not a known key", StringComparison.Ordinal));
        Assert.Contains(told.Faults, f => f.StartsWith("Articles:MaxBytes is 'many'", StringComparison.Ordinal));
        Assert.Contains(told.Faults, f => f.StartsWith("Digest:Schedules:daily:Zone is 'Europe/Atlantis'", StringComparison.Ordinal));
    }

    private static FunctionsApplicationBuilder Builder(params (string Key, string Value)[] settings)
    {
        FunctionsApplicationBuilder builder = FunctionsApplication.CreateBuilder([]);
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value)));
        return builder;
    }
}
