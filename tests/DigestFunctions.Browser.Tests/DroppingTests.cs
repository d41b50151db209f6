using System.Text;
using DigestFunctions.Local.Tests;
using Microsoft.Playwright;

namespace DigestFunctions.Browser.Tests;

/// <summary>Files that somebody drops at the desk.</summary>
public sealed class DroppingTests(ReadingRoom room)
{
    private const string Mark = "document.documentElement.dataset.opened = 'once'";
    private const string IsMarked = "document.documentElement.dataset.opened === 'once'";

    private static readonly byte[] Picture = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0, 0, 1, 0, 0, 0, 1, 8, 6, 0, 0, 0];

    private readonly ReadingRoom _room = room.Enter();

    [Fact]
    public async Task A_file_chosen_by_hand_is_seen_to_be_read_here_and_by_others_without_opening_the_page_anew()
    {
        await using DeskTab other = await DeskTab.OpenAsync(_room);
        await using DeskTab desk = await DeskTab.OpenAsync(_room);
        await Task.WhenAll(other.WaitUntilLiveAsync(), desk.WaitUntilLiveAsync());
        await Task.WhenAll(other.Tab.AskAsync<string>(Mark), desk.Tab.AskAsync<string>(Mark));

        await desk.DropAsync(Article("by-hand.txt", 101));

        await DeskTab.WaitForAsync(desk.Told, "by-hand.txt was received.");
        await Task.WhenAll(
            DeskTab.WaitForAsync(desk.LineOf("by-hand.txt"), "analysed; 2 points"),
            DeskTab.WaitForAsync(other.LineOf("by-hand.txt"), "analysed; 2 points"));
        Assert.Contains("Harbour charge number 101 divides the city", await desk.LineOf("by-hand.txt").InnerTextAsync(), StringComparison.Ordinal);
        Assert.True(await desk.Tab.AskAsync<bool>(IsMarked) && await other.Tab.AskAsync<bool>(IsMarked));
        Assert.Equal("", await desk.Tab.Page.InputValueAsync("#files"));
        Assert.Empty(desk.Tab.Faults.Concat(other.Tab.Faults));
    }

    [Fact]
    public async Task Files_dragged_onto_the_page_are_dropped_all()
    {
        await using DeskTab desk = await DeskTab.OpenAsync(_room);
        IJSHandle files = await desk.Tab.Page.EvaluateHandleAsync(
            "texts => texts.reduce((all, text, i) => (all.items.add(new File([text], `dragged-${i}.txt`)), all), new DataTransfer())",
            new[] { Texts.Article(102), Texts.Article(103) });

        await desk.Tab.Page.DispatchEventAsync("h1", "dragover", new { dataTransfer = files });
        int offered = await desk.Tab.Page.Locator(".dropzone.over").CountAsync();
        await desk.Tab.Page.DispatchEventAsync("h1", "drop", new { dataTransfer = files });

        await DeskTab.WaitForAsync(desk.LineOf("dragged-0.txt"), "analysed; 2 points");
        await DeskTab.WaitForAsync(desk.LineOf("dragged-1.txt"), "analysed; 2 points");
        Assert.Equal(1, offered);
        Assert.Equal(0, await desk.Tab.Page.Locator(".dropzone.over").CountAsync());
        Assert.Empty(desk.Tab.Faults);
    }

    [Fact]
    public async Task Files_that_are_no_articles_are_named_each_with_its_reason_and_the_others_are_read()
    {
        await using DeskTab desk = await DeskTab.OpenAsync(_room);

        await desk.DropAsync(
            File("picture.txt", Picture),
            File("nothing.txt", []),
            File("large.txt", new byte[NewsDesk.MaxBytes + 1]),
            Article("among-others.txt", 104));

        await DeskTab.WaitForAsync(desk.Told, "large.txt was left out: it is larger than a file may be.");
        await DeskTab.WaitForAsync(desk.LineOf("picture.txt"), "rejected: ");
        await DeskTab.WaitForAsync(desk.LineOf("nothing.txt"), "rejected: ");
        await DeskTab.WaitForAsync(desk.LineOf("among-others.txt"), "analysed; 2 points");
        Assert.Equal(1, await desk.Told.Locator(".fault", new() { HasText = "large.txt" }).CountAsync());
        Assert.Equal(1, await desk.LineOf("picture.txt").Locator(".fault").CountAsync());
        Assert.Equal(1, await desk.LineOf("nothing.txt").Locator(".fault").CountAsync());
        Assert.Equal(0, await desk.LineOf("large.txt").CountAsync());
        Assert.Empty(desk.Tab.Faults);
    }

    [Fact]
    public async Task A_file_dropped_twice_is_there_once_and_another_of_its_name_replaces_it_only_where_that_is_wished()
    {
        await using DeskTab desk = await DeskTab.OpenAsync(_room);

        await desk.DropAsync(Article("twice.txt", 105));
        await DeskTab.WaitForAsync(desk.Told, "twice.txt was received.");
        await desk.DropAsync(Article("twice.txt", 105));
        await DeskTab.WaitForAsync(desk.Told, "twice.txt was there already, with the same content.");
        await desk.DropAsync(Article("twice.txt", 106));
        await DeskTab.WaitForAsync(desk.Told, "twice.txt was left out: other content has this name already.");
        await DeskTab.WaitForAsync(desk.LineOf("twice.txt"), "Harbour charge number 105");
        await desk.Tab.Page.CheckAsync("#drop input[type=checkbox]");
        await desk.DropAsync(Article("twice.txt", 106));

        await DeskTab.WaitForAsync(desk.Told, "twice.txt was replaced and is read anew.");
        await DeskTab.WaitForAsync(desk.LineOf("twice.txt"), "Harbour charge number 106");
        Assert.Equal(1, await desk.LineOf("twice.txt").CountAsync());
        Assert.False(await desk.Tab.Page.IsCheckedAsync("#drop input[type=checkbox]"));
        Assert.Empty(desk.Tab.Faults);
    }

    [Fact]
    public async Task A_name_and_a_title_that_would_be_markup_are_shown_as_text()
    {
        const string Name = "<img src=x onerror=\"window.owned=1\"><b>bold.txt";
        const string Title = "<script>window.owned=1</script><i onmouseover=window.owned=1>Harbour charge</i> divides the city";
        await using DeskTab other = await DeskTab.OpenAsync(_room);
        await using DeskTab desk = await DeskTab.OpenAsync(_room);
        await Task.WhenAll(other.WaitUntilLiveAsync(), desk.WaitUntilLiveAsync());

        await desk.DropAsync(Article(Name, 107, Title));

        await DeskTab.WaitForAsync(desk.Told, $"{Name} was received.");
        await Task.WhenAll(
            DeskTab.WaitForAsync(desk.LineOf(Name), "analysed; 2 points"), DeskTab.WaitForAsync(other.LineOf(Name), "analysed; 2 points"));
        foreach (DeskTab seen in new[] { desk, other })
        {
            Assert.Contains(Title, await seen.LineOf(Name).InnerTextAsync(), StringComparison.Ordinal);
            Assert.Equal(0, await seen.Tab.Page.Locator("#desk img, #desk script, #desk b, #desk i").CountAsync());
            Assert.True(await seen.Tab.AskAsync<bool>($"window.{HostileArticles.Trace} === undefined"));
            Assert.Empty(seen.Tab.Faults);
        }
    }

    [Fact]
    public async Task Without_scripts_the_form_drops_as_well_and_a_link_shows_what_became_of_it()
    {
        await using DeskTab desk = await DeskTab.OpenAsync(_room, new() { JavaScriptEnabled = false });

        await desk.DropAsync(Article("plain-1.txt", 108), Article("plain-2.txt", 109));
        await DeskTab.WaitForAsync(desk.Told, "plain-1.txt was received.");
        string address = desk.Tab.Page.Url;
        await desk.RefreshUntilAsync(desk.LineOf("plain-1.txt"), "analysed; 2 points");
        await desk.RefreshUntilAsync(desk.LineOf("plain-2.txt"), "analysed; 2 points");
        await desk.Tab.Page.ReloadAsync();

        Assert.Equal(_room.Desk.Address, address);
        Assert.Contains("plain-2.txt was received.", await desk.Told.InnerTextAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain("plain-1.txt was there already", await desk.Told.InnerTextAsync(), StringComparison.Ordinal);
        Assert.False(await desk.IsLive.IsVisibleAsync());
        Assert.Empty(desk.Tab.Faults);
    }

    [Theory]
    [InlineData("http://elsewhere.example/", "")]
    [InlineData("http://elsewhere.example/", "sandbox allow-forms allow-scripts")]
    [InlineData("http://127.0.0.1:1/", "")]
    public async Task A_page_from_elsewhere_drops_and_sends_nothing_even_if_it_knew_the_token(string origin, string policy)
    {
        await using DeskTab desk = await DeskTab.OpenAsync(_room);
        string token = await desk.Tab.Page.Locator("#drop-token input").InputValueAsync();
        await using Tab tab = await _room.OpenAsync();
        await PretendAsync(
            tab,
            origin,
            policy,
            $"""
            <form id="drop" method="post" enctype="multipart/form-data" action="{_room.Desk.Address}/articles">
              <input name="token" value="{token}"><input name="files" type="file">
            </form>
            <form id="send" method="post" action="{_room.Desk.Address}/editions/unsent"><input name="token" value="{token}"></form>
            """);

        await tab.GoAsync(origin);
        await tab.Page.SetInputFilesAsync("#drop [type=file]", Article("from-elsewhere.txt", 110));
        int drop = await SubmitAsync(tab, "drop");
        await tab.GoAsync(origin);
        int send = await SubmitAsync(tab, "send");
        await desk.Tab.Page.ReloadAsync();

        Assert.Equal((403, 403), (drop, send));
        Assert.Equal(0, await desk.LineOf("from-elsewhere.txt").CountAsync());
        Assert.DoesNotContain("from-elsewhere.txt", await desk.Told.InnerTextAsync(), StringComparison.Ordinal);
        Assert.Equal(1, await desk.SendingOf("unsent").CountAsync());
    }

    [Fact]
    public async Task Nobody_frames_the_desk()
    {
        await using Tab tab = await _room.OpenAsync();
        await tab.Page.SetContentAsync($"<iframe src=\"{_room.Desk.Address}\"></iframe>");

        Assert.Equal(2, tab.Page.Frames.Count);
        Assert.DoesNotContain("id=\"desk\"", await tab.Page.Frames[1].ContentAsync(), StringComparison.Ordinal);
    }

    /// <summary>Sends a form.</summary>
    /// <returns>The status of the answer.</returns>
    private static async Task<int> SubmitAsync(Tab tab, string form)
    {
        IResponse answer = await tab.Page.RunAndWaitForResponseAsync(
            () => tab.AskAsync<object>($"document.getElementById('{form}').submit()"), "**/desk/**");
        await tab.Page.WaitForURLAsync("**/desk**");
        return answer.Status;
    }

    /// <summary>Has a page of somebody else be there.</summary>
    private static Task PretendAsync(Tab tab, string address, string policy, string body) => tab.Page.RouteAsync(
        address,
        route => route.FulfillAsync(new()
        {
            ContentType = "text/html",
            Headers = [KeyValuePair.Create("Content-Security-Policy", policy)],
            Body = body,
        }));

    private static FilePayload Article(string name, int number, string? title = null) => File(name, Encoding.UTF8.GetBytes(Texts.Article(number, title)));

    private static FilePayload File(string name, byte[] content) => new() { Name = name, MimeType = "text/plain", Buffer = content };
}
