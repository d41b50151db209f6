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

        string? byline = draft.Byline;
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

        return draft with { Title = title, Byline = byline, Published = published ?? Dateline(paragraphs, language), Paragraphs = paragraphs };
    }

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
