namespace ArticleDigest.Editions;

/// <summary>What taking something back would do, or why it cannot be done.</summary>
public sealed record RetractionPlan
{
    private RetractionPlan()
    {
    }

    /// <summary>Why nothing can be taken back, as a sentence; null if it can.</summary>
    public string? Fault { get; private init; }

    /// <summary>With a fault: what there is to choose from, a line each.</summary>
    public IReadOnlyList<string> Choices { get; private init; } = [];

    /// <summary>What is to be kept; null with a fault.</summary>
    public Retraction? Retraction { get; private init; }

    /// <summary>By what the same, or all that it is part of, was taken back before; null if it was not.</summary>
    public Retraction? Earlier { get; private init; }

    /// <summary>What it takes from which edition, by schedule and date.</summary>
    public IReadOnlyList<RetractionEffect> Effects { get; private init; } = [];

    internal static RetractionPlan Impossible(string fault, IReadOnlyList<string> choices) => new() { Fault = fault, Choices = choices };

    internal static RetractionPlan Of(Retraction retraction, Retraction? earlier, IReadOnlyList<RetractionEffect> effects) =>
        new() { Retraction = retraction, Earlier = earlier, Effects = effects };
}

/// <summary>What a retraction takes from an edition.</summary>
/// <param name="Edition">The edition.</param>
/// <param name="What">What, in words, without any of the edition's.</param>
/// <param name="Entries">How many entries nothing is left of.</param>
public sealed record RetractionEffect(EditionRequest Edition, string What, int Entries);
