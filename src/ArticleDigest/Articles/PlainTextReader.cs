namespace ArticleDigest.Articles;

/// <summary>Reads plain text: a header block if there is one, then paragraphs out of lines.</summary>
internal sealed class PlainTextReader(WrittenDates dates, Credits credits)
{
    /// <summary>Reads a text.</summary>
    public ArticleDraft Read(string text)
    {
        string[] lines = LineJoiner.Lines(text);
        HeaderBlock? header = HeaderBlock.OfText(lines, out int end);
        IReadOnlyList<string> paragraphs = LineJoiner.Paragraphs(lines[end..]);

        // That a proposal was rejected is said nowhere else in such documents.
        bool hasStatus = header is { Title: not null, Status: not null };
        return Draft(header, hasStatus ? [$"Status: {header!.Status}", .. paragraphs] : paragraphs, dates, credits);
    }

    /// <summary>A draft with what a header block says.</summary>
    public static ArticleDraft Draft(HeaderBlock? header, IReadOnlyList<string> paragraphs, WrittenDates dates, Credits credits) => new()
    {
        Title = header?.Title,
        Byline = credits.Tidy(header?.Author),
        Source = header?.Source is { Length: <= 100 } source ? CleanText.Line(source) : null,
        Published = header?.Date is { } written && dates.TryValue(written, out DateOnly date) ? date : null,
        LanguageHint = header?.Language,
        Paragraphs = paragraphs,
    };
}
