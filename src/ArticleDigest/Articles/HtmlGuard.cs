using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace ArticleDigest.Articles;

/// <summary>
/// Judges a page's mark-up in one linear pass before anything parses it: parsing and finding the article take time that
/// grows much faster than nesting, and neither can be stopped half-way.
/// </summary>
internal sealed class HtmlGuard(int maxDepth, int maxElements)
{
    private static readonly HashSet<string> Void = Set("area base br col embed hr img input link meta param source track wbr");
    private static readonly HashSet<string> Raw = Set("script style textarea title xmp iframe noembed noframes");
    private static readonly HashSet<string> Formatting = Set("a b big code em font i nobr s small strike strong tt u");
    private static readonly HashSet<string> ClosesParagraph = Set(
        "address article aside blockquote center details dialog dir div dl fieldset figcaption figure footer form h1 h2 h3 "
        + "h4 h5 h6 header hgroup hr main menu nav ol p pre search section summary table ul li dd dt");

    private static readonly Dictionary<string, HashSet<string>> ClosesSiblings = new(StringComparer.OrdinalIgnoreCase)
    {
        ["li"] = Set("li"),
        ["dt"] = Set("dt dd"),
        ["dd"] = Set("dt dd"),
        ["td"] = Set("td th"),
        ["th"] = Set("td th"),
        ["tr"] = Set("tr td th"),
        ["tbody"] = Set("tbody thead tfoot tr td th"),
        ["thead"] = Set("tbody thead tfoot tr td th"),
        ["tfoot"] = Set("tbody thead tfoot tr td th"),
        ["option"] = Set("option"),
        ["optgroup"] = Set("option optgroup"),
    };

    private static readonly HashSet<string> Boundaries = Set("ul ol dl table select div section article menu");

    /// <summary>Why a page is refused, as a rejection's reason; null if it may be parsed.</summary>
    public string? Refusal(string html)
    {
        List<string> open = [];
        int foreign = 0;
        int leftOpen = 0;
        long elements = 0;
        var cursor = new TagCursor(html);
        while (cursor.MoveNext())
        {
            string name = cursor.Name;
            int before = open.Count;
            if (cursor.IsEnd)
            {
                leftOpen += Close(open, name, ref foreign);
                leftOpen = Math.Max(0, leftOpen);
            }
            else
            {
                leftOpen += CloseImplied(open, name);
                bool alone = Void.Contains(name) || (cursor.SelfClosing && foreign > 0);
                if (Raw.Contains(name) && foreign == 0)
                {
                    cursor.SkipPast(name);
                }
                else if (!alone)
                {
                    open.Add(name);
                    foreign += IsForeign(name) ? 1 : 0;
                }
            }

            // A parser opens every formatting element that was left open again wherever text goes on, and makes elements
            // of some end tags that nothing was open for.
            bool isElement = !cursor.IsEnd || open.Count == before;
            elements += (isElement ? 1 : 0) + leftOpen;
            if (open.Count > maxDepth)
            {
                return TooDeep;
            }

            if (elements > maxElements)
            {
                return TooMany(maxElements);
            }
        }

        return null;
    }

    /// <summary>The reason for a page whose elements stand too deep in one another.</summary>
    public const string TooDeep = "nested too deeply: the page's mark-up is broken or made to overload a reader";

    /// <summary>The reason for a page of too many elements.</summary>
    public static string TooMany(int maxElements) =>
        FormattableString.Invariant($"too much mark-up: the page has more than {maxElements} elements");

    /// <summary>
    /// Parses a page; null as soon as an element stands too deep. Which end tags a parser heeds depends on more than
    /// <see cref="Refusal"/> follows, so that depth is measured here too.
    /// </summary>
    public static IHtmlDocument? Parse(string html, int maxDepth)
    {
        IElement? last = null;
        var options = new HtmlParserOptions
        {
            OnCreated = (element, _) =>
            {
                // The new element has no place yet; the one before it has.
                if (last is not null && IsDeeper(last, maxDepth))
                {
                    throw new TooDeepException();
                }

                last = element;
            },
        };
        try
        {
            return new HtmlParser(options).ParseDocument(html);
        }
        catch (TooDeepException)
        {
            return null;
        }
    }

