namespace ArticleDigest.Letters;

/// <summary>A piece of a text: words, or the name of what is put in there.</summary>
/// <param name="Text">The words or the name.</param>
/// <param name="IsName">Whether it is a name.</param>
internal readonly record struct WordsPiece(string Text, bool IsName);

/// <summary>A text with places for what is put in.</summary>
/// <param name="Text">The text as it stands in the file, typeset.</param>
/// <param name="Pieces">Its pieces.</param>
internal sealed record WordsTemplate(string Text, IReadOnlyList<WordsPiece> Pieces)
{
    /// <summary>The names of what has to be given, each once: those in this text and in the entry's other form.</summary>
    public IReadOnlyList<string> Wanted { get; init; } = [];

    /// <summary>Takes a text apart.</summary>
    /// <returns>Null if its braces do not match or hold no name.</returns>
    public static WordsTemplate? Parse(string text)
    {
        List<WordsPiece> pieces = [];
        int at = 0;
        while (at < text.Length)
        {
            int open = text.IndexOfAny(['{', '}'], at);
            if (open < 0)
            {
                pieces.Add(new WordsPiece(text[at..], IsName: false));
                break;
            }

            int close = text.IndexOf('}', open);
            if (text[open] == '}' || close < 0 || !IsName(text[(open + 1)..close]))
            {
                return null;
            }

            if (open > at)
            {
                pieces.Add(new WordsPiece(text[at..open], IsName: false));
            }

            pieces.Add(new WordsPiece(text[(open + 1)..close], IsName: true));
            at = close + 1;
        }

        return new WordsTemplate(text, pieces) { Wanted = [.. pieces.Where(p => p.IsName).Select(p => p.Text).Distinct(StringComparer.Ordinal)] };
    }

    /// <summary>Whether this may be a name: small letters, parted by hyphens.</summary>
    public static bool IsName(string name) => name.Length > 0 && name.All(c => c is (>= 'a' and <= 'z') or '-');

    /// <summary>Whether something of this name is put in.</summary>
    public bool Wants(string name) => Wanted.Contains(name, StringComparer.Ordinal);

    /// <summary>The pieces before and behind a name.</summary>
    /// <exception cref="ArgumentException">The text does not have it exactly once.</exception>
    public (IReadOnlyList<WordsPiece> Before, IReadOnlyList<WordsPiece> After) Around(string name)
    {
        WordsPiece[] before = [.. Pieces.TakeWhile(p => p != new WordsPiece(name, IsName: true))];
        WordsPiece[] after = [.. Pieces.Skip(before.Length + 1)];
        return before.Length < Pieces.Count && !after.Contains(new WordsPiece(name, IsName: true))
            ? (before, after)
            : throw new ArgumentException($"The text does not have {name} exactly once: {Text}", nameof(name));
    }

    /// <summary>Pieces in a row, with values put in where their names stand. A value's own braces mean nothing.</summary>
    public static string Fill(IReadOnlyList<WordsPiece> pieces, ReadOnlySpan<(string Name, string Value)> values)
    {
        if (pieces is [{ IsName: false } only])
        {
            return only.Text;
        }

        System.Text.StringBuilder text = new();
        foreach (WordsPiece piece in pieces)
        {
            text.Append(piece.IsName ? ValueOf(piece.Text, values) : piece.Text);
        }

        return text.ToString();
    }

    private static string ValueOf(string name, ReadOnlySpan<(string Name, string Value)> values)
    {
        foreach ((string known, string value) in values)
        {
            if (string.Equals(known, name, StringComparison.Ordinal))
            {
                return value;
            }
        }

        throw new ArgumentException($"Nothing is given for {name}.", nameof(name));
    }
}
