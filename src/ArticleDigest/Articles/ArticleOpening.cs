namespace ArticleDigest.Articles;

/// <summary>Tells the headline, byline and date lines above an article's text from the text.</summary>
internal sealed class ArticleOpening(WrittenDates dates, Credits credits)
{
    private const int LongestHeadline = 250;
    private const int MostHeadlineWords = 35;

    /// <summary>Credits stand among the first paragraphs, below a headline, a standfirst and captions, or at the very end.</summary>
    private const int CreditParagraphs = 6;

    /// <summary>The draft with what its first and last paragraphs say, and without these.</summary>
    public ArticleDraft Read(ArticleDraft draft, string language)
    {
        List<string> paragraphs = [.. draft.Paragraphs];
        string? title = draft.Title is null ? null : CleanText.Line(draft.Title);
        DateOnly? published = draft.Published;
        if (string.IsNullOrEmpty(title))
        {
            title = TakeHeadline(paragraphs, language);
        }
        else
        {
            int at = paragraphs.FindIndex(0, Math.Min(paragraphs.Count, CreditParagraphs), line => IsSame(line, title));
            if (at >= 0)
            {
                paragraphs.RemoveAt(at);
            }
        }

        if (title is not null && dates.TryTrailing(title, language, out string headline, out DateOnly day))
        {
            title = headline;
            published ??= day;
        }

        string? byline = draft.Byline ?? TakeName(paragraphs, language);
        for (int i = Math.Min(paragraphs.Count, CreditParagraphs) - 1; i >= 0; i--)
        {
            if (credits.Read(paragraphs[i], language) is { } credit)
            {
                byline = draft.Byline ?? credit.Byline ?? byline;
                published = draft.Published ?? credit.Published ?? published;
                paragraphs.RemoveAt(i);
            }
        }

        if (paragraphs.Count > 1 && credits.Author(paragraphs[^1]) is { } signed)
        {
            byline ??= signed;
            paragraphs.RemoveAt(paragraphs.Count - 1);
        }

        // A name alone, last or before a remark, signs the text.
        for (int i = paragraphs.Count - 1; byline is null && i >= Math.Max(2, paragraphs.Count - 2); i--)
        {
            if (IsSignature(paragraphs, i))
            {
                byline = paragraphs[i];
                paragraphs.RemoveAt(i);
            }
        }

        return draft with { Title = title, Byline = byline, Published = published ?? Dateline(paragraphs, language), Paragraphs = paragraphs };
    }

    // A name alone beside the line of the day.
    private string? TakeName(List<string> paragraphs, string language)
    {
        for (int i = 0; i < Math.Min(paragraphs.Count - 2, CreditParagraphs); i++)
        {
            bool dated = (i > 0 && IsDay(paragraphs[i - 1], language)) || IsDay(paragraphs[i + 1], language);
            if (dated && IsSignature(paragraphs, i))
            {
                string name = paragraphs[i];
                paragraphs.RemoveAt(i);
                return name;
            }
        }

        return null;
    }

    private bool IsDay(string line, string language) => credits.Read(line, language) is { Published: not null };

    // Whoever writes is not who is written about; a place and a heading are named again.
    private bool IsSignature(List<string> paragraphs, int at) =>
        credits.IsName(paragraphs[at]) && credits.Author(paragraphs[at]) is null && paragraphs[at].Split(' ')[^1] is var last && !paragraphs.Where((_, i) => i != at).Any(other => other.Contains(last, StringComparison.Ordinal));

    // A first line that ends as a sentence, or is all there is, is text.
    private string? TakeHeadline(List<string> paragraphs, string language)
    {
        int at = paragraphs.FindIndex(line => credits.Read(line, language) is null);
        if (at is < 0 or >= CreditParagraphs || at == paragraphs.Count - 1)
        {
            return null;
        }

        string line = paragraphs[at];
        bool abbreviation = line.EndsWith("U.S.", StringComparison.Ordinal) || line.EndsWith("...", StringComparison.Ordinal);
        bool sentence = CleanText.EndsSentence(line) && !abbreviation && line.TrimEnd('"', '”', '’', '\'', '»')[^1] is not ('?' or '!' or '？' or '！' or '…');
        if (sentence || line.Length > LongestHeadline || CleanText.CountWords(line) > MostHeadlineWords)
        {
            return null;
        }

        paragraphs.RemoveAt(at);
        return line;
    }

    // Agencies open a text with its day; a standfirst may stand above it.
    private DateOnly? Dateline(List<string> paragraphs, string language)
    {
        foreach (string paragraph in paragraphs.Take(3))
        {
            if (dates.TryOpening(paragraph, language, out DateOnly day))
            {
                return day;
            }
        }

        return null;
    }

    private static bool IsSame(string line, string title) => string.Equals(line, title, StringComparison.OrdinalIgnoreCase);
}
