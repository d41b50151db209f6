using System.Text;
using ArticleDigest.Articles;

namespace ArticleDigest.Tests.Articles;

/// <summary>Drops of invented text, and one reader for all tests.</summary>
internal static class Drops
{
    public const string First = "The harbour council has proposed a second bridge across the bay, and its chair said that the old one would be closed to lorries from June.";
    public const string Second = "Critics of the plan, among them the fishermen's union, called it a waste of money that nobody on the north shore had asked for.";
    public const string Third = "A decision is expected before the summer, when the ministry must say whether it will pay for half of the costs.";

    public static string Body => $"{First}\n\n{Second}\n\n{Third}";

    public static ArticleReader Reader { get; } = new(new ArticlesOptions());

    public static Article Read(string name, string text) => Read(name, Encoding.UTF8.GetBytes(text));

    public static Article Read(string name, byte[] bytes) =>
        Assert.IsType<Reading.Read>(Reader.Read(name, bytes)).Article;

    public static string Reject(string name, string text) => Reject(name, Encoding.UTF8.GetBytes(text));

    public static string Reject(string name, byte[] bytes) =>
        Assert.IsType<Reading.Rejected>(Reader.Read(name, bytes)).Reason;

    public static string Page(string head, string body) =>
        $"<!DOCTYPE html><html><head><meta charset=\"utf-8\">{head}</head><body>{body}</body></html>";
}
