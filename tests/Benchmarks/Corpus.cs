using System.Text;
using ArticleDigest.Articles;

namespace Benchmarks;

/// <summary>Articles of one language, read as drops are. A language is a folder below Corpus.</summary>
internal sealed class Corpus
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Corpus");

    private Corpus(IReadOnlyList<Article> articles)
    {
        Articles = articles;
        Utf8Bytes = articles.Sum(a => (long)Encoding.UTF8.GetByteCount(a.Text));
        Utf16Bytes = articles.Sum(a => (long)a.Text.Length * sizeof(char));
    }

    /// <summary>The languages there are texts in.</summary>
    public static IReadOnlyList<string> Languages { get; } =
        [.. Directory.EnumerateDirectories(Folder).Select(folder => Path.GetFileName(folder)).Order(StringComparer.Ordinal)];

    /// <summary>The articles.</summary>
    public IReadOnlyList<Article> Articles { get; }

    /// <summary>The size of all texts in UTF-8, as they are kept.</summary>
    public long Utf8Bytes { get; }

    /// <summary>The size of all texts in UTF-16, as they are in memory.</summary>
    public long Utf16Bytes { get; }

    /// <summary>Reads the articles of a language.</summary>
    /// <exception cref="InvalidOperationException">A file is no article of that language.</exception>
    public static Corpus Read(string language)
    {
        ArticleReader reader = new(new ArticlesOptions());
        return new Corpus(
        [
            .. Directory.EnumerateFiles(Path.Combine(Folder, language))
                .Order(StringComparer.Ordinal)
                .Select(path => Read(reader, path) switch
                {
                    Reading.Read { Article: { } article } when string.Equals(article.Language, language, StringComparison.Ordinal) => article,
                    Reading.Read { Article: { } article } => throw new InvalidOperationException($"{path} was read as '{article.Language}'."),
                    Reading.Rejected { Reason: var reason } => throw new InvalidOperationException($"{path} is no article: {reason}."),
                    _ => throw new InvalidOperationException($"{path} is no article."),
                }),
        ]);
    }

    /// <summary>Reads the articles of a language from any folder and the folders in it; what else is there is left out.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    /// <exception cref="IOException">The folder cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder or a file must not be read.</exception>
    public static Corpus ReadFolder(string folder, string language)
    {
        ArticleReader reader = new(new ArticlesOptions());
        Corpus corpus = new(
        [
            .. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
                .Order(StringComparer.Ordinal)
                .Select(path => Read(reader, path))
                .OfType<Reading.Read>()
                .Select(read => read.Article)
                .Where(article => string.Equals(article.Language, language, StringComparison.Ordinal)),
        ]);
        return corpus.Articles.Count > 0 ? corpus : throw new InvalidOperationException($"{folder} has no article in the language '{language}'.");
    }

    private static Reading Read(ArticleReader reader, string path) => reader.Read(Path.GetFileName(path), File.ReadAllBytes(path));

    /// <summary>The same articles again and again, until they have a size in UTF-8.</summary>
    public Corpus Repeat(long bytes)
    {
        List<Article> repeated = [];
        for (long size = 0; size < bytes; size += Encoding.UTF8.GetByteCount(repeated[^1].Text))
        {
            repeated.Add(Articles[repeated.Count % Articles.Count]);
        }

        return new Corpus(repeated);
    }
}
