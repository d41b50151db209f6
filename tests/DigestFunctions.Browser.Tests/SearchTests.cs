namespace DigestFunctions.Browser.Tests;

/// <summary>Searching with nothing but a keyboard.</summary>
public sealed class SearchTests(ReadingRoom room)
{
    private const string Focused = "document.activeElement.id || document.activeElement.getAttribute('href') || ''";

    private readonly ReadingRoom _room = room.Enter();

    [Fact]
    public async Task Words_are_typed_found_marked_followed_and_still_there_on_the_way_back()
    {
        await using Tab tab = await _room.OpenAsync();
        await tab.GoAsync("/editions/daily");

        await TabToAsync(tab, "q");
        await tab.Page.Keyboard.TypeAsync("harbour charge");
        await tab.Page.Keyboard.PressAsync("Enter");
        await tab.Page.WaitForURLAsync("**/search/daily?q=harbour*");
        IReadOnlyList<string> marks = await tab.Page.Locator(".found mark").AllInnerTextsAsync();
        string result = await tab.Page.Locator(".found .statement a").First.GetAttributeAsync("href") ?? "";
        await TabToAsync(tab, result);
        await tab.Page.Keyboard.PressAsync("Enter");
        await tab.Page.WaitForURLAsync("**/editions/daily/*#e-*");
        int targets = await tab.Page.Locator(":target").CountAsync();
        await tab.Page.GoBackAsync();

        Assert.Contains(marks, mark => mark.Equals("harbour", StringComparison.OrdinalIgnoreCase));
        Assert.Contains(marks, mark => mark.Equals("charge", StringComparison.OrdinalIgnoreCase));
        Assert.Equal(1, targets);
        Assert.Equal("harbour charge", await tab.Page.InputValueAsync("#q"));
        Assert.Equal(marks.Count, await tab.Page.Locator(".found mark").CountAsync());
        Assert.Empty(tab.Faults);
    }

    [Fact]
    public async Task What_is_nowhere_is_said_to_be_nowhere()
    {
        await using Tab tab = await _room.OpenAsync();

        await tab.GoAsync("/search/daily");
        await TabToAsync(tab, "q");
        await tab.Page.Keyboard.TypeAsync("<script>alert(1)</script>zeppelin");
        await tab.Page.Keyboard.PressAsync("Enter");
        await tab.Page.WaitForURLAsync("**zeppelin*");

        Assert.Contains("zeppelin", await tab.Page.GetByRole(Microsoft.Playwright.AriaRole.Status).InnerTextAsync(), StringComparison.Ordinal);
        Assert.Equal(0, await tab.Page.Locator(".found").CountAsync());
        Assert.Equal("<script>alert(1)</script>zeppelin", await tab.Page.InputValueAsync("#q"));
        Assert.Empty(tab.Faults);
    }

    /// <summary>Presses the tabulator until a field or a link is in focus.</summary>
    private static async Task TabToAsync(Tab tab, string focus)
    {
        for (int pressed = 0; pressed < 40 && !string.Equals(await tab.AskAsync<string>(Focused), focus, StringComparison.Ordinal); pressed++)
        {
            await tab.Page.Keyboard.PressAsync("Tab");
        }

        Assert.Equal(focus, await tab.AskAsync<string>(Focused));
    }
}
