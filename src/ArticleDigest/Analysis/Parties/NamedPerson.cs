namespace ArticleDigest.Analysis.Parties;

/// <summary>A name of several words with capitals, as a person's is.</summary>
/// <param name="Name">As it stands in the text.</param>
/// <param name="Place">Its first token.</param>
/// <param name="End">Behind its last token.</param>
internal sealed record NamedPerson(string Name, int Place, int End)
{
    /// <summary>The office that the text says they hold, with what tells whose office it is; null if it says none here.</summary>
    public string? Office { get; init; }

    /// <summary>The office's word; null without one.</summary>
    public string? Role { get; init; }
}
