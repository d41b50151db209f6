using ArticleDigest.Articles;

namespace ArticleDigest.Analysis.Extractive;

/// <summary>Whose words an article's text is where nobody is quoted.</summary>
internal enum GenreKind
{
    /// <summary>A reporter's, who has no opinion of their own.</summary>
    News,

    /// <summary>The author's, who argues: an opinion, a letter, a technical proposal.</summary>
    Argument,

    /// <summary>The person's who is interviewed, in the paragraphs behind a question.</summary>
    Interview,
}

/// <summary>What kind of text an article is, and who speaks in it.</summary>
internal sealed class Genre
{
    private readonly bool[] _isAnswer;

    private Genre(GenreKind kind, string author, string speaker, bool[] isAnswer)
    {
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

    /// <summary>Whose opinion a paragraph is outside quotations; null if it is nobody's.</summary>
    public string? VoiceOf(int paragraph) => Kind switch
    {
        GenreKind.Argument => Author,
        GenreKind.Interview => _isAnswer[paragraph] ? Speaker : null,
        _ => null,
    };

    public static Genre Tell(Article article, Discourse text, Discourse title, VerbGroups verbs)
    {
        bool named = !string.IsNullOrWhiteSpace(article.Byline);
        string author = named ? Clean(article.Byline!) : Point.TheAuthor;
        bool[] isAnswer = Answers(text);
        if (Interviewee(title, isAnswer) is { } interviewee)
        {
            return new Genre(GenreKind.Interview, author, interviewee, isAnswer);
        }

        bool argues = title.Tokens.Take(3).Any(t => t.Is(WordClass.OpinionMarks))
            || text.Tokens.Take(4).Any(t => t.Is(WordClass.Salutations))
            || IsOwnProposal(text) || Argues(text, verbs);
        string speaker = Publisher(article, text) ?? author;
        return new Genre(argues ? GenreKind.Argument : GenreKind.News, author, speaker, isAnswer);
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

    private static string? Interviewee(Discourse title, bool[] isAnswer)
    {
        int mark = Array.FindIndex(title.Tokens, t => t.Is(WordClass.InterviewMarks));
        if (mark < 0 || !isAnswer.Contains(true))
        {
            return null;
        }

        for (int i = mark + 1; i + 1 < title.Tokens.Length; i++)
        {
            int end = i;
            while (end < title.Tokens.Length && title.IsCapitalised(end) && !title.Tokens[end].Is(WordClass.Roles | WordClass.Days))
            {
                end++;
            }

            if (end - i >= 2)
            {
                return title.TextOf(new Phrase(i, end));
            }
        }

        return null;
    }

    // "This proposal …", "This PEP …" as a subject near the beginning.
    private static bool IsOwnProposal(Discourse text)
    {
        for (int i = 0; i + 2 < Math.Min(text.Tokens.Length, 300); i++)
        {
            if (text.Tokens[i].Is(WordClass.Demonstratives) && text.Tokens[i + 1].Is(WordClass.OwnDocuments)
                && text.Tokens[i + 2].Word.HasCue(CueKind.Proposal))
            {
                return true;
            }
        }

        return false;
    }

    // Says "I" or "we" outside quotations and what should be done, again and again.
    private static bool Argues(Discourse text, VerbGroups verbs)
    {
        int firstPerson = 0;
        int deontic = 0;
        for (int i = 0; i < text.Tokens.Length; i++)
        {
            firstPerson += text.QuotationAt(i) < 0 && text.Tokens[i].Is(WordClass.FirstPerson) ? 1 : 0;
        }

        for (int s = 0; s < text.Sentences.Length; s++)
        {
            foreach (VerbGroup group in verbs.Of(s))
            {
                deontic += group.Modality == Modality.Deontic && text.QuotationAt(group.Head) < 0 ? 1 : 0;
            }
        }

        return firstPerson >= 2 && deontic >= 1 && (firstPerson + deontic) * 100 >= text.Tokens.Length;
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
        return clean.Length <= 80 ? clean : clean[..80].TrimEnd();
    }
}
