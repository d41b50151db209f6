using ArticleDigest;
using ArticleDigest.Azure;
using ArticleDigest.Hosting;
using ArticleDigest.Hosting.Configuration;
using ArticleDigest.Hosting.Pages;
using Azure.Identity;
using Azure.Monitor.OpenTelemetry.Exporter;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Azure.Functions.Worker.OpenTelemetry;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace DigestFunctions;

/// <summary>What the functions are given: the configured pipeline, its pages, the clock and the telemetry.</summary>
internal static class DigestServices
{
    private const string Telemetry = "APPLICATIONINSIGHTS_CONNECTION_STRING";

    /// <summary>Reads the configuration and adds all services.</summary>
    /// <exception cref="BadConfigurationException">The configuration is wrong; it has all the mistakes.</exception>
    public static void AddDigest(this FunctionsApplicationBuilder builder)
    {
        // Lines about requests have whole addresses, and so the tokens in them, and would go into the telemetry.
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);

        // Lines about each step of an orchestration, which tell nothing that the app's own do not.
        builder.Logging.AddFilter("Microsoft.DurableTask", LogLevel.Warning);

        Settings settings = Settings.Read(builder.Configuration, Uses.All | Uses.NamedPlaces, []);
        builder.Services.AddSingleton(settings);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(BlobStorage.Connect(settings.Storage));
        builder.Services.AddSingleton(services => new ConfiguredPipeline(
            settings,
            services.GetRequiredService<BlobStorage>().Containers,
            services.GetRequiredService<TimeProvider>(),
            services.GetRequiredService<ILoggerFactory>()));
        builder.Services.AddSingleton(services => services.GetRequiredService<ConfiguredPipeline>().Pipeline);
        builder.Services.AddSingleton<DigestSite>();
        builder.Services.AddHostedService<StorageOpening>();

        OpenTelemetry.IOpenTelemetryBuilder telemetry = builder.Services.AddOpenTelemetry().UseFunctionsWorkerDefaults();
        if (builder.Configuration[Telemetry] is { Length: > 0 })
        {
            telemetry.UseAzureMonitorExporter(exporter =>
            {
                exporter.Credential = new DefaultAzureCredential();

                // Alerts look for single lines, which must not go with the traces that sampling leaves out.
                exporter.EnableTraceBasedLogsSampler = false;
            });
        }
        else
        {
            AddConsole(builder.Logging);
        }
    }

    /// <summary>
    /// Has lines written where the host reads them. It drops those that are handed to it, because a worker that tells its own
    /// telemetry does not say which invocation they belong to.
    /// </summary>
    private static void AddConsole(ILoggingBuilder logging)
    {
        // The host takes what comes on the output stream for information, whatever it says.
        logging.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Warning);
        logging.AddSimpleConsole(form =>
        {
            form.SingleLine = true;
            form.ColorBehavior = LoggerColorBehavior.Disabled;
        });
    }
}
