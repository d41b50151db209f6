using Microsoft.Extensions.Logging.Console;

namespace DigestFunctions.Local;

/// <summary>Where the program logs to.</summary>
internal static class Logs
{
    /// <summary>For commands with a result: only faults, on the error stream.</summary>
    public static ILoggerFactory ToErrorStream() => LoggerFactory.Create(logging =>
    {
        logging.SetMinimumLevel(LogLevel.Warning);
        logging.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        AddForm(logging);
    });

    /// <summary>For a host that runs on: what it does, on the output stream.</summary>
    public static void ToOutputStream(ILoggingBuilder logging)
    {
        logging.SetMinimumLevel(LogLevel.Information);
        logging.AddFilter("Microsoft", LogLevel.Warning);

        // A port that is taken is told by the command, in one line.
        logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
        logging.AddConsole();
        AddForm(logging);
    }

    private static void AddForm(ILoggingBuilder logging) => logging.AddSimpleConsole(form =>
    {
        form.SingleLine = true;
        form.TimestampFormat = "HH:mm:ss ";
        form.ColorBehavior = Console.IsOutputRedirected ? LoggerColorBehavior.Disabled : LoggerColorBehavior.Default;
    });
}
