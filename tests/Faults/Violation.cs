namespace Faults;

/// <summary>A promise of the product.</summary>
public enum Promise
{
    /// <summary>Drops stay as they were uploaded, and no others appear.</summary>
    DropsStay,

    /// <summary>Every drop has one receipt, and it is final and about the drop's present content.</summary>
    OneFinalReceipt,

    /// <summary>A receipt's outcome is there and says the same, and what it says is right.</summary>
    RightOutcome,

    /// <summary>Received is the sum of all outcomes, in every edition and in the status.</summary>
    AccountsAddUp,

    /// <summary>Every outcome is in exactly one edition per schedule, or waits for the next one.</summary>
    OneEdition,

    /// <summary>An analysed article's points are in its edition, and every copy's text was told.</summary>
    PointsAreTold,

    /// <summary>Every quote is in its article's text, at its place.</summary>
    QuotesAreTrue,

    /// <summary>Every recipient gets every edition once, or the letter is refused or uncertain.</summary>
    OneLetter,

    /// <summary>Every uncertain letter is named in a later edition or in the status.</summary>
    UncertainIsNamed,

    /// <summary>Nothing stays locked: no pending receipt, no open letter, no open edition.</summary>
    NothingStaysLocked,

    /// <summary>The program goes on until it is killed, and fails only for reasons it can name.</summary>
    KeepsRunning,
}

/// <summary>A promise that was not kept.</summary>
/// <param name="Promise">Which.</param>
/// <param name="What">What was found.</param>
public sealed record Violation(Promise Promise, string What)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Promise}: {What}";
}
