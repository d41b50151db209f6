namespace DigestFunctions.Browser.Tests;

/// <summary>Titles, names, quotes and file names that would be scripts.</summary>
public sealed class HostilePagesTests(ReadingRoom room)
{
    private const string Traces = $"window.{HostileArticles.Trace} === undefined";

    // The desk has one script of its own, behind all that it shows.
    private const string Foreign = "document.querySelectorAll('script:not(#desk + script), img, iframe, object, embed, [onerror], [onload], [onmouseover], [href^=\"javascript:\"]').length";

    private readonly ReadingRoom _room = room.Enter();

    [Fact]
    public async Task Every_page_of_a_hostile_edition_shows_its_words_and_runs_nothing()
    {
        await using Tab tab = await _room.OpenAsync();
        string edition = _room.Addresses["hostile edition"];
        await tab.GoAsync(edition);
        string text = await tab.Page.InnerTextAsync("main");
        string[] addresses = await tab.AskAsync<string[]>("[...new Set([...document.querySelectorAll('a[href]')].map(a => a.pathname))]");
        List<string> harmed = [];

        foreach (string address in (string[])[edition, "/", "/preview/daily", "/search/daily?q=parking", "/desk", .. addresses])
        {
            await tab.GoAsync(address);
            bool isClean = await tab.AskAsync<bool>(Traces) && await tab.AskAsync<int>(Foreign) == 0;
            harmed.AddRange(isClean ? Array.Empty<string>() : [address]);
        }

        Assert.Empty(harmed);
        Assert.Empty(tab.Faults);
        Assert.Contains(addresses, address => address.Contains("/articles/", StringComparison.Ordinal));
        Assert.Contains(addresses, address => address.Contains("/actors/", StringComparison.Ordinal));
        Assert.Contains("<img src=x onerror=", text, StringComparison.Ordinal);
        Assert.Contains("<svg onload=", text, StringComparison.Ordinal);
        Assert.Contains("⟨U+202E⟩txt.exe", text, StringComparison.Ordinal);
        Assert.DoesNotContain("\u202E", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en")]
    [InlineData("de")]
    public async Task A_letter_of_a_hostile_edition_runs_nothing_in_a_mail_program_that_would_let_it(string reader)
    {
        await using Tab tab = await _room.OpenAsync();

        await tab.ShowAsync(_room.LetterTo(reader));

        Assert.Contains("<img src=x onerror=", await tab.Page.InnerTextAsync("body"), StringComparison.Ordinal);
        Assert.True(await tab.AskAsync<bool>(Traces));
        Assert.Equal(0, await tab.AskAsync<int>(Foreign));
        Assert.Empty(tab.Faults);
    }
}
