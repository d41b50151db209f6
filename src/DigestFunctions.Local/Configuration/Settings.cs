using ArticleDigest.Analysis;
using ArticleDigest.Articles;
using ArticleDigest.Azure;
using ArticleDigest.Editions;
using ArticleDigest.Letters;

namespace DigestFunctions.Local.Configuration;

/// <summary>Which parts of the configuration a command uses; only these are validated.</summary>
[Flags]
internal enum Uses
{
    /// <summary>Reading and analysing: sections Articles and Analysis.</summary>
    Analysis = 1,

    /// <summary>Storage.</summary>
    Storage = 2,

    /// <summary>Schedules, recipients and mail: sections Digest and Mail.</summary>
    Letters = 4,

    /// <summary>All of it.</summary>
    All = Analysis | Storage | Letters,
}

/// <summary>The product's configuration as the local host reads it: a JSON file, then the environment over it.</summary>
internal sealed class Settings
{
    /// <summary>The file that is read from the current folder if no other is named.</summary>
    public const string DefaultFile = "digest.json";

    public StorageOptions Storage { get; init; } = new();

    public ArticlesOptions Articles { get; init; } = new();

    public AnalysisOptions Analysis { get; init; } = new();

    public DigestOptions Digest { get; init; } = new();

    public MailOptions Mail { get; init; } = new();

    /// <summary>Reads and validates the configuration.</summary>
    /// <param name="file">The file to read; null for <see cref="DefaultFile"/>, if it is there.</param>
    /// <param name="uses">What is validated.</param>
    /// <exception cref="BadConfigurationException">Something is wrong; it has all the mistakes.</exception>
    public static Settings Read(string? file, Uses uses)
    {
        IConfigurationRoot root = Load(file);
        List<string> faults = [.. UnknownSections(root)];
        Settings settings = new()
        {
            Storage = Bind<StorageOptions>(root, StorageOptions.Section, uses.HasFlag(Uses.Storage), o => o.Faults(), faults),
            Articles = Bind<ArticlesOptions>(root, ArticlesOptions.Section, uses.HasFlag(Uses.Analysis), o => o.Faults(), faults),
            Analysis = Bind<AnalysisOptions>(root, AnalysisOptions.Section, uses.HasFlag(Uses.Analysis), o => o.Faults(), faults),
            Digest = Bind<DigestOptions>(root, DigestOptions.Section, uses.HasFlag(Uses.Letters), o => o.Faults(), faults),
            Mail = Bind<MailOptions>(root, MailOptions.Section, uses.HasFlag(Uses.Letters), o => o.Faults(), faults),
        };
        if (uses.HasFlag(Uses.Letters) && file is null && !File.Exists(DefaultFile) && !root.GetSection(DigestOptions.Section).Exists())
        {
            faults.Insert(0, $"There is no {DefaultFile} in {Directory.GetCurrentDirectory()}; write one there, or name another with --config.");
        }

        return faults.Count == 0 ? settings : throw new BadConfigurationException(faults);
    }

    private static IConfigurationRoot Load(string? file)
    {
        string path = Path.GetFullPath(file ?? DefaultFile);
        if (file is not null && !File.Exists(path))
        {
            throw new BadConfigurationException([$"The configuration file {path} does not exist."]);
        }

        try
        {
            return new ConfigurationBuilder()
                .AddJsonFile(path, optional: true, reloadOnChange: false)
                .AddEnvironmentVariables()
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
        string[] known = [StorageOptions.Section, ArticlesOptions.Section, AnalysisOptions.Section, DigestOptions.Section, MailOptions.Section, "Logging"];
        IConfigurationProvider file = root.Providers.First();
        return file.GetChildKeys([], null)
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .Except(known, StringComparer.OrdinalIgnoreCase)
            .Select(key => $"{key} is not a known section; known are {string.Join(", ", known)}.");
    }

    private static T Bind<T>(
        IConfigurationRoot root, string name, bool isUsed, Func<T, IEnumerable<string>> faultsOf, List<string> faults)
        where T : class, new()
    {
        T options = new();
        if (!isUsed)
        {
            return options;
        }

        IConfigurationSection section = root.GetSection(name);
        List<FormFault> formFaults = [.. ConfigurationForm.Faults(section, typeof(T))];
        WithoutFaults(section, formFaults).Bind(options);
        faults.AddRange(formFaults.Select(f => f.Text));
        faults.AddRange(faultsOf(options));
        return options;
    }

    /// <summary>What of a section can be bound, so that its other mistakes are told together with those of form.</summary>
    private static IConfigurationSection WithoutFaults(IConfigurationSection section, List<FormFault> faults)
    {
        IEnumerable<KeyValuePair<string, string?>> sound = section.AsEnumerable()
            .Where(entry => !faults.Exists(f => IsWithin(entry.Key, f.Path)));
        return new ConfigurationBuilder().AddInMemoryCollection(sound).Build().GetSection(section.Path);
    }

    private static bool IsWithin(string key, string path) =>
        key.StartsWith(path, StringComparison.OrdinalIgnoreCase) && (key.Length == path.Length || key[path.Length] == ':');
}

/// <summary>The configuration is wrong; exit code 2.</summary>
internal sealed class BadConfigurationException(IReadOnlyList<string> faults) : Exception(string.Join(Environment.NewLine, faults))
{
    /// <summary>All the mistakes, each as a sentence that says how to mend it.</summary>
    public IReadOnlyList<string> Faults { get; } = faults;
}
