using System.CommandLine;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using ArticleDigest.Editions;
using ArticleDigest.Hosting.Configuration;
using ArticleDigest.Hosting.Pages;
using ArticleDigest.Letters;
using DigestFunctions.Local.Configuration;
using DigestFunctions.Local.Hosting;
using DigestFunctions.Local.Web;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace DigestFunctions.Local.Commands;

/// <summary><c>digest run</c>: the whole product in one process, until it is stopped.</summary>
internal static class RunCommand
{
    private const int UsualPort = 5290;

    public static Command Create(Screen screen)
    {
        Option<int> port = new("--port")
        {
            Description = "The port of the pages on 127.0.0.1; 0 takes a free one.",
            DefaultValueFactory = _ => UsualPort,
        };
        port.Validators.Add(result =>
        {
            // What is no number at all is told by the parser itself.
            if (result.Tokens is [{ Value: { } text }]
                && int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out int number)
                && number is < 0 or > ushort.MaxValue)
            {
                result.AddError("--port takes a number from 0 to 65535.");
            }
        });
        Command command = new("run", "Pick up drops, send editions when they are due, serve the pages; until stopped by Ctrl+C.") { port };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            screen, SettingsFile.Read(parsed.GetValue(CommandLine.Config), Uses.All), parsed.GetValue(port), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(Screen screen, Settings settings, int port, CancellationToken cancellationToken)
    {
        using ILoggerFactory loggers = LoggerFactory.Create(Logs.ToOutputStream);
        await using Workplace place = await Workplace.OpenAsync(
            settings, Workplace.DataFolder, settings.Storage.AzuritePort, TimeProvider.System, loggers, new Told(screen), cancellationToken);
        await using WebApplication app = Build(place, port);
        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch (IOException e) when (e.InnerException is SocketException or Microsoft.AspNetCore.Connections.AddressInUseException)
        {
            throw new BadUsageException($"Port {port} on 127.0.0.1 is taken; name another with --port.");
        }

        await AnnounceAsync(screen, place, app, cancellationToken);
        await app.WaitForShutdownAsync(cancellationToken);
        return 0;
    }

    private static WebApplication Build(Workplace place, int port)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        Logs.ToOutputStream(builder.Logging);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Loopback, port);
        });

        // A page elsewhere that points its own name at this machine gets nothing.
        builder.Services.AddHostFiltering(filter => filter.AllowedHosts = ["localhost", "127.0.0.1", "[::1]"]);
        builder.Services.AddSingleton(place.Time);
        builder.Services.AddSingleton(place.Settings.Articles);
        builder.Services.AddSingleton(place.Sweeper);
        builder.Services.AddSingleton(place.Editions);
        builder.Services.AddSingleton(place);
        builder.Services.AddSingleton(place.Settings);
        builder.Services.AddSingleton(place.Storage.Blobs.Articles);
        builder.Services.AddSingleton<Pulse>();
        builder.Services.AddSingleton<Bell>();
        builder.Services.AddSingleton<EditionSender>();
        builder.Services.AddSingleton<DroppedFiles>();
        builder.Services.AddSingleton<DeskReader>();
        builder.Services.AddSingleton<DeskWatch>();
        builder.Services.AddSingleton<DeskGuard>();
        builder.Services.AddSingleton<DropForm>();
        builder.Services.AddSingleton<DeskSite>();
        builder.Services.AddHostedService(services => services.GetRequiredService<EditionSender>());
        builder.Services.AddHostedService<SweepLoop>();
        builder.Services.AddHostedService<ClockLoop>();

        WebApplication app = builder.Build();
        app.UseHostFiltering();
        LocalSite.Map(app, new DigestSite(place.Pipeline, place.Storage.Blobs, place.Settings, place.Time), app.Services.GetRequiredService<DeskSite>());
        return app;
    }

    private static async Task AnnounceAsync(Screen screen, Workplace place, WebApplication app, CancellationToken cancellationToken)
    {
        string address = app.Services
            .GetRequiredService<Microsoft.AspNetCore.Hosting.Server.IServer>().Features
            .Get<IServerAddressesFeature>()!.Addresses.First();
        screen.Line($"Pages     {Screen.Safe(address)}");
        screen.Line($"Desk      {Screen.Safe(address)}/{PageAddresses.DeskPath}: drop files, see what becomes of them, send now");
        screen.Line($"Storage   {Screen.Safe(place.Storage.Blobs.Endpoint)}, container [bold]articles[/]");
        if (place.Storage.OwnConnectionString is { } connectionString)
        {
            screen.Line($"          for other clients: {Screen.Safe(connectionString)}");
        }

        screen.Line(place.MailFolder is { } folder
            ? $"Mail      into the folder {Screen.Safe(folder)}"
            : $"Mail      by {Screen.Safe(place.Settings.Mail.Service)}");
        foreach ((string name, ScheduleOptions schedule) in place.Settings.Digest.Schedules.OrderBy(s => s.Key, StringComparer.Ordinal))
        {
            DateTimeOffset next = new DigestCalendar(schedule).Next(place.Time.GetUtcNow(), null);
            screen.Line($"Schedule  {name}: {Screen.Safe(await place.Pipeline.Recipients.CountAsync(name, cancellationToken))}, {schedule.SendAt} {Screen.Safe(schedule.Zone)}; next {next:yyyy-MM-dd HH:mm} UTC");
        }

        screen.Line("Running; stop with Ctrl+C.");
    }
}
