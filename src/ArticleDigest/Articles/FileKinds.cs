namespace ArticleDigest.Articles;

/// <summary>How a drop is read.</summary>
internal enum DropFormat
{
    /// <summary>Plain text.</summary>
    Text,

    /// <summary>A page.</summary>
    Html,

    /// <summary>Markdown.</summary>
    Markdown,
}

/// <summary>Tells files that are articles from files that are something else, by their names' endings and first bytes.</summary>
internal static class FileKinds
{
    /// <summary>What every refusal of a file's kind ends with.</summary>
    public const string Advice = "drop articles as .txt, .html or .md";

    private static readonly (string Endings, string What)[] RefusedEndings =
    [
        ("pdf", "a PDF file"),
        ("docx doc docm dot dotx", "a Word document"),
        ("xlsx xls xlsm ods csv tsv", "a table"),
        ("pptx ppt odp key", "a presentation"),
        ("odt pages", "a word processor's document"),
        ("rtf", "an RTF document"),
        ("epub mobi azw azw3", "an electronic book"),
        ("eml msg mbox", "an e-mail"),
        ("mht mhtml webarchive", "a web archive"),
        ("zip 7z rar gz tgz bz2 xz zst tar", "an archive"),
        ("png jpg jpeg gif webp bmp tif tiff heic avif svg ico", "an image"),
        ("mp3 wav ogg oga flac m4a aac", "a sound file"),
        ("mp4 mov avi mkv webm m4v", "a video"),
        ("exe dll so bin com bat cmd sh ps1 jar msi", "a program"),
        ("json jsonl yaml yml xml rss atom xsd xsl", "a data file"),
        ("js ts css cs py java c h cpp go rs php rb sql", "source code"),
        ("lnk url webloc desktop", "a shortcut"),
    ];

    private static readonly (int Offset, byte[] Bytes, string What)[] Signatures =
    [
        (0, "%PDF-"u8.ToArray(), "a PDF file"),
        (0, "{\\rtf"u8.ToArray(), "an RTF document"),
        (0, [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], "an old Office document"),
        (0, [0x89, 0x50, 0x4E, 0x47], "an image"),
        (0, [0xFF, 0xD8, 0xFF], "an image"),
        (0, "GIF8"u8.ToArray(), "an image"),
        (8, "WEBP"u8.ToArray(), "an image"),
        (0, [0x49, 0x49, 0x2A, 0x00], "an image"),
        (0, [0x4D, 0x4D, 0x00, 0x2A], "an image"),
        (4, "ftypheic"u8.ToArray(), "an image"),
        (4, "ftypavif"u8.ToArray(), "an image"),
        (4, "ftyp"u8.ToArray(), "a video"),
        (0, [0x1A, 0x45, 0xDF, 0xA3], "a video"),
        (0, [0x49, 0x44, 0x33, 0x03], "a sound file"),
        (0, [0x49, 0x44, 0x33, 0x04], "a sound file"),
        (0, "OggS"u8.ToArray(), "a sound file"),
        (0, "fLaC"u8.ToArray(), "a sound file"),
        (0, [0x1F, 0x8B], "an archive"),
        (0, [0x42, 0x5A, 0x68], "an archive"),
        (0, [0xFD, 0x37, 0x7A, 0x58, 0x5A], "an archive"),
        (0, [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], "an archive"),
        (0, "Rar!"u8.ToArray(), "an archive"),
        (0, [0x28, 0xB5, 0x2F, 0xFD], "an archive"),
        (257, "ustar"u8.ToArray(), "an archive"),
        (0, [0x7F, 0x45, 0x4C, 0x46], "a program"),
        (0, [0x4D, 0x5A, 0x90, 0x00], "a program"),
        (0, "%!PS"u8.ToArray(), "a PostScript file"),
        (0, "SQLite format 3"u8.ToArray(), "a database"),
    ];

    /// <summary>The ending of a drop's name, lower case, without dot; empty if it has none.</summary>
    public static string Ending(string dropName)
    {
        string file = dropName[(dropName.LastIndexOf('/') + 1)..];
        int dot = file.LastIndexOf('.');
        return dot < 0 ? "" : file[(dot + 1)..].ToLowerInvariant();
    }

    /// <summary>Why a drop is refused for what it is, before its bytes are decoded; null if it may be an article.</summary>
    public static string? Refusal(string ending, ReadOnlySpan<byte> bytes)
    {
        if ((BySignature(bytes) ?? ByEnding(ending)) is { } what)
        {
            return $"{what}; {Advice}";
        }

        return null;
    }

