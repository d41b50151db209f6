namespace ArticleDigest.Analysis;

/// <summary>The kinds of point. Proposals and criticisms are told by themselves; the others say how somebody stands to one.</summary>
public enum PointKind
{
    /// <summary>An actor proposes, calls for, demands, recommends or offers something.</summary>
    Proposal,

    /// <summary>An actor criticises, condemns, accuses, blames or rejects a target.</summary>
    Criticism,

    /// <summary>An actor backs, welcomes or approves what somebody else proposes.</summary>
    Support,

    /// <summary>An actor is against what somebody else proposes, without a word of what is wrong with it.</summary>
    Opposition,

    /// <summary>An actor gives up what it proposed or supported before.</summary>
    Withdrawal,
}

/// <summary>What holds for several kinds of point.</summary>
public static class PointKinds
{
    /// <summary>Whether such a point says how somebody stands to a proposal and is told with it, not by itself.</summary>
    public static bool IsStance(this PointKind kind) => kind is PointKind.Support or PointKind.Opposition or PointKind.Withdrawal;
}

/// <summary>Whose words the evidence is in.</summary>
public enum Voice
{
    /// <summary>The actor's own words, in quotation marks.</summary>
    Actor,

    /// <summary>Told by the article.</summary>
    Reported,

    /// <summary>The author's own opinion, proposal or criticism.</summary>
    Author,
}

/// <summary>A verbatim quote and its place.</summary>
/// <param name="Quote">Exactly <c>text[Start..(Start + Length)]</c> of the article's text.</param>
/// <param name="Start">Where it begins, in UTF-16 units from 0; <see cref="EvidenceGate.NowhereInText"/> for a quote that does not stand there, which is never published.</param>
/// <param name="Length">How long it is, in UTF-16 units.</param>
/// <param name="Voice">Whose words these are.</param>
public sealed record Evidence(string Quote, int Start, int Length, Voice Voice);

/// <summary>One thing somebody proposes or criticises, or how they stand to it, with its proof.</summary>
public sealed record Point
{
    /// <summary>The name for somebody the text does not name.</summary>
    public const string NotNamed = "not named";

    /// <summary>The name for the article's author where no byline gives another.</summary>
    public const string TheAuthor = "the author";

    /// <summary>What kind of point it is.</summary>
    public required PointKind Kind { get; init; }

    /// <summary>Who proposes or criticises, as the article names them; <see cref="NotNamed"/> or <see cref="TheAuthor"/> otherwise.</summary>
    public required string Actor { get; init; }

    /// <summary>
    /// Who or what is criticised; for a support or an opposition, whose the proposal is, if the article says so. Null for a
    /// proposal and a withdrawal.
    /// </summary>
    public string? Target { get; init; }

    /// <summary>
    /// What is proposed, criticised, supported, opposed or withdrawn, short and readable after "actor:"; no full stop.
    /// </summary>
    public required string Statement { get; init; }

    /// <summary>The statement's language (ISO 639-1) as its analyst says; null for the article's.</summary>
    public string? Language { get; init; }

    /// <summary>The proof.</summary>
    public required Evidence Evidence { get; init; }

    /// <summary>Whether a digest of five to eight lines should have it; never a support, opposition or withdrawal.</summary>
    public bool IsKey { get; init; }
}
