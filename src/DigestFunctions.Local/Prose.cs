using System.Globalization;
using System.Text;
using Spectre.Console.Rendering;

namespace DigestFunctions.Local;

/// <summary>A stretch of text from anywhere and the style it is shown in; an empty style is none.</summary>
internal sealed record Span(string Text, string Style = "");

/// <summary>Text in lines that fit a width, broken between words.</summary>
internal static class Prose
{
    private const int Narrowest = 10;

    /// <summary>Breaks text into lines of markup. Text from outside is shown and does nothing else.</summary>
    /// <param name="spans">The text; white space of any kind is one space.</param>
    /// <param name="width">The cells of a line, the indentation included.</param>
    /// <param name="first">What the first line begins with: plain text and its style.</param>
    /// <param name="indentation">How many cells the other lines are indented.</param>
    public static IEnumerable<string> Wrap(IEnumerable<Span> spans, int width, Span first, int indentation)
    {
        int room = Math.Max(Narrowest, width - indentation);
        List<Span> line = [first with { Text = first.Text.PadRight(indentation) }];
        int used = 0;
        foreach (List<Span> word in Words(spans).SelectMany(word => Pieces(word, room)))
        {
            int cells = word.Sum(Cells);
            if (used > 0 && used + 1 + cells > room)
            {
                yield return Mark(line);
                line = [new Span(new string(' ', indentation))];
                used = 0;
            }

            if (used > 0)
            {
                line.Add(new Span(" ", string.Equals(line[^1].Style, word[0].Style, StringComparison.Ordinal) ? word[0].Style : ""));
            }

            line.AddRange(word);
            used += (used > 0 ? 1 : 0) + cells;
        }

        yield return Mark(line);
    }

    /// <summary>The words of a text; one may have several styles, as where a quote ends before a comma.</summary>
    private static IEnumerable<List<Span>> Words(IEnumerable<Span> spans)
    {
        List<Span> word = [];
        StringBuilder part = new();
        foreach (Span span in spans)
        {
            foreach (char unit in span.Text)
            {
                if (!char.IsWhiteSpace(unit))
                {
                    part.Append(unit);
                    continue;
                }

                Close(word, part, span.Style);
                if (word.Count > 0)
                {
                    yield return word;
                    word = [];
                }
            }

            Close(word, part, span.Style);
        }

        if (word.Count > 0)
        {
            yield return word;
        }
    }

    private static void Close(List<Span> word, StringBuilder part, string style)
    {
        if (part.Length > 0)
        {
            word.Add(new Span(part.ToString(), style));
            part.Clear();
        }
    }

    /// <summary>A word that fits, or the pieces of one that fits no line: an address, or a sentence without spaces.</summary>
    private static IEnumerable<List<Span>> Pieces(List<Span> word, int room)
    {
        if (word.Sum(Cells) <= room)
        {
            yield return word;
            yield break;
        }

        List<Span> piece = [];
        int used = 0;
        foreach (Span span in word)
        {
            TextElementEnumerator elements = StringInfo.GetTextElementEnumerator(span.Text);
            while (elements.MoveNext())
            {
                Span element = new(elements.GetTextElement(), span.Style);
                int cells = Cells(element);
                if (used > 0 && used + cells > room)
                {
                    yield return piece;
                    piece = [];
                    used = 0;
                }

                piece.Add(element);
                used += cells;
            }
        }

        yield return piece;
    }

    private static int Cells(Span span) => new Segment(span.Text).CellCount();

    private static string Mark(List<Span> line)
    {
        StringBuilder markup = new();
        for (int start = 0, end; start < line.Count; start = end)
        {
            string style = line[start].Style;
            end = start;
            StringBuilder text = new();
            while (end < line.Count && string.Equals(line[end].Style, style, StringComparison.Ordinal))
            {
                text.Append(line[end].Text);
                end++;
            }

            markup.Append(style.Length > 0 && text.Length > 0 ? $"[{style}]{Screen.Safe(text.ToString())}[/]" : Screen.Safe(text.ToString()));
        }

        return markup.ToString();
    }
}
