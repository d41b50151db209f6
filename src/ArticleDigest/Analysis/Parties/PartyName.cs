using ArticleDigest.Analysis.Extractive;

namespace ArticleDigest.Analysis.Parties;

/// <summary>How much a name says of whom it means.</summary>
internal enum NameKind
{
    /// <summary>Nobody outside its article: "the council", "critics".</summary>
    Generic,

    /// <summary>One word, such as a last name or an acronym, which several may have.</summary>
    Brief,

    /// <summary>An office with its place, which one person holds at a time: "China's foreign minister".</summary>
    Office,

    /// <summary>A name that is nobody else's: a person's, a state's, a body's with its place.</summary>
    Full,
}

/// <summary>A name as it is compared.</summary>
/// <param name="Kind">How much it says.</param>
/// <param name="Key">Its words that count, without case and accents, in the order of the alphabet.</param>
/// <param name="Display">The name without titles and offices.</param>
internal sealed record PartyName(NameKind Kind, string Key, string Display)
{
    private const int LongestPerson = 4;

    /// <summary>The last name of what may be a person; null otherwise.</summary>
    public string? LastName { get; private init; }

    /// <summary>The words of what may be a person's name, in their order; empty otherwise.</summary>
    public IReadOnlyList<string> PersonWords { get; private init; } = [];

    /// <summary>The office that the name has besides the person's, with its place; null if there is none: "Chinese Foreign Minister Wang Yi".</summary>
    public PartyName? Office { get; private init; }

    /// <summary>Who the name joins; empty if it means one party.</summary>
    public IReadOnlyList<PartyName> Members { get; private init; } = [];

    /// <summary>Reads a name of an article in some language (ISO 639-1).</summary>
    public static PartyName Of(string name, string language)
    {
        // "Clara Weiss (SPD)"
        int bracket = name.IndexOf('(', StringComparison.Ordinal);
        List<SpelledWord> words = SpelledWord.Divide(bracket > 0 ? name[..bracket] : name);
        return Joined(words, name, language) ?? One(words, name, language);
    }

    // "China and Russia": only where each is a party by itself, for "the Chamber of Commerce and Industry" is one.
    private static PartyName? Joined(List<SpelledWord> words, string name, string language)
    {
        List<List<SpelledWord>> parts = [[]];
        foreach (SpelledWord word in words)
        {
            bool and = word.Folded is "and" or "und" or "et" or "y" or "e";
            if ((and || word.AfterMark == ',') && parts[^1].Count > 0)
            {
                parts.Add([]);
            }

            if (!and)
            {
                parts[^1].Add(word with { AfterMark = '\0' });
            }
        }

        if (parts.Count < 2 || parts.Exists(part => part.Count == 0))
        {
            return null;
        }

        List<PartyName> members = parts.ConvertAll(part => One(part, string.Join(' ', part.Select(word => word.Spelling)), language));

        // "Clara Weiss, the mayor of Port Arlen"
        if (members.Count == 2 && words.Exists(word => word.AfterMark == ',') && members[0].LastName is not null && members[1].Kind is NameKind.Generic or NameKind.Office)
        {
            return members[0] with { Office = members[1] };
        }

        bool each = members.TrueForAll(member => member.Kind is NameKind.Full or NameKind.Office || (member.Kind == NameKind.Brief && member.Key.Length > 1));
        return each ? new PartyName(NameKind.Full, KeyOf(members.Select(member => member.Key), " + "), name) { Members = members } : null;
    }

    private static PartyName One(List<SpelledWord> words, string name, string language)
    {
        List<NamePart> parts = NamePart.Read(words, language);
        int post = parts.FindLastIndex(part => part.IsOffice);
        int apposed = post >= 0 ? post : parts.FindLastIndex(part => part.IsPlainBody);
        int kinds = parts.FindIndex(part => part.IsCapitalised);

        // "the insurer Atlantica", "la red universitaria REUS"
        if (apposed < 0 && kinds > 0 && parts[..kinds].TrueForAll(part => part is { IsParty: false, IsBehindSmall: false }) && Lexicon.Of(language) is { CapitalisesNouns: false }
            && parts.Count - kinds <= LongestPerson && parts[kinds..].TrueForAll(part => part is { IsProper: true, IsBehindSmall: false }))
        {
            return Told(parts[kinds..], name);
        }

        int person = apposed + 1;
        bool named = apposed >= 0 && person < parts.Count && parts.Count - person <= LongestPerson && parts[person..].TrueForAll(part => part.IsProper && (!part.IsBehindSmall || (post < 0 && part != parts[person])));
        if (named)
        {
            PartyName whole = Told(parts[person..], name);
            return post < 0 ? whole : whole with { Office = Told(parts[..person], name) };
        }

        return Told(parts, name);
    }

    private static PartyName Told(List<NamePart> parts, string name)
    {
        // "the Chinese government" is China where states speak.
        List<NamePart> deciding = parts.Count > 1 && parts.Exists(part => part.IsParty) && parts.TrueForAll(part => part.IsParty || part.Key is "government")
            ? parts.FindAll(part => part.IsParty)
            : parts;
        string key = KeyOf(deciding.Select(part => part.Key), " ");
        int proper = deciding.Count(part => part.IsProper);
        bool party = deciding.Exists(part => part.IsParty);
        bool isOffice = deciding.Exists(part => part.IsOffice);
        bool names = deciding.TrueForAll(part => part.IsProper);
        bool namedParty = deciding.Count > 1 && deciding.Exists(part => NameBook.Whole.IsPoliticalParty(part.Key)) && deciding.TrueForAll(part => part.IsCapitalised || part.SaysMore);
        bool association = deciding.Exists(part => NameBook.Whole.IsAssociation(part.Key)) && deciding.Exists(part => !NameBook.Whole.IsAssociation(part.Key) && !NameBook.Whole.IsGeneric(part.Key));
        bool namedBody = namedParty || deciding.Exists(part => part.IsAssociation) || association || (deciding.Exists(part => part.IsNamedBody) && deciding.Count(part => part.IsNamedBody || part.SaysMore) > 1);
        NameKind kind = !party && proper == 0 && !namedBody ? NameKind.Generic
            : isOffice && !namedBody ? NameKind.Office
            : names && proper == 1 ? NameKind.Brief
            : NameKind.Full;
        return new PartyName(kind, key, names && proper > 0 ? string.Join(' ', deciding.Select(part => part.Spelling)) : name)
        {
            LastName = names && proper is >= 2 and <= LongestPerson ? deciding[^1].Key : null,
            PersonWords = names && proper is >= 2 and <= LongestPerson ? [.. deciding.Select(part => part.Key)] : [],
        };
    }

    private static string KeyOf(IEnumerable<string> words, string between) =>
        string.Join(between, words.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
}
