using System.CommandLine;
using System.Globalization;
using ArticleDigest.Editions;
using ArticleDigest.Hosting.Configuration;
using ArticleDigest.Letters;
using DigestFunctions.Local.Configuration;
using DigestFunctions.Local.Hosting;
using Spectre.Console;

namespace DigestFunctions.Local.Commands;

/// <summary><c>digest recipients</c>: who gets letters, who does not and why; changes the list that the storage keeps.</summary>
internal static class RecipientsCommand
{
    private const string Unlisted = "configuration";

    private static readonly Option<bool> Json = new("--json") { Description = "Print JSON instead of text." };

    public static Command Create(Screen screen) => new("recipients", "Show and change who gets letters.")
    {
        CreateList(screen),
        CreateAdd(screen),
        CreateRemove(screen),
        CreateCheck(screen),
        CreateErase(screen),
        CreateSuppress(screen),
        CreateAllow(screen),
    };

    private static Command CreateList(Screen screen)
    {
        Command command = new("list", "Show all recipients, and who of them gets no letters.") { Json };
        command.SetAction((parsed, cancellationToken) => WithDeskAsync(
            screen,
            parsed,
            async (desk, _) =>
            {
                RecipientSurvey survey = await desk.SurveyAsync(cancellationToken);
                if (parsed.GetValue(Json))
                {
                    screen.Json(FormOf(survey));
                }
                else
                {
                    Show(screen, survey);
                }

                return 0;
            },
            cancellationToken));
        return command;
    }

    private static Command CreateAdd(Screen screen)
    {
        Argument<string> address = AddressArgument();
        Option<string?> name = new("--name") { Description = "The name shown beside the address.", HelpName = "NAME" };
        Option<string?> language = new("--language")
        {
            Description = $"The language of the words around articles' own: {string.Join(", ", ScheduleOptions.Languages)}; otherwise the schedule's.",
            HelpName = "CODE",
        };
        Option<string[]> follow = new("--follow") { Description = "A subject or actor they follow, in words that all have to occur; may be given several times.", HelpName = "WORDS" };
        Option<OtherEntries?> others = new("--others") { Description = "What becomes of entries they do not follow: one line each, or left out and counted.", HelpName = "shrink|leave" };
        Option<LetterFormat?> format = new("--format") { Description = "HTML with plain text beside it, or plain text alone.", HelpName = "html|text" };
        Option<string[]> schedule = new("--schedule") { Description = "A schedule whose editions they get; may be given several times; otherwise all.", HelpName = "NAME" };
        Command command = new("add", "Enter somebody into the list; of somebody who is there, change what is given.") { address, name, language, follow, others, format, schedule };
        command.SetAction((parsed, cancellationToken) => WithDeskAsync(
            screen,
            parsed,
            async (desk, _) =>
            {
                RecipientChange change = new(parsed.GetRequiredValue(address))
                {
                    Name = parsed.GetValue(name),
                    Language = parsed.GetValue(language),
                    Follow = parsed.GetResult(follow) is null ? null : parsed.GetValue(follow),
                    Others = parsed.GetValue(others),
                    Format = parsed.GetValue(format),
                    Schedules = parsed.GetResult(schedule) is null ? null : parsed.GetValue(schedule),
                };
                return await AddAsync(screen, desk, change, cancellationToken);
            },
            cancellationToken));
        return command;
    }

    private static Command CreateRemove(Screen screen)
    {
        Argument<string> address = AddressArgument();
        Command command = new("remove", "Take somebody out of the list; what was stored of their letters stays.") { address };
        command.SetAction((parsed, cancellationToken) => WithDeskAsync(
            screen,
            parsed,
            async (desk, _) =>
            {
                string whom = parsed.GetRequiredValue(address);
                RecipientRemoval removal = await desk.RemoveAsync(whom, cancellationToken);
                if (removal.WasListed)
                {
                    screen.Line(Screen.Safe($"{whom} is no longer listed. Letters that have not begun to go out do not go there."));
                }

                if (removal.ConfiguredAt.Count > 0)
                {
                    TellConfigured(screen, whom, removal.ConfiguredAt);
                    return CommandLine.Failed;
                }

                if (!removal.WasListed)
                {
                    screen.Fault($"{whom} is neither listed nor configured.");
                }

                return removal.WasListed ? 0 : CommandLine.Failed;
            },
            cancellationToken));
        return command;
    }

