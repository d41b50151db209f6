using System.Text.Json;
using LocalServers;
using Microsoft.Playwright;

namespace DigestFunctions.Browser.Tests;

/// <summary>Ending letters by the link that stands in them.</summary>
public sealed class UnsubscribingTests(ReadingRoom room)
{
    private readonly ReadingRoom _room = room.Enter();

    [Fact]
    public async Task Looking_ends_nothing_one_click_does_and_a_second_does_no_harm()
    {
        await using Tab tab = await _room.OpenAsync();
        await tab.ShowAsync(_room.LetterTo("leaver"));
        string link = await tab.Page.GetByRole(AriaRole.Link, new() { Name = "Abbestellen" }).GetAttributeAsync("href") ?? "";
        await using Tab reader = await _room.OpenAsync();

        int asked = await reader.GoAsync(_room.Here(new Uri(link)).PathAndQuery);
        string question = await reader.Page.InnerTextAsync("main");
        string stateBefore = await StateAsync();
        string first = await ClickAsync(reader);
        string stateAfter = await StateAsync();
        await reader.Page.GoBackAsync();
        string second = await ClickAsync(reader);

        Assert.Equal(ReadingRoom.UnsubscribingOf(_room.LetterTo("leaver")), new Uri(link));
        Assert.Equal((200, "active", "suppressed", "suppressed"), (asked, stateBefore, stateAfter, await StateAsync()));
        Assert.Equal(first, second);
        Assert.NotEqual(question, first);
        Assert.DoesNotContain("leaver", question + first, StringComparison.Ordinal);
        Assert.Empty(reader.Faults);
    }

    [Fact]
    public async Task A_link_that_was_changed_offers_no_button()
    {
        await using Tab tab = await _room.OpenAsync();
        string link = ReadingRoom.UnsubscribingOf(_room.LetterTo("fr")).PathAndQuery;

        int status = await tab.GoAsync(link.Replace("r=", "r=0", StringComparison.Ordinal));

        Assert.Equal(403, status);
        Assert.Equal(0, await tab.Page.GetByRole(AriaRole.Button).CountAsync());
    }

    private static async Task<string> ClickAsync(Tab tab)
    {
        await tab.Page.GetByRole(AriaRole.Button).ClickAsync();
        await tab.Page.WaitForFunctionAsync("document.querySelector('button') === null && document.querySelector('main') !== null");
        return await tab.Page.InnerTextAsync("main");
    }

    private async Task<string> StateAsync()
    {
        Finished listed = await _room.RunAsync("recipients", "list", "--json");
        return JsonDocument.Parse(listed.Output).RootElement.GetProperty("recipients").EnumerateArray()
            .Single(r => r.GetProperty("address").ValueEquals("leaver@example.org"))
            .GetProperty("state").GetString()!;
    }
}
