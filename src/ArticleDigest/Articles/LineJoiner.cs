using System.Text.RegularExpressions;

namespace ArticleDigest.Articles;

/// <summary>Makes paragraphs of lines: of text wrapped at a column, of text with a line per paragraph, or of both.</summary>
internal static class LineJoiner
{
    private const int NarrowestColumn = 45;
    private const int WidestColumn = 110;

    private static readonly Regex Item = new(@"^\s*([-*+•‣–]|\d{1,3}[.)]|[a-z]\))\s+\S", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture);

    private static readonly Regex Rule = new(@"^\s*([=\-~^_*#+.""'`]{3,}\s*)+$", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture);

    /// <summary>Divides text into lines, whatever ends them.</summary>
    public static string[] Lines(string text) =>
        text.ReplaceLineEndings("\n").Replace('\v', '\n').Split('\n');

    /// <summary>The paragraphs of these lines, each one line, in order.</summary>
    public static IReadOnlyList<string> Paragraphs(IReadOnlyList<string> lines)
    {
        List<string> paragraphs = [];
        int column = Column(lines);
        List<string> paragraph = [];
        string? last = null;
        foreach (string raw in lines)
        {
            string line = raw.TrimEnd();
            bool divides = string.IsNullOrWhiteSpace(line) || Rule.IsMatch(line);
            if (paragraph.Count > 0 && (divides || !Continues(last!, line, column)))
            {
                paragraphs.Add(string.Join(' ', paragraph));
                paragraph.Clear();
            }

            if (!divides)
            {
                paragraph.Add(line.Trim());
            }

            last = line;
        }

        if (paragraph.Count > 0)
        {
            paragraphs.Add(string.Join(' ', paragraph));
        }

        return paragraphs;
    }

    // The column where lines were wrapped: nine in ten lines that another one follows end before it. 0: not wrapped.
    private static int Column(IReadOnlyList<string> lines)
    {
        List<int> lengths = [];
        for (int i = 0; i + 1 < lines.Count; i++)
        {
            if (!string.IsNullOrWhiteSpace(lines[i]) && !string.IsNullOrWhiteSpace(lines[i + 1]))
            {
                lengths.Add(lines[i].TrimEnd().Length);
            }
        }

        if (lengths.Count == 0)
        {
            return 0;
        }

        lengths.Sort();
        int column = lengths[(lengths.Count - 1) * 9 / 10];
        return column is >= NarrowestColumn and <= WidestColumn ? column : 0;
    }

    private static bool Continues(string line, string next, int column)
    {
        string follows = next.TrimStart();
        if (Item.IsMatch(next))
        {
            return false;
        }

        bool open = !CleanText.EndsSentence(line);
        bool lower = char.IsLower(follows[0]);
        if (column == 0)
        {
            return open && lower && line.Length >= NarrowestColumn;
        }

        int firstWord = follows.IndexOf(' ', StringComparison.Ordinal) is var space and >= 0 ? space : follows.Length;
        bool wouldNotFit = line.Length + 1 + firstWord > column - 4;
        return wouldNotFit || (open && (lower || line.Length * 3 >= column * 2));
    }
}
