using System.Globalization;
using System.Text.Json;
using Azure.Storage.Blobs.Models;
using LocalServers;

namespace DigestFunctions.Local.Tests.Hosting;

/// <summary>
/// The program is killed again and again while it works, at moments that a seed decides; the seed is printed, and
/// DIGEST_CRASH_SEED sets it. What is left in storage and at the mail server is judged from outside.
/// </summary>
public sealed class CrashTests(AzuriteServer azurite, ITestOutputHelper output) : IAsyncLifetime
{
    private const int FirstDrops = 50;
    private const int LaterDrops = 10;
    private const int Recipients = 24;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly DateOnly _today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
    private Random _random = new(0);
    private SmtpServer _mail = null!;
    private Newsroom _room = null!;

    public async ValueTask InitializeAsync()
    {
        int seed = int.TryParse(Environment.GetEnvironmentVariable("DIGEST_CRASH_SEED"), CultureInfo.InvariantCulture, out int given)
            ? given
            : (int)(TimeProvider.System.GetTimestamp() & 0xFFFFFF);
        output.WriteLine($"DIGEST_CRASH_SEED={seed}");
        _random = new Random(seed);
        _mail = await SmtpServer.StartAsync();
        await _mail.ScriptAsync(SmtpRule.Slow("rcpt", 100), SmtpRule.Slow("end", 300));
        _room = Newsroom.Open(azurite, Enumerable.Range(1, Recipients).Select(i => $"reader{i}@example.org"))
            .MailingTo(_mail)
            .With("Articles:LeaseSeconds", "5")
            .With("Articles:MaxAttempts", "10")
            .With("Articles:Parallelism", "3")
            .With("Mail:TimeoutSeconds", "5")
            .With("Mail:ReservationSeconds", "15")
            .With("Digest:Schedules:daily:EmptyDays", "Note");
    }

    public async ValueTask DisposeAsync()
    {
        await _mail.DisposeAsync();
        await _room.DisposeAsync();
    }

    [Fact]
    public async Task However_often_it_is_killed_every_drop_is_told_once_and_every_letter_goes_out_once()
    {
        await DropAsync(0, FirstDrops);
        await KillAsync(["run", "--port", "0"], afterReceipt: 600);
        await KillAsync(["run", "--port", "0"], afterReceipt: 900);
        await KillAsync(["run", "--port", "0"], afterReceipt: 300);
        await KillAsync(["send", "--date", Day(-3)], afterLetter: 700);
        await KillAsync(["send", "--date", Day(-3)], afterStart: 2500);
        await KillAsync(["run", "--port", "0"], afterLetter: 400);
        await DropAsync(FirstDrops, LaterDrops);
        await KillAsync(["send", "--date", Day(-2)], afterReceipt: 1500);
        await KillAsync(["send", "--date", Day(-1)], afterLetter: 1000);
        await KillAsync(["run", "--port", "0"], afterLetter: 1000);

        await RunToTheEndAsync();
        Finished last = await _room.RunAsync("send", "--date", Day(0));
        await _mail.SettleAsync();

        Assert.True(last.ExitCode == 0, last.All);
        await EveryDropHasOneFinalReceiptAsync();
        await EveryOutcomeIsInOneEditionAsync();
        await EveryLetterWentOutOnceAsync();
    }

    private string Day(int offset) => _today.AddDays(offset).ToString("O", CultureInfo.InvariantCulture);

    /// <summary>Every tenth is no article, and every fifth but those a copy of the one two before.</summary>
    private Task DropAsync(int from, int count) => Parallel.ForEachAsync(Enumerable.Range(from, count), async (number, _) =>
        await _room.DropAsync($"drop {number}.txt", (number % 10) switch
        {
            9 => "\0\u0001\u0002 no text",
            5 => Texts.Article(number - 2),
            _ => Texts.Article(number),
        }));