    /// <summary>The format of a decoded drop; null if it is none that is read, with the reason.</summary>
    public static DropFormat? Recognise(string ending, string text, out string? refusal)
    {
        string head = text[..Math.Min(text.Length, 2048)].TrimStart();
        refusal = OtherText(head) is { } other ? $"{other}; {Advice}" : null;
        if (refusal is not null)
        {
            return null;
        }

        bool page = OpensPage(head);
        return ending switch
        {
            "html" or "htm" or "xhtml" => page || HasTag(text) ? DropFormat.Html : DropFormat.Text,
            "md" or "markdown" => page ? DropFormat.Html : DropFormat.Markdown,
            _ => page ? DropFormat.Html : DropFormat.Text,
        };
    }

    private static string? ByEnding(string ending)
    {
        foreach ((string endings, string what) in RefusedEndings)
        {
            if (endings.Split(' ').Contains(ending, StringComparer.Ordinal))
            {
                return what;
            }
        }

        return null;
    }

    private static string? BySignature(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith("PK\u0003\u0004"u8))
        {
            return Packed(bytes[..Math.Min(bytes.Length, 4096)]);
        }

        foreach ((int offset, byte[] signature, string what) in Signatures)
        {
            if (bytes.Length > offset && bytes[offset..].StartsWith(signature))
            {
                return what;
            }
        }

        return null;
    }

    // Office documents and books are ZIP files; the names of their first entries stand uncompressed in their heads.
    private static string Packed(ReadOnlySpan<byte> head)
    {
        if (head.IndexOf("application/epub+zip"u8) >= 0)
        {
            return "an electronic book";
        }

        if (head.IndexOf("application/vnd.oasis.opendocument"u8) >= 0)
        {
            return "a word processor's document";
        }

        if (head.IndexOf("xl/"u8) >= 0)
        {
            return "a table";
        }

        if (head.IndexOf("ppt/"u8) >= 0)
        {
            return "a presentation";
        }

        return head.IndexOf("word/"u8) >= 0 || head.IndexOf("[Content_Types].xml"u8) >= 0 ? "a Word document" : "a ZIP archive";
    }

    private static string? OtherText(string head)
    {
        if (head.StartsWith("<?xml", StringComparison.OrdinalIgnoreCase) || head.StartsWith("<svg", StringComparison.OrdinalIgnoreCase)
            || head.StartsWith("<rss", StringComparison.OrdinalIgnoreCase) || head.StartsWith("<feed", StringComparison.OrdinalIgnoreCase))
        {
            return head.Contains("<html", StringComparison.OrdinalIgnoreCase) ? null
                : head.Contains("<svg", StringComparison.OrdinalIgnoreCase) ? "an image"
                : head.Contains("<rss", StringComparison.OrdinalIgnoreCase) || head.Contains("<feed", StringComparison.OrdinalIgnoreCase) ? "a feed"
                : "an XML file";
        }

        bool mail = head.Contains("\nMIME-Version:", StringComparison.OrdinalIgnoreCase)
            || head.StartsWith("MIME-Version:", StringComparison.OrdinalIgnoreCase)
            || head.StartsWith("Received: ", StringComparison.Ordinal)
            || head.StartsWith("Return-Path: ", StringComparison.Ordinal);
        return mail && head.Contains("\nContent-Type:", StringComparison.OrdinalIgnoreCase)
            ? head.Contains("multipart/related", StringComparison.OrdinalIgnoreCase) ? "a web archive" : "an e-mail"
            : null;
    }

    private static bool OpensPage(string head)
    {
        while (head.StartsWith("<!--", StringComparison.Ordinal) && head.IndexOf("-->", StringComparison.Ordinal) is var end and > 0)
        {
            head = head[(end + 3)..].TrimStart();
        }

        return head.StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase)
            || head.StartsWith("<html", StringComparison.OrdinalIgnoreCase)
            || head.StartsWith("<head", StringComparison.OrdinalIgnoreCase)
            || head.StartsWith("<body", StringComparison.OrdinalIgnoreCase)
            || (head.StartsWith("<?xml", StringComparison.OrdinalIgnoreCase) && head.Contains("<html", StringComparison.OrdinalIgnoreCase));
    }

    private static bool HasTag(string text)
    {
        for (int at = text.IndexOf('<', StringComparison.Ordinal); at >= 0 && at + 1 < text.Length; at = text.IndexOf('<', at + 1))
        {
            if (char.IsAsciiLetter(text[at + 1]) || text[at + 1] is '/' or '!')
            {
                return true;
            }
        }

        return false;
    }
}
