using ArticleDigest.Analysis.Extractive;

namespace ArticleDigest.Analysis.Parties;

/// <summary>A word, or several that belong together, of a name.</summary>
internal sealed record NamePart(string Key, string Spelling)
{
    /// <summary>Whether it is a state or an organisation that is known everywhere.</summary>
    public bool IsParty { get; init; }

    /// <summary>Whether it is an office or a role of people.</summary>
    public bool IsOffice { get; init; }

    /// <summary>Whether it is a body of a kind that there are many of, with its name behind: "the company Ventalis".</summary>
    public bool IsPlainBody { get; init; }

    /// <summary>Whether it is a body written with a capital where only names have one: "l'Union des avocats libres".</summary>
    public bool IsNamedBody { get; init; }

    /// <summary>Whether it is a compound that tells one body of a kind from the others: "der Lehrerverband".</summary>
    public bool IsAssociation { get; init; }

    /// <summary>Whether it is written with a capital.</summary>
    public bool IsCapitalised { get; init; }

    /// <summary>Whether it tells one body of a kind from another: "libres", but neither "national" nor "of finance".</summary>
    public bool SaysMore { get; init; }

    /// <summary>Whether it is a proper name as far as can be told.</summary>
    public bool IsProper { get; init; }

    /// <summary>Whether a small word, such as "of", stands before it.</summary>
    public bool IsBehindSmall { get; init; }

    /// <summary>The parts of a name without its small words.</summary>
    public static List<NamePart> Read(List<SpelledWord> words, string language)
    {
        NameBook book = NameBook.Whole;
        Lexicon? lexicon = Lexicon.Of(language);
        List<NamePart> parts = [];
        List<(SpelledWord Word, bool IsBehindSmall)> rest = [];
        bool small = false;
        bool hasArticle = false;
        for (int at = 0; at < words.Count;)
        {
            if (book.Known(words, at) is { } known)
            {
                parts.Add(new NamePart(known.Key, known.Key) { IsParty = true });
                at = known.End;
            }
            else if (book.IsSmall(words[at].Folded) || (words[at].Folded.Length == 1 && words.Count > 1))
            {
                hasArticle |= at == 0;
                small = true;
                at++;
            }
            else if (book.IsTitle(words[at].Folded))
            {
                at++;
            }
            else
            {
                rest.Add((words[at], small && rest.Count > 0));
                small = false;
                at++;
            }
        }

        List<SpelledWord> left = rest.ConvertAll(word => word.Word);
        for (int at = 0; at < left.Count;)
        {
            if (book.Post(left, at) is { } post)
            {
                parts.Add(new NamePart(post.Key, post.Key) { IsOffice = book.Offices.Contains(post.Key) });
                at = post.End;
            }
            else
            {
                bool alone = left.Count == 1 && parts.Count == 0;
                parts.Add(Of(left[at], lexicon, book, alone && hasArticle) with { IsBehindSmall = rest[at].IsBehindSmall });
                at++;
            }
        }

        return parts;
    }

    // German writes all nouns with a capital: behind an article one word alone is taken for what it says, "die Wirte".
    private static NamePart Of(SpelledWord word, Lexicon? lexicon, NameBook book, bool isAloneBehindArticle)
    {
        Word? known = lexicon?.Find(word.Spelling);
        bool exact = known is { IsKnown: true } && string.Equals(known.Norm, word.Spelling.ToLowerInvariant(), StringComparison.Ordinal);
        bool capitalised = lexicon?.CapitalisesNouns ?? false;
        bool role = exact && known!.Means(Sense.Roles) && !word.IsLoud;
        bool body = exact && known!.Means(Sense.Groups) && !word.IsLoud;
        bool compound = known is { IsKnown: true } && !exact && known.Means(Sense.Roles | Sense.Groups) && book.HasSeat(word.Folded);
        bool association = capitalised && isAloneBehindArticle && !word.IsLoud && book.IsAssociationCompound(word.Folded);
        bool plain = role || body || compound || book.IsGeneric(word.Folded) || !word.IsCapitalised || (capitalised && isAloneBehindArticle && !word.IsLoud);
        return new NamePart(word.Folded, word.Spelling)
        {
            IsOffice = role || (compound && known!.Means(Sense.Roles)),
            IsCapitalised = word.IsCapitalised,
            IsPlainBody = (body && !word.IsCapitalised) || book.IsApposed(word.Folded),
            IsNamedBody = body && word.IsCapitalised && !capitalised,
            SaysMore = !book.IsGeneric(word.Folded) && (word.IsCapitalised || (!role && !body)),
            IsAssociation = association,
            IsProper = !plain,
        };
    }
}
