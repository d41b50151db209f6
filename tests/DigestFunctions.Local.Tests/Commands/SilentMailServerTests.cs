using System.Text.Json;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using LocalServers;

namespace DigestFunctions.Local.Tests.Commands;

/// <summary>A mail server that is down is a bad day: letters wait, and go out once it is up.</summary>
public sealed class SilentMailServerTests(AzuriteServer azurite)
{
    [Fact]
    public async Task Letters_wait_for_a_server_that_is_down_and_go_out_once_when_it_is_up()
    {
        await using SmtpServer mail = await SmtpServer.StartAsync();
        await using Newsroom room = Newsroom.Open(azurite, "ana@example.org", "ben@example.org").MailingTo(mail);
        await room.DropAsync("one.txt", Texts.Article(1));
        await mail.StopAsync();

        Finished waits = await room.RunAsync("send");
        Finished doctor = await room.RunAsync("doctor");
        Finished status = await room.RunAsync("status", "--json");
        await mail.RestartAsync();
        await MakeLettersDueAsync(room);
        Finished sent = await room.RunAsync("send");
        Finished again = await room.RunAsync("send");
        Finished well = await room.RunAsync("doctor");
        await mail.SettleAsync();

        Assert.Equal(1, waits.ExitCode);
        Assert.Contains("letters: 0 sent", waits.Output, StringComparison.Ordinal);
        Assert.Contains("2 waiting (the mail server cannot be reached (ConnectionRefused); check Mail:Host and Mail:Port)", waits.Output, StringComparison.Ordinal);
        Assert.Equal(1, doctor.ExitCode);
        Assert.Contains($"the mail server 127.0.0.1:{mail.Port} cannot be used: the mail server cannot be reached", doctor.Output, StringComparison.Ordinal);
        Assert.Equal(2, JsonDocument.Parse(status.Output).RootElement.GetProperty("schedules")[0].GetProperty("letters").GetProperty("open").GetInt32());
        Assert.True(sent.ExitCode == 0, sent.All);
        Assert.Contains("letters: 2 sent", sent.Output, StringComparison.Ordinal);
        Assert.Equal(0, again.ExitCode);
        Assert.True(well.ExitCode == 0, well.All);
        Assert.Equal(["ana@example.org", "ben@example.org"], mail.Messages.SelectMany(m => m.To).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_server_that_takes_the_connection_and_says_nothing_is_given_up_in_time()
    {
        await using SmtpServer mail = await SmtpServer.StartAsync();
        await mail.ScriptAsync(SmtpRule.Stall("connect"));
        await using Newsroom room = Newsroom.Open(azurite, "ana@example.org").MailingTo(mail).With("Mail:TimeoutSeconds", "2");
        await room.DropAsync("one.txt", Texts.Article(1));

        Finished waits = await room.RunAsync("send");
        Finished doctor = await room.RunAsync("doctor");

        Assert.Equal(1, waits.ExitCode);
        Assert.Contains("1 waiting (the mail server did not answer within 2 seconds; check Mail:Host and Mail:Port)", waits.Output, StringComparison.Ordinal);
        Assert.Equal(1, doctor.ExitCode);
        Assert.Contains("did not answer within 2 seconds", doctor.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_letter_that_a_killed_process_had_is_said_to_wait_and_why()
    {
        await using SmtpServer mail = await SmtpServer.StartAsync();
        await mail.ScriptAsync(SmtpRule.Stall("rcpt"));
        await using Newsroom room = Newsroom.Open(azurite, "ana@example.org").MailingTo(mail);
        await room.DropAsync("one.txt", Texts.Article(1));
        await using DigestProgram killed = room.Start("send");
        while (!mail.Events.Any(e => e.Event is "rcpt"))
        {
            await Task.Delay(50);
        }

        await killed.KillAsync();
        Finished next = await room.RunAsync("send");

        Assert.Equal(1, next.ExitCode);
        Assert.Contains("1 waiting (somebody is sending them, or was and died)", next.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lost_answer_is_told_as_uncertain_and_sent_again_only_when_asked()
    {
        await using SmtpServer mail = await SmtpServer.StartAsync();
        await mail.ScriptAsync(SmtpRule.AcceptAndDrop(times: 1));
        await using Newsroom room = Newsroom.Open(azurite, "ana@example.org").MailingTo(mail);
        await room.DropAsync("one.txt", Texts.Article(1));

        Finished lost = await room.RunAsync("send");
        Finished again = await room.RunAsync("send");
        Finished status = await room.RunAsync("status");
        int before = mail.Messages.Count;
        Finished asked = await room.RunAsync("send", "--uncertain");
        await mail.SettleAsync();

        Assert.Contains("1 uncertain", lost.Output, StringComparison.Ordinal);
        Assert.Equal(0, again.ExitCode);
        Assert.Contains("Uncertain: the letter of ", status.Output, StringComparison.Ordinal);
        Assert.Equal(1, before);
        Assert.True(asked.ExitCode == 0, asked.All);
        Assert.Equal(2, mail.Messages.Count);
    }

    /// <summary>What half a minute of waiting would do: the letters' time is over.</summary>
    private static async Task MakeLettersDueAsync(Newsroom room)
    {
        BlobContainerClient digest = room.Service.GetBlobContainerClient("digest");
        foreach (BlobItem letter in await room.ListAsync("digest", "letters/"))
        {
            BlobClient blob = digest.GetBlobClient(letter.Name);
            string text = (await blob.DownloadContentAsync()).Value.Content.ToString();
            string until = JsonDocument.Parse(text).RootElement.GetProperty("until").GetString()!;
            string over = TimeProvider.System.GetUtcNow().AddSeconds(-1).ToString("O");
            await blob.UploadAsync(
                BinaryData.FromString(text.Replace($"\"until\":\"{until}\"", $"\"until\":\"{over}\"", StringComparison.Ordinal)),
                new BlobUploadOptions { Metadata = letter.Metadata });
        }
    }
}
