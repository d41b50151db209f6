using Microsoft.Playwright;

namespace DigestFunctions.Browser.Tests;

/// <summary>Editions that somebody sends at the desk. Each test has a schedule of its own, see <see cref="NewsDesk.Schedules"/>.</summary>
public sealed class SendingTests(ReadingRoom room)
{
    private const string WentOut = " went out on ";

    private readonly ReadingRoom _room = room.Enter();

    [Fact]
    public async Task One_click_sends_the_edition_and_the_page_says_so_without_being_opened_anew()
    {
        await using DeskTab desk = await DeskTab.OpenAsync(_room);

        await desk.SendingOf("click").ClickAsync();

        await DeskTab.WaitForAsync(desk.SaidOf("click"), WentOut);
        Assert.Equal(1, await _room.Desk.LettersOfAsync("click"));
        Assert.Contains(": 1 letter sent.", await desk.SaidOf("click").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Equal(0, await desk.SendingOf("click").CountAsync());
        Assert.Empty(desk.Tab.Faults);
    }

    [Fact]
    public async Task Clicked_in_two_tabs_at_once_each_letter_goes_out_once_and_both_tell_so()
    {
        await using DeskTab one = await DeskTab.OpenAsync(_room);
        await using DeskTab two = await DeskTab.OpenAsync(_room);

        await Task.WhenAll(one.SendingOf("tabs").ClickAsync(), two.SendingOf("tabs").ClickAsync());

        await Task.WhenAll(DeskTab.WaitForAsync(one.SaidOf("tabs"), WentOut), DeskTab.WaitForAsync(two.SaidOf("tabs"), WentOut));
        Assert.Equal(1, await _room.Desk.LettersOfAsync("tabs"));
        Assert.Contains(": 1 letter sent.", await two.SaidOf("tabs").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Equal(0, await one.SendingOf("tabs").CountAsync() + await two.SendingOf("tabs").CountAsync());
        Assert.Empty(one.Tab.Faults.Concat(two.Tab.Faults));
    }

    [Fact]
    public async Task A_button_on_a_page_that_is_old_sends_no_second_copy_and_what_is_said_then_is_true()
    {
        BrowserNewContextOptions plain = new() { JavaScriptEnabled = false };
        await using DeskTab old = await DeskTab.OpenAsync(_room, plain);
        await using DeskTab desk = await DeskTab.OpenAsync(_room, plain);

        await desk.SendingOf("stale").ClickAsync();
        await desk.RefreshUntilAsync(desk.SaidOf("stale"), WentOut);
        string first = await desk.SaidOf("stale").InnerTextAsync();
        await old.SendingOf("stale").ClickAsync();
        await old.RefreshUntilAsync(old.SaidOf("stale"), WentOut);

        Assert.Equal(1, await _room.Desk.LettersOfAsync("stale"));
        Assert.Equal(_room.Desk.Address, old.Tab.Page.Url);
        Assert.Contains(": 1 letter sent.", first, StringComparison.Ordinal);
        Assert.Equal(first, await old.SaidOf("stale").InnerTextAsync());
        Assert.Empty(old.Tab.Faults.Concat(desk.Tab.Faults));
    }

    [Fact]
    public async Task Who_was_refused_is_told_beside_who_got_a_letter()
    {
        await using DeskTab desk = await DeskTab.OpenAsync(_room);

        await desk.SendingOf("refused").ClickAsync();

        await DeskTab.WaitForAsync(desk.SaidOf("refused"), WentOut);
        Assert.Contains(": 1 letter sent, 1 refused.", await desk.SaidOf("refused").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Equal(1, await _room.Desk.LettersOfAsync("refused"));
        Assert.Empty(desk.Tab.Faults);
    }
}
