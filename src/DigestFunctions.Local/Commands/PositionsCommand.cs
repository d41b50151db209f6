using System.CommandLine;
using System.Globalization;
using ArticleDigest.Azure;
using ArticleDigest.Editions;
using ArticleDigest.Hosting;
using ArticleDigest.Hosting.Configuration;
using ArticleDigest.Records;
using DigestFunctions.Local.Configuration;
using DigestFunctions.Local.Hosting;

namespace DigestFunctions.Local.Commands;

/// <summary><c>digest positions</c>: looks into the ledger of positions, and makes it anew.</summary>
internal static class PositionsCommand
{
    private const int MostParties = 50;

    public static Command Create(Screen screen)
    {
        Argument<string?> name = new("NAME")
        {
            Description = "A party, by any of its names; without one, the parties that were told of last are named.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        Option<string?> schedule = new("--schedule") { Description = "The schedule; needed only where there are several.", HelpName = "NAME" };
        Option<bool> rebuild = new("--rebuild") { Description = "Make the ledger anew from stored analyses." };
        Option<bool> json = new("--json") { Description = "Print JSON instead of text." };
        Command command = new("positions", "Show what a party has stood for, day by day.") { name, schedule, rebuild, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            bool isRebuild = parsed.GetValue(rebuild);
            string? party = parsed.GetValue(name);
            if (isRebuild && party is not null)
            {
                throw new BadUsageException("--rebuild makes the whole ledger anew; leave out the name.");
            }

            Settings settings = SettingsFile.Read(parsed.GetValue(CommandLine.Config), isRebuild ? Uses.Storage | Uses.Embeddings : Uses.Storage);
            await using LocalStorage storage = await LocalStorage.OpenAsync(
                settings.Storage, Workplace.StorageFolder, settings.Storage.AzuritePort, TimeProvider.System, new Told(screen), cancellationToken);
            IRecords digest = storage.Blobs.Containers.Digest;
            string meant = CommandLine.ScheduleAmong(await new EditionShelf(digest).SchedulesAsync(cancellationToken), parsed.GetValue(schedule));
            bool isJson = parsed.GetValue(json);
            return isRebuild ? TellRebuilt(screen, meant, await RebuildAsync(digest, settings.Digest.Embeddings, meant, cancellationToken), isJson)
                : party is null ? TellParties(screen, meant, await new KnownPositions(digest).PartiesAsync(meant, cancellationToken), isJson)
                : TellPositions(screen, meant, party, await new KnownPositions(digest).OfAsync(meant, party, cancellationToken), isJson);
        });
        return command;
    }

    private static async Task<LedgerRebuilt> RebuildAsync(IRecords digest, EmbeddingOptions options, string schedule, CancellationToken cancellationToken)
    {
        using EmbeddingModel? model = options.IsOn ? ConfiguredPipeline.EmbeddingModelOf(options, TimeProvider.System) : null;
        LedgerRebuilding rebuilding = new(digest, new EmbeddingDesk(model, digest, options, TimeProvider.System));
        return await rebuilding.RebuildAsync(schedule, cancellationToken);
    }

    private static int TellRebuilt(Screen screen, string schedule, LedgerRebuilt rebuilt, bool isJson)
    {
        if (isJson)
        {
            screen.Json(new { Schedule = schedule, rebuilt.Editions, rebuilt.AsStored, rebuilt.IsOvertaken });
        }
        else if (!rebuilt.IsOvertaken)
        {
            string asStored = rebuilt.AsStored == 0 ? "" : $", {rebuilt.AsStored} of them as they went out, because what they were made of is no longer kept";
            screen.Line(Screen.Safe($"The ledger of {schedule} was made anew from {(rebuilt.Editions == 1 ? "1 edition" : $"{rebuilt.Editions} editions")}{asStored}."));
        }

        if (rebuilt.IsOvertaken)
        {
            screen.Fault("Somebody else began to make the ledger anew since; theirs will be put in use, and the one in use is as it was.");
        }

        return rebuilt.IsOvertaken ? CommandLine.Failed : 0;
    }

    private static int TellParties(Screen screen, string schedule, IReadOnlyList<KnownParty> parties, bool isJson)
    {
        if (isJson)
        {
            screen.Json(new { Schedule = schedule, Parties = parties.Count, Newest = parties.Take(MostParties) });
            return 0;
        }

        screen.Line(parties.Count == 1 ? "1 party is known." : $"{parties.Count} parties are known{(parties.Count > MostParties ? $"; the {MostParties} that were told of last" : "")}.");
        foreach (KnownParty party in parties.Take(MostParties))
        {
            screen.Line(Screen.Safe($"{Iso(party.Newest)}  {party.Name} ({(party.Positions == 1 ? "1 position" : $"{party.Positions} positions")})"));
        }

        return 0;
    }

    private static int TellPositions(Screen screen, string schedule, string name, IReadOnlyList<Taking> takings, bool isJson)
    {
        if (isJson)
        {
            screen.Json(new
            {
                Schedule = schedule,
                Name = name,
                Positions = takings.Select(t => new
                {
                    t.Date,
                    t.Position.Kind,
                    Actor = t.Position.Actor.Name,
                    Target = t.Position.Target?.Name,
                    t.Position.Statement,
                    t.Position.Language,
                    t.Entry,
                }),
            });
            return 0;
        }

        foreach (Taking taking in takings)
        {
            Position position = taking.Position;
            string target = position.Target is null ? "" : $" → {position.Target.Name}";
            screen.Line(Screen.Safe($"{Iso(taking.Date)}  {position.Kind.ToString().ToLowerInvariant()}  {position.Actor.Name}{target}: {position.Statement}"));
        }

        if (takings.Count == 0)
        {
            screen.Line(Screen.Safe($"There is nobody of that name in the editions of {schedule}."));
        }

        return 0;
    }

    private static string Iso(DateOnly date) => date.ToString("O", CultureInfo.InvariantCulture);
}
