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
        string author = named ? Clean(article.Byline!) : Point.TheAuthor;
        bool[] isAnswer = Answers(text);
        if (Interviewee(text, title, isAnswer, named ? author : "") is { } interviewee)
        {
            return new Genre(GenreKind.Interview, author, interviewee, isAnswer);
        }

        bool proposes = IsOwnProposal(text);
        bool argues = Begins(title, 3, Sense.OpinionMarks) || Begins(text, 5, Sense.Salutations) || proposes || Argues(parsed);
        string speaker = Publisher(article, text) ?? author;
        if (argues && !named && Signatory(parsed) is { } signatory)
        {
            author = signatory;
            speaker = signatory;
        }

        return new Genre(argues ? GenreKind.Argument : GenreKind.News, author, speaker, isAnswer, argues ? AddresseeOf(text) ?? AddresseeOf(title) : null) { IsTechnical = proposes };
    }

    // "Dear Stack Overflow, Inc."
    private static string? AddresseeOf(Discourse text)
    {
        Span<Token> tokens = text.Tokens;
        for (int i = 0; i + 1 < Math.Min(tokens.Length, 25); i++)
        {
            if (!tokens[i].Means(Sense.Salutations))
            {
                continue;
            }

            int first = i + 1;
            int end = first;
            while (end < tokens.Length && end - first < 10 && tokens[end].IsWord && !tokens[end].Is(WordClass.Pronouns))
            {
                end++;
            }

            return end > first ? text.TextOf(new Phrase(first, end)) : null;
        }

        return null;
    }

    // "las organizaciones abajo firmantes afirmamos": who says "we" and names themselves.
    private static string? Signatory(ParsedArticle parsed)
    {
        for (int v = 0; v < parsed.Verbs.Count; v++)
        {
            VerbGroup group = parsed.Verbs[v];
            bool we = group.IsFinite && (group.Forms & VerbForms.FirstPlural) != VerbForms.None && (group.Forms & (VerbForms.Plural | VerbForms.Singular)) == VerbForms.None && parsed.Text.QuotationAt(group.Head) < 0;
            if (we && parsed.Subjects.Of(v) is { IsNamed: true } subject && group.First - subject.Phrase.End <= 30 && !parsed.Nouns[subject.Noun].IsPronoun && subject.Phrase.First < group.First
                && parsed.Text.Tokens[parsed.Nouns[subject.Noun].Head] is var head && head.Means(Sense.Groups) && head.Means(Sense.Plural))
            {
                return parsed.Mentions.Names.Tidy(subject.Phrase);
            }
        }

        return null;
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

    // A question of its own paragraph, then a paragraph that is none.
    private static bool[] Answers(Discourse text)
    {
        bool[] isAnswer = new bool[text.Paragraphs.Length];
        bool asked = false;
        for (int p = 0; p < text.Paragraphs.Length; p++)
        {
            bool question = text.Sentences[text.Paragraphs[p].EndSentence - 1].IsQuestion;
            isAnswer[p] = asked && !question && !text.Paragraphs[p].IsHeading;
            asked |= question;
        }

        return isAnswer;
    }

    // Marked as an interview, or several questions that are paragraphs of their own.
    private static string? Interviewee(Discourse text, Discourse title, bool[] isAnswer, string author)
    {
        int mark = -1;
        for (int i = 0; i < title.Tokens.Length && mark < 0; i++)
        {
            mark = title.Tokens[i].Means(Sense.InterviewMarks) ? i : -1;
        }

        int questions = 0;
        foreach (Paragraph paragraph in text.Paragraphs)
        {
            questions += text.Sentences[paragraph.EndSentence - 1].IsQuestion ? 1 : 0;
        }

        if ((mark < 0 && (questions < 3 || questions * 5 < text.Paragraphs.Length)) || !isAnswer.Contains(true))
        {
            return null;
        }

        return PersonIn(title, mark + 1, title.Tokens.Length, author) ?? PersonIn(text, 0, Math.Min(text.Tokens.Length, 250), author);
    }

    // The first name of two words or more that is no body's.
    private static string? PersonIn(Discourse discourse, int first, int limit, string author)
    {
        Span<Token> tokens = discourse.Tokens;
        for (int i = first; i + 1 < limit; i++)
        {
            int end = i;
            while (end < limit && tokens[end].IsCapitalised && tokens[end].Tag is Tag.Name or Tag.Noun && !tokens[end].Means(Sense.Roles | Sense.Groups | Sense.Documents | Sense.InterviewMarks)
                && !tokens[end].Is(WordClass.Days | WordClass.Noun | WordClass.Titles))
            {
                end++;
            }

            if (end - i is >= 2 and <= 4 && !(tokens[i].StartsSentence && tokens[i].Word.IsKnown) && !author.AsSpan().Contains(discourse.Span(new Phrase(i, end)), StringComparison.OrdinalIgnoreCase))
            {
                return discourse.TextOf(new Phrase(i, end));
            }
        }

        return null;
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
            VerbGroup group = parsed.Verbs[v];
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

    // A body that publishes its own texts is named both as the source and, again and again, in the text.
    private static string? Publisher(Article article, Discourse text)
    {
        foreach (string word in (article.Source ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (word.Length > 3 && char.IsUpper(word[0]) && text.Text.Split(word, 4, StringSplitOptions.None).Length == 4)
            {
                return word;
            }
        }

        return null;
    }

    private static string Clean(string line)
    {
        string clean = string.Join(' ', line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        int comma = clean.IndexOf(',', StringComparison.Ordinal);
        clean = comma > 0 && clean.AsSpan(comma).ContainsAnyInRange('0', '9') ? clean[..comma] : clean;
        clean = clean.StartsWith("By ", StringComparison.OrdinalIgnoreCase) ? clean[3..] : clean;
        return clean.Length <= 80 ? clean : clean[..80].TrimEnd();
    }
}
