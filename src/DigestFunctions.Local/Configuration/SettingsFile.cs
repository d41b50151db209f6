using ArticleDigest.Editions;
using ArticleDigest.Hosting.Configuration;

namespace DigestFunctions.Local.Configuration;

/// <summary>The configuration as the local host reads it: a JSON file, then the environment over it.</summary>
internal static class SettingsFile
{
    /// <summary>The file that is read from the current folder if no other is named.</summary>
    public const string DefaultName = "digest.json";

    /// <summary>Reads and validates the configuration.</summary>
    /// <param name="file">The file to read; null for <see cref="DefaultName"/>, if it is there.</param>
    /// <param name="uses">What is validated.</param>
    /// <param name="said">What the command line says of it, by key; null says nothing.</param>
    /// <exception cref="BadConfigurationException">Something is wrong; it has all the mistakes.</exception>
    public static Settings Read(string? file, Uses uses, params (string Key, string? Value)[] said)
    {
        IConfigurationRoot root = Load(file, said);
        IEnumerable<string> faults = UnknownSections(root);
        if (uses.HasFlag(Uses.Letters) && file is null && !File.Exists(DefaultName) && !root.GetSection(DigestOptions.Section).Exists())
        {
            faults = faults.Prepend($"There is no {DefaultName} in {Directory.GetCurrentDirectory()}; write one there, or name another with --config.");
        }

        return Settings.Read(root, uses, faults);
    }

    private static IConfigurationRoot Load(string? file, (string Key, string? Value)[] said)
    {
        string path = Path.GetFullPath(file ?? DefaultName);
        if (file is not null && !File.Exists(path))
        {
            throw new BadConfigurationException([$"The configuration file {path} does not exist."]);
        }

        try
        {
            return new ConfigurationBuilder()
                .AddJsonFile(path, optional: true, reloadOnChange: false)
                .AddEnvironmentVariables()
                .AddInMemoryCollection(said.Where(s => s.Value is not null).Select(s => KeyValuePair.Create(s.Key, s.Value)))
                .Build();
        }
        catch (InvalidDataException e)
        {
            throw new BadConfigurationException([$"{path} is not valid JSON: {e.GetBaseException().Message}"]);
        }
    }

    /// <summary>Sections of the file that nothing reads. The environment is full of names that are not ours.</summary>
    private static IEnumerable<string> UnknownSections(IConfigurationRoot root)
    {
        string[] known = [.. Settings.Sections, "Logging"];
        IConfigurationProvider file = root.Providers.First();
        return file.GetChildKeys([], null)
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .Except(known, StringComparer.OrdinalIgnoreCase)
            .Select(key => $"{key} is not a known section; known are {string.Join(", ", known)}.");
    }
}
