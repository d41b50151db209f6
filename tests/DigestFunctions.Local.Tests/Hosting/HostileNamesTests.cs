using System.Text.Json;
using LocalServers;

namespace DigestFunctions.Local.Tests.Hosting;

/// <summary>Names of drops that storage clients bend, fold or refuse.</summary>
public sealed class HostileNamesTests(AzuriteServer azurite)
{
    /// <summary>Names that cannot be kept as they are: they get their refusal among the digest's own records.</summary>
    private static readonly string[] Refused =
    [
        "x/../../digest/pwned",
        "../receipts/pwned",
        "a//b",
        "/begins",
        "tail/",
        "./dot",
        "..\\..\\digest\\pwned",
    ];

    private static readonly string[] Accepted =
    [
        " !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~",
        " !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_`abcdefghijklmnopqrstuvwxyz{|}~",
        "%2e%2e%2f%2e%2e%2fdigest%2fpwned",
        "a%2F%2Fb",
        "a/..b/c..",
        "back\\slash",
        "plain.txt",
        "10",
        "9",
        "1e1",
        "\uFB01nal.txt",
        "\uFFEDhalf.txt",
        "\U0001F600 grin.txt",
        "\U0001F600",
        "Grüße aus Köln.txt",
        "e\u0301 and é.txt",
        new string('n', 1024),
        string.Concat(Enumerable.Repeat("\U0001F98A", 250)),
    ];

    [Fact]
    public async Task Nothing_is_written_outside_its_place_and_a_second_sweep_writes_nothing()
    {
        await using Newsroom room = await FillAsync();

        Finished first = await SweepAsync(room);
        IReadOnlyDictionary<string, string> before = await room.SurveyAsync();
        Finished second = await SweepAsync(room);
        IReadOnlyDictionary<string, string> after = await room.SurveyAsync();

        Assert.True(first.ExitCode == 0, first.All);
        Assert.True(second.ExitCode == 0, second.All);
        Assert.Equal(before, after);
        Assert.Equal(["articles", "digest", "receipts"], before.Keys.Select(k => k.Split('/')[0]).Distinct(StringComparer.Ordinal));
        Assert.Equal(Kept([.. Refused, .. Accepted]), Sorted(await NamesAsync(room, "articles")));
        Assert.Equal(Kept(Accepted), Sorted(await NamesAsync(room, "receipts")));
        Assert.Equal(Refused.Length, (await room.ListAsync("digest", "refused/")).Count);
        Assert.Equal(Refused.Length + Accepted.Length, (await room.ListAsync("digest", "outcomes/")).Count);
        Assert.All(await NamesAsync(room, "digest"), name => Assert.Matches("^(secrets/recipient-keys[.]json|inbox/daily/[0-9a-f]{64}|told/[0-9a-f]{64}|(outcomes|texts|refused)/[0-9a-f]{64}[.]json|(analyses|sections)/[0-9a-f]+/[a-z0-9./-]+[.]json)$", name));
    }

    [Fact]
    public async Task Every_name_is_accounted_for_once_and_the_account_adds_up()
    {
        await using Newsroom room = await FillAsync();

        Finished sent = await room.RunAsync("send");
        Finished status = await room.RunAsync("status", "--json");
        JsonElement lines = Assert.Single(await room.ReadAllAsync("editions/", "/edition.json")).Value.GetProperty("accounting").GetProperty("lines");
        JsonElement told = JsonDocument.Parse(status.Output).RootElement;
        JsonElement drops = told.GetProperty("drops");

        Assert.True(sent.ExitCode == 0, sent.All);
        Assert.Equal(
            Kept([.. Refused, .. Accepted]),
            Sorted(lines.EnumerateArray().Select(l => l.GetProperty("drop").GetString()!)));
        Assert.Equal(
            Kept(Refused),
            Sorted(lines.EnumerateArray().Where(l => l.GetProperty("status").GetString() is "rejected").Select(l => l.GetProperty("drop").GetString()!)));
        Assert.All(
            lines.EnumerateArray().Where(l => l.GetProperty("status").GetString() is "rejected"),
            l => Assert.StartsWith("the name ", l.GetProperty("reason").GetString(), StringComparison.Ordinal));
        Assert.Equal(Refused.Length + Accepted.Length, told.GetProperty("received").GetInt32());
        Assert.Equal(Refused.Length, drops.GetProperty("rejected").GetInt32());
        Assert.Equal(Accepted.Length, drops.GetProperty("analysed").GetInt32());
        Assert.Equal(2, drops.EnumerateObject().Count());
    }

    [Fact]
    public async Task A_refused_name_that_comes_with_other_content_is_refused_anew_and_once()
    {
        await using Newsroom room = Newsroom.Open(azurite, "ana@example.org");
        await room.Articles.CreateAsync();
        await PutAsync(room, "tail/", Texts.Article(1));
        await SweepAsync(room);

        await PutAsync(room, "tail/", Texts.Article(2));
        await SweepAsync(room);
        await SweepAsync(room);

        Assert.Single(await room.ListAsync("digest", "refused/"));
        Assert.Equal(2, (await room.ListAsync("digest", "outcomes/")).Count);
        Assert.Empty(await room.ListAsync("receipts"));
    }

    private async Task<Newsroom> FillAsync()
    {
        Newsroom room = Newsroom.Open(azurite, "ana@example.org");
        await room.Articles.CreateAsync();
        foreach ((int number, string name) in Refused.Concat(Accepted).Index())
        {
            await PutAsync(room, name, Texts.Article(number + 1));
        }

        return room;
    }

    private static async Task PutAsync(Newsroom room, string name, string content) =>
        Assert.Equal(201, await RawBlobs.PutAsync(room.ConnectionString, "articles", name, content));

    /// <summary>A dry run works through all drops and makes no edition.</summary>
    private static Task<Finished> SweepAsync(Newsroom room) => room.RunAsync("send", "--dry-run");

    private static async Task<IEnumerable<string>> NamesAsync(Newsroom room, string container) =>
        (await room.ListAsync(container)).Select(b => b.Name);

    /// <summary>The names as Azurite keeps them: it makes a slash of a backslash, where Azure keeps it.</summary>
    private static IEnumerable<string> Kept(IEnumerable<string> names) => Sorted(names.Select(n => n.Replace('\\', '/')));

    private static IEnumerable<string> Sorted(IEnumerable<string> names) => names.Order(StringComparer.Ordinal);
}
