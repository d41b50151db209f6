using NodaTime;

namespace ArticleDigest.Editions;

/// <summary>Configuration section <c>Digest</c>: the schedules and who gets them.</summary>
public sealed class DigestOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Digest";

    /// <summary>The schedules by name: 1 to 40 lower-case letters, digits and '-'. Most installations have one, <c>daily</c>.</summary>
    public Dictionary<string, ScheduleOptions> Schedules { get; set; } = new(StringComparer.Ordinal);

    /// <summary>The model that tells how near statements are in meaning; without its endpoint there is none.</summary>
    public EmbeddingOptions Embeddings { get; set; } = new();

    /// <summary>Everything that is wrong with these options, each as a sentence that names the key; empty if nothing is.</summary>
    public IEnumerable<string> Faults()
    {
        if (Schedules.Count == 0)
        {
            yield return $"{Section}:Schedules is empty; name at least one schedule, such as {Section}:Schedules:daily, and its recipients.";
        }

        foreach ((string name, ScheduleOptions schedule) in Schedules.OrderBy(s => s.Key, StringComparer.Ordinal))
        {
            string key = $"{Section}:Schedules:{name}";
            if (name.Length is 0 or > 40 || !name.All(c => c is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '-'))
            {
                yield return $"{key} is not a schedule's name; use 1 to 40 lower-case letters, digits and '-'.";
            }

            foreach (string fault in schedule.Faults(key))
            {
                yield return fault;
            }
        }

        foreach (string fault in Embeddings.Faults())
        {
            yield return fault;
        }
    }
}

/// <summary>What an edition does on a day without points and without failures.</summary>
public enum EmptyDay
{
    /// <summary>Nobody gets a letter; what there is to account for waits for the next edition.</summary>
    Skip,

    /// <summary>Everybody gets one line that says so.</summary>
    Note,
}

/// <summary>One schedule: a digest of its own.</summary>
public sealed class ScheduleOptions
{
    /// <summary>The least that <see cref="MaxEntries"/> may be.</summary>
    public const int LeastEntries = 5;

    /// <summary>The most that <see cref="MaxEntries"/> may be.</summary>
    public const int MostEntries = 500;

    /// <summary>The languages that mail, pages and feed can be worded in, ISO 639-1.</summary>
    public static IReadOnlyList<string> Languages { get; } = ["en", "fr", "de", "es", "pt"];

    /// <summary>The edition's title for readers; default "Daily digest".</summary>
    public string Title { get; set; } = "Daily digest";

    /// <summary>The IANA zone in which dates and times are meant, such as <c>Europe/Berlin</c>; default UTC.</summary>
    public string Zone { get; set; } = "UTC";

    /// <summary>
    /// The language of what mail, pages and feed say around the words of articles, one of <see cref="Languages"/>; default
    /// English.
    /// </summary>
    public string Language { get; set; } = "en";

    /// <summary>When the edition goes out, local time as HH:mm; default 07:00.</summary>
    public string SendAt { get; set; } = "07:00";

    /// <summary>The weekdays on which it goes out; default: all seven.</summary>
    public List<DayOfWeek> Days { get; set; } = [];

    /// <summary>What happens on a day with nothing to report; default <see cref="EmptyDay.Skip"/>.</summary>
    public EmptyDay EmptyDays { get; set; } = EmptyDay.Skip;

    /// <summary>
    /// The most entries of an edition that a letter shows; the others are on the page. Default 40, from
    /// <see cref="LeastEntries"/> to <see cref="MostEntries"/>.
    /// </summary>
    public int MaxEntries { get; set; } = 40;

    /// <summary>What letters do with entries that say nothing new; default <see cref="RepeatedEntries.Line"/>.</summary>
    public RepeatedEntries Repeats { get; set; } = RepeatedEntries.Line;

    /// <summary>Who gets it, beside those whom the storage lists.</summary>
    public List<RecipientOptions> Recipients { get; set; } = [];

    internal IEnumerable<string> Faults(string key)
    {
        if (string.IsNullOrWhiteSpace(Title) || Title.Length > 100 || Title.Any(char.IsControl))
        {
            yield return $"{key}:{nameof(Title)} is empty, longer than 100 characters or has control characters; give a short title.";
        }

        if (DateTimeZoneProviders.Tzdb.GetZoneOrNull(Zone) is null)
        {
            yield return $"{key}:{nameof(Zone)} is '{Zone}', which is no IANA time zone; give one such as Europe/Berlin or UTC.";
        }

        if (!Languages.Contains(Language, StringComparer.Ordinal))
        {
            yield return $"{key}:{nameof(Language)} is '{Language}'; give one of {string.Join(", ", Languages)}.";
        }

        if (DigestCalendar.ParseTime(SendAt) is null)
        {
            yield return $"{key}:{nameof(SendAt)} is '{SendAt}'; give a time from 00:00 to 23:59, such as 07:00.";
        }

        if (MaxEntries is < LeastEntries or > MostEntries)
        {
            yield return $"{key}:{nameof(MaxEntries)} is {MaxEntries}; give a number from {LeastEntries} to {MostEntries}.";
        }

        HashSet<string> seen = new(StringComparer.OrdinalIgnoreCase);
        for (int i = 0; i < Recipients.Count; i++)
        {
            foreach (string fault in Recipients[i].Faults($"{key}:{nameof(Recipients)}:{i}"))
            {
                yield return fault;
            }

            if (RecipientOptions.IsAddress(Recipients[i].Address) && !seen.Add(Recipients[i].Address))
            {
                yield return $"{key}:{nameof(Recipients)}:{i}:{nameof(RecipientOptions.Address)} is there twice; leave one of them out.";
            }
        }
    }
}
