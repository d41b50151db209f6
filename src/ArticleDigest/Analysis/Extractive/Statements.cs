using System.Globalization;

namespace ArticleDigest.Analysis.Extractive;

/// <summary>Makes the short line that is read behind the actor's name.</summary>
internal sealed class Statements(ParsedArticle article) : IDisposable
{
    private const int LongestStatement = 30;
    private const int LongestLine = 280;

    private readonly PooledList<char> _line = new(LongestLine * 2);

    private Discourse Text => article.Text;

    /// <inheritdoc/>
    public void Dispose() => _line.Dispose();

    /// <summary>A phrase as it stands, on one line, without torn quotation marks; null if nothing is left.</summary>
    public string? Plain(Phrase phrase)
    {
        if (phrase.Count <= 0)
        {
            return null;
        }

        Span<Token> tokens = Text.Tokens;
        Phrase cut = WithoutDay(article.Clauses.Shorten(phrase, LongestStatement));
        bool wholly = cut.Count > 2 && tokens[cut.First].Kind == TokenKind.OpenQuote && tokens[cut.Last].Kind == TokenKind.CloseQuote
            && Text.QuotationAt(cut.First) == Text.QuotationAt(cut.Last);
        _line.Shorten(0);
        int written = -1;
        for (int i = cut.First; i < cut.End; i++)
        {
            Token token = tokens[i];
            bool torn = token.IsQuote && Text.QuotationAt(i) is >= 0 and int q && !(cut.Contains(Text.Quotations[q].First) && cut.Contains(Text.Quotations[q].End - 1));
            if (torn || (token.IsQuote && Text.QuotationAt(i) < 0) || (wholly && (i == cut.First || i == cut.Last)) || Text.Text[token.Start] == '`')
            {
                continue;
            }

            bool afterMark = i > cut.First && written == i - 1 && tokens[i - 1].End == token.Start;
            bool tight = afterMark || (written >= 0 && written < i - 1 && !token.IsWord && token.Kind is not (TokenKind.OpenQuote or TokenKind.Number or TokenKind.Dash));
            if (_line.Count > 0 && !tight)
            {
                _line.Add(' ');
            }

            Write(Text.Text.AsSpan(token.Start, token.Length));
            written = i;
        }

        Token lead = tokens[cut.First];
        Span<char> line = _line.Span;
        if (line.Length > 1 && lead.StartsSentence && lead.Tag is Tag.Determiner or Tag.Preposition or Tag.Adverb or Tag.Verb or Tag.Infinitive && !(lead.Length > 1 && char.IsUpper(Text.Text[lead.Start + 1])))
        {
            line[0] = char.ToLowerInvariant(line[0]);
        }

        ReadOnlySpan<char> statement = line.Trim(" ,;:.(");
        return statement.Length is > 2 and <= LongestLine ? statement.ToString() : null;
    }

    // What cannot be seen becomes a space.
    private void Write(ReadOnlySpan<char> text)
    {
        if (!text.ContainsAnyExceptInRange(' ', '~'))
        {
            _line.AddRange(text);
            return;
        }

        foreach (char c in text)
        {
            bool shown = !char.IsControl(c) && char.GetUnicodeCategory(c) != UnicodeCategory.Format;
            _line.Add(shown ? c : ' ');
        }
    }

    // "proposed a terminal on Tuesday": the day is that of the proposal.
    private Phrase WithoutDay(Phrase phrase)
    {
        Span<Token> tokens = Text.Tokens;
        int end = phrase.End;
        while (end > phrase.First && tokens[end - 1].Is(WordClass.Days) && !tokens[end - 1].Means(Sense.Plural))
        {
            end--;
        }

        bool day = end < phrase.End && end - 1 > phrase.First && (tokens[end - 1].Tag == Tag.Preposition || (tokens[end - 1].Is(WordClass.Articles) && !tokens[end - 1].Is(WordClass.Prepositions)));
        return day && tokens[end - 1].Word.Serves(WordUse.OnDay) ? phrase with { End = end - 1 } : phrase;
    }

    /// <summary>A clause of which the subject is said to do something: "the council should act".</summary>
    /// <param name="subject">Who; resolved.</param>
    /// <param name="isPlural">Whether the subject means several.</param>
    /// <param name="isNegated">Whether it is not to do it.</param>
    /// <param name="predicate">From the main verb on.</param>
    public string? Should(string subject, bool isPlural, bool isNegated, Phrase predicate) =>
        Plain(predicate) is { } told && (article.Lexicon.IsVerbSecond ? WithoutMarker(told, predicate) : told) is var tail ? Fill($"should{(isNegated ? "-not" : "")}{(isPlural ? "-plural" : "")}", subject, tail) : null;

    // German: "soll das Gesetz zu überarbeiten" and "soll das Projekt abzubrechen" lose their "zu".
    private string WithoutMarker(string line, Phrase predicate)
    {
        Span<Token> tokens = Text.Tokens;
        for (int i = predicate.End - 1; i > predicate.First; i--)
        {
            if (tokens[i - 1].Tag == Tag.Marker)
            {
                return line.Replace($" {tokens[i - 1].Word.Norm} {Text.Span(new Phrase(i, i + 1))}", $" {Text.Span(new Phrase(i, i + 1))}", StringComparison.Ordinal);
            }

            Word word = tokens[i].Word;
            string infix = article.Lexicon.InfinitiveInfix;
            if (tokens[i].Tag == Tag.Verb && word.HoldsMarker && word.Norm.IndexOf(infix, 1, StringComparison.Ordinal) is > 0 and int inside)
            {
                return line.Replace(word.Norm, word.Norm.Remove(inside, infix.Length), StringComparison.Ordinal);
            }
        }

        return line;
    }

    /// <summary>What is to be done, whoever does it: "send people home", "not send people back".</summary>
    public string? Action(Phrase predicate, bool isNegated) =>
        !isNegated ? Plain(predicate) : Plain(predicate) is { } tail ? Fill("not", tail, "") : null;

    /// <summary>A subject and the rest of its clause as it stands, the subject's name resolved.</summary>
    public string? Sentence(string subject, Phrase predicate) =>
        Plain(predicate) is { } tail && $"{subject} {tail}" is { Length: <= LongestLine } line ? line : null;

    private string? Fill(string template, string one, string other)
    {
        string form = article.Lexicon.Templates.GetValueOrDefault(template) ?? article.Lexicon.Templates[template.Replace("-plural", "", StringComparison.Ordinal)];
        return string.Format(CultureInfo.InvariantCulture, form, one, other).TrimEnd() is { Length: <= LongestLine } line ? line : null;
    }
}
