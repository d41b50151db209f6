using System.Xml.Linq;

namespace DigestFunctions.Browser.Tests;

/// <summary>A walk over all pages of the archive, link by link, each page once; forms that ask for a page are sent as they are.</summary>
internal sealed class Crawl
{
    private const string Links =
        """
        [...document.querySelectorAll('a[href], link[href], form[method=get]')].map(link => {
          const address = new URL(link.getAttribute('href') ?? link.getAttribute('action'), document.baseURI);
          if (link instanceof HTMLFormElement) {
            address.search = new URLSearchParams(new FormData(link));
          }

          return address.href;
        })
        """;

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
    /// <param name="first">The first pages, relative to it.</param>
    /// <param name="most">How many pages are opened at most.</param>
    public static async Task<Crawl> FromAsync(Tab tab, Uri home, IEnumerable<string> first, int most)
    {
        Crawl crawl = new();
        await crawl.WalkAsync(tab, home, first.Select(address => new Uri(home, address).AbsoluteUri), most);
        return crawl;
    }

    private async Task WalkAsync(Tab tab, Uri home, IEnumerable<string> first, int most)
    {
        HashSet<string> known = new(StringComparer.Ordinal);
        Queue<string> open = new();
        Dictionary<string, HashSet<string>> places = new(StringComparer.Ordinal);
        List<(string From, string Page, string Place)> anchors = [];
        Follow("", first);
        while (_visited.Count < most && open.TryDequeue(out string? address))
        {
            _visited.Add(address);
            if (IsFeed(address))
            {
                string? feed = await tab.ReadAsync(address);
                Require(feed is not null, address, address);
                Follow(address, LinksIn(feed, home, address));
            }
            else
            {
                Require(await tab.GoAsync(address) == 200, address, address);
                places[address] = new(await tab.AskAsync<string[]>(Places), StringComparer.Ordinal);
                Follow(address, await tab.AskAsync<string[]>(Links));
            }
        }

        foreach ((string from, string page, string place) in anchors)
        {
            Require(!places.TryGetValue(page, out HashSet<string>? there) || there.Contains(place), from, $"{page}#{place}");
        }

        void Follow(string from, IEnumerable<string> links)
        {
            foreach (string link in links.Distinct(StringComparer.Ordinal))
            {
                Require(link.StartsWith(home.AbsoluteUri, StringComparison.Ordinal), from, link);
                string[] parts = link.Split('#', 2);
                anchors.AddRange(parts is [var page, var place] ? [(from, page, Uri.UnescapeDataString(place))] : Array.Empty<(string, string, string)>());
                if (known.Add(parts[0]))
                {
                    open.Enqueue(parts[0]);
                }
            }
        }
    }

    private static bool IsFeed(string address) => address.Contains("/feed/", StringComparison.Ordinal);

    // A feed that is asked for with a token says where everybody finds the archive.
    private static IEnumerable<string> LinksIn(string? feed, Uri home, string address) =>
        from link in feed is null ? [] : XDocument.Parse(feed).Descendants().Where(e => e.Name.LocalName is "link")
        let place = new Uri(new Uri(address), link.Attribute("href")!.Value)
        select ReadingRoom.IsPublic(place) ? new Uri(home, place.PathAndQuery).AbsoluteUri : place.AbsoluteUri;

    private void Require(bool isSound, string from, string link) => _broken.AddRange(isSound ? Array.Empty<string>() : [$"{from} -> {link}"]);
}
