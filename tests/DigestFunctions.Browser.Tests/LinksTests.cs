using System.Text.RegularExpressions;

namespace DigestFunctions.Browser.Tests;

/// <summary>All pages that links lead to, each opened in the browser.</summary>
public sealed partial class LinksTests(ReadingRoom room)
{
    private const int Most = 400;

    private readonly ReadingRoom _room = room.Enter();

    [Fact]
    public async Task Every_link_leads_to_a_page_in_the_language_that_was_asked_for_and_every_anchor_to_a_place_on_it()
    {
        await using Tab tab = await _room.OpenAsync();

        Crawl crawl = await Crawl.FromAsync(tab, _room.Pages, ["?l=de", "editions/daily?l=de"], Most);

        AssertSound(crawl, tab, "/articles/", "/actors/", "/matrix?", "/search/", "/editions/daily?", "/preview?", "/preview/daily?", "/feed/", "/desk?");
        Assert.All(crawl.Visited, address => Assert.Contains("l=de", address, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Every_link_of_an_exported_archive_leads_to_one_of_its_files_and_every_file_is_led_to()
    {
        await using Tab tab = await _room.OpenAsync();
        string[] files = [.. Directory.GetFiles(_room.Files.LocalPath, "*", SearchOption.AllDirectories).Select(file => new Uri(file).AbsoluteUri)];

        Crawl crawl = await Crawl.FromAsync(tab, _room.Files, ["index.html"], Most);

        AssertSound(crawl, tab, "/articles/", "/actors/", "/matrix.html", "/editions/daily.html", "/feed/");
        Assert.Equal(
            files.Where(file => !file.EndsWith("/digest-export.txt", StringComparison.Ordinal)).Order(StringComparer.Ordinal),
            crawl.Visited.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Every_link_in_a_letter_opens_without_more_and_so_do_all_that_follow_but_nothing_does_without_its_token()
    {
        await using Tab letter = await _room.OpenAsync();
        await letter.ShowAsync(_room.LetterTo("en"));
        Uri[] links = [.. (await letter.AskAsync<string[]>("[...document.querySelectorAll('a[href^=http]')].map(a => a.href)")).Select(link => new Uri(link))];
        await using Tab tab = await _room.OpenAsync();

        Crawl crawl = await Crawl.FromAsync(tab, _room.Signed, links.Select(link => link.PathAndQuery + link.Fragment), Most);
        string?[] bare = await Task.WhenAll(crawl.Visited.Select(address => tab.ReadAsync(Token().Replace(address, ""))));

        Assert.All(links, link => Assert.True(ReadingRoom.IsPublic(link), link.AbsoluteUri));
        AssertSound(crawl, tab, "/articles/", "/actors/", "/matrix?", "/search/", "/editions/daily?", "/feed/", "/unsubscribe?");
        Assert.All(bare, Assert.Null);
    }

    private static void AssertSound(Crawl crawl, Tab tab, params string[] kinds)
    {
        Assert.Empty(crawl.Broken);
        Assert.Empty(tab.Faults);
        Assert.InRange(crawl.Visited.Count, 50, Most - 1);
        Assert.All(kinds, kind => Assert.Contains(crawl.Visited, address => address.Contains(kind, StringComparison.Ordinal)));
    }

    [GeneratedRegex("(?<=[?&])t=[^&]*&?")]
    private static partial Regex Token();
}
