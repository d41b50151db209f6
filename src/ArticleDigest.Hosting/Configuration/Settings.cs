using ArticleDigest.Analysis;
using ArticleDigest.Articles;
using ArticleDigest.Azure;
using ArticleDigest.Editions;
using ArticleDigest.Letters;
using Microsoft.Extensions.Configuration;

namespace ArticleDigest.Hosting.Configuration;

/// <summary>Which parts of the configuration a host or a command uses; only these are validated.</summary>
[Flags]
public enum Uses
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Reading and analysing: sections Articles and Analysis.</summary>
    Analysis = 1,

    /// <summary>Storage.</summary>
    Storage = 2,

    /// <summary>Schedules, recipients and mail: sections Digest and Mail.</summary>
    Letters = 4,

    /// <summary>All sections.</summary>
    All = Analysis | Storage | Letters,

    /// <summary>That storage and mail are named, for a host that has neither of its own.</summary>
    NamedPlaces = 8,

    /// <summary>The embedding model: that part of section Digest, without schedules.</summary>
    Embeddings = 16,
}

/// <summary>The product's configuration, the same in both hosts, wherever it is read from.</summary>
public sealed class Settings
{
    /// <summary>The names of the sections.</summary>
    public static IReadOnlyList<string> Sections { get; } =
        [StorageOptions.Section, ArticlesOptions.Section, AnalysisOptions.Section, DigestOptions.Section, MailOptions.Section];

    /// <summary>Where drops, receipts and digests are kept.</summary>
    public StorageOptions Storage { get; init; } = new();

    /// <summary>How drops are read.</summary>
    public ArticlesOptions Articles { get; init; } = new();

    /// <summary>Who reads the articles.</summary>
    public AnalysisOptions Analysis { get; init; } = new();

    /// <summary>The schedules.</summary>
    public DigestOptions Digest { get; init; } = new();

    /// <summary>How letters go out.</summary>
    public MailOptions Mail { get; init; } = new();

    /// <summary>Binds and validates the configuration.</summary>
    /// <param name="configuration">Where it is read from.</param>
    /// <param name="uses">What is validated.</param>
    /// <param name="found">Mistakes that were found before, to be told together with those found here.</param>
    /// <exception cref="BadConfigurationException">Something is wrong; it has all the mistakes.</exception>
    public static Settings Read(IConfiguration configuration, Uses uses, IEnumerable<string> found)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        List<string> faults = [.. found];
        Settings settings = new()
        {
            Storage = Bind<StorageOptions>(configuration, StorageOptions.Section, uses.HasFlag(Uses.Storage), o => o.Faults(), faults),
            Articles = Bind<ArticlesOptions>(configuration, ArticlesOptions.Section, uses.HasFlag(Uses.Analysis), o => o.Faults(), faults),
            Analysis = Bind<AnalysisOptions>(configuration, AnalysisOptions.Section, uses.HasFlag(Uses.Analysis), o => o.Faults(), faults),
            Digest = Bind<DigestOptions>(configuration, DigestOptions.Section, uses.HasFlag(Uses.Letters) || uses.HasFlag(Uses.Embeddings), o => uses.HasFlag(Uses.Letters) ? o.Faults() : o.Embeddings.Faults(), faults),
            Mail = Bind<MailOptions>(configuration, MailOptions.Section, uses.HasFlag(Uses.Letters), o => o.Faults(), faults),
        };
        if (uses.HasFlag(Uses.NamedPlaces))
        {
            faults.AddRange(settings.UnnamedPlaces());
        }

        return faults.Count == 0 ? settings : throw new BadConfigurationException(faults);
    }

    private IEnumerable<string> UnnamedPlaces()
    {
        if (!Storage.IsConfigured)
        {
            yield return $"{StorageOptions.Section}:{nameof(StorageOptions.AccountUri)} is missing; give the blob endpoint of the account that keeps articles and digests.";
        }

        if (!Mail.IsConfigured)
        {
            yield return $"{MailOptions.Section} names no way for letters; give {MailOptions.Section}:{nameof(MailOptions.Host)} of a mail server or {MailOptions.Section}:{nameof(MailOptions.AcsEndpoint)}.";
        }
    }

    private static T Bind<T>(
        IConfiguration configuration, string name, bool isUsed, Func<T, IEnumerable<string>> faultsOf, List<string> faults)
        where T : class, new()
    {
        T options = new();
        if (!isUsed)
        {
            return options;
        }

        IConfigurationSection section = configuration.GetSection(name);
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

/// <summary>The configuration is wrong. Its message has all the mistakes, one a line.</summary>
/// <param name="faults">All the mistakes, each as a sentence that says how to mend it.</param>
public sealed class BadConfigurationException(IReadOnlyList<string> faults) : Exception(string.Join(Environment.NewLine, faults))
{
    /// <summary>A configuration that is wrong in a way that nobody told.</summary>
    public BadConfigurationException()
        : this([])
    {
    }

    /// <summary>A configuration with one mistake.</summary>
    public BadConfigurationException(string message)
        : this([message])
    {
    }

    /// <summary>A configuration with one mistake that another fault showed.</summary>
    public BadConfigurationException(string message, Exception innerException)
        : this([message + " " + innerException?.Message])
    {
    }

    /// <summary>All the mistakes, each as a sentence that says how to mend it.</summary>
    public IReadOnlyList<string> Faults { get; } = faults;
}
