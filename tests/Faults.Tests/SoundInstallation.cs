using System.Text.Json.Nodes;
using LocalServers;

namespace Faults.Tests;

/// <summary>
/// A small installation on which nothing went wrong but one letter, and what is to be seen of it from outside: two editions
/// of a few drops.
/// </summary>
public sealed class SoundInstallation : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private static readonly PlannedSchedule Desk = new("desk-1", ["ana@example.org", "ben@example.org", "cleo@example.org"], null, SkipsEmptyDays: false);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("digest-faults-");
    private Installation _place = null!;

    /// <summary>The installation, without hosts.</summary>
    public Installation Place => _place;

    /// <summary>What is to be seen.</summary>
    public Observation Seen { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        _place = await Installation.OpenAsync(_folder.FullName, [Desk], TimeSpan.Zero, CancellationToken.None);
        ArticleGrammar grammar = new(new Random(1));
        string copied = grammar.Write(ArticleForm.Text);
        PlannedDrop[] first =
        [
            Drop("one.txt", copied, Expected.Article),
            Drop("two.html", grammar.Write(ArticleForm.Html), Expected.Article),
            Drop("junk.bin", grammar.WriteJunk(), Expected.Rejection),
            Drop("a//b", grammar.Write(ArticleForm.Text), Expected.Rejection),
        ];
        PlannedDrop[] second =
        [
            Drop("copy of one.txt", copied, Expected.Article),
            Drop("two.html", grammar.Write(ArticleForm.Html), Expected.Article),
            Drop("three.md", grammar.Write(ArticleForm.Markdown), Expected.Article),
        ];
        await _place.Mail.ScriptAsync(SmtpRule.AcceptAndDrop(1));
        await SendAsync(first, daysBack: 1);
        await SendAsync(second, daysBack: 0);
        Finished? status = await _place.RunAsync(Patience, CancellationToken.None, "status", "--json");
        await _place.Mail.SettleAsync();
        Seen = new Observation
        {
            Storage = await StorageSnapshot.ReadAsync(_place.Service, CancellationToken.None),
            Drops = first.Concat(second).GroupBy(d => d.Name, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Last(), StringComparer.Ordinal),
            Schedules = [Desk],
            Mails = [.. _place.Mail.Messages.Select(m => new AcceptedMail(m.Message.MessageId!, m.To))],
            Due = [$"desk-1/{_place.DateOf("desk-1", _place.Begin)}"],
            Status = JsonNode.Parse(status!.Output)!,
        };
    }

    public async ValueTask DisposeAsync()
    {
        await _place.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private static PlannedDrop Drop(string name, string content, Expected expected) => new(TimeSpan.Zero, name, content, expected, "text");

    private async Task SendAsync(PlannedDrop[] drops, int daysBack)
    {
        foreach (PlannedDrop drop in drops)
        {
            await _place.DropAsync(drop, CancellationToken.None);
        }

        await _place.RunAsync(Patience, CancellationToken.None, "send", "--date", _place.DateOf("desk-1", _place.Begin.AddDays(-daysBack)));
    }
}
