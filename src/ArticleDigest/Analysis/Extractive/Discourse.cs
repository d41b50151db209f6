namespace ArticleDigest.Analysis.Extractive;

/// <summary>A sentence: its tokens and its paragraph.</summary>
internal readonly record struct Sentence(int First, int End, int Paragraph, bool IsQuestion)
{
    public int Count => End - First;
}

/// <summary>A paragraph: its tokens and sentences. A heading is short and without an end mark; captions and labels are, too.</summary>
internal readonly record struct Paragraph(int First, int End, int FirstSentence, int EndSentence, bool IsHeading);

/// <summary>An article's text divided into paragraphs, sentences, tokens and quotations.</summary>
internal sealed class Discourse
{
    private const int LongestHeading = 12;

    private readonly int[] _quotationOf;
    private readonly int[] _sentenceOf;

    private Discourse(string text, Token[] tokens, Sentence[] sentences, Paragraph[] paragraphs, Quotation[] quotations)
    {
        Text = text;
        Tokens = tokens;
        Sentences = sentences;
        Paragraphs = paragraphs;
        Quotations = quotations;
        _sentenceOf = new int[tokens.Length];
        for (int s = 0; s < sentences.Length; s++)
        {
            Array.Fill(_sentenceOf, s, sentences[s].First, sentences[s].Count);
        }

        _quotationOf = new int[tokens.Length];
        Array.Fill(_quotationOf, -1);
        for (int q = 0; q < quotations.Length; q++)
        {
            Array.Fill(_quotationOf, q, quotations[q].First, quotations[q].End - quotations[q].First);
        }
    }

    public string Text { get; }

    public Token[] Tokens { get; }

    public Sentence[] Sentences { get; }

    public Paragraph[] Paragraphs { get; }

    public Quotation[] Quotations { get; }

    /// <summary>Reads a text. Linear in its length, whatever it holds.</summary>
    public static Discourse Read(string text, Lexicon lexicon)
    {
        Tokeniser tokeniser = new(lexicon);
        List<Token> tokens = [];
        List<Sentence> sentences = [];
        List<Paragraph> paragraphs = [];
        List<Quotation> quotations = [];
        bool open = false;
        int start = 0;
        while (start < text.Length)
        {
            int end = text.AsSpan(start).IndexOf('\n') is >= 0 and int length ? start + length : text.Length;
            int first = tokens.Count;
            tokeniser.Read(text, start, end, tokens);
            start = end + 1;
            if (tokens.Count == first)
            {
                continue;
            }

            open = Extractive.Quotations.Find(text, tokens, first, open, quotations);
            MarkPossessives(text, tokens, first);
            int firstSentence = sentences.Count;
            SentenceSplitter.Split(text, tokens, first, paragraphs.Count, sentences);
            bool heading = tokens.Count - first <= LongestHeading && tokens[^1].Kind is TokenKind.Word or TokenKind.Number or TokenKind.CloseBracket or TokenKind.Symbol;
            paragraphs.Add(new Paragraph(first, tokens.Count, firstSentence, sentences.Count, heading));
        }

        return new Discourse(text, [.. tokens], [.. sentences], [.. paragraphs], [.. quotations]);
    }

    // "the students' demand": an apostrophe that closes no quotation.
    private static void MarkPossessives(string text, List<Token> tokens, int first)
    {
        for (int i = first + 1; i < tokens.Count; i++)
        {
            if (tokens[i].Kind == TokenKind.Symbol && text[tokens[i].Start] is '\'' or '\u2019' && tokens[i - 1].IsWord && tokens[i - 1].End == tokens[i].Start)
            {
                tokens[i] = tokens[i] with { Kind = TokenKind.Clitic };
            }
        }
    }

    /// <summary>The quotation a token is in, marks included; -1 if it is in none.</summary>
    public int QuotationAt(int token) => _quotationOf[token];

    /// <summary>The sentence a token is in.</summary>
    public int SentenceAt(int token) => _sentenceOf[token];

    /// <summary>Whether the token is a word that begins with a capital letter.</summary>
    public bool IsCapitalised(int token) => Tokens[token].IsWord && char.IsUpper(Text[Tokens[token].Start]);

    /// <summary>Whether the token is the first word of its sentence or quotation, where a capital says nothing.</summary>
    public bool StartsSentence(int token) =>
        token == 0 || Tokens[token - 1].Kind is TokenKind.Stop or TokenKind.Question or TokenKind.Colon or TokenKind.OpenQuote
        || Text.AsSpan(Tokens[token - 1].End, Tokens[token].Start - Tokens[token - 1].End).Contains('\n');

    /// <summary>The text a phrase covers.</summary>
    public string TextOf(Phrase phrase) => phrase.Count <= 0
        ? ""
        : Text[Tokens[phrase.First].Start..Tokens[phrase.Last].End];
}
