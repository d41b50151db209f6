using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Faults;

/// <summary>A message that the mail server accepted.</summary>
/// <param name="MessageId">Its Message-ID.</param>
/// <param name="To">The envelope's recipients.</param>
public sealed record AcceptedMail(string MessageId, IReadOnlyList<string> To);

/// <summary>What a run can be held to: what was done from outside, and what was seen there.</summary>
public sealed record Observation
{
    /// <summary>All that is in storage at the end.</summary>
    public required StorageSnapshot Storage { get; init; }

    /// <summary>The last content that was dropped under each name.</summary>
    public required IReadOnlyDictionary<string, PlannedDrop> Drops { get; init; }

    /// <summary>The schedules.</summary>
    public required IReadOnlyList<PlannedSchedule> Schedules { get; init; }

    /// <summary>All messages that the mail server accepted.</summary>
    public required IReadOnlyList<AcceptedMail> Mails { get; init; }

    /// <summary>The editions, as <c>schedule/date</c>, that must have gone out.</summary>
    public required IReadOnlyList<string> Due { get; init; }

    /// <summary>What <c>digest status --json</c> says at the end.</summary>
    public required JsonNode Status { get; init; }
}

/// <summary>Checks the product's promises on what can be seen from outside.</summary>
public sealed class FaultCheck
{
    private static readonly string[] Ends = ["analysed", "duplicate", "rejected", "filtered", "failed"];
    private static readonly string[] LetterEnds = ["sent", "refused", "uncertain", "withdrawn"];

    private readonly Observation _seen;
    private readonly List<Violation> _violations = [];
    private readonly Dictionary<string, JsonNode> _receipts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, JsonNode> _outcomes;
    private readonly Dictionary<string, JsonNode> _texts;
    private readonly Dictionary<string, int> _pointsOf;
    private readonly Dictionary<(string Schedule, string Date), JsonNode> _editions;

    private FaultCheck(Observation seen)
    {
        _seen = seen;
        _outcomes = seen.Storage.Below("outcomes/").ToDictionary(b => b.Name, b => b.Blob.Json(), StringComparer.Ordinal);
        _texts = seen.Storage.Below("texts/").ToDictionary(b => b.Name, b => b.Blob.Json(), StringComparer.Ordinal);
        _pointsOf = seen.Storage.Below("analyses/")
            .GroupBy(b => b.Name.Split('/')[0], StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.Max(b => Items(b.Blob.Json(), "points").Count()), StringComparer.Ordinal);
        _editions = seen.Storage.Below("editions/", "/edition.json")
            .ToDictionary(b => (b.Name.Split('/')[0], b.Name.Split('/')[1]), b => b.Blob.Json());
    }

    /// <summary>All promises that were not kept; empty if all were.</summary>
    public static IReadOnlyList<Violation> Check(Observation seen)
    {
        ArgumentNullException.ThrowIfNull(seen);
        FaultCheck check = new(seen);
        check.CheckDrops();
        check.CheckReceipts();
        check.CheckOutcomes();
        check.CheckStatus();
        foreach (PlannedSchedule schedule in seen.Schedules)
        {
            check.CheckSchedule(schedule);
        }

        foreach (((string schedule, string date), JsonNode edition) in check._editions)
        {
            check.CheckAccount($"{schedule} of {date}", edition);
            check.CheckPoints($"{schedule} of {date}", edition);
        }

        foreach (string due in seen.Due.Where(d => !seen.Storage.Digest.ContainsKey($"editions/{d}/edition.json")))
        {
            check.Violate(Promise.NothingStaysLocked, $"the edition {due} was due and was never made");
        }

        check.CheckLetters();
        return check._violations;
    }

    private static string Text(JsonNode? node, string key) => (string?)node?[key] ?? "";

    private static int Number(JsonNode? node, string key) => (int?)node?[key] ?? -1;

