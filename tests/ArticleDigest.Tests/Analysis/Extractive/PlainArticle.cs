using ArticleDigest.Articles;

namespace ArticleDigest.Tests.Analysis.Extractive;

internal static class PlainArticle
{
    public static Article Of(string text, string title = "A title", string language = "en") => new()
    {
        Id = new string('0', 64),
        Title = title,
        Language = language,
        Text = text,
    };
}
