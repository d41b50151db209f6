using System.Runtime.InteropServices;

namespace ArticleDigest.Analysis.Extractive;

/// <summary>A sentence: its tokens and its paragraph.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Sentence(int First, int End, int Paragraph, bool IsQuestion)
{
    public int Count => End - First;
}

/// <summary>A paragraph: its tokens and sentences. A heading is short and without an end mark; captions and labels are, too.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Paragraph(int First, int End, int FirstSentence, int EndSentence, bool IsHeading);

/// <summary>An article's text divided into paragraphs, sentences, tokens and quotations.</summary>
internal sealed class Discourse : IDisposable
{
    private const int LongestHeading = 12;

    private readonly PooledList<Token> _tokens;
    private readonly PooledList<Sentence> _sentences = new(64);
    private readonly PooledList<Paragraph> _paragraphs = new(32);
    private readonly PooledList<Quotation> _quotations = new(32);
    private readonly PooledList<int> _quotationOf;
    private readonly PooledList<int> _sentenceOf;

    private Discourse(string text)
    {
        Text = text;
        _tokens = new PooledList<Token>(text.Length / 5);
        _quotationOf = new PooledList<int>(text.Length / 5);
        _sentenceOf = new PooledList<int>(text.Length / 5);
    }

    public string Text { get; }

    public Span<Token> Tokens => _tokens.Span;

    public Span<Sentence> Sentences => _sentences.Span;

    public Span<Paragraph> Paragraphs => _paragraphs.Span;

    public Span<Quotation> Quotations => _quotations.Span;

    /// <summary>Reads a text. Linear in its length, whatever it holds.</summary>
    public static Discourse Read(string text, Lexicon lexicon)
    {
        Discourse discourse = new(text);
        discourse.Read(new Tokeniser(lexicon));
        return discourse;
    }

    /// <summary>The quotation a token is in, marks included; -1 if it is in none.</summary>
    public int QuotationAt(int token) => _quotationOf[token];

    /// <summary>The first token from one on that is no quotation mark; the end if all are.</summary>
    public int SkipQuotes(int at, int end)
    {
        while (at < end && Tokens[at].IsQuote)
        {
            at++;
        }

        return at;
    }

    /// <summary>The first token from one on that is neither a quotation mark nor an adverb; the end if all are.</summary>
    public int SkipAdverbs(int at, int end)
    {
        while (at < end && (Tokens[at].IsQuote || Tokens[at].Tag == Tag.Adverb))
        {
            at++;
        }

        return at;
    }

    /// <summary>The last token up to one that is neither a quotation mark nor an adverb; the first if all behind it are.</summary>
    public int SkipAdverbsBack(int at, int first)
    {
        while (at > first && (Tokens[at].IsQuote || Tokens[at].Tag == Tag.Adverb))
        {
            at--;
        }

        return at;
    }

    /// <summary>The sentence a token is in.</summary>
    public int SentenceAt(int token) => _sentenceOf[token];

    /// <summary>The text a phrase covers.</summary>
    public ReadOnlySpan<char> Span(Phrase phrase) => phrase.Count <= 0
        ? ""
        : Text.AsSpan(_tokens[phrase.First].Start, _tokens[phrase.Last].End - _tokens[phrase.First].Start);

    /// <inheritdoc cref="Span"/>
    public string TextOf(Phrase phrase) => Span(phrase).ToString();

    /// <inheritdoc/>
    public void Dispose()
    {
        _tokens.Dispose();
        _sentences.Dispose();
        _paragraphs.Dispose();
        _quotations.Dispose();
        _quotationOf.Dispose();
        _sentenceOf.Dispose();
    }

    private void Read(Tokeniser tokeniser)
    {
        bool open = false;
        int start = 0;
        while (start < Text.Length)
        {
            int end = Text.AsSpan(start).IndexOf('\n') is >= 0 and int length ? start + length : Text.Length;
            int first = _tokens.Count;
            tokeniser.Read(Text, start, end, _tokens);
            start = end + 1;
            if (_tokens.Count > first)
            {
                open = ReadParagraph(first, open);
            }
        }

        for (int s = 0; s < _sentences.Count; s++)
        {
            _sentenceOf.Fill(s, _sentences[s].Count);
        }

        _quotationOf.Fill(-1, _tokens.Count);
        for (int q = 0; q < _quotations.Count; q++)
        {
            _quotationOf.Span[_quotations[q].First.._quotations[q].End].Fill(q);
        }
    }

    private bool ReadParagraph(int first, bool wasOpen)
    {
        bool open = Extractive.Quotations.Find(Text, _tokens, first, wasOpen, _quotations);
        MarkPossessives(first);
        int firstSentence = _sentences.Count;
        SentenceSplitter.Split(Text, _tokens, first, _paragraphs.Count, _sentences);
        for (int s = firstSentence; s < _sentences.Count; s++)
        {
            _tokens[_sentences[s].First].StartsSentence = true;
        }

        for (int i = first + 1; i < _tokens.Count; i++)
        {
            _tokens[i].StartsSentence |= _tokens[i - 1].Kind is TokenKind.Stop or TokenKind.Question or TokenKind.Colon or TokenKind.OpenQuote;
        }

        bool heading = _tokens.Count - first <= LongestHeading
            && _tokens[_tokens.Count - 1].Kind is TokenKind.Word or TokenKind.Number or TokenKind.CloseBracket or TokenKind.Symbol;
        _paragraphs.Add(new Paragraph(first, _tokens.Count, firstSentence, _sentences.Count, heading));
        return open;
    }

    // "the students' demand": an apostrophe that closes no quotation.
    private void MarkPossessives(int first)
    {
        for (int i = first + 1; i < _tokens.Count; i++)
        {
            if (_tokens[i].Kind == TokenKind.Symbol && Text[_tokens[i].Start] is '\'' or '\u2019' && _tokens[i - 1].IsWord && _tokens[i - 1].End == _tokens[i].Start)
            {
                _tokens[i].Kind = TokenKind.Clitic;
            }
        }
    }
}
