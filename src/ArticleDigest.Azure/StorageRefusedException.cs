namespace ArticleDigest.Azure;

/// <summary>The storage answers and lets this program do nothing. Waiting does not help; the message is for a person.</summary>
public sealed class StorageRefusedException : Exception
{
    /// <summary>A refusal of unknown kind.</summary>
    public StorageRefusedException()
    {
    }

    /// <summary>A refusal with its message for a person.</summary>
    public StorageRefusedException(string message)
        : base(message)
    {
    }

    /// <summary>A refusal with its message for a person, and its cause.</summary>
    public StorageRefusedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
