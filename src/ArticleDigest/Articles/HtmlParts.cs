using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Dom;

namespace ArticleDigest.Articles;

/// <summary>Tells a page's article from the parts around it by the elements' names, roles and classes and by where the prose is.</summary>
internal sealed class HtmlParts
{
    private static readonly HashSet<string> FurnitureNames = new(["nav", "aside", "footer", "form", "menu", "search"], StringComparer.Ordinal);

    private static readonly HashSet<string> FurnitureRoles = new(
        ["navigation", "banner", "contentinfo", "complementary", "search", "dialog", "alert", "menu", "menubar"], StringComparer.OrdinalIgnoreCase);

    private static readonly HashSet<string> Containers = new(
        ["div", "section", "ul", "ol", "aside", "header", "p", "span", "table", "details", "li", "dl"], StringComparer.Ordinal);

    private static readonly Regex HidingStyle = new(
        @"(^|;)\s*(display\s*:\s*none|visibility\s*:\s*hidden)",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture);

    private readonly HashSet<string> _hiding;
    private readonly HashSet<string> _furniture;

    /// <summary>Loads the words of classes and ids.</summary>
    public HtmlParts()
    {
        var lists = WordLists.Open("page-parts");
        _hiding = new(lists.Lines("hidden"), StringComparer.OrdinalIgnoreCase);
        _furniture = new(lists.Lines("furniture"), StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Takes out what no reader of the page sees.</summary>
    public void RemoveInvisible(IElement root)
    {
        foreach (IElement element in root.Descendants<IElement>().ToList())
        {
            if (element.LocalName is not ("head" or "body") && IsInvisible(element))
            {
                element.Remove();
            }
        }
    }

    /// <summary>Takes out menus, comments and the like, unless they hold more than a third of the prose.</summary>
    public void RemoveFurniture(IElement body)
    {
        Dictionary<INode, int> prose = Prose(body);
        int limit = prose.GetValueOrDefault(body) / 3;
        foreach (IElement element in body.Descendants<IElement>().ToList())
        {
            if (prose.GetValueOrDefault(element) <= limit && IsFurniture(element))
            {
                element.Remove();
            }
        }
    }

    /// <summary>The smallest element that holds most of the prose.</summary>
    public static IElement Densest(IElement body)
    {
        Dictionary<INode, int> prose = Prose(body);
        IElement best = body;
        int all = prose.GetValueOrDefault(body);
        IElement? marked = body.Descendants<IElement>()
            .Where(element => element.LocalName is "article" or "main" || IsMarkedBody(element))
            .MaxBy(element => prose.GetValueOrDefault(element));
        if (marked is not null && prose.GetValueOrDefault(marked) * 2 >= all)
        {
            best = marked;
        }

        while (best.Children.FirstOrDefault(child => prose.GetValueOrDefault(child) * 10 >= prose.GetValueOrDefault(best) * 9
            && child.LocalName is not ("p" or "blockquote" or "pre" or "ul" or "ol" or "li")) is { } inner && all > 0)
        {
            best = inner;
        }

        return best;
    }

    // UTF-16 units of text outside links, by element, in one pass from the leaves to the root.
    private static Dictionary<INode, int> Prose(IElement body)
    {
        Dictionary<INode, int> prose = [];
        foreach (INode node in body.Descendants().Reverse())
        {
            int own = node is IText text ? text.Data.AsSpan().Trim().Length : prose.GetValueOrDefault(node);
            bool counts = node is not IElement element || (element.LocalName is not "a" && !HtmlText.IsInvisible(element.LocalName));
            if (counts && own > 0 && node.Parent is { } parent)
            {
                prose[parent] = prose.GetValueOrDefault(parent) + own;
            }
        }

        return prose;
    }

    private static bool IsMarkedBody(IElement element) =>
        string.Equals(element.GetAttribute("role"), "main", StringComparison.OrdinalIgnoreCase)
        || (element.GetAttribute("itemprop")?.Contains("articleBody", StringComparison.OrdinalIgnoreCase) ?? false);

    private bool IsInvisible(IElement element) =>
        HtmlText.IsInvisible(element.LocalName)
        || element.HasAttribute("hidden")
        || (element.GetAttribute("style") is { Length: > 0 } style && HidingStyle.IsMatch(style))
        || HasWord(element.GetAttribute("class"), _hiding);

    private bool IsFurniture(IElement element) =>
        FurnitureNames.Contains(element.LocalName)
        || (element.GetAttribute("role") is { } role && FurnitureRoles.Contains(role.Trim()))
        || (Containers.Contains(element.LocalName)
            && (HasWord(element.GetAttribute("class"), _furniture) || HasWord(element.Id, _furniture)));

    private static bool HasWord(string? names, HashSet<string> words)
    {
        if (string.IsNullOrEmpty(names))
        {
            return false;
        }

        foreach (string name in names.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            if (words.Contains(name))
            {
                return true;
            }

            // "has-sidebar" and "no-comments" describe the whole page; "comments-area" and "related-posts" are the part.
            string first = FirstWord(name);
            if (first.Length < name.Length && words.Contains(first))
            {
                return true;
            }
        }

        return false;
    }

    private static string FirstWord(string name)
    {
        var word = new StringBuilder();
        foreach (char sign in name)
        {
            if (sign is '-' or '_' || (char.IsUpper(sign) && word.Length > 0 && char.IsLower(word[^1])))
            {
                break;
            }

            word.Append(sign);
        }

        return word.ToString();
    }
}
