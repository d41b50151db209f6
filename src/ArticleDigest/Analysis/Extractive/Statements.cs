using System.Globalization;
using System.Text;

namespace ArticleDigest.Analysis.Extractive;

/// <summary>Makes the short line that is read behind the actor's name.</summary>
internal sealed class Statements(ParsedArticle article, Clauses clauses)
{
    private const int LongestStatement = 30;
    private const int LongestLine = 280;

    private Discourse Text => article.Text;

    /// <summary>A phrase as it stands, on one line, without torn quotation marks; null if nothing is left.</summary>
    public string? Plain(Phrase phrase)
    {
        Phrase cut = WithoutDay(clauses.Shorten(phrase, LongestStatement));
        int open = -1;
        HashSet<int> torn = [];
        for (int i = cut.First; i < cut.End; i++)
        {
            if (Text.Tokens[i].Kind == TokenKind.OpenQuote)
            {
                if (open >= 0)
                {
                    torn.Add(open);
                }

                open = i;
            }
            else if (Text.Tokens[i].Kind == TokenKind.CloseQuote)
            {
                if (open < 0)
                {
                    torn.Add(i);
                }

                open = -1;
            }
        }

        if (open >= 0)
        {
            torn.Add(open);
        }

        bool wholly = cut.Count > 2 && Text.Tokens[cut.First].Kind == TokenKind.OpenQuote && Text.Tokens[cut.Last].Kind == TokenKind.CloseQuote
            && Text.QuotationAt(cut.First) == Text.QuotationAt(cut.Last);
        StringBuilder line = new();
        int written = -1;
        for (int i = cut.First; i < cut.End; i++)
        {
            Token token = Text.Tokens[i];
            if (torn.Contains(i) || (wholly && (i == cut.First || i == cut.Last)) || Text.Text[token.Start] == '`')
            {
                continue;
            }

            bool afterMark = i > cut.First && written == i - 1 && Text.Tokens[i - 1].End == token.Start;
            bool tight = afterMark || (i > cut.First && written < i - 1 && written >= 0 && (Text.Tokens[i - 1].End == token.Start || !token.IsWord) && token.Kind != TokenKind.OpenQuote && !token.IsWord);
            line.Append(line.Length == 0 || tight ? "" : " ");
            foreach (char c in Text.Text.AsSpan(token.Start, token.Length))
            {
                bool shown = !char.IsControl(c) && char.GetUnicodeCategory(c) is not (UnicodeCategory.Format or UnicodeCategory.Surrogate);
                line.Append(shown || char.IsSurrogate(c) ? c : ' ');
            }

            written = i;
        }

        Token lead = Text.Tokens[cut.First];
        if (line.Length > 1 && lead.Is(WordClass.Determiners | WordClass.Possessives | WordClass.Prepositions) && Text.StartsSentence(cut.First))
        {
            line[0] = char.ToLowerInvariant(line[0]);
        }

        string statement = line.ToString().Trim(' ', ',', ';', ':', '.');
        return statement.Length is > 2 and <= LongestLine ? statement : null;
    }

    // "proposed a terminal on Tuesday": the day is that of the proposal.
    private Phrase WithoutDay(Phrase phrase)
    {
        int end = phrase.End;
        while (end > phrase.First && Text.Tokens[end - 1].Is(WordClass.Days))
        {
            end--;
        }

        return end < phrase.End && end - 1 > phrase.First && Text.Tokens[end - 1].Is(WordClass.OnDay) ? phrase with { End = end - 1 } : phrase;
    }

    /// <summary>A clause of which the subject is said to do something: "the council should act".</summary>
    /// <param name="template">The name of the template.</param>
    /// <param name="subject">Who; resolved.</param>
    /// <param name="predicate">From the main verb on.</param>
    public string? Clause(string template, string subject, Phrase predicate) =>
        Plain(predicate) is { } tail && string.Format(CultureInfo.InvariantCulture, article.Lexicon.Templates[template], subject, tail) is { Length: <= LongestLine } line
            ? line
            : null;

    /// <summary>What is to be done, whoever does it: "send people home", "not send people back".</summary>
    public string? Action(Phrase predicate, bool isNegated) =>
        !isNegated ? Plain(predicate)
        : Plain(predicate) is { } tail && string.Format(CultureInfo.InvariantCulture, article.Lexicon.Templates["not"], tail) is { Length: <= LongestLine } line ? line
        : null;

    /// <summary>A subject and the rest of its clause as it stands, the subject's name resolved.</summary>
    public string? Sentence(string subject, Phrase predicate) =>
        Plain(predicate) is { } tail && $"{subject} {tail}" is { Length: <= LongestLine } line ? line : null;
}
