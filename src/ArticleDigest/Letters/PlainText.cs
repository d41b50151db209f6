using System.Globalization;
using System.Text;

namespace ArticleDigest.Letters;

/// <summary>Writes an edition as plain text: wrapped at 76 columns, readable without any mark-up.</summary>
internal static class PlainText
{
    private const int Width = 76;

    public static string Of(EditionView edition, LetterLinks links)
    {
        Words words = edition.Words;
        StringBuilder text = new();
        Paragraph(text, edition.Title.ToUpperInvariant());
        Paragraph(text, Words.Begin(edition.Date));
        text.Append('\n');
        Paragraph(text, edition.Opening);
        Paragraph(text, edition.Covers);
        if (edition.Followed is not null)
        {
            Paragraph(text, edition.Followed);
        }

        if (edition.Corrections.Count > 0)
        {
            Heading(text, words.Say("headings.corrections"));
            foreach (Remark correction in edition.Corrections)
            {
                Paragraph(text, correction.ToString(), "* ", "  ");
            }
        }

        if (edition.Lead.Count > 0)
        {
            Heading(text, words.Say("headings.in-short"));
            foreach (LeadView line in edition.Lead)
            {
                Paragraph(text, $"{line.Kind} · {Reference(line.Entry, words)} [{line.Details}]", "* ", "  ");
            }
        }

        foreach (SectionView section in edition.Sections)
        {
            Heading(text, section.Heading);
            foreach (EntryView entry in section.Entries)
            {
                Entry(text, entry, words);
            }

            More(text, section.More);
        }

        if (edition.Rest.Count > 0)
        {
            text.Append('\n');
            More(text, edition.Rest);
        }

        Account(text, edition.Account, words);
        Foot(text, edition, links);
        return text.ToString();
    }

    private static void Foot(StringBuilder text, EditionView edition, LetterLinks links)
    {
        if (!edition.HasFoot(links))
        {
            return;
        }

        text.Append("\n-- \n");
        Address(text, edition.Words.Say("foot.read-plain"), links.Edition);
        if (edition.Sections.Count > 0)
        {
            Paragraph(text, edition.Words.Say("foot.colophon"));
        }

        Address(text, edition.Words.Say("foot.unsubscribe-plain"), links.Unsubscribe);
    }

    /// <summary>An address, on a line of its own and never broken, with what it is for before it; nothing without one.</summary>
    private static void Address(StringBuilder text, string purpose, string? address)
    {
        if (address is not null)
        {
            Paragraph(text, purpose);
            text.Append(address).Append('\n');
        }
    }

    private static void Entry(StringBuilder text, EntryView entry, Words words)
    {
        string who = entry.Target is null ? entry.Actor : $"{entry.Actor} → {entry.Target}";
        string statement = WithNote(entry.Statement, entry.Language);
        string line = $"{who}{words.Colon}{statement}";
        string indent = entry.IsUnder ? "    " : "  ";
        Paragraph(text, entry.Kind is null ? line : $"{entry.Kind} · {line}", $"{indent[2..]}* ", indent);
        if (entry.Details is not null)
        {
            Paragraph(text, $"[{entry.Details}]", indent, indent);
        }

        if (entry.News is { } news)
        {
            string before = news.Before is null ? "" : WithNote(news.Before, news.Language);
            Paragraph(text, $"[{news.Words}{before}{news.After}]", indent, indent);
        }

        foreach (QuoteView quote in entry.Quotes)
        {
            Quote(text, quote, indent);
        }

        if (entry.Also is not null)
        {
            Paragraph(text, entry.Also, $"{indent}  ", $"{indent}  ");
        }

        foreach (RelationView relation in entry.Relations)
        {
            Relation(text, relation, indent, words);
        }

        if (entry.Reply is { } reply)
        {
            Paragraph(text, reply.Words + words.Colon, indent, indent);
            Quote(text, reply.Quote, indent);
        }

        text.Append('\n');
    }

    private static void Quote(StringBuilder text, QuoteView quote, string indent)
    {
        Paragraph(text, quote.Quote, $"{indent}> ", $"{indent}> ");
        string source = quote.WhereAndWhen is null ? quote.Title : $"{quote.Title} · {quote.WhereAndWhen}";
        Paragraph(text, WithNote(source, quote.Language), $"{indent}  ", $"{indent}  ");
    }

    private static void Relation(StringBuilder text, RelationView relation, string indent, Words words)
    {
        string others = string.Join(relation.Separator, relation.Others.Select(other => Reference(other, words)));
        string line = relation.Others.Count == 0 ? relation.Words : $"{relation.Words}{words.Colon}{others}";
        Paragraph(text, relation.More is null ? line : $"{line} {relation.More}", indent, $"{indent}  ");
    }

    private static string Reference(ReferenceView reference, Words words) => reference.Statement is null
        ? reference.Who
        : $"{reference.Who}{words.Colon}{WithNote(reference.Statement, reference.Language)}";

    private static void More(StringBuilder text, IReadOnlyList<string> more)
    {
        foreach (string line in more)
        {
            Paragraph(text, $"… {line}");
        }
    }

    private static string WithNote(string line, LanguageView language) =>
        language.Note is null ? line : $"{line} [{language.Note}]";

    private static void Account(StringBuilder text, AccountView account, Words words)
    {
        Heading(text, words.Say("headings.what-came-in"));
        Paragraph(text, account.Summary);
        text.Append('\n');
        foreach (LineView line in account.Exceptions)
        {
            Paragraph(text, line.Title ?? line.Drop, "* ", "  ");
            if (line.Title is not null)
            {
                Paragraph(text, line.Drop, "  ", "  ");
            }

            Paragraph(text, Became(line, words), "  = ", "    ");
        }

        if (account.Exceptions.Count > 0 && account.Rest.Count > 0)
        {
            text.Append('\n');
        }

        foreach (LineView line in account.Rest)
        {
            Paragraph(text, $"{(line.Title is null ? "" : $"{line.Title} · ")}{line.Drop} · {Became(line, words)}", "* ", "  ");
        }

        if (account.More is not null)
        {
            Paragraph(text, $"… {account.More}");
        }

        if (account.Notes.Count > 0 && account.Exceptions.Count + account.Rest.Count > 0)
        {
            text.Append('\n');
        }

        foreach (Remark note in account.Notes)
        {
            Paragraph(text, note.ToString());
        }
    }

    private static string Became(LineView line, Words words)
    {
        string became = (line.Original is null ? line.Became : line.Became with { Inner = line.Original }).ToString();
        return line.Revised ? $"{became} ({words.Say("account.revised")})" : became;
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