    /// <summary>Kills a command at a random moment after it has visibly begun; a host may have nothing to begin.</summary>
    private async Task KillAsync(string[] command, int? afterReceipt = null, int? afterLetter = null, int? afterStart = null)
    {
        IReadOnlyDictionary<string, string> before = await ReceiptsAsync();
        await _mail.SettleAsync();
        int letters = Letters();
        await using DigestProgram program = _room.Start(command);
        TimeSpan patience = command[0] is "run" ? TimeSpan.FromSeconds(8) : Patience;
        long begin = TimeProvider.System.GetTimestamp();
        while (!program.HasExited
            && TimeProvider.System.GetElapsedTime(begin) < patience
            && ((afterReceipt is not null && before.SequenceEqual(await ReceiptsAsync())) || (afterLetter is not null && Letters() == letters)))
        {
            await Task.Delay(20);
        }

        await Task.Delay(_random.Next(afterReceipt ?? afterLetter ?? afterStart ?? 0));
        bool wasAlive = !program.HasExited;
        await program.KillAsync();
        output.WriteLine($"{string.Join(' ', command)}: killed {(wasAlive ? "alive" : "too late")} after {TimeProvider.System.GetElapsedTime(begin).TotalMilliseconds:0} ms");
    }

    private int Letters() => _mail.Events.Count(e => string.Equals(e.Event, "rcpt", StringComparison.Ordinal));

    private async Task<IReadOnlyDictionary<string, string>> ReceiptsAsync() =>
        (await _room.ListAsync("receipts")).ToDictionary(b => b.Name, b => b.Properties.ETag.ToString()!, StringComparer.Ordinal);