    private static IEnumerable<JsonNode> Items(JsonNode? node, string key) => node?[key]?.AsArray().Select(n => n!) ?? [];

    private static IEnumerable<string> Strings(JsonNode? node, string key) => Items(node, key).Select(n => (string)n!);

    private static IEnumerable<JsonNode> Entries(JsonNode edition) => Items(edition, "proposals").Concat(Items(edition, "criticisms"));

    private void Violate(Promise promise, string what) => _violations.Add(new Violation(promise, what));

    private void CheckDrops()
    {
        foreach ((string name, PlannedDrop drop) in _seen.Drops)
        {
            if (!_seen.Storage.Articles.TryGetValue(name, out FoundBlob? found))
            {
                Violate(Promise.DropsStay, $"the drop '{name}' is gone");
            }
            else if (found.Hash is { } hash && hash != Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(drop.Content))))
            {
                Violate(Promise.DropsStay, $"the drop '{name}' has another content");
            }
        }

        foreach (string name in _seen.Storage.Articles.Keys.Where(n => !_seen.Drops.ContainsKey(n)))
        {
            Violate(Promise.DropsStay, $"there is a drop '{name}' that nobody dropped");
        }
    }

    private void CheckReceipts()
    {
        IEnumerable<FoundBlob> all = _seen.Storage.Receipts.Values.Concat(_seen.Storage.Below("refused/").Select(b => b.Blob));
        foreach (FoundBlob blob in all)
        {
            JsonNode receipt = blob.Json();
            string drop = Text(receipt, "drop");
            if (!_receipts.TryAdd(drop, receipt))
            {
                Violate(Promise.OneFinalReceipt, $"the drop '{drop}' has two receipts");
            }

            string status = Text(receipt["concluded"], "status");
            if (status.Length == 0)
            {
                Violate(Promise.NothingStaysLocked, $"the receipt of '{drop}' is pending until {Text(receipt, "until")}, attempt {Number(receipt, "attempts")}");
            }
            else if (blob.Metadata.GetValueOrDefault("status") != status || blob.Metadata.GetValueOrDefault("dropetag") != Text(receipt, "dropETag"))
            {
                Violate(Promise.OneFinalReceipt, $"the receipt of '{drop}' says one thing in its body and another in its metadata");
            }
        }

        foreach ((string name, FoundBlob drop) in _seen.Storage.Articles)
        {
            if (!_receipts.TryGetValue(name, out JsonNode? receipt))
            {
                Violate(Promise.OneFinalReceipt, $"the drop '{name}' has no receipt");
            }
            else if (Text(receipt, "dropETag") != drop.ETag)
            {
                Violate(Promise.OneFinalReceipt, $"the receipt of '{name}' is about a content before the present one");
            }
        }

        foreach (string drop in _receipts.Keys.Where(d => !_seen.Storage.Articles.ContainsKey(d)))
        {
            Violate(Promise.OneFinalReceipt, $"there is a receipt of '{drop}', which is no drop");
        }
    }

    private void CheckOutcomes()
    {
        HashSet<string> reached = new(StringComparer.Ordinal);
        foreach ((string drop, JsonNode receipt) in _receipts)
        {
            if (receipt["concluded"] is not { } concluded)
            {
                continue;
            }

            string? next = Text(concluded, "outcomeId");
            if (_outcomes.TryGetValue(next, out JsonNode? last) && Text(last, "status") != Text(concluded, "status"))
            {
                Violate(Promise.RightOutcome, $"the receipt of '{drop}' says {Text(concluded, "status")}, its outcome {Text(last, "status")}");
            }

            for (; next is { Length: > 0 }; next = Text(_outcomes.GetValueOrDefault(next), "previous"))
            {
                if (!_outcomes.TryGetValue(next, out JsonNode? outcome))
                {
                    Violate(Promise.RightOutcome, $"an outcome of '{drop}' is missing: {next}");
                    break;
                }

                reached.Add(next);
                CheckOutcome(drop, outcome);
            }
        }

        foreach (string id in _outcomes.Keys.Where(id => !reached.Contains(id)))
        {
            Violate(Promise.RightOutcome, $"no receipt leads to the outcome {id} of '{Text(_outcomes[id], "drop")}'");
        }
    }

    private void CheckOutcome(string drop, JsonNode outcome)
    {
        string status = Text(outcome, "status");
        Expected? expected = _seen.Drops.GetValueOrDefault(drop)?.Expected;
        if (!Ends.Contains(status)
            || Text(outcome, "drop") != drop
            || (expected == Expected.Article && status == "rejected")
            || (expected == Expected.Rejection && status is not ("rejected" or "failed")))
        {
            Violate(Promise.RightOutcome, $"'{drop}', of which was expected: {expected}, ended as {status}: {Text(outcome, "reason")}");
        }

        string article = Text(outcome, "articleId");
        if (status == "duplicate" && !_outcomes.Values.Any(o => Text(o, "articleId") == article && Text(o, "status") == "analysed"))
        {
            Violate(Promise.PointsAreTold, $"'{drop}' is a duplicate of '{Text(outcome, "duplicateOf")}', and nobody tells that text");
        }
    }

    private void CheckStatus()
    {
        int received = Number(_seen.Status, "received");
        int sum = _seen.Status["drops"]?.AsObject().Sum(d => (int)d.Value!) ?? -1;
        if (received != sum || received != _seen.Storage.Articles.Count)
        {
            Violate(Promise.AccountsAddUp, $"the status has {received} drops received and {sum} accounted for; there are {_seen.Storage.Articles.Count}");
        }
    }

    private void CheckSchedule(PlannedSchedule schedule)
    {
        Dictionary<string, string> editionOf = new(StringComparer.Ordinal);
        foreach (((_, string date), JsonNode edition) in _editions.Where(e => e.Key.Schedule == schedule.Name))
        {
            foreach (string outcome in Strings(edition, "outcomes"))
            {
                if (!editionOf.TryAdd(outcome, date))
                {
                    Violate(Promise.OneEdition, $"the outcome {outcome} is in {schedule.Name} of {editionOf[outcome]} and of {date}");
                }

                if (!_outcomes.ContainsKey(outcome))
                {
                    Violate(Promise.OneEdition, $"{schedule.Name} of {date} has the outcome {outcome}, which is not there");
                }
            }

            if (!_seen.Storage.Digest.ContainsKey($"editions/{schedule.Name}/{date}/closed.json"))
            {
                Violate(Promise.NothingStaysLocked, $"the edition {schedule.Name} of {date} is open");
            }

            int recipients = Items(edition, "recipients").Count();
            if (recipients != ((bool?)edition["skipped"] is true ? 0 : schedule.Recipients.Count))
            {
                Violate(Promise.OneLetter, $"{schedule.Name} of {date} goes to {recipients} recipients, configured are {schedule.Recipients.Count}");
            }
        }

        foreach (string outcome in _outcomes.Keys)
        {
            bool isWaiting = _seen.Storage.Digest.ContainsKey($"inbox/{schedule.Name}/{outcome}");
            bool mayWait = schedule.DueAt is not null || schedule.SkipsEmptyDays;
            if (!editionOf.ContainsKey(outcome) && !(mayWait && isWaiting))
            {
                Violate(Promise.OneEdition, $"the outcome {outcome} of '{Text(_outcomes[outcome], "drop")}' is in no edition of {schedule.Name}{(isWaiting ? ", it waits" : " and does not wait for one")}");
            }
        }

        Dictionary<string, string> claims = _seen.Storage.Below($"claims/{schedule.Name}/", "").ToDictionary(c => c.Name, c => c.Blob.Content!.ToString(), StringComparer.Ordinal);
        foreach ((string outcome, string date) in editionOf)
        {
            if (claims.GetValueOrDefault(outcome) != date)
            {
                Violate(Promise.OneEdition, $"the outcome {outcome} is in {schedule.Name} of {date}, and claimed for '{claims.GetValueOrDefault(outcome)}'");
            }
        }

        foreach (string outcome in claims.Keys.Where(c => !editionOf.ContainsKey(c)))
        {
            Violate(Promise.OneEdition, $"the outcome {outcome} is claimed for {schedule.Name} of {claims[outcome]}, which does not have it");
        }

        if (_seen.Storage.Digest.GetValueOrDefault($"schedules/{schedule.Name}.json")?.Json() is { } state
            && state["current"] is { } current
            && !_editions.ContainsKey((schedule.Name, (string)current!)))
        {
            Violate(Promise.NothingStaysLocked, $"{schedule.Name} stands at {(string)current!}, of which there is no edition");
        }
    }

    private void CheckAccount(string name, JsonNode edition)
    {
        JsonNode? account = edition["accounting"];
        (string Key, string Status)[] parts = [("analysed", "analysed"), ("duplicates", "duplicate"), ("rejected", "rejected"), ("filtered", "filtered"), ("failed", "failed")];
        int received = Number(account, "received");
        int sum = parts.Sum(p => Number(account, p.Key)) + Number(account, "pending");
        if (received != sum)
        {
            Violate(Promise.AccountsAddUp, $"{name} has {received} drops received and {sum} accounted for");
        }

        string[] told = [.. Items(account, "lines").Select(l => $"{Text(l, "drop")} {Text(l, "status")}").Order(StringComparer.Ordinal)];
        string[] taken = [.. Strings(edition, "outcomes").Select(o => _outcomes.GetValueOrDefault(o)).Select(o => $"{Text(o, "drop")} {Text(o, "status")}").Order(StringComparer.Ordinal)];
        if (!told.SequenceEqual(taken, StringComparer.Ordinal))
        {
            Violate(Promise.AccountsAddUp, $"{name} has {told.Length} lines that are not those of its {taken.Length} outcomes");
        }

        foreach ((string key, string status) in parts)
        {
            int lines = Items(account, "lines").Count(l => Text(l, "status") == status);
            if (lines != Number(account, key))
            {
                Violate(Promise.AccountsAddUp, $"{name} counts {Number(account, key)} {key} and has {lines} lines of them");
            }
        }
    }

    private void CheckPoints(string name, JsonNode edition)
    {
        HashSet<string> told = new(StringComparer.Ordinal);
        foreach (JsonNode entry in Entries(edition))
        {
            foreach (JsonNode source in Items(entry, "sources"))
            {
                string article = Text(source, "articleId");
                told.Add(article);
                CheckQuote(name, article, source["evidence"]);
            }
        }

        HashSet<string> articles = [.. Items(edition, "articles").Select(a => Text(a, "id"))];
        foreach (JsonNode outcome in Strings(edition, "outcomes").Where(_outcomes.ContainsKey).Select(o => _outcomes[o]).Where(o => Text(o, "status") == "analysed"))
        {
            string article = Text(outcome, "articleId");
            if (!articles.Contains(article))
            {
                Violate(Promise.PointsAreTold, $"{name} has the outcome of '{Text(outcome, "drop")}' and not its article");
            }
            else if (!_pointsOf.TryGetValue(article, out int points))
            {
                Violate(Promise.PointsAreTold, $"the article of '{Text(outcome, "drop")}' has no analysis");
            }
            else if (points > 0 && !told.Contains(article))
            {
                Violate(Promise.PointsAreTold, $"{name} tells none of the {points} points of '{Text(outcome, "drop")}'");
            }
        }
    }

    private void CheckQuote(string name, string article, JsonNode? evidence)
    {
        string text = Text(_texts.GetValueOrDefault(article)?["article"], "text");
        string quote = Text(evidence, "quote");
        (int start, int length) = (Number(evidence, "start"), Number(evidence, "length"));
        if (quote.Length == 0 || start < 0 || length < 0 || start + length > text.Length || text.Substring(start, length) != quote)
        {
            Violate(Promise.QuotesAreTrue, $"{name} quotes '{quote}' from {article}, which does not have it at {start}");
        }
    }

    private void CheckLetters()
    {
        Dictionary<string, List<AcceptedMail>> mails = _seen.Mails.GroupBy(m => m.MessageId, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.ToList(), StringComparer.Ordinal);
        Dictionary<string, string> addressOf = new(StringComparer.Ordinal);
        Dictionary<string, JsonNode> letters = _seen.Storage.Below("letters/").ToDictionary(b => b.Name, b => b.Blob.Json(), StringComparer.Ordinal);
        HashSet<string> known = new(StringComparer.Ordinal);
        foreach (((string schedule, string date), JsonNode edition) in _editions)
        {
            foreach (string key in Strings(edition, "recipients"))
            {
                string messageId = $"{schedule}.{date}.{key}@example.org";
                known.Add(messageId);
                letters.Remove($"{schedule}/{date}/{key}", out JsonNode? letter);
                List<AcceptedMail> accepted = mails.GetValueOrDefault(messageId) ?? [];
                CheckLetter(schedule, date, key, letter, accepted.Count);
                foreach (AcceptedMail mail in accepted)
                {
                    IReadOnlyList<string> configured = _seen.Schedules.First(s => s.Name == schedule).Recipients;
                    if (mail.To.Count != 1 || !configured.Contains(mail.To[0]) || (addressOf.TryAdd(key, mail.To[0]) ? addressOf.Count(a => a.Value == mail.To[0]) > 1 : addressOf[key] != mail.To[0]))
                    {
                        Violate(Promise.OneLetter, $"the message {messageId} went to {string.Join(", ", mail.To)}");
                    }
                }
            }
        }

        foreach (string name in letters.Keys)
        {
            Violate(Promise.OneLetter, $"there is a letter {name}, which no edition goes to");
        }

        foreach (string messageId in mails.Keys.Where(m => !known.Contains(m)))
        {
            Violate(Promise.OneLetter, $"the message {messageId} went out, and no edition has it");
        }
    }

    private void CheckLetter(string schedule, string date, string key, JsonNode? letter, int accepted)
    {
        string name = $"the letter of {schedule} of {date} to {key}";
        string status = Text(letter, "status");
        if (letter is null)
        {
            Violate(Promise.OneLetter, $"{name} was never begun");
            return;
        }

        if (!LetterEnds.Contains(status))
        {
            Violate(Promise.NothingStaysLocked, $"{name} is {status} until {Text(letter, "until")}, attempt {Number(letter, "attempts")}");
        }

        int least = status == "sent" ? 1 : 0;
        int most = status is "sent" or "uncertain" ? 1 : 0;
        if (accepted < least || accepted > most)
        {
            Violate(Promise.OneLetter, string.Create(CultureInfo.InvariantCulture, $"{name} is {status}, and {accepted} of it were accepted: {Text(letter, "detail")}"));
        }

        if (status == "uncertain" && !IsNamed(schedule, date, key))
        {
            Violate(Promise.UncertainIsNamed, $"{name} is uncertain since {Text(letter, "at")}, and neither a later edition nor the status names it");
        }
    }

    private bool IsNamed(string schedule, string date, string key) =>
        _editions
            .Where(e => e.Key.Schedule == schedule && string.CompareOrdinal(e.Key.Date, date) > 0)
            .Select(e => e.Value["accounting"])
            .Concat(Items(_seen.Status, "schedules").Where(s => Text(s, "schedule") == schedule))
            .SelectMany(list => Items(list, "uncertain"))
            .Any(u => Text(u, "date") == date && Text(u, "recipientKey") == key);
}
