using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace DigestFunctions.Browser.Tests;

/// <summary>Pages and letters as axe sees them.</summary>
public sealed class AccessibilityTests(ReadingRoom room)
{
    private readonly ReadingRoom _room = room.Enter();

    public static TheoryData<string, ColorScheme> KindsInBothModes =>
        [.. from kind in ReadingRoom.Kinds from mode in new[] { ColorScheme.Light, ColorScheme.Dark } select (kind.Data, mode)];

    [Theory]
    [MemberData(nameof(KindsInBothModes))]
    public async Task Pages_have_no_serious_fault(string kind, ColorScheme mode)
    {
        await using Tab tab = await _room.OpenAsync(new() { ColorScheme = mode });

        await tab.GoAsync(_room.Addresses[kind]);

        Assert.Equal("", await SeriousAsync(tab));
    }

    [Theory]
    [InlineData("en", ColorScheme.Light)]
    [InlineData("en", ColorScheme.Dark)]
    [InlineData("de", ColorScheme.Light)]
    [InlineData("de", ColorScheme.Dark)]
    public async Task Letters_have_no_serious_fault(string language, ColorScheme mode)
    {
        await using Tab tab = await _room.OpenAsync(new() { ColorScheme = mode });

        await tab.ShowAsync(_room.LetterTo(language));

        Assert.Equal("", await SeriousAsync(tab));
    }

    private static async Task<string> SeriousAsync(Tab tab)
    {
        AxeResult result = await tab.Page.RunAxe();
        Assert.NotEmpty(result.Passes);
        return string.Join('\n', result.Violations
            .Where(violation => violation.Impact is "serious" or "critical")
            .SelectMany(violation => violation.Nodes.Select(node => $"{violation.Id}: {node.Html}; {string.Join(' ', node.Any.Select(check => check.Message))}")));
    }
}
