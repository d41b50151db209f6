using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace DigestFunctions.Browser.Tests;

/// <summary>The desk as somebody has it open.</summary>
internal sealed class DeskTab : IAsyncDisposable
{
    private const float Patience = 60_000;

    private DeskTab(Tab tab) => Tab = tab;

    /// <summary>The tab it is in.</summary>
    public Tab Tab { get; }

    /// <summary>What came of files that were dropped.</summary>
    public ILocator Told => Tab.Page.Locator("#dropped");

    /// <summary>That the page does by itself what there is to do.</summary>
    public ILocator IsLive => Tab.Page.Locator("#live");

    /// <summary>Opens it.</summary>
    public static async Task<DeskTab> OpenAsync(ReadingRoom room, BrowserNewContextOptions? options = null)
    {
        DeskTab desk = new(await room.OpenAsync(options));
        await desk.Tab.GoAsync(room.Desk.Address);
        return desk;
    }

    /// <summary>Chooses files in the form and sends it.</summary>
    public async Task DropAsync(params IEnumerable<FilePayload> files)
    {
        await Tab.Page.SetInputFilesAsync("#files", files);
        await Tab.Page.ClickAsync("#drop button");
    }

    /// <summary>The line of a drop in the list of what came in.</summary>
    public ILocator LineOf(string drop) => Tab.Page.Locator("#drops tr").Filter(new() { Has = Tab.Page.GetByText(drop, new() { Exact = true }) });

    /// <summary>The button that sends a schedule's edition.</summary>
    public ILocator SendingOf(string schedule) => Tab.Page.Locator($"#send-{schedule}");

    /// <summary>What is said of a schedule.</summary>
    public ILocator SaidOf(string schedule) => Tab.Page.Locator(".schedule", new() { HasText = $"Digest {schedule}" });

    /// <summary>Waits until something says a text.</summary>
    public static Task WaitForAsync(ILocator place, string text) => Expect(place).ToContainTextAsync(text, new() { Timeout = Patience });

    /// <summary>Waits until the page follows what happens by itself.</summary>
    public Task WaitUntilLiveAsync() => Expect(IsLive).ToBeVisibleAsync(new() { Timeout = Patience });

    /// <summary>Asks for the page anew, as somebody without scripts does, until something says a text.</summary>
    public async Task RefreshUntilAsync(ILocator place, string text)
    {
        long begin = TimeProvider.System.GetTimestamp();
        while (!(await place.InnerTextAsync()).Contains(text, StringComparison.Ordinal))
        {
            Assert.True(TimeProvider.System.GetElapsedTime(begin) < TimeSpan.FromMilliseconds(Patience), await place.InnerTextAsync());
            await Task.Delay(200);
            await Tab.Page.ClickAsync("#refresh");
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Tab.DisposeAsync();
}
