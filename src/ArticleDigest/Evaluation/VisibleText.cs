using System.Text;
using AngleSharp.Html;
using AngleSharp.Html.Parser;
using AngleSharp.Html.Parser.Tokens;
using AngleSharp.Text;

namespace ArticleDigest.Evaluation;

/// <summary>
/// The visible text of a page by the rule that labels are made by. It goes from tag to tag and builds no tree, so that all
/// of the page counts, wherever broken mark-up puts it; <see cref="Articles.HtmlText"/> finds the article instead.
/// </summary>
internal static class VisibleText
{
    private static readonly HashSet<string> Unseen = Set("script style noscript template svg head");

    private static readonly HashSet<string> Blocks = Set(
        "address article aside blockquote body br dd div dl dt fieldset figcaption figure footer form "
        + "h1 h2 h3 h4 h5 h6 header hr li main nav ol option p pre section select table td th tr ul");

    /// <summary>The text outside of elements that are not shown; block elements divide words, inline elements do not.</summary>
    public static string Of(string html)
    {
        StringBuilder text = new(html.Length);
        int hidden = 0;
        using TextSource source = new(html);
        using HtmlTokenizer tokenizer = new(source, HtmlEntityProvider.Resolver);
        while (tokenizer.Get() is { Type: not HtmlTokenType.EndOfFile } token)
        {
            switch (token.Type)
            {
                case HtmlTokenType.Character when hidden == 0:
                    text.Append(token.Data);
                    break;
                case HtmlTokenType.StartTag or HtmlTokenType.EndTag when Unseen.Contains(token.Name):
                    hidden += token.Type == HtmlTokenType.StartTag ? 1 : hidden > 0 ? -1 : 0;
                    hidden -= IsSelfClosing(token) && hidden > 0 ? 1 : 0;
                    break;
                case HtmlTokenType.StartTag or HtmlTokenType.EndTag when Blocks.Contains(token.Name):
                    text.Append('\n');
                    break;
                default:
                    break;
            }

            // Without a tree nothing else tells the tokeniser that there are no tags in these.
            if (token is { Type: HtmlTokenType.StartTag, Name: "script" or "style" } && !IsSelfClosing(token))
            {
                tokenizer.State = HtmlParseMode.Rawtext;
            }
        }

        return text.ToString();
    }

    private static bool IsSelfClosing(HtmlToken token) => token is HtmlTagToken { Type: HtmlTokenType.StartTag, IsSelfClosing: true };

    private static HashSet<string> Set(string names) => new(names.Split(' '), StringComparer.Ordinal);
}
