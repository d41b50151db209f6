namespace ArticleDigest.Editions.Merging;

/// <summary>A word of a statement that says what it is about.</summary>
/// <param name="Stem">The word without its endings; a concept's name where it stands for one.</param>
/// <param name="Concept">What it stands for; null if the data does not know.</param>
internal sealed record Term(string Stem, Concept? Concept)
{
    /// <summary>Whether it is a name, or another word with a capital where only names have one.</summary>
    public bool IsName { get; init; }

    /// <summary>Whether it is rather a verb than a thing.</summary>
    public bool IsVerb { get; init; }

    /// <summary>Words that stand together, without a small word between them, have one number.</summary>
    public int Chunk { get; init; }

    /// <summary>The word itself without its endings, whatever it stands for; empty for an expression of several words.</summary>
    public string Root { get; init; } = "";

    /// <summary>Whether it only says when, why or what for.</summary>
    public bool IsDetail { get; init; }

    /// <summary>Whether something is to be before (-1) or after (1) it; otherwise 0.</summary>
    public int Time { get; init; }

    /// <summary>Whether it only says that something is to be: "introduce", "allow".</summary>
    public bool IsWeak => Concept is not null && Vocabulary.IsWeak(Concept);

    /// <summary>Whether its clause ends, forbids or denies.</summary>
    public bool IsEnded { get; set; }

    /// <summary>Whether it is ended because "without" stands before it.</summary>
    public bool IsWithout { get; set; }

    /// <summary>Whether nothing is said of that.</summary>
    public bool IsOpen { get; set; }

    /// <summary>Whether its clause makes more (1) or less (-1) of something; otherwise 0.</summary>
    public int Amount { get; set; }

    /// <summary>Whether it says what is done, and not with what.</summary>
    public bool IsAction => Concept is { } concept && concept.Has(ConceptMarks.Be | ConceptMarks.End | ConceptMarks.More | ConceptMarks.Less | ConceptMarks.Both);

    /// <summary>Whether it says what is done, as a verb or as a noun.</summary>
    public bool IsDone => IsVerb || IsAction;

    /// <summary>Whether it stands for an end.</summary>
    public bool IsEnd => Concept is { } concept && concept.Has(ConceptMarks.End);
}
