namespace ArticleDigest.Analysis.Extractive;

/// <summary>Tells whether a text is an interview, who is interviewed, and which paragraphs answer.</summary>
internal static class Interviews
{
    private const int InTitle = 6;
    private const int LeastQuestions = 3;

    // A question of its own paragraph, then a paragraph that is none; or questions that paragraphs begin with and go on to answer.
    public static bool[] Answers(Discourse text)
    {
        bool[] isAnswer = new bool[text.Paragraphs.Length];
        bool asked = false;
        int selves = 0;
        foreach (Paragraph paragraph in text.Paragraphs)
        {
            selves += AnswersItself(text, paragraph) ? 1 : 0;
        }

        for (int p = 0; p < text.Paragraphs.Length; p++)
        {
            bool question = text.Sentences[text.Paragraphs[p].EndSentence - 1].IsQuestion;
            bool self = selves >= LeastQuestions && AnswersItself(text, text.Paragraphs[p]);
            isAnswer[p] = self || (asked && !question && !text.Paragraphs[p].IsHeading);
            asked |= question || self;
        }

        return isAnswer;
    }

    // A paragraph that only asks somebody: "How did you become a biologist?"
    private static bool Asks(Discourse text, Paragraph paragraph)
    {
        bool addresses = false;
        for (int i = paragraph.First; i < paragraph.End; i++)
        {
            addresses |= text.Tokens[i].Is(WordClass.Second) || text.Tokens[i].Word.HasForm(VerbForms.Second);
        }

        for (int s = paragraph.FirstSentence; s < paragraph.EndSentence; s++)
        {
            addresses &= text.Sentences[s].IsQuestion;
        }

        return addresses;
    }

    private static bool AnswersItself(Discourse text, Paragraph paragraph) => paragraph.EndSentence - paragraph.FirstSentence >= LeastQuestions
        && text.Sentences[paragraph.FirstSentence].IsQuestion && !text.Sentences[paragraph.EndSentence - 1].IsQuestion;

    // Marked as an interview, or several questions that are paragraphs of their own.
    public static string? Interviewee(Discourse text, Discourse title, bool[] isAnswer, string author)
    {
        int mark = -1;
        for (int i = 0; i < title.Tokens.Length && mark < 0; i++)
        {
            mark = title.Tokens[i].Means(Sense.InterviewMarks) ? i : -1;
        }

        int questions = 0;
        int addressed = 0;
        foreach (Paragraph paragraph in text.Paragraphs)
        {
            addressed += Asks(text, paragraph) ? 1 : 0;
            questions += text.Sentences[paragraph.EndSentence - 1].IsQuestion || AnswersItself(text, paragraph) ? 1 : 0;
        }

        if ((mark < 0 && addressed < LeastQuestions && (questions < LeastQuestions || questions * 5 < text.Paragraphs.Length)) || !isAnswer.Contains(true))
        {
            return null;
        }

        return Foremost(text, title, author);
    }

    // The person who is named the most, above all in the title; who asks and who took the picture do not count.
    private static string? Foremost(Discourse text, Discourse title, string author)
    {
        Dictionary<string, int> weights = new(StringComparer.Ordinal);
        Weigh(title, title.Tokens.Length, author, InTitle, weights);
        Weigh(text, Math.Min(text.Tokens.Length, 250), author, 1, weights);
        foreach ((string name, int weight) in weights.ToArray())
        {
            weights[name] = weight + Count(text.Text, name.AsSpan(name.LastIndexOf(' ') + 1));
        }

        return weights.Count == 0 ? null : weights.MaxBy(w => w.Value).Key;
    }

    // How often a word is in a text; more than a title weighs does not matter.
    private static int Count(ReadOnlySpan<char> text, ReadOnlySpan<char> word)
    {
        int count = 0;
        for (int at = text.IndexOf(word); at >= 0 && count < InTitle; at = text.IndexOf(word))
        {
            count++;
            text = text[(at + word.Length)..];
        }

        return count;
    }

    // Names of two words or more that are no body's.
    private static void Weigh(Discourse discourse, int limit, string author, int weight, Dictionary<string, int> weights)
    {
        Span<Token> tokens = discourse.Tokens;
        for (int i = 0; i + 1 < limit; i++)
        {
            int end = i;
            while (end < limit && (IsInitial(tokens, i, end) || tokens[end].IsCapitalised && tokens[end].Tag is Tag.Name or Tag.Noun && !tokens[end].Means(Sense.Roles | Sense.Groups | Sense.Documents | Sense.InterviewMarks)
                && !tokens[end].Is(WordClass.Days | WordClass.Titles) && !(tokens[end].Is(WordClass.Noun) && (end == i || tokens[end].Tag == Tag.Noun))))
            {
                end++;
            }

            bool described = (i > 0 && tokens[i - 1].Tag == Tag.Determiner) || tokens[i].IsLoud;
            if (end - i is >= 2 and <= 4 && !described && !IsAsker(tokens, i) && !(tokens[i].StartsSentence && tokens[i].Word.IsKnown && tokens[i].Tag != Tag.Name)
                && !author.AsSpan().Contains(discourse.Span(new Phrase(i, end)), StringComparison.OrdinalIgnoreCase))
            {
                string name = discourse.TextOf(new Phrase(i, end));
                weights[name] = weights.GetValueOrDefault(name) + weight;
            }

            i = Math.Max(i, end - 1);
        }
    }

    // "reporter Jane Roe", "photo: Jane Roe"
    private static bool IsAsker(Span<Token> tokens, int name)
    {
        for (int i = name - 1; i >= Math.Max(0, name - 3); i--)
        {
            if (tokens[i].Word.Serves(WordUse.Askers))
            {
                return true;
            }
        }

        return false;
    }

    // "Jane M. Roe"
    private static bool IsInitial(Span<Token> tokens, int first, int at) =>
        at > first && at + 1 < tokens.Length && tokens[at + 1].IsCapitalised && tokens[at].IsCapitalised && tokens[at].Length <= 2;
}
