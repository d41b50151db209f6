using ArticleDigest.Analysis.Chat;

namespace ArticleDigest.Analysis;

/// <summary>Configuration section <c>Analysis</c>: which analyst reads the articles.</summary>
public sealed class AnalysisOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Analysis";

    /// <summary>The name of the analyst that needs no model.</summary>
    public const string Extractive = "extractive";

    /// <summary>The name of the analyst that asks a language model.</summary>
    public const string ByChat = "chat";

    /// <summary>The analyst in charge: <c>extractive</c>, the default, or <c>chat</c>.</summary>
    public string Analyst { get; set; } = Extractive;

    /// <summary>The model that the chat analyst asks.</summary>
    public ChatOptions Chat { get; set; } = new();

    /// <summary>Whether a model is asked.</summary>
    public bool IsChat => string.Equals(Analyst, ByChat, StringComparison.OrdinalIgnoreCase);

    /// <summary>Everything that is wrong with these options, each as a sentence that names the key; empty if nothing is.</summary>
    public IEnumerable<string> Faults()
    {
        if (!IsChat && !string.Equals(Analyst, Extractive, StringComparison.OrdinalIgnoreCase))
        {
            yield return $"{Section}:{nameof(Analyst)} is '{Analyst}'; the analysts there are, are '{Extractive}' and '{ByChat}'.";
        }

        foreach (string fault in IsChat ? Chat.Faults() : [])
        {
            yield return fault;
        }
    }
}