    private static bool IsDeeper(INode node, int maxDepth)
    {
        int depth = 0;
        for (INode? at = node; at is not null && depth <= maxDepth; at = at.Parent)
        {
            depth++;
        }

        return depth > maxDepth;
    }

    private static int Close(List<string> open, string name, ref int foreign)
    {
        int at = open.FindLastIndex(candidate => candidate.Equals(name, StringComparison.OrdinalIgnoreCase));
        if (at < 0)
        {
            return Formatting.Contains(name) ? -1 : 0;
        }

        int left = 0;
        for (int i = open.Count - 1; i >= at; i--)
        {
            left += i > at && Formatting.Contains(open[i]) ? 1 : 0;
            foreign -= IsForeign(open[i]) ? 1 : 0;
        }

        open.RemoveRange(at, open.Count - at);
        return left;
    }

    private static int CloseImplied(List<string> open, string name)
    {
        int left = 0;
        if (ClosesSiblings.TryGetValue(name, out HashSet<string>? siblings))
        {
            int from = open.FindLastIndex(Boundaries.Contains) + 1;
            int at = open.FindIndex(from, siblings.Contains);
            left = at < 0 ? 0 : Cut(open, at);
        }

        if (ClosesParagraph.Contains(name))
        {
            int at = open.FindLastIndex(candidate => !Formatting.Contains(candidate));
            left += at >= 0 && open[at].Equals("p", StringComparison.OrdinalIgnoreCase) ? Cut(open, at) : 0;
        }

        return left;
    }

    private static int Cut(List<string> open, int at)
    {
        int left = open.Skip(at).Count(Formatting.Contains);
        open.RemoveRange(at, open.Count - at);
        return left;
    }

    private static bool IsForeign(string name) =>
        name.Equals("svg", StringComparison.OrdinalIgnoreCase) || name.Equals("math", StringComparison.OrdinalIgnoreCase);

    private static HashSet<string> Set(string names) => new(names.Split(' '), StringComparer.OrdinalIgnoreCase);

    /// <summary>The only way to stop the parser.</summary>
    private sealed class TooDeepException : Exception;

    /// <summary>Walks from tag to tag; each character is looked at a fixed number of times.</summary>
    private sealed class TagCursor(string html)
    {
        private const int LongestName = 32;

        private int _at;

        public string Name { get; private set; } = "";

        public bool IsEnd { get; private set; }

        public bool SelfClosing { get; private set; }

        public bool MoveNext()
        {
            while (_at < html.Length)
            {
                int start = html.IndexOf('<', _at);
                if (start < 0 || start + 1 >= html.Length)
                {
                    _at = html.Length;
                    return false;
                }

                if (string.CompareOrdinal(html, start, "<!--", 0, 4) == 0)
                {
                    SkipTo("-->", start + 2);
                    continue;
                }

                IsEnd = html[start + 1] == '/';
                int name = IsEnd ? start + 2 : start + 1;
                if (name < html.Length && char.IsAsciiLetter(html[name]))
                {
                    ReadTag(name);
                    return true;
                }

                _at = start + 1;
            }

            return false;
        }

        public void SkipPast(string name)
        {
            int end = html.IndexOf("</" + name, _at, StringComparison.OrdinalIgnoreCase);
            _at = end < 0 ? html.Length : html.IndexOf('>', end) is var close and >= 0 ? close + 1 : html.Length;
        }

        private void SkipTo(string mark, int from)
        {
            int end = html.IndexOf(mark, from, StringComparison.Ordinal);
            _at = end < 0 ? html.Length : end + mark.Length;
        }

        private void ReadTag(int start)
        {
            int i = start;
            while (i < html.Length && !char.IsWhiteSpace(html[i]) && html[i] is not ('>' or '/'))
            {
                i++;
            }

            Name = html[start..Math.Min(i, start + LongestName)];
            char quote = '\0';
            char before = '\0';
            for (; i < html.Length; i++)
            {
                char sign = html[i];
                if (quote != '\0')
                {
                    quote = sign == quote ? '\0' : quote;
                }
                else if (sign is '"' or '\'' && before == '=')
                {
                    quote = sign;
                }
                else if (sign == '>')
                {
                    break;
                }

                before = char.IsWhiteSpace(sign) ? before : sign;
            }

            SelfClosing = before == '/';
            _at = Math.Min(i + 1, html.Length);
        }
    }
}
