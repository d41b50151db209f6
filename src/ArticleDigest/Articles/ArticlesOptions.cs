namespace ArticleDigest.Articles;

/// <summary>Configuration section <c>Articles</c>: what is read, and how long and often it is tried.</summary>
public sealed class ArticlesOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Articles";

    /// <summary>The largest drop that is read, in bytes; 1 KB to 100 MB; default 5 MB.</summary>
    public long MaxBytes { get; set; } = 5 * 1024 * 1024;

    /// <summary>The largest page that is read, in bytes; 1 KB to 100 MB; default 2 MB.</summary>
    public long MaxHtmlBytes { get; set; } = 2 * 1024 * 1024;

    /// <summary>The largest Markdown text that is read, in bytes; 1 KB to 10 MB; default 256 KB.</summary>
    public long MaxMarkdownBytes { get; set; } = 256 * 1024;

    /// <summary>How deep a page's elements may stand in one another; 20 to 400; default 100.</summary>
    public int MaxHtmlDepth { get; set; } = 100;

    /// <summary>How many elements a page may have; 100 to 100000; default 20000.</summary>
    public int MaxHtmlElements { get; set; } = 20_000;

    /// <summary>How long a pending receipt has an owner without a sign of life, in seconds; 5 to 3600; default 120.</summary>
    public int LeaseSeconds { get; set; } = 120;

    /// <summary>How often a drop is taken before it is given up; 1 to 10; default 3.</summary>
    public int MaxAttempts { get; set; } = 3;

    /// <summary>How many drops are worked on at once on one machine; 1 to 64; default 4.</summary>
    public int Parallelism { get; set; } = 4;

    /// <summary>How long the local host rests between two sweeps, in seconds; 1 to 3600; default 2.</summary>
    public int SweepSeconds { get; set; } = 2;

    /// <summary>Everything that is wrong with these options, each as a sentence that names the key; empty if nothing is.</summary>
    public IEnumerable<string> Faults()
    {
        if (MaxBytes is < 1024 or > 100 * 1024 * 1024)
        {
            yield return $"{Section}:{nameof(MaxBytes)} is {MaxBytes}; give a number of bytes from 1024 to 104857600.";
        }

        if (MaxHtmlBytes is < 1024 or > 100 * 1024 * 1024)
        {
            yield return $"{Section}:{nameof(MaxHtmlBytes)} is {MaxHtmlBytes}; give a number of bytes from 1024 to 104857600.";
        }

        if (MaxMarkdownBytes is < 1024 or > 10 * 1024 * 1024)
        {
            yield return $"{Section}:{nameof(MaxMarkdownBytes)} is {MaxMarkdownBytes}; give a number of bytes from 1024 to 10485760.";
        }

        if (MaxHtmlDepth is < 20 or > 400)
        {
            yield return $"{Section}:{nameof(MaxHtmlDepth)} is {MaxHtmlDepth}; give a number from 20 to 400.";
        }

        if (MaxHtmlElements is < 100 or > 100_000)
        {
            yield return $"{Section}:{nameof(MaxHtmlElements)} is {MaxHtmlElements}; give a number from 100 to 100000.";
        }

        if (LeaseSeconds is < 5 or > 3600)
        {
            yield return $"{Section}:{nameof(LeaseSeconds)} is {LeaseSeconds}; give a number of seconds from 5 to 3600.";
        }

        if (MaxAttempts is < 1 or > 10)
        {
            yield return $"{Section}:{nameof(MaxAttempts)} is {MaxAttempts}; give a number from 1 to 10.";
        }

        if (Parallelism is < 1 or > 64)
        {
            yield return $"{Section}:{nameof(Parallelism)} is {Parallelism}; give a number from 1 to 64.";
        }

        if (SweepSeconds is < 1 or > 3600)
        {
            yield return $"{Section}:{nameof(SweepSeconds)} is {SweepSeconds}; give a number of seconds from 1 to 3600.";
        }
    }
}
