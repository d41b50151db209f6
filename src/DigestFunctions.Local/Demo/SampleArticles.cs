using System.Globalization;
using System.Reflection;

namespace DigestFunctions.Local.Demo;

/// <summary>What comes in on one day of a demo.</summary>
/// <param name="IsDown">Whether the program is down all that day: articles come in and wait, no edition goes out.</param>
/// <param name="Files">The articles.</param>
internal sealed record DemoDay(bool IsDown, IReadOnlyList<(string Drop, string File)> Files);

/// <summary>
/// The sample articles, which are part of the program: a folder for each day, such as <c>day1</c>, or <c>day3-down</c> for
/// one on which the program is down.
/// </summary>
internal static class SampleArticles
{
    private const string Folder = "day";
    private const string Down = "-down";

    private static readonly ILookup<(int Day, bool IsDown), (string Drop, string Resource)> Days = typeof(SampleArticles).Assembly
        .GetManifestResourceNames()
        .Order(StringComparer.Ordinal)
        .Select(name => (Name: name, Parts: name.Split('/')))
        .Where(r => r.Parts is ["Samples", ['d', 'a', 'y', ..], _])
        .ToLookup(r => DayOf(r.Parts[1]), r => (r.Parts[2], r.Name));

    /// <summary>The date of the first day: what the articles tell of happens on their own dates.</summary>
    public static DateOnly First { get; } = new(2026, 3, 3);

    /// <summary>How many editions the samples make.</summary>
    public static int Editions => Days.Count(day => !day.Key.IsDown);

    /// <summary>Writes the samples of one date into a folder.</summary>
    /// <returns>What comes in on that date; nothing after the last of the samples.</returns>
    public static DemoDay WriteTo(string folder, DateOnly date)
    {
        int day = date.DayNumber - First.DayNumber + 1;
        bool isDown = Days.Contains((day, true));
        string place = Path.Combine(folder, date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        return new DemoDay(isDown, [.. Days[(day, isDown)].Select(sample => (sample.Drop, Write(place, sample.Drop, sample.Resource)))]);
    }

    private static (int Day, bool IsDown) DayOf(string folder)
    {
        bool isDown = folder.EndsWith(Down, StringComparison.Ordinal);
        return (int.Parse(folder[Folder.Length..^(isDown ? Down.Length : 0)], CultureInfo.InvariantCulture), isDown);
    }

    private static string Write(string folder, string drop, string resource)
    {
        Directory.CreateDirectory(folder);
        string file = Path.Combine(folder, drop);
        Assembly assembly = typeof(SampleArticles).Assembly;
        using Stream sample = assembly.GetManifestResourceStream(resource)!;
        using FileStream target = File.Create(file);
        sample.CopyTo(target);
        return file;
    }
}
