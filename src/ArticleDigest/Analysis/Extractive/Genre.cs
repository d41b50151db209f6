using ArticleDigest.Articles;

namespace ArticleDigest.Analysis.Extractive;

/// <summary>Whose words an article's text is where nobody is quoted.</summary>
internal enum GenreKind
{
    /// <summary>A reporter's, who has no opinion of their own.</summary>
    News,

    /// <summary>The author's, who argues: an opinion, a letter, a statement, a technical proposal.</summary>
    Argument,

    /// <summary>The person's who is interviewed, in the paragraphs behind a question.</summary>
    Interview,
}

/// <summary>What kind of text an article is, and who speaks in it.</summary>
internal sealed class Genre
{
    private readonly bool[] _isAnswer;

    private Genre(GenreKind kind, string author, string speaker, bool[] isAnswer, string? addressee = null)
    {
        Addressee = addressee;
        Kind = kind;
        Author = author;
        Speaker = speaker;
        _isAnswer = isAnswer;
    }

    public GenreKind Kind { get; }

    /// <summary>Who wrote it: the byline, or "the author".</summary>
    public string Author { get; }

    /// <summary>Who "we" is outside quotations: the author, or the body that publishes its own texts.</summary>
    public string Speaker { get; }

    /// <summary>Whether the text is a proposal itself, which tells coolly what is and what is not.</summary>
    public bool IsTechnical { get; private init; }

    /// <summary>Whom a letter is to; null if it is none.</summary>
    public string? Addressee { get; }

    /// <summary>Whose opinion a paragraph is outside quotations; null if it is nobody's.</summary>
    public string? VoiceOf(int paragraph) => Kind switch
    {
        GenreKind.Argument => Author,
        GenreKind.Interview => _isAnswer[paragraph] ? Speaker : null,
        _ => null,
    };

    public static Genre Tell(Article article, ParsedArticle parsed)
    {
        Discourse text = parsed.Text;
        Discourse title = parsed.Title;
        bool named = !string.IsNullOrWhiteSpace(article.Byline);
        string author = named ? Authors.Clean(article.Byline!) : Point.TheAuthor;
        bool[] isAnswer = Interviews.Answers(text);
        if (Interviews.Interviewee(text, title, isAnswer, named ? author : "") is { } interviewee)
        {
            return new Genre(GenreKind.Interview, author, interviewee, isAnswer);
        }

        bool proposes = IsOwnProposal(text);
        string? addressee = Authors.AddresseeOf(text) ?? Authors.AddresseeOf(title);
        if (named && addressee is not null && Authors.IsSame(author, addressee))
        {
            // A letter's first line names whom it is to.
            (named, author) = (false, Point.TheAuthor);
        }

        bool argues = Begins(title, 3, Sense.OpinionMarks) || Begins(text, 5, Sense.Salutations) || proposes || Argues(parsed);
        string? publisher = Authors.Publisher(article, text);
        string speaker = publisher ?? author;
        if (argues && !named && (Authors.Signatory(parsed) ?? Authors.Signature(text) ?? Authors.Orator(parsed) ?? publisher) is { } signatory)
        {
            author = signatory;
            speaker = signatory;
        }

        return new Genre(argues ? GenreKind.Argument : GenreKind.News, author, speaker, isAnswer, argues ? addressee : null) { IsTechnical = proposes };
    }

    private static bool Begins(Discourse discourse, int tokens, Sense sense)
    {
        for (int i = 0; i < Math.Min(tokens, discourse.Tokens.Length); i++)
        {
            if (discourse.Tokens[i].Means(sense))
            {
                return true;
            }
        }

        return false;
    }

    // "This proposal …", "This PEP …" as a subject near the beginning.
    private static bool IsOwnProposal(Discourse text)
    {
        Span<Token> tokens = text.Tokens;
        for (int i = 0; i + 2 < Math.Min(tokens.Length, 300); i++)
        {
            if (tokens[i].Is(WordClass.Demonstratives) && tokens[i + 1].Means(Sense.OwnDocuments) && (tokens[i + 2].Word.HasCue(CueKind.Proposal) || tokens[i + 2].Word.HasCue(CueKind.Plan)))
            {
                return true;
            }
        }

        return false;
    }

    // Speaks for itself, outside quotations: says "I" or "we", what should be, what is bad; and reports little of what others said.
    private static bool Argues(ParsedArticle parsed)
    {
        Discourse text = parsed.Text;
        int first = 0, duty = 0, bad = 0, told = 0, outside = 0, quoted = 0, asked = 0;
        for (int i = 0; i < text.Tokens.Length; i++)
        {
            Token token = text.Tokens[i];
            if (text.QuotationAt(i) >= 0)
            {
                quoted++;
                continue;
            }

            outside++;
            first += token.Is(WordClass.FirstPerson) && token.IsWord && !token.Is(WordClass.Articles | WordClass.Prepositions) ? 1 : 0;
            bad += token.Means(Sense.Bad | Sense.Regrets) ? 1 : 0;
            asked += token.Kind == TokenKind.Question ? 1 : 0;
        }

        for (int v = 0; v < parsed.Verbs.Count; v++)
        {
            ref readonly VerbGroup group = ref parsed.Verbs[v];
            if (text.QuotationAt(group.Head) >= 0)
            {
                continue;
            }

            duty += group.Modality == Modality.Deontic && !text.Tokens[group.Modal].Is(WordClass.Future) ? 1 : 0;
            first += parsed.Lexicon.DropsSubjects && group.IsFinite && parsed.Subjects.Of(v).IsDroppedFirst ? 1 : 0;
            told += group.IsFinite && text.Tokens[group.Head].Word.HasCue(CueKind.Speech) ? 1 : 0;
        }

        told += text.Quotations.Length;
        int per = Math.Max(outside, 100);
        bool personal = first >= 2 && duty >= 1 && (first + duty) * 100 >= per;
        double judgements = bad + duty + (first / 2.0) + asked;
        bool judging = bad + duty >= 2 && (first >= 1 || asked >= 1 || duty >= 2) && judgements >= 4 && judgements * 100 >= per * 0.8 && quoted * 8 <= outside;
        return (personal && (first * 3 >= told || quoted * 3 <= outside)) || judging;
    }
}
