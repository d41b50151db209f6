using Microsoft.Playwright;

namespace DigestFunctions.Browser.Tests;

/// <summary>A walk over all pages of the archive, link by link, each page once.</summary>
internal sealed class Crawl
{
    private const string Links = "[...document.querySelectorAll('a[href], link[href], form[method=get]')].map(e => new URL(e.getAttribute('href') ?? e.getAttribute('action'), document.baseURI).href)";
    private const string Places = "[...document.querySelectorAll('[id]')].map(e => e.id)";

    private readonly List<string> _broken = [];
    private readonly List<string> _visited = [];

    /// <summary>The addresses of the pages that were opened.</summary>
    public IReadOnlyList<string> Visited => _visited;

    /// <summary>The links that lead nowhere, and from where.</summary>
    public IReadOnlyList<string> Broken => _broken;

    /// <summary>Walks.</summary>
    /// <param name="tab">Where pages are opened.</param>
    /// <param name="home">The archive's address.</param>
    /// <param name="first">The first page, relative to it.</param>
    /// <param name="most">How many pages are opened at most.</param>
    public static async Task<Crawl> FromAsync(Tab tab, Uri home, string first, int most)
    {
        Crawl crawl = new();
        await crawl.WalkAsync(tab, home, new Uri(home, first), most);
        return crawl;
    }

    private async Task WalkAsync(Tab tab, Uri home, Uri first, int most)
    {
        HashSet<string> known = new([first.AbsoluteUri], StringComparer.Ordinal);
        Queue<string> open = new(known);
        Dictionary<string, HashSet<string>> places = new(StringComparer.Ordinal);
        List<(string From, string Page, string Place)> anchors = [];
        while (_visited.Count < most && open.TryDequeue(out string? address))
        {
            _visited.Add(address);
            if (address.Contains("/feed/", StringComparison.Ordinal))
            {
                IAPIResponse feed = await tab.Page.APIRequest.GetAsync(address);
                Require(feed.Ok, address, address);
                continue;
            }

            Require(await tab.GoAsync(address) == 200, address, address);
            places[address] = new(await tab.AskAsync<string[]>(Places), StringComparer.Ordinal);
            foreach (string link in (await tab.AskAsync<string[]>(Links)).Distinct(StringComparer.Ordinal))
            {
                Require(link.StartsWith(home.AbsoluteUri, StringComparison.Ordinal), address, link);
                string[] parts = link.Split('#', 2);
                anchors.AddRange(parts is [var page, var place] ? [(address, page, Uri.UnescapeDataString(place))] : Array.Empty<(string, string, string)>());
                if (known.Add(parts[0]))
                {
                    open.Enqueue(parts[0]);
                }
            }
        }

        foreach ((string from, string page, string place) in anchors)
        {
            Require(!places.TryGetValue(page, out HashSet<string>? there) || there.Contains(place), from, $"{page}#{place}");
        }
    }

    private void Require(bool isSound, string from, string link) => _broken.AddRange(isSound ? Array.Empty<string>() : [$"{from} -> {link}"]);
}
