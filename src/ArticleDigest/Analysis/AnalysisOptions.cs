namespace ArticleDigest.Analysis;

/// <summary>Configuration section <c>Analysis</c>: which analyst reads the articles.</summary>
public sealed class AnalysisOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Analysis";

    /// <summary>The name of the analyst that needs no model.</summary>
    public const string Extractive = "extractive";

    /// <summary>The analyst in charge; default and so far the only one: <c>extractive</c>.</summary>
    public string Analyst { get; set; } = Extractive;

    /// <summary>Everything that is wrong with these options, each as a sentence that names the key; empty if nothing is.</summary>
    public IEnumerable<string> Faults()
    {
        if (!string.Equals(Analyst, Extractive, StringComparison.OrdinalIgnoreCase))
        {
            yield return $"{Section}:{nameof(Analyst)} is '{Analyst}'; the analyst there is, is '{Extractive}'.";
        }
    }
}
