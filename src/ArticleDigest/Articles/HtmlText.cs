using System.Text;
using AngleSharp.Dom;

namespace ArticleDigest.Articles;

/// <summary>The visible text of mark-up as paragraphs: block elements divide words, inline elements do not.</summary>
internal sealed class HtmlText
{
    private static readonly HashSet<string> Invisible = Set(
        "script style noscript template svg math head iframe object embed canvas audio video map select option datalist "
        + "button input textarea progress meter dialog");

    private static readonly HashSet<string> Blocks = Set(
        "address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure footer form "
        + "h1 h2 h3 h4 h5 h6 header hgroup hr legend li main menu nav ol p pre search section summary table tbody tfoot thead tr ul");

    private readonly List<string> _paragraphs = [];
    private readonly StringBuilder _line = new();
    private bool _broken;

    private HtmlText()
    {
    }

    /// <summary>Whether an element of this name is never shown as text.</summary>
    public static bool IsInvisible(string name) => Invisible.Contains(name);

    /// <summary>Whether an element of this name stands on lines of its own.</summary>
    public static bool IsBlock(string name) => Blocks.Contains(name);

    /// <summary>The paragraphs within a node, whose depth the caller has made sure of.</summary>
    public static IReadOnlyList<string> Paragraphs(INode node)
    {
        var text = new HtmlText();
        text.Visit(node);
        text.End();
        return text._paragraphs;
    }

    private void Visit(INode node)
    {
        foreach (INode child in node.ChildNodes)
        {
            if (child is IText text)
            {
                Append(text.Data);
            }
            else if (child is IElement element && !Invisible.Contains(element.LocalName))
            {
                Visit(element);
            }
        }
    }

    private void Visit(IElement element)
    {
        switch (element.LocalName)
        {
            case "br":
                _broken = true;
                break;
            case "pre":
                End();
                _paragraphs.AddRange(LineJoiner.Paragraphs(LineJoiner.Lines(element.TextContent)));
                break;
            case "td" or "th":
                Append(" ");
                Visit((INode)element);
                Append(" ");
                break;
            case var name when Blocks.Contains(name):
                End();
                Visit((INode)element);
                End();
                break;
            default:
                Visit((INode)element);
                break;
        }
    }

    // A single line break ends a paragraph only where the next line does not go on with the sentence.
    private void Append(string text)
    {
        if (_broken && !string.IsNullOrWhiteSpace(text))
        {
            _broken = false;
            if (!char.IsLower(text.TrimStart()[0]) || CleanText.EndsSentence(Tail()))
            {
                End();
            }

            _line.Append(' ');
        }

        _line.Append(text);
    }

    // Only the end is looked at: a page can be one line of breaks.
    private string Tail() => _line.ToString(Math.Max(0, _line.Length - 20), Math.Min(20, _line.Length)).TrimEnd();

    private void End()
    {
        _broken = false;
        if (_line.Length > 0)
        {
            _paragraphs.Add(_line.ToString());
            _line.Clear();
        }
    }

    private static HashSet<string> Set(string names) => new(names.Split(' '), StringComparer.Ordinal);
}
