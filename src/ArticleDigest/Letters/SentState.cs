namespace ArticleDigest.Letters;

/// <summary>How an edition stands after a command to send it.</summary>
public enum SentState
{
    /// <summary>It went out now.</summary>
    Sent,

    /// <summary>It had gone out before.</summary>
    SentBefore,

    /// <summary>There was nothing to report when it was due.</summary>
    Skipped,

    /// <summary>There is nothing to report, and nothing was made.</summary>
    Nothing,

    /// <summary>Letters wait for the mail server.</summary>
    Waiting,

    /// <summary>A later edition went out before it.</summary>
    Overtaken,
}
