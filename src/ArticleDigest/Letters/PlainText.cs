using System.Globalization;
using System.Text;

namespace ArticleDigest.Letters;

/// <summary>Writes an edition as plain text: wrapped at 76 columns, readable without any mark-up.</summary>
internal static class PlainText
{
    private const int Width = 76;

    public static string Of(EditionView edition, LetterLinks links)
    {
        StringBuilder text = new();
        Paragraph(text, edition.Title.ToUpperInvariant());
        Paragraph(text, edition.Date);
        text.Append('\n');
        Paragraph(text, edition.Lead);
        Paragraph(text, edition.Covers);
        foreach (SectionView section in edition.Sections)
        {
            Heading(text, section.Heading);
            foreach (EntryView entry in section.Entries)
            {
                Entry(text, entry);
            }

            if (section.More is not null)
            {
                Paragraph(text, $"… {section.More} in the archive");
            }
        }

        Account(text, edition.Account);
        text.Append("\n-- \n");
        Paragraph(text, links.Edition is null ? "This edition is kept in the archive." : "Read this edition in the archive:");
        Address(text, links.Edition);

        if (edition.Sections.Count > 0)
        {
            Paragraph(text, Wording.Colophon);
        }

        if (links.Unsubscribe is not null)
        {
            Paragraph(text, "No more letters:");
            Address(text, links.Unsubscribe);
        }

        return text.ToString();
    }

    /// <summary>On a line of its own and never broken.</summary>
    private static void Address(StringBuilder text, string? address)
    {
        if (address is not null)
        {
            text.Append(address).Append('\n');
        }
    }

    private static void Entry(StringBuilder text, EntryView entry)
    {
        string who = entry.Target is null ? entry.Actor : $"{entry.Actor} → {entry.Target}";
        string statement = WithNote(entry.Statement, entry.Language);
        Paragraph(text, entry.Target is null ? $"{who} → {statement}" : $"{who}: {statement}", "* ", "  ");
        foreach (QuoteView quote in entry.Quotes)
        {
            Paragraph(text, quote.Quote, "  > ", "  > ");
            string source = quote.WhereAndWhen is null ? quote.Title : $"{quote.Title} · {quote.WhereAndWhen}";
            Paragraph(text, WithNote(source, quote.Language), "    ", "    ");
        }

        if (entry.Also is not null)
        {
            Paragraph(text, entry.Also, "    ", "    ");
        }

        text.Append('\n');
    }

    private static string WithNote(string line, LanguageView language) =>
        language.Note is null ? line : $"{line} [{language.Note}]";

    private static void Account(StringBuilder text, AccountView account)
    {
        Heading(text, "What came in");
        Paragraph(text, account.Summary);
        text.Append('\n');
        foreach (LineView line in account.Lines)
        {
            Paragraph(text, line.Drop, "* ", "  ");
            if (line.Title is not null)
            {
                Paragraph(text, line.Title, "  ", "  ");
            }

            string became = line.Original is null ? line.Became : $"{line.Became} {line.Original}";
            Paragraph(text, line.Revised ? $"{became} (revised)" : became, "  = ", "    ");
        }

        if (account.More is not null)
        {
            Paragraph(text, $"… {account.More} in the archive");
        }

        if (account.Notes.Count > 0 && account.Lines.Count > 0)
        {
            text.Append('\n');
        }

        foreach (string note in account.Notes)
        {
            Paragraph(text, note);
        }
    }

    private static void Heading(StringBuilder text, string heading)
    {
        if (text[^2] != '\n')
        {
            text.Append('\n');
        }

        text.Append(heading.ToUpperInvariant()).Append('\n').Append('-', heading.Length).Append("\n\n");
    }

    /// <summary>Breaks lines between words; a word that no line can hold goes on in the next line, with nothing put into it.</summary>
    private static void Paragraph(StringBuilder text, string line, string first = "", string next = "")
    {
        int column = first.Length;
        text.Append(first);
        bool isLineEmpty = true;
        foreach ((string piece, bool isContinued) in line.Split(' ', StringSplitOptions.RemoveEmptyEntries).SelectMany(Pieces))
        {
            int length = new StringInfo(piece).LengthInTextElements;
            if (!isLineEmpty && (isContinued || column + 1 + length > Width))
            {
                text.Append('\n').Append(next);
                column = next.Length;
                isLineEmpty = true;
            }

            if (!isLineEmpty)
            {
                text.Append(' ');
                column++;
            }

            text.Append(piece);
            column += length;
            isLineEmpty = false;
        }

        text.Append('\n');
    }

    /// <summary>A word in pieces that a line can hold, and whether a piece goes on from the one before; most words are one.</summary>
    private static IEnumerable<(string Piece, bool IsContinued)> Pieces(string word)
    {
        const int longest = Width - 6;
        int[] starts = word.Length <= longest ? [0] : StringInfo.ParseCombiningCharacters(word);
        for (int i = 0; i < starts.Length; i += longest)
        {
            int end = i + longest < starts.Length ? starts[i + longest] : word.Length;
            yield return (starts.Length == 1 ? word : word[starts[i]..end], i > 0);
        }
    }
}
