using LocalServers;
using Microsoft.Playwright;

namespace DigestFunctions.Browser.Tests;

/// <summary>A tab of the browser, and whatever happens in it that should not.</summary>
internal sealed class Tab : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly IReadOnlyList<Uri> _homes;
    private readonly List<string> _faults = [];

    private Tab(IBrowserContext context, IPage page, IReadOnlyList<Uri> homes) => (_context, Page, _homes) = (context, page, homes);

    /// <summary>The page in it.</summary>
    public IPage Page { get; }

    /// <summary>
    /// What the browser complained of (broken rules of the content security policy among it), scripts that failed, dialogs, and
    /// requests to anybody but the hosts of the room.
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

    /// <summary>Opens one.</summary>
    /// <param name="browser">The browser.</param>
    /// <param name="homes">Where pages are; addresses without a host are the first one's.</param>
    /// <param name="options">What is special about it.</param>
    public static async Task<Tab> OpenAsync(IBrowser browser, IReadOnlyList<Uri> homes, BrowserNewContextOptions? options)
    {
        IBrowserContext context = await browser.NewContextAsync(options ?? new());
        Tab tab = new(context, await context.NewPageAsync(), homes);
        await tab.WatchAsync();
        return tab;
    }

    /// <summary>Goes to an address of the archive.</summary>
    /// <returns>The answer's status; of a file 200, or 404 if there is none.</returns>
    public async Task<int> GoAsync(string address)
    {
        Uri place = new(_homes[0], address);
        if (place.IsFile && !File.Exists(place.LocalPath))
        {
            return 404;
        }

        IResponse? response = await Page.GotoAsync(place.AbsoluteUri);
        return place.IsFile ? 200 : response?.Status ?? 200;
    }

    /// <summary>Reads something that is no page.</summary>
    /// <returns>The text; null if there is none, or it is not given away.</returns>
    public async Task<string?> ReadAsync(string address)
    {
        Uri place = new(_homes[0], address);
        if (place.IsFile)
        {
            return File.Exists(place.LocalPath) ? await File.ReadAllTextAsync(place.LocalPath) : null;
        }

        IAPIResponse answer = await Page.APIRequest.GetAsync(place.AbsoluteUri);
        return answer.Ok ? await answer.TextAsync() : null;
    }

    /// <summary>The first link on a page that leads to a kind of page.</summary>
    public async Task<string> LinkOnAsync(string address, string kind)
    {
        await GoAsync(address);
        return await Page.Locator($"a[href*='{kind}']").First.EvaluateAsync<string>("link => link.href");
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
            bool isElsewhere = !_homes.Any(home => home.IsBaseOf(new Uri(route.Request.Url)));
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