    private async Task RunToTheEndAsync()
    {
        (DigestProgram program, _) = await _room.StartHostAsync();
        await using DigestProgram running = program;
        long begin = TimeProvider.System.GetTimestamp();
        while (!await IsAllDoneAsync())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(begin) < Patience, $"Work is left undone: {program.Output}");
            await Task.Delay(500);
        }

        Finished ended = await program.TerminateAsync();
        Assert.True(ended.ExitCode == 0, ended.All);
    }

    private async Task<bool> IsAllDoneAsync()
    {
        IReadOnlyList<BlobItem> receipts = await _room.ListAsync("receipts");
        List<string> editions = [.. (await _room.ListAsync("digest", "editions/")).Select(b => b.Name)];
        string current = (await _room.ReadAsync("schedules/daily.json")).GetProperty("current").GetString()!;
        return receipts.Count == FirstDrops + LaterDrops
            && receipts.All(r => IsFinal(r.Metadata["status"]))
            && editions.Contains($"editions/daily/{current}/edition.json", StringComparer.Ordinal)
            && editions.Count(e => e.EndsWith("/edition.json", StringComparison.Ordinal)) == editions.Count(e => e.EndsWith("/closed.json", StringComparison.Ordinal));
    }

    private static bool IsFinal(string status) => status is "analysed" or "duplicate" or "rejected" or "filtered" or "failed";

    private async Task EveryDropHasOneFinalReceiptAsync()
    {
        IReadOnlyList<BlobItem> receipts = await _room.ListAsync("receipts");
        ILookup<string, string> drops = receipts.ToLookup(r => r.Metadata["status"], r => r.Name, StringComparer.Ordinal);
        int again = receipts.Count(r => int.Parse(r.Metadata["attempts"], CultureInfo.InvariantCulture) > 1);
        output.WriteLine($"Drops taken up more than once: {again}. {string.Join(", ", drops.Select(d => $"{d.Count()} {d.Key}"))}.");

        Assert.Equal((await _room.ListAsync("articles")).Select(a => a.Name), receipts.Select(r => r.Name));
        Assert.Equal(6, drops["rejected"].Count());
        Assert.Equal(6, drops["duplicate"].Count());
        Assert.Equal(48, drops["analysed"].Count());
        Assert.True(again > 0, "No kill hit a drop that was being worked on.");
    }

    private async Task EveryOutcomeIsInOneEditionAsync()
    {
        IReadOnlyDictionary<string, JsonElement> outcomes = await _room.ReadAllAsync("outcomes/");
        IReadOnlyDictionary<string, JsonElement> editions = await _room.ReadAllAsync("editions/", "/edition.json");
        List<string> told = [.. editions.Values.SelectMany(e => Strings(e.GetProperty("outcomes")))];
        List<string> lines = [.. editions.Values.SelectMany(e => e.GetProperty("accounting").GetProperty("lines").EnumerateArray()).Select(l => l.GetProperty("drop").GetString()!)];
        List<string> articles = [.. editions.Values.SelectMany(e => e.GetProperty("articles").EnumerateArray()).Select(a => a.GetProperty("id").GetString()!)];
        List<string> points =
        [
            .. editions.Values
                .SelectMany(e => e.GetProperty("proposals").EnumerateArray().Concat(e.GetProperty("criticisms").EnumerateArray()))
                .SelectMany(p => p.GetProperty("sources").EnumerateArray().Select(s => $"{s.GetProperty("articleId")} {s.GetProperty("evidence").GetProperty("start")}")),
        ];
        output.WriteLine($"Editions: {string.Join(", ", editions.Select(e => $"{e.Key} with {e.Value.GetProperty("outcomes").GetArrayLength()} outcomes"))}; {points.Count} points.");

        Assert.Equal(FirstDrops + LaterDrops, outcomes.Count);
        Assert.Equal(outcomes.Keys.Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal), told.Order(StringComparer.Ordinal));
        Assert.Equal((await _room.ListAsync("articles")).Select(a => a.Name).Order(StringComparer.Ordinal), lines.Order(StringComparer.Ordinal));
        Assert.Equal(points.Count, points.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(96, points.Count);
        Assert.Equal(48, articles.Distinct(StringComparer.Ordinal).Count());
        Assert.Empty(await _room.ListAsync("digest", "inbox/"));
        foreach ((string name, JsonElement edition) in editions)
        {
            foreach (string outcome in Strings(edition.GetProperty("outcomes")))
            {
                BlobDownloadResult claim = await _room.Service.GetBlobContainerClient("digest").GetBlobClient($"claims/daily/{outcome}").DownloadContentAsync();
                Assert.Equal(name.Split('/')[2], claim.Content.ToString());
            }
        }

        Assert.Equal(told.Count, (await _room.ListAsync("digest", "claims/")).Count);
    }

    private async Task EveryLetterWentOutOnceAsync()
    {
        ILookup<string, ReceivedMail> mails = _mail.Messages.ToLookup(m => m.Message.MessageId!, StringComparer.Ordinal);
        IReadOnlyDictionary<string, JsonElement> letters = await _room.ReadAllAsync("letters/");
        List<string> expected =
        [
            .. (await _room.ReadAllAsync("editions/", "/edition.json"))
                .SelectMany(e => Strings(e.Value.GetProperty("recipients")).Select(key => $"letters/daily/{e.Key.Split('/')[2]}/{key}.json")),
        ];
        int uncertain = letters.Values.Count(l => Status(l) == "uncertain");
        output.WriteLine($"Letters: {letters.Count}, of them uncertain {uncertain} and taken more than once {letters.Values.Count(l => l.GetProperty("attempts").GetInt32() > 1)}; mails: {_mail.Messages.Count}.");

        Assert.Equal(expected.Order(StringComparer.Ordinal), letters.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(Recipients, letters.Keys.Select(Path.GetFileName).Distinct(StringComparer.Ordinal).Count());
        Assert.All(letters, letter =>
        {
            string[] parts = letter.Key.Split('/');
            int count = mails[$"daily.{parts[2]}.{Path.GetFileNameWithoutExtension(parts[3])}@example.org"].Count();
            Assert.InRange(count, Status(letter.Value) == "uncertain" ? 0 : 1, 1);
            Assert.Contains(Status(letter.Value), (string[])["sent", "uncertain"]);
        });
        Assert.Equal(mails.Count, _mail.Messages.Count);
        Assert.All(mails, mail => Assert.Contains(letters.Keys, l => mail.Key.Contains(Path.GetFileNameWithoutExtension(l), StringComparison.Ordinal)));
        Assert.True(uncertain > 0, "No kill hit a letter on its way.");
    }

    private static string Status(JsonElement letter) => letter.GetProperty("status").GetString()!.ToLowerInvariant();

    private static IEnumerable<string> Strings(JsonElement array) => array.EnumerateArray().Select(e => e.GetString()!);
}
