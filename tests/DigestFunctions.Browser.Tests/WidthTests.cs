using Microsoft.Playwright;

namespace DigestFunctions.Browser.Tests;

/// <summary>Pages and letters on a small telephone.</summary>
public sealed class WidthTests(ReadingRoom room)
{
    private const int Width = 360;

    // A mobile browser zooms out where something is too wide, and tells a wider window then.
    private const string Needed = "Math.max(window.innerWidth, document.documentElement.scrollWidth, document.body.scrollWidth)";

    private readonly ReadingRoom _room = room.Enter();

    public static TheoryData<string> Kinds => ReadingRoom.Kinds;

    public static TheoryData<string, string> FullestKindsInEveryLanguage =>
    [
        .. from kind in new[] { "hostile edition", "desk", "desk to send from" }
           from language in new[] { "en", "fr", "de", "es", "pt" }
           select (kind, language),
    ];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Pages_are_no_wider_than_the_screen(string kind)
    {
        await using Tab tab = await OpenTelephoneAsync();

        await tab.GoAsync(_room.Addresses[kind]);

        Assert.Equal(Width, await tab.AskAsync<int>(Needed));
    }

    [Theory]
    [MemberData(nameof(FullestKindsInEveryLanguage))]
    public async Task Pages_are_no_wider_than_the_screen_in_every_language(string kind, string language)
    {
        await using Tab tab = await OpenTelephoneAsync();

        await tab.GoAsync($"{_room.Addresses[kind]}?l={language}");

        Assert.Equal(language, await tab.Page.Locator("html").GetAttributeAsync("lang"));
        Assert.Equal(Width, await tab.AskAsync<int>(Needed));
    }

    [Theory]
    [InlineData("en")]
    [InlineData("fr")]
    [InlineData("de")]
    [InlineData("es")]
    [InlineData("pt")]
    public async Task Letters_are_no_wider_than_the_screen_in_every_language(string language)
    {
        await using Tab tab = await OpenTelephoneAsync();

        await tab.ShowAsync(_room.LetterTo(language));

        Assert.Equal(language, await tab.Page.Locator("html").GetAttributeAsync("lang"));
        Assert.Equal(Width, await tab.AskAsync<int>(Needed));
    }

    private Task<Tab> OpenTelephoneAsync() => _room.OpenAsync(new BrowserNewContextOptions
    {
        ViewportSize = new ViewportSize { Width = Width, Height = 740 },
        IsMobile = true,
        HasTouch = true,
    });
}
