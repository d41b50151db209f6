namespace ArticleDigest.Letters;

/// <summary>What mail and page tell of the language of a statement or quote.</summary>
/// <param name="Code">Its code of ISO 639-1; null if it is not known.</param>
/// <param name="Note">Its name for readers; null if it is not known, or the language of the words around it.</param>
public sealed record LanguageView(string? Code, string? Note)
{
    /// <summary>What is told of a record's code: nothing if that is no language, such as "und".</summary>
    /// <param name="code">The code.</param>
    /// <param name="words">The words around it.</param>
    public static LanguageView Of(string? code, Words words)
    {
        ArgumentNullException.ThrowIfNull(words);
        return string.Equals(code, words.Language, StringComparison.Ordinal) ? new LanguageView(code, null)
            : words.LanguageName(code) is { } name ? new LanguageView(code, name)
            : new LanguageView(null, null);
    }
}
