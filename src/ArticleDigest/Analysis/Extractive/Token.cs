using System.Runtime.InteropServices;

namespace ArticleDigest.Analysis.Extractive;

/// <summary>What a token is by its characters.</summary>
internal enum TokenKind
{
    Word,
    Number,

    /// <summary>A possessive or contracted ending: 's, 're, 'll.</summary>
    Clitic,
    Comma,

    /// <summary>A sentence's end: . ! ? …</summary>
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

/// <summary>A word or sign of the text, its place in UTF-16 units.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Token(int Start, int Length, TokenKind Kind, Word Word)
{
    public int End => Start + Length;

    public bool IsWord => Kind == TokenKind.Word;

    public bool IsQuote => Kind is TokenKind.OpenQuote or TokenKind.CloseQuote;

    public bool Is(WordClass any) => Word.Is(any);
}

/// <summary>A run of tokens, the end excluded.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Phrase(int First, int End)
{
    public int Count => End - First;

    public int Last => End - 1;

    public bool Contains(int token) => token >= First && token < End;
}
