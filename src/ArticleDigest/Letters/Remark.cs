namespace ArticleDigest.Letters;

/// <summary>A sentence of the frame that may hold something in a language of its own.</summary>
/// <param name="Before">What the frame says before it, or all.</param>
/// <param name="Inner">What it holds; empty if nothing.</param>
/// <param name="Language">The language of <paramref name="Inner"/>, ISO 639-1; null if it is that of the words around it or not known.</param>
/// <param name="After">What the frame says behind it.</param>
public sealed record Remark(string Before, string Inner, string? Language, string After)
{
    /// <summary>A sentence that holds nothing.</summary>
    public Remark(string text)
        : this(text, "", null, "")
    {
    }

    /// <summary>A sentence with something in it.</summary>
    internal static Remark Around((string Before, string After) around, string inner, string? language) =>
        new(around.Before, inner, language, around.After);

    /// <summary>The sentence as text.</summary>
    public override string ToString() => Before + Inner + After;
}
