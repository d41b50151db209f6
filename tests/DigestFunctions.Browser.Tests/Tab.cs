using LocalServers;
using Microsoft.Playwright;

namespace DigestFunctions.Browser.Tests;

/// <summary>A tab of the browser, and whatever happens in it that should not.</summary>
internal sealed class Tab : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly Uri _home;
    private readonly List<string> _faults = [];

    private Tab(IBrowserContext context, IPage page, Uri home) => (_context, Page, _home) = (context, page, home);

    /// <summary>The page in it.</summary>
    public IPage Page { get; }

    /// <summary>
    /// What the browser complained of (broken rules of the content security policy among it), scripts that failed, dialogs, and
    /// requests to anybody but the host.
    /// </summary>
    public IReadOnlyList<string> Faults
    {
        get
        {
            lock (_faults)
            {
                return [.. _faults];
            }
        }
    }

    public static async Task<Tab> OpenAsync(IBrowser browser, Uri home, BrowserNewContextOptions? options)
    {
        IBrowserContext context = await browser.NewContextAsync(options ?? new());
        Tab tab = new(context, await context.NewPageAsync(), home);
        await tab.WatchAsync();
        return tab;
    }

    /// <summary>Goes to an address of the archive.</summary>
    /// <returns>The answer's status.</returns>
    public async Task<int> GoAsync(string address)
    {
        IResponse? response = await Page.GotoAsync(new Uri(_home, address).AbsoluteUri);
        return response?.Status ?? 200;
    }

    /// <summary>The first link on a page that leads to a kind of page.</summary>
    public async Task<string> LinkOnAsync(string address, string kind)
    {
        await GoAsync(address);
        return await Page.Locator($"a[href*='{kind}']").First.GetAttributeAsync("href") ?? "";
    }

    /// <summary>Shows a letter as a mail program that loads nothing.</summary>
    public async Task ShowAsync(ReceivedMail letter)
    {
        await _context.SetOfflineAsync(true);
        await Page.SetContentAsync(letter.Message.HtmlBody ?? throw new ArgumentException("The letter has no HTML.", nameof(letter)));
    }

    /// <summary>What a script on the page tells, which none of its own can: the browser asks in its name.</summary>
    public Task<T> AskAsync<T>(string script) => Page.EvaluateAsync<T>(script);

    public ValueTask DisposeAsync() => _context.DisposeAsync();

    private async Task WatchAsync()
    {
        Page.Console += (_, message) => Note(message.Type is "error" or "warning", $"{message.Type} at {Page.Url}: {message.Text}");
        Page.PageError += (_, error) => Note(true, $"script at {Page.Url}: {error}");
        Page.Dialog += (_, dialog) =>
        {
            Note(true, $"dialog at {Page.Url}: {dialog.Message}");
            _ = dialog.DismissAsync();
        };

        // Nothing may leave for elsewhere, and who tries is told of.
        await _context.RouteAsync("**/*", async route =>
        {
            bool isElsewhere = !new Uri(route.Request.Url).Authority.Equals(_home.Authority, StringComparison.Ordinal);
            Note(isElsewhere, $"request from {Page.Url} for {route.Request.Url}");
            await (isElsewhere ? route.AbortAsync() : route.ContinueAsync());
        });
    }

    private void Note(bool isFault, string text)
    {
        lock (_faults)
        {
            _faults.AddRange(isFault ? [text] : Array.Empty<string>());
        }
    }
}