    private static Command CreateCheck(Screen screen)
    {
        Command command = new("check", "Find mistakes in the list, and show who would get the next edition of each schedule.") { Json };
        command.SetAction((parsed, cancellationToken) => WithDeskAsync(
            screen,
            parsed,
            async (desk, digest) =>
            {
                RecipientSurvey survey = await desk.SurveyAsync(cancellationToken);
                string[] empty = [.. digest.Schedules.Keys.Order(StringComparer.Ordinal).Where(schedule => NextOf(survey, schedule).Count == 0)];
                if (parsed.GetValue(Json))
                {
                    screen.Json(new
                    {
                        survey.Faults,
                        survey.Remarks,
                        Next = digest.Schedules.Keys.Order(StringComparer.Ordinal).Select(s => new { Schedule = s, Recipients = NextOf(survey, s) }),
                    });
                }
                else
                {
                    ShowNext(screen, survey, digest);
                }

                TellFaults(screen, survey, withRemarks: !parsed.GetValue(Json));
                foreach (string schedule in empty)
                {
                    screen.Fault($"Nobody gets the next edition of {schedule}.");
                }

                return survey.Faults.Count + empty.Length > 0 ? CommandLine.Failed : 0;
            },
            cancellationToken));
        return command;
    }

    private static Command CreateErase(Screen screen)
    {
        Argument<string> address = AddressArgument();
        Command command = new("erase", "Take somebody out of the list and delete what is stored of them.") { address };
        command.SetAction((parsed, cancellationToken) => WithDeskAsync(
            screen,
            parsed,
            async (desk, _) =>
            {
                string whom = parsed.GetRequiredValue(address);
                RecipientErasure erasure = await desk.EraseAsync(whom, cancellationToken);
                if (!erasure.IsKnown)
                {
                    screen.Line(Screen.Safe($"Nothing is stored of {whom}."));
                    return 0;
                }

                string letters = erasure.Letters == 1 ? "the record of 1 letter" : $"the records of {erasure.Letters} letters";
                screen.Line(Screen.Safe($"Erased: {(erasure.WasListed ? "the entry in the list, and " : "")}{letters}."));
                screen.Line("A keyed hash of the address stays, in the editions that went to it and as the note that nothing more may go there. Without the storage's secret nobody can tell whose it is.");
                screen.Line("Not reached from here: letters that were delivered, logs of mail services, and earlier versions of the list for as long as the storage keeps what was deleted.");
                if (erasure.ConfiguredAt.Count == 0)
                {
                    return 0;
                }

                TellConfigured(screen, whom, erasure.ConfiguredAt);
                return CommandLine.Failed;
            },
            cancellationToken));
        return command;
    }

    private static Command CreateSuppress(Screen screen)
    {
        Argument<string> address = AddressArgument();
        Option<bool> complained = new("--complained") { Description = "They complained of letters, to you or to their mail service." };
        Command command = new("suppress", "See to it that somebody gets no more letters, because they said so by another way.") { address, complained };
        command.SetAction((parsed, cancellationToken) => WithDeskAsync(
            screen,
            parsed,
            async (desk, _) =>
            {
                string whom = parsed.GetRequiredValue(address);
                SuppressionReason reason = parsed.GetValue(complained) ? SuppressionReason.Complained : SuppressionReason.Unsubscribed;
                screen.Line(Screen.Safe(await desk.SuppressAsync(whom, reason, cancellationToken)
                    ? $"{whom} gets no more letters."
                    : $"{whom} got no letters before."));
                return 0;
            },
            cancellationToken));
        return command;
    }

