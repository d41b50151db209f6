using System.Globalization;
using System.Text.Json;
using Azure.Storage.Blobs;
using LocalServers;
using MimeKit;

namespace DigestFunctions.Local.Tests.Commands;

/// <summary>An operator sees and changes who gets letters, and mistakes are told before an edition goes out.</summary>
public sealed class RecipientsTests(AzuriteServer azurite)
{
    [Fact]
    public async Task Who_is_added_by_command_gets_the_next_edition_as_they_wish_and_whoever_is_removed_does_not()
    {
        await using SmtpServer server = await SmtpServer.StartAsync();
        await using Newsroom room = Newsroom.Open(azurite, "ana@example.org").MailingTo(server);
        await room.DropAsync("first.txt", Texts.Article(7));
        Finished ben = await room.RunAsync("recipients", "add", "ben@example.org", "--name", "Ben", "--follow", "volcanoes", "--follow", "parking", "--others", "leave", "--format", "text");
        Finished cem = await room.RunAsync("recipients", "add", "cem@example.org");
        Finished gone = await room.RunAsync("recipients", "remove", "cem@example.org");
        Finished check = await room.RunAsync("recipients", "check");

        Finished sent = await room.RunAsync("send", "--date", Iso(-1));

        IReadOnlyList<ReceivedMail> mail = await server.WaitForMessagesAsync(2, TimeSpan.FromSeconds(30));
        Assert.Equal((0, 0, 0, 0, 0), (ben.ExitCode, cem.ExitCode, gone.ExitCode, check.ExitCode, sent.ExitCode));
        Assert.Contains("ana@example.org, ben@example.org", check.Output, StringComparison.Ordinal);
        Assert.Equal(["ana@example.org", "ben@example.org"], mail.Select(m => m.To[0]).Order(StringComparer.Ordinal));
        MimeMessage text = mail.Single(m => m.To[0] == "ben@example.org").Message;
        Assert.Equal(("text/plain", "Ben"), (text.Body!.ContentType.MimeType, text.To.Mailboxes.Single().Name));
        Assert.Contains("about what you follow (volcanoes; parking)", OneLine(text.TextBody!), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_two_who_add_at_once_neither_is_lost()
    {
        await using Newsroom room = Newsroom.Open(azurite, "ana@example.org");

        Finished[] done = await Task.WhenAll(
            room.RunAsync("recipients", "add", "ben@example.org"), room.RunAsync("recipients", "add", "cem@example.org"), room.RunAsync("recipients", "add", "dan@example.org"));

        Assert.All(done, d => Assert.Equal(0, d.ExitCode));
        Assert.Equal(
            ["ben@example.org", "cem@example.org", "dan@example.org"],
            (await room.ReadAsync("recipients.json")).GetProperty("recipients").EnumerateArray().Select(r => r.GetProperty("address").GetString()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Who_gets_no_letters_is_seen_with_the_reason_and_let_in_again_only_on_purpose()
    {
        await using Newsroom room = Newsroom.Open(azurite, "ana@example.org", "ben@example.org");
        await room.RunAsync("recipients", "suppress", "ana@example.org");
        await room.RunAsync("recipients", "suppress", "stranger@example.org", "--complained");

        JsonElement status = JsonDocument.Parse((await room.RunAsync("status", "--json")).Output).RootElement;
        Finished shown = await room.RunAsync("status");
        JsonElement list = JsonDocument.Parse((await room.RunAsync("recipients", "list", "--json")).Output).RootElement;
        Finished slip = await room.RunAsync("recipients", "allow", "ana@example.org");
        Finished meant = await room.RunAsync("recipients", "allow", "ana@example.org", "--yes");
        Finished after = await room.RunAsync("recipients", "list");

        Assert.Equal(["ana@example.org", null], status.GetProperty("suppressed").EnumerateArray().Select(s => s.TryGetProperty("address", out JsonElement a) ? a.GetString() : null));
        Assert.Equal(["unsubscribed", "complained"], status.GetProperty("suppressed").EnumerateArray().Select(s => s.GetProperty("reason").GetString()));
        Assert.Contains($"ana@example.org: unsubscribed on {Iso(0)}", shown.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("stranger", shown.All, StringComparison.Ordinal);
        Assert.Equal(["suppressed", "active"], list.GetProperty("recipients").EnumerateArray().Select(r => r.GetProperty("state").GetString()));
        Assert.Equal((2, 0), (slip.ExitCode, meant.ExitCode));
        Assert.Contains("--yes", slip.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("unsubscribed on", after.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_is_erased_is_nowhere_in_storage_and_whoever_is_configured_as_well_is_told_where()
    {
        await using Newsroom room = Newsroom.Open(azurite, "ana@example.org");
        await room.DropAsync("first.txt", Texts.Article(7));
        await room.RunAsync("recipients", "add", "ben@example.org", "--name", "Benedict");
        await room.RunAsync("send", "--date", Iso(-1));

        Finished listed = await room.RunAsync("recipients", "erase", "ben@example.org");
        Finished configured = await room.RunAsync("recipients", "erase", "ana@example.org");
        Finished stranger = await room.RunAsync("recipients", "erase", "stranger@example.org");
        Finished removed = await room.RunAsync("recipients", "remove", "ana@example.org");
        string all = await AllTextAsync(room);

        Assert.Equal((0, 1, 0, 1), (listed.ExitCode, configured.ExitCode, stranger.ExitCode, removed.ExitCode));
        Assert.Contains("the entry in the list, and the record of 1 letter", listed.Output, StringComparison.Ordinal);
        Assert.Contains("Digest:Schedules:daily:Recipients:0", configured.Error, StringComparison.Ordinal);
        Assert.Contains("Digest:Schedules:daily:Recipients:0", removed.Error, StringComparison.Ordinal);
        Assert.Contains("Nothing is stored", stranger.Output, StringComparison.Ordinal);
        Assert.Empty(await room.ListAsync("digest", "letters/"));
        Assert.Equal(2, (await room.ListAsync("digest", "suppressions/")).Count);
        Assert.All(["ben@", "ana@", "Benedict", "stranger"], name => Assert.DoesNotContain(name, all, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task A_list_that_cannot_be_read_keeps_the_edition_waiting_and_every_command_says_why()
    {
        await using Newsroom room = Newsroom.Open(azurite, "ana@example.org");
        await room.DropAsync("first.txt", Texts.Article(7));
        await room.RunAsync("recipients", "add", "ben@example.org");
        await WriteAsync(room, """{"schema": 1, "recipients": [{"address": "ben@example.org"},]}""");

        Finished sent = await room.RunAsync("send", "--date", Iso(-1));
        Finished added = await room.RunAsync("recipients", "add", "cem@example.org");
        Finished status = await room.RunAsync("status");
        Finished doctor = await room.RunAsync("doctor");
        bool isCompiled = (await room.ListAsync("digest", "editions/")).Count > 0;
        await WriteAsync(room, """{"schema": 1, "recipients": [{"address": "ben@example.org", "others": "hide"}, {"address": "cem"}]}""");
        Finished check = await room.RunAsync("recipients", "check");
        Finished mended = await room.RunAsync("send", "--date", Iso(-1));

        Assert.Equal((1, 1, 0, 1, 1, 0), (sent.ExitCode, added.ExitCode, status.ExitCode, doctor.ExitCode, check.ExitCode, mended.ExitCode));
        Assert.All([sent.Error, added.Error, status.Output, doctor.Output], told => Assert.Contains("recipients.json is no list of recipients", OneLine(told), StringComparison.Ordinal));
        Assert.False(isCompiled);
        Assert.Contains("others is 'hide'", check.Error, StringComparison.Ordinal);
        Assert.Contains("address is 'cem'", check.Error, StringComparison.Ordinal);
        Assert.Contains("ana@example.org, ben@example.org", check.Output, StringComparison.Ordinal);
        Assert.Equal(2, (await room.ListAsync("digest", "letters/")).Count);
    }

    [Theory]
    [InlineData("Ben <ben@example.org>", null, null, "which is no e-mail address")]
    [InlineData("ben@example.org", "--language", "la", "give one of en, fr, de, es, pt")]
    [InlineData("ben@example.org", "--schedule", "monthly", "There is no schedule monthly; there is daily.")]
    [InlineData("ben@example.org", "--others", "hide", "hide")]
    public async Task A_wish_that_nobody_can_fulfil_is_bad_usage_and_nothing_is_written(string address, string? option, string? value, string told)
    {
        await using Newsroom room = Newsroom.Open(azurite, "ana@example.org");

        Finished refused = await room.RunAsync(option is null ? ["recipients", "add", address] : ["recipients", "add", address, option, value!]);

        Assert.Equal(2, refused.ExitCode);
        Assert.Contains(told, refused.Error, StringComparison.Ordinal);
        Assert.Empty(await room.ListAsync("digest", "recipients.json"));
    }

    [Fact]
    public async Task Without_anybody_to_get_it_a_schedule_is_ill()
    {
        await using Newsroom room = Newsroom.Open(azurite).With("Digest:Schedules:daily:Title", "Daily digest");

        Finished check = await room.RunAsync("recipients", "check");
        Finished doctor = await room.RunAsync("doctor");

        Assert.Equal((1, 1), (check.ExitCode, doctor.ExitCode));
        Assert.Contains("Nobody gets the next edition of daily.", check.Error, StringComparison.Ordinal);
        Assert.Contains("nobody gets it", doctor.Output, StringComparison.Ordinal);
    }

    private static string Iso(int days) => DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(days).ToString("O", CultureInfo.InvariantCulture);

    private static string OneLine(string text) => string.Join(' ', text.Split([' ', '\r', '\n', '│'], StringSplitOptions.RemoveEmptyEntries));

    private static async Task WriteAsync(Newsroom room, string text) =>
        await room.Service.GetBlobContainerClient("digest").GetBlobClient("recipients.json").UploadAsync(BinaryData.FromString(text), overwrite: true);

    private static async Task<string> AllTextAsync(Newsroom room)
    {
        List<string> all = [];
        foreach (string container in (string[])["digest", "receipts"])
        {
            BlobContainerClient client = room.Service.GetBlobContainerClient(container);
            foreach (var blob in await room.ListAsync(container))
            {
                all.Add(blob.Name);
                all.Add((await client.GetBlobClient(blob.Name).DownloadContentAsync()).Value.Content.ToString());
            }
        }

        return string.Join('\n', all);
    }
}
