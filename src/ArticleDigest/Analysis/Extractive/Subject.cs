using System.Runtime.InteropServices;

namespace ArticleDigest.Analysis.Extractive;

/// <summary>Who does what a verb says.</summary>
/// <param name="Phrase">The words that name the subject; empty if it is left out.</param>
/// <param name="Noun">The noun phrase it begins with; -1 if it is left out.</param>
/// <param name="Dropped">The verb's forms where the subject is left out: "exigimos".</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Subject(Phrase Phrase, int Noun, VerbForms Dropped)
{
    private const int Near = 25;

    public static Subject None { get; } = new(default, -1, VerbForms.None);

    /// <summary>Whether words name it.</summary>
    public bool IsNamed => Phrase.Count > 0;

    /// <summary>Whether it is left out and only the verb's ending says "we" or "I".</summary>
    public bool IsDroppedFirst => !IsNamed && (Dropped & (VerbForms.FirstPlural | VerbForms.FirstSingular)) != VerbForms.None
        && (Dropped & (VerbForms.Singular | VerbForms.Plural)) == VerbForms.None;

    /// <summary>Where it begins if it stands near before its verb; another place otherwise.</summary>
    public int StartBefore(in VerbGroup group, int otherwise) =>
        IsNamed && Phrase.First < group.First && group.First - Phrase.First < Near ? Phrase.First : otherwise;

    /// <summary>Whether it is one word of a class: "we", "it".</summary>
    public bool IsWord(WordClass any, Span<Token> tokens) => IsNamed && Phrase.Count == 1 && tokens[Phrase.First].Is(any);

    /// <summary>Whether it is "you".</summary>
    public bool IsAddressed(Span<Token> tokens) => (IsWord(WordClass.Second, tokens) && !tokens[Phrase.First].Is(WordClass.She | WordClass.They | WordClass.He)) || IsFormal(tokens);

    /// <summary>Whether it is a "you" that only its capital letter tells from "they": "Nehmen Sie das zurück".</summary>
    public bool IsFormal(Span<Token> tokens) => IsWord(WordClass.She, tokens) && tokens[Phrase.First].Is(WordClass.They) && tokens[Phrase.First].IsCapitalised
        && Phrase.First > 0 && tokens[Phrase.First - 1].Kind is TokenKind.Word or TokenKind.Comma;

    /// <summary>Whether it is "it", "this", "man", or nothing where the verb tells no more.</summary>
    public bool IsEmpty(Span<Token> tokens) =>
        !IsNamed || (Phrase.Count == 1 && tokens[Phrase.First].Is(WordClass.Expletives | WordClass.Demonstratives | WordClass.Relatives | WordClass.Indefinite | WordClass.One | WordClass.It | WordClass.Interrogatives)
            && tokens[Phrase.First].Tag is Tag.Pronoun or Tag.Determiner or Tag.Relative or Tag.Clitic or Tag.Subordinator);
}
