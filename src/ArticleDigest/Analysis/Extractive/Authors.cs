using ArticleDigest.Articles;

namespace ArticleDigest.Analysis.Extractive;

/// <summary>Tells who speaks in a text of opinion: who signs it, whose speech the title says it is, which body publishes it; and whom a letter is to.</summary>
internal static class Authors
{
    // "Mikhail Gorbachev" and "Mr. Gorbachev"
    public static bool IsSame(string name, string other) => name.Split(' ')[^1] is { Length: > 3 } last && other.Contains(last, StringComparison.Ordinal);

    // "Dear Stack Overflow, Inc."
    public static string? AddresseeOf(Discourse text)
    {
        Span<Token> tokens = text.Tokens;
        for (int i = 0; i + 1 < Math.Min(tokens.Length, 25); i++)
        {
            if (!tokens[i].Means(Sense.Salutations))
            {
                continue;
            }

            int first = i + 1;
            int end = first;
            while (end < tokens.Length && end - first < 10 && tokens[end].IsWord && !tokens[end].Is(WordClass.Pronouns))
            {
                end++;
            }

            return end > first ? text.TextOf(new Phrase(first, end)) : null;
        }

        return null;
    }

    // "las organizaciones abajo firmantes afirmamos": who says "we" and names themselves.
    public static string? Signatory(ParsedArticle parsed)
    {
        for (int v = 0; v < parsed.Verbs.Count; v++)
        {
            ref readonly VerbGroup group = ref parsed.Verbs[v];
            bool we = group.IsFinite && (group.Forms & VerbForms.FirstPlural) != VerbForms.None && (group.Forms & (VerbForms.Plural | VerbForms.Singular)) == VerbForms.None && parsed.Text.QuotationAt(group.Head) < 0;
            if (we && parsed.Subjects.Of(v) is { IsNamed: true } subject && group.First - subject.Phrase.End <= 30 && !parsed.Nouns[subject.Noun].IsPronoun && subject.Phrase.First < group.First
                && parsed.Text.Tokens[parsed.Nouns[subject.Noun].Head] is var head && head.Means(Sense.Groups) && head.Means(Sense.Plural))
            {
                return parsed.Mentions.Names.Tidy(subject.Phrase);
            }
        }

        return null;
    }

    // "Respectfully, Jane Roe" towards the end.
    public static string? Signature(Discourse text)
    {
        Span<Token> tokens = text.Tokens;
        for (int i = tokens.Length - 1; i > tokens.Length / 2; i--)
        {
            if (!tokens[i].Word.Serves(WordUse.Closings))
            {
                continue;
            }

            int first = i + 1;
            while (first < Math.Min(tokens.Length, i + 4) && !tokens[first].IsCapitalised)
            {
                first++;
            }

            int end = first;
            while (end < tokens.Length && tokens[end].IsCapitalised && tokens[end].IsWord && text.SentenceAt(end) == text.SentenceAt(first))
            {
                end++;
            }

            return end - first is >= 2 and <= 5 ? text.TextOf(new Phrase(first, end)) : null;
        }

        return null;
    }

    // "Pelosi's floor speech on …": whose text the title says it is.
    public static string? Orator(ParsedArticle parsed)
    {
        Span<Token> tokens = parsed.Title.Tokens;
        for (int i = 0; i < Math.Min(tokens.Length, 3); i++)
        {
            if (tokens[i].Tag == Tag.Name && !(i > 0 && tokens[i - 1].Tag == Tag.Preposition) && !tokens[i].Means(Sense.Documents | Sense.Groups) && parsed.Mentions.Names.Fullest(parsed.Title.Span(new Phrase(i, i + 1))) is { } full
                && Array.Exists([.. tokens[..Math.Min(tokens.Length, 8)]], t => t.Means(Sense.Documents)))
            {
                return full;
            }
        }

        return null;
    }

    // A body that publishes its own texts is named both as the source and, again and again, in the text.
    public static string? Publisher(Article article, Discourse text)
    {
        foreach (string word in (article.Source ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (word.Length > 3 && char.IsUpper(word[0]) && text.Text.Split(word, 4, StringSplitOptions.None).Length == 4)
            {
                return word;
            }
        }

        return null;
    }

    public static string Clean(string line)
    {
        string clean = string.Join(' ', line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        int comma = clean.IndexOf(',', StringComparison.Ordinal);
        clean = comma > 0 && clean.AsSpan(comma).ContainsAnyInRange('0', '9') ? clean[..comma] : clean;
        clean = clean.StartsWith("By ", StringComparison.OrdinalIgnoreCase) ? clean[3..] : clean;
        return clean.Length <= 80 ? clean : clean[..80].TrimEnd();
    }
}
