using System.Runtime.InteropServices;

namespace ArticleDigest.Analysis.Extractive;

/// <summary>What a token is by its characters.</summary>
internal enum TokenKind : byte
{
    Word,
    Number,

    /// <summary>A possessive ending ('s, the apostrophe of "students'") or a contracted verb ('re, 'll).</summary>
    Clitic,
    Comma,

    /// <summary>A sentence's end: . ! …</summary>
    Stop,
    Question,
    Colon,
    Semicolon,
    Dash,
    OpenBracket,
    CloseBracket,
    OpenQuote,
    CloseQuote,
    Symbol,
}

/// <summary>The part of speech of a token where it stands.</summary>
internal enum Tag : byte
{
    None,
    Noun,
    Name,
    Pronoun,
    Determiner,
    Adjective,
    Number,
    Possessive,
    Verb,
    Infinitive,
    Participle,
    Gerund,
    Preposition,
    Marker,
    Clitic,
    Adverb,
    Negation,
    Coordinator,
    Complementiser,
    Subordinator,
    Relative,
    Particle,
    Sign,
}

/// <summary>A word or sign of the text, its place in UTF-16 units.</summary>
[StructLayout(LayoutKind.Auto)]
internal record struct Token(int Start, int Length, TokenKind Kind, Word Word)
{
    /// <summary>Its part of speech; told by the <see cref="Tagger"/>.</summary>
    public Tag Tag { get; set; }

    /// <summary>Whether it begins with a capital letter.</summary>
    public bool IsCapitalised { get; set; }

    /// <summary>Whether it is written in capitals: "US" is not "us".</summary>
    public bool IsLoud { get; set; }

    /// <summary>Whether it is the first word of its sentence or quotation, where a capital says nothing.</summary>
    public bool StartsSentence { get; set; }

    public readonly int End => Start + Length;

    public readonly bool IsWord => Kind == TokenKind.Word;

    public readonly bool IsQuote => Kind is TokenKind.OpenQuote or TokenKind.CloseQuote;

    public readonly bool Is(WordClass any) => Word.Is(any);

    public readonly bool Means(Sense any) => Word.Means(any);
}

/// <summary>A run of tokens, the end excluded.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Phrase(int First, int End)
{
    public int Count => End - First;

    public int Last => End - 1;

    public bool Contains(int token) => token >= First && token < End;
}
