using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Faults;

/// <summary>What a run came to.</summary>
public sealed record FaultReport
{
    /// <summary>The seed that gives the same plan again.</summary>
    public required int Seed { get; init; }

    /// <summary>How long there were faults.</summary>
    public required TimeSpan Faults { get; init; }

    /// <summary>How long it took in all.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>Where plan, storage and all that the programs printed are kept.</summary>
    public required string Folder { get; init; }

    /// <summary>How often a host was killed.</summary>
    public required int HostKills { get; init; }

    /// <summary>How many of these hosts had not come as far as serving their pages.</summary>
    public required int HostKillsAtStart { get; init; }

    /// <summary>How often a <c>digest send</c> was killed.</summary>
    public required int CommandKills { get; init; }

    /// <summary>How often Azurite was restarted.</summary>
    public required int StorageRestarts { get; init; }

    /// <summary>How often the mail server was killed.</summary>
    public required int MailKills { get; init; }

    /// <summary>What else the mail server did to connections, and how often.</summary>
    public required IReadOnlyDictionary<string, int> MailFaults { get; init; }

    /// <summary>How many drops were uploaded, overwriting ones included.</summary>
    public required int Uploads { get; init; }

    /// <summary>What was found in the end.</summary>
    public required Observation Seen { get; init; }

    /// <summary>The promises that were not kept.</summary>
    public required IReadOnlyList<Violation> Violations { get; init; }

    /// <summary>The report as a table, and after it every violation.</summary>
    public string Tell()
    {
        StorageSnapshot storage = Seen.Storage;
        List<JsonNode> receipts = [.. storage.Receipts.Values.Concat(storage.Below("refused/").Select(r => r.Blob)).Select(r => r.Json())];
        List<JsonNode> letters = [.. storage.Below("letters/").Select(l => l.Blob.Json())];
        List<JsonNode> editions = [.. storage.Below("editions/", "/edition.json").Select(e => e.Blob.Json())];
        List<JsonNode> outcomes = [.. storage.Below("outcomes/").Select(o => o.Blob.Json())];
        int toldTwice = outcomes
            .Where(o => (string?)o["status"] == "analysed")
            .GroupBy(o => (string?)o["articleId"], StringComparer.Ordinal)
            .Count(g => g.Count() > 1);
        (string What, string Figure)[] rows =
        [
            ("seed", $"{Seed}"),
            ("faults / whole run", $"{Faults.TotalSeconds:0} s / {Duration.TotalSeconds:0} s"),
            ("host kills", $"{HostKills}, of them {HostKillsAtStart} while starting"),
            ("kills of digest send", $"{CommandKills}"),
            ("Azurite restarts", $"{StorageRestarts}"),
            ("mail server kills", $"{MailKills}"),
            ("mail server faults", Count(MailFaults)),
            ("drops", $"{storage.Articles.Count}, uploaded {Uploads} times"),
            ("receipts", Count(receipts, r => r["concluded"], "pending")),
            ("taken up more than once", $"{receipts.Count(r => (int?)r["attempts"] > 1)}, at most {receipts.Max(r => (int?)r["attempts"]) ?? 0} times"),
            ("outcomes", $"{outcomes.Count}, texts analysed for two drops: {toldTwice}"),
            ("editions", $"{editions.Count}: {Count(editions.GroupBy(e => (string)e["schedule"]!, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal))}"),
            ("quotes in editions", $"{editions.Sum(e => Quotes(e, "proposals") + Quotes(e, "criticisms"))}"),
            ("letters", Count(letters, l => l, "none")),
            ("taken more than once", $"{letters.Count(l => (int?)l["attempts"] > 1)}, at most {letters.Max(l => (int?)l["attempts"]) ?? 0} times"),
            ("uncertain, named", CountNamed(storage, editions)),
            ("messages accepted", $"{Seen.Mails.Count}"),
            ("violations", $"{Violations.Count}"),
            ("kept in", Folder),
        ];
        StringBuilder text = new();
        foreach ((string what, string figure) in rows)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"{what,-24} {figure}");
        }

        foreach (Violation violation in Violations)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"VIOLATION {violation}");
        }

        return text.ToString();
    }

    /// <summary>An edition that was compiled after a letter became uncertain has to name it; the status is for the others.</summary>
    private static string CountNamed(StorageSnapshot storage, List<JsonNode> editions)
    {
        (int byEdition, int byStatus, int missed) = (0, 0, 0);
        foreach ((string name, FoundBlob blob) in storage.Below("letters/").Where(l => (string?)l.Blob.Json()["status"] == "uncertain"))
        {
            string[] parts = name.Split('/');
            DateTimeOffset at = (DateTimeOffset)blob.Json()["at"]!;
            List<JsonNode> later = [.. editions.Where(e => (string?)e["schedule"] == parts[0] && string.CompareOrdinal((string?)e["date"], parts[1]) > 0)];
            bool isNamed = later.Exists(e => e["accounting"]!["uncertain"]!.AsArray().Any(u => (string?)u!["date"] == parts[1] && (string?)u["recipientKey"] == parts[2]));
            bool isMissed = !isNamed && later.Exists(e => (bool?)e["skipped"] is not true && (DateTimeOffset)e["compiledAt"]! >= at);
            byEdition += isNamed ? 1 : 0;
            byStatus += isNamed ? 0 : 1;
            missed += isMissed ? 1 : 0;
        }

        return $"{byEdition} by a later edition, {byStatus} by the status alone, of them {missed} although there was a later edition";
    }

    private static int Quotes(JsonNode edition, string kind) => edition[kind]!.AsArray().Sum(e => e!["sources"]!.AsArray().Count);

    private static string Count(IEnumerable<JsonNode> records, Func<JsonNode, JsonNode?> holder, string otherwise) => Count(
        records.GroupBy(r => (string?)holder(r)?["status"] ?? otherwise, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal));

    private static string Count(IReadOnlyDictionary<string, int> counts) =>
        counts.Count == 0 ? "none" : string.Join(", ", counts.OrderBy(c => c.Key, StringComparer.Ordinal).Select(c => $"{c.Value} {c.Key}"));
}
