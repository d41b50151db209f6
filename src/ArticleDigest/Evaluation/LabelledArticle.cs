using ArticleDigest.Analysis;

namespace ArticleDigest.Evaluation;

/// <summary>What a person says is in an article; what an analyst finds is judged by it.</summary>
public sealed record LabelledArticle
{
    /// <summary>The article's language, a code of ISO 639-1.</summary>
    public required string Language { get; init; }

    /// <summary>The article's title.</summary>
    public required string Title { get; init; }

    /// <summary>The proposals and criticisms that are to be found, each kind in its own order.</summary>
    public required IReadOnlyList<LabelledPoint> Points { get; init; }

    /// <summary>Places that look like points and are none.</summary>
    public IReadOnlyList<Distractor> Distractors { get; init; } = [];
}

/// <summary>A proposal or criticism that is to be found.</summary>
public sealed record LabelledPoint
{
    /// <summary>Proposal or criticism.</summary>
    public required PointKind Kind { get; init; }

    /// <summary>Who proposes or criticises; "not named", alone or within a longer name, if the text names nobody.</summary>
    public required string Actor { get; init; }

    /// <summary>Other names that are right for the actor.</summary>
    public IReadOnlyList<string> ActorAlso { get; init; } = [];

    /// <summary>Whom or what is criticised; null for a proposal.</summary>
    public string? Target { get; init; }

    /// <summary>Other names that are right for the target.</summary>
    public IReadOnlyList<string> TargetAlso { get; init; } = [];

    /// <summary>The place that says it, word by word.</summary>
    public required string Evidence { get; init; }

    /// <summary>Other places that say the same.</summary>
    public IReadOnlyList<string> EvidenceAlso { get; init; } = [];

    /// <summary>Whether a digest of five to eight lines should have it.</summary>
    public required bool IsKey { get; init; }
}

/// <summary>A place that looks like a point and is none.</summary>
/// <param name="Evidence">The place, word by word.</param>
/// <param name="Kind">As which kind it is wrong; null for both.</param>
public sealed record Distractor(string Evidence, PointKind? Kind);
