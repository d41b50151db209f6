namespace ArticleDigest.Articles;

/// <summary>Reads the bytes of a drop: text, HTML or Markdown in; an article or a rejection out.</summary>
public sealed class ArticleReader
{
    /// <summary>The longest title, in UTF-16 units, an ellipsis included.</summary>
    public const int MaxTitleLength = 300;

    /// <summary>A text of fewer words is no article; signs of scripts without spaces count as words.</summary>
    public const int MinWords = 10;

    private const string NoText = "no article text found";

    private readonly ArticlesOptions _options;
    private readonly PlainTextReader _plain;
    private readonly HtmlReader _html;
    private readonly MarkdownReader _markdown;
    private readonly Furniture _furniture;
    private readonly ArticleOpening _opening;
    private readonly LanguageDetector _languages;

    // Compiling the patterns takes half a second, and they are the same for every reader.
    private static readonly Lazy<(WrittenDates Dates, Credits Credits, Furniture Furniture, LanguageDetector Languages)> Data = new(() =>
    {
        var dates = new WrittenDates();
        return (dates, new Credits(dates), new Furniture(dates), new LanguageDetector());
    });

    /// <summary>Makes a reader; it serves all drops and any number of threads.</summary>
    /// <param name="options">The limits.</param>
    public ArticleReader(ArticlesOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        (WrittenDates dates, Credits credits, _furniture, _languages) = Data.Value;
        _plain = new PlainTextReader(dates, credits);
        _html = new HtmlReader(_options, dates, credits);
        _markdown = new MarkdownReader(_options, dates, credits);
        _opening = new ArticleOpening(dates, credits);
    }

    /// <summary>Reads a drop. The same name and bytes give the same reading.</summary>
    /// <param name="dropName">The drop's name; its ending helps to tell the format.</param>
    /// <param name="bytes">The whole content, at most <see cref="ArticlesOptions.MaxBytes"/>.</param>
    public Reading Read(string dropName, ReadOnlyMemory<byte> bytes)
    {
        ArgumentNullException.ThrowIfNull(dropName);
        if (bytes.Length > _options.MaxBytes)
        {
            return Rejected($"too large: {bytes.Length} bytes where at most {_options.MaxBytes} are read");
        }

        if (bytes.IsEmpty)
        {
            return Rejected("the file is empty");
        }

        string ending = FileKinds.Ending(dropName);
        if (FileKinds.Refusal(ending, bytes.Span) is { } kind)
        {
            return Rejected(kind);
        }

        if (!TextDecoder.TryDecode(bytes.Span, out string? text, out string? fault))
        {
            return Rejected(fault);
        }

        if (string.IsNullOrWhiteSpace(text))
        {
            return Rejected("the file has nothing but white space in it");
        }

        ArticleDraft? draft = FileKinds.Recognise(ending, text, out string? refusal) switch
        {
            DropFormat.Html when bytes.Length <= _options.MaxHtmlBytes => _html.Read(text, out refusal),
            DropFormat.Html => Refuse($"too large: a page of more than {_options.MaxHtmlBytes} bytes", out refusal),
            DropFormat.Markdown => _markdown.Read(text, out refusal),
            DropFormat.Text => _plain.Read(text),
            _ => null,
        };
        return draft is null ? Rejected(refusal ?? NoText) : Finish(dropName, draft);
    }

    private Reading Finish(string dropName, ArticleDraft draft)
    {
        List<string> lines = draft.Paragraphs.Select(CleanText.Line).Where(line => line.Length > 0).ToList();
        string language = _languages.Detect(string.Join('\n', lines), draft.LanguageHint);
        ArticleDraft opened = _opening.Read(draft with { Paragraphs = _furniture.Without(lines) }, language);
        string text = string.Join("\n\n", _furniture.WithoutEdges(opened.Paragraphs));
        if (CleanText.CountWords(text) < MinWords)
        {
            return Rejected(NoText);
        }

        return new Reading.Read(new Article
        {
            Id = CleanText.Id(text),
            Title = Title(opened.Title, text, dropName),
            Byline = opened.Byline,
            Source = opened.Source,
            Published = opened.Published,
            Language = language,
            HidesText = HiddenText.IsInvisible(draft.Title ?? "") || draft.Paragraphs.Any(HiddenText.IsInvisible),
            Text = text,
        });
    }

    private static string Title(string? found, string text, string dropName)
    {
        string title = CleanText.Line(found ?? "");
        if (CleanText.CountWords(title) == 0)
        {
            title = CleanText.Cut(text.Replace("\n\n", " ", StringComparison.Ordinal), 80);
        }

        return CleanText.Cut(title.Length > 0 ? title : CleanText.Line(dropName), MaxTitleLength);
    }

    private static ArticleDraft? Refuse(string reason, out string? refusal)
    {
        refusal = reason;
        return null;
    }

    private static Reading.Rejected Rejected(string reason) => new(reason);
}