    private static Command CreateAllow(Screen screen)
    {
        Argument<string> address = AddressArgument();
        Option<bool> yes = new("--yes") { Description = "They asked for letters again; needed for who had ended or complained of them, or was erased." };
        Command command = new("allow", "Let somebody in again who gets no letters; to be listed or configured is another matter.") { address, yes };
        command.SetAction((parsed, cancellationToken) => WithDeskAsync(
            screen,
            parsed,
            async (desk, _) =>
            {
                string whom = parsed.GetRequiredValue(address);
                switch (await desk.SuppressionOfAsync(whom, cancellationToken))
                {
                    case null:
                        screen.Line(Screen.Safe($"Nothing keeps letters from {whom}."));
                        return 0;
                    case { Reason: not SuppressionReason.Bounced } suppression when !parsed.GetValue(yes):
                        throw new BadUsageException($"{whom}: {Words(suppression)}. Only if they asked for letters again: repeat this with --yes.");
                    case { } suppression:
                        await desk.AllowAsync(whom, cancellationToken);
                        screen.Line(Screen.Safe($"{whom} gets letters again, from the next edition on. It was: {Words(suppression)}."));
                        return 0;
                }
            },
            cancellationToken));
        return command;
    }

    /// <summary>Why and since when somebody gets no letters, in words for an operator.</summary>
    public static string Words(Suppression suppression)
    {
        string since = suppression.At is { } at ? $" on {at.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}" : "";
        string detail = suppression.Detail is { } answer ? $": {answer}" : "";
        return $"{suppression.Reason.ToString().ToLowerInvariant()}{since}{detail}";
    }

    private static async Task<int> AddAsync(Screen screen, RecipientDesk desk, RecipientChange change, CancellationToken cancellationToken)
    {
        if (desk.FaultsOf(change) is { Count: > 0 } faults)
        {
            throw new BadUsageException(string.Join(" ", faults));
        }

        bool isNew = await desk.AddAsync(change, cancellationToken);
        screen.Line(Screen.Safe(isNew ? $"{change.Address} is listed." : $"The entry of {change.Address} is changed."));
        RecipientSurvey survey = await desk.SurveyAsync(cancellationToken);
        foreach (string remark in survey.Remarks.Where(r => r.Contains($" {change.Address} ", StringComparison.OrdinalIgnoreCase)))
        {
            screen.Remark(remark);
        }

        if (await desk.SuppressionOfAsync(change.Address, cancellationToken) is { } suppression)
        {
            screen.Remark($"They get no letters nevertheless: {Words(suppression)}. 'digest recipients allow {change.Address}' lets them in again.");
        }

        return 0;
    }

    private static Argument<string> AddressArgument() => new("ADDRESS") { Description = "The bare e-mail address." };

    private static async Task<int> WithDeskAsync(
        Screen screen, ParseResult parsed, Func<RecipientDesk, DigestOptions, Task<int>> work, CancellationToken cancellationToken)
    {
        Settings settings = SettingsFile.Read(parsed.GetValue(CommandLine.Config), Uses.Storage | Uses.Letters);
        await using LocalStorage storage = await LocalStorage.OpenAsync(
            settings.Storage, Workplace.StorageFolder, settings.Storage.AzuritePort, TimeProvider.System, new Told(screen), cancellationToken);
        return await work(new RecipientDesk(storage.Blobs.Containers.Digest, settings.Digest, TimeProvider.System), settings.Digest);
    }

    private static IReadOnlyList<string> NextOf(RecipientSurvey survey, string schedule) =>
        [.. survey.Recipients.Where(r => r.Suppression is null && r.Places.Any(p => string.Equals(p.Schedule, schedule, StringComparison.Ordinal))).Select(r => r.Address)];

