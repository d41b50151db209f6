namespace ArticleDigest.Analysis.Extractive;

/// <summary>Divides a paragraph's tokens into sentences; dots of abbreviations and initials are part of their word already.</summary>
internal static class SentenceSplitter
{
    /// <summary>Longer ones are cut: work on a sentence must stay bounded whatever a drop holds.</summary>
    public const int LongestSentence = 300;

    public static void Split(string text, PooledList<Token> tokens, int first, int paragraph, PooledList<Sentence> sentences)
    {
        int start = first;
        for (int i = first; i < tokens.Count; i++)
        {
            int end = i + 1;
            bool question = tokens[i].Kind == TokenKind.Question;
            if (tokens[i].Kind is TokenKind.Stop or TokenKind.Question)
            {
                while (end < tokens.Count && (tokens[end].Kind is TokenKind.Stop or TokenKind.Question or TokenKind.CloseBracket
                    || (tokens[end].Kind == TokenKind.CloseQuote && tokens[end].Start <= tokens[end - 1].End + 1)))
                {
                    question |= tokens[end].Kind == TokenKind.Question;
                    end++;
                }

                // "12. Dezember", "am 3. Juli"
                bool ordinal = tokens[i].Kind == TokenKind.Stop && end < tokens.Count && end == i + 1 && i > start && tokens[i - 1].Kind == TokenKind.Number
                    && tokens[i - 1].Length <= 2 && tokens[end].Word.Is(WordClass.Days);
                if (ordinal || (end < tokens.Count && !CanBegin(text, tokens[end])))
                {
                    continue;
                }
            }
            else if (!EndsWithDottedWord(text, tokens, i) && i - start + 1 < LongestSentence)
            {
                continue;
            }

            sentences.Add(new Sentence(start, end, paragraph, question));
            start = end;
            i = end - 1;
        }

        if (start < tokens.Count)
        {
            sentences.Add(new Sentence(start, tokens.Count, paragraph, IsQuestion: false));
        }
    }

    private static bool CanBegin(string text, Token token) =>
        token.Kind is TokenKind.OpenQuote or TokenKind.OpenBracket or TokenKind.Number or TokenKind.Dash or TokenKind.Symbol
        || (token.IsWord && !char.IsLower(text[token.Start]));

    // "… in the U.S. The minister …": the dot does both duties if a word that is never a name begins with a capital.
    private static bool EndsWithDottedWord(string text, PooledList<Token> tokens, int i) =>
        tokens[i].IsWord && text[tokens[i].End - 1] == '.' && !tokens[i].Is(WordClass.Titles) && i + 1 < tokens.Count
        && tokens[i + 1].IsWord && tokens[i + 1].IsCapitalised
        && tokens[i + 1].Is(WordClass.Determiners | WordClass.Pronouns | WordClass.Prepositions | WordClass.Subordinators | WordClass.Contrast | WordClass.Adverbs);
}
