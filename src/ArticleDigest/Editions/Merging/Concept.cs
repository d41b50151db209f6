namespace ArticleDigest.Editions.Merging;

/// <summary>What the comparison has to know of a concept besides its words; the names are those of the data file's marks.</summary>
[Flags]
internal enum ConceptMarks
{
    None = 0,
    Be = 1 << 0,
    End = 1 << 1,
    More = 1 << 2,
    Less = 1 << 3,
    Not = 1 << 4,
    Without = 1 << 5,
    Instead = 1 << 6,
    Both = 1 << 7,
    Over = 1 << 8,
    Vague = 1 << 9,
    Below = 1 << 10,
}

/// <summary>Something that several words say, in one language or in five.</summary>
/// <param name="Name">Its name in the data file.</param>
/// <param name="Marks">What it does to its clause.</param>
internal sealed record Concept(string Name, ConceptMarks Marks)
{
    /// <summary>The name of the concept of plans and proposals of any kind.</summary>
    public const string Planned = "planned";

    /// <summary>The name of the concept of mere "more", which with a negation says that there is none any longer.</summary>
    public const string More = "more";

    /// <summary>The name of the concept of limiting.</summary>
    public const string Limiting = "limit";

    /// <summary>The name of the concept of the least that there has to be.</summary>
    public const string AtLeast = "at_least";

    public bool Has(ConceptMarks any) => (Marks & any) != ConceptMarks.None;
}
