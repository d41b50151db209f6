namespace ArticleDigest.Articles;

/// <summary>Reads the bytes of a drop: text, HTML or Markdown in; an article or a rejection out.</summary>
public sealed class ArticleReader(ArticlesOptions options)
{
    /// <summary>Reads a drop.</summary>
    /// <param name="dropName">The drop's name; its ending helps to tell the format.</param>
    /// <param name="bytes">The whole content, at most <see cref="ArticlesOptions.MaxBytes"/>.</param>
    public Reading Read(string dropName, ReadOnlyMemory<byte> bytes) =>
        new Reading.Rejected($"nothing reads {dropName} yet ({bytes.Length} of {options.MaxBytes} bytes)");
}
