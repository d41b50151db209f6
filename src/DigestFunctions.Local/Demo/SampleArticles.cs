using System.Reflection;

namespace DigestFunctions.Local.Demo;

/// <summary>The sample articles, which are part of the program.</summary>
internal static class SampleArticles
{
    /// <summary>Writes the samples of all days up to one into a folder, and returns their files.</summary>
    public static IReadOnlyList<(string Drop, string File)> WriteTo(string folder, int day)
    {
        Directory.CreateDirectory(folder);
        Assembly assembly = typeof(SampleArticles).Assembly;
        List<(string Drop, string File)> written = [];
        foreach (string name in assembly.GetManifestResourceNames().Order(StringComparer.Ordinal))
        {
            string[] parts = name.Split('/');
            if (parts is ["Samples", ['d', 'a', 'y', .. string number], string drop] && int.Parse(number, System.Globalization.CultureInfo.InvariantCulture) <= day)
            {
                string file = Path.Combine(folder, drop);
                using Stream sample = assembly.GetManifestResourceStream(name)!;
                using FileStream target = File.Create(file);
                sample.CopyTo(target);
                written.Add((drop, file));
            }
        }

        return written;
    }
}