    private static void TellConfigured(Screen screen, string address, IReadOnlyList<string> places)
    {
        foreach (string place in places)
        {
            screen.Fault($"{address} stands in the configuration as {place}; only there it can be taken out.");
        }
    }

    private static void TellFaults(Screen screen, RecipientSurvey survey, bool withRemarks)
    {
        foreach (string fault in survey.Faults)
        {
            screen.Fault(fault);
        }

        foreach (string remark in withRemarks ? survey.Remarks : [])
        {
            screen.Remark(remark);
        }
    }

    private static object FormOf(RecipientSurvey survey) => new
    {
        Recipients = survey.Recipients.Select(r => new
        {
            r.Key,
            r.Address,
            Name = r.Places.Select(p => p.Recipient.Name).FirstOrDefault(n => n.Length > 0),
            State = r.Suppression is null ? "active" : "suppressed",
            r.Suppression?.Reason,
            Since = r.Suppression?.At,
            r.Suppression?.Detail,
            Schedules = r.Places.Select(p => new { p.Schedule, p.Place, p.Recipient.Language, Follow = p.Recipient.Follows, p.Recipient.Others, p.Recipient.Format }),
        }),
        Suppressed = survey.Suppressed.Where(s => s.Address is null).Select(s => new { s.Key, s.Suppression.Reason, Since = s.Suppression.At, s.Suppression.Detail }),
        survey.Faults,
        survey.Remarks,
    };

    private static void Show(Screen screen, RecipientSurvey survey)
    {
        Table table = new Table { Border = TableBorder.Rounded }.AddColumns("Address", "Name", "Schedules", "Wishes", "Stands in", "State");
        foreach (RecipientState recipient in survey.Recipients)
        {
            Recipient? first = recipient.Places.Select(p => p.Recipient).FirstOrDefault();
            table.AddRow(
                Screen.Safe(recipient.Address),
                Screen.Safe(first?.Name),
                Screen.Safe(string.Join(", ", recipient.Places.Select(p => p.Schedule))),
                Screen.Safe(first is null ? "" : WishesOf(first)),
                Screen.Safe(string.Join(", ", recipient.Places.Select(p => string.Equals(p.Place, RecipientShelf.RecordName, StringComparison.Ordinal) ? p.Place : Unlisted).Distinct(StringComparer.Ordinal))),
                Screen.Safe(recipient.Suppression is { } suppression ? Words(suppression) : "active"));
        }

        if (survey.Recipients.Count > 0)
        {
            screen.Out.Write(table);
        }
        else
        {
            screen.Line("Nobody is configured or listed.");
        }

        foreach (SuppressedRecipient other in survey.Suppressed.Where(s => s.Address is null))
        {
            screen.Line(Screen.Safe($"No letters go to key {other.Key} either: {Words(other.Suppression)}"));
        }

        TellFaults(screen, survey, withRemarks: true);
    }

    private static void ShowNext(Screen screen, RecipientSurvey survey, DigestOptions digest)
    {
        foreach ((string name, ScheduleOptions schedule) in digest.Schedules.OrderBy(s => s.Key, StringComparer.Ordinal))
        {
            IReadOnlyList<string> next = NextOf(survey, name);
            DateTimeOffset at = new DigestCalendar(schedule).Next(TimeProvider.System.GetUtcNow(), null);
            string who = next.Count == 0 ? "nobody" : string.Join(", ", next);
            screen.Line(Screen.Safe($"{name}, {at.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)} UTC: {who}"));
        }
    }

    private static string WishesOf(Recipient recipient)
    {
        string[] wishes =
        [
            recipient.Language ?? "",
            recipient.Follows.Count == 0 ? "" : $"follows {string.Join("; ", recipient.Follows)} ({(recipient.Others == OtherEntries.Leave ? "others left out" : "others in a line")})",
            recipient.Format == LetterFormat.Text ? "text" : "",
        ];
        return string.Join(", ", wishes.Where(w => w.Length > 0));
    }
}
