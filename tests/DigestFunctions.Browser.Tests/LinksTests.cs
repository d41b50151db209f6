namespace DigestFunctions.Browser.Tests;

/// <summary>All pages that links lead to, each opened in the browser.</summary>
public sealed class LinksTests(ReadingRoom room)
{
    private const int Most = 400;

    private readonly ReadingRoom _room = room.Enter();

    [Theory]
    [InlineData("")]
    [InlineData("?l=de")]
    public async Task Every_link_leads_to_a_page_and_every_anchor_to_a_place_on_it(string first)
    {
        await using Tab tab = await _room.OpenAsync();
        Crawl crawl = await Crawl.FromAsync(tab, _room.Pages, first, Most);

        Assert.Empty(crawl.Broken);
        Assert.Empty(tab.Faults);
        Assert.InRange(crawl.Visited.Count, 50, Most - 1);
        foreach (string kind in new[] { "/articles/", "/actors/", "/matrix", "/search/", "/editions/", "/preview" })
        {
            Assert.Contains(crawl.Visited, address => address.Contains(kind, StringComparison.Ordinal));
        }
    }
}
