using System.Text;

namespace ArticleDigest.Analysis.Extractive;

/// <summary>The names in an article and their fullest forms: "Lavrov" is Sergei Lavrov, "the mayor" the mayor who was named.</summary>
internal sealed class Naming
{
    private const int LongestName = 6;

    private readonly Discourse _discourse;
    private readonly Dictionary<string, string?> _fullest = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<(int Token, string Name)>> _roles = new(StringComparer.Ordinal);
    private readonly HashSet<string> _lowerCase = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);

    public Naming(Discourse discourse, Discourse title)
    {
        _discourse = discourse;
        Read(title, withRoles: false);
        Read(discourse, withRoles: true);
        Pair = FirstPair(title) ?? FirstPair(discourse);
    }

    /// <summary>The first two capitalised names joined by "and", or by a comma in a headline; null if there are none.</summary>
    public (string One, string Other)? Pair { get; }

    /// <summary>How often a name or a part of it stands in the text.</summary>
    public int CountOf(string name) => _counts.GetValueOrDefault(name);

    /// <summary>The fullest form of a one-word name; null if there is none, or several.</summary>
    public string? Fullest(string word) => _fullest.GetValueOrDefault(word);

    /// <summary>Who was last named with a role before a token; null if nobody was.</summary>
    public string? Holder(string role, int before)
    {
        return _roles.TryGetValue(role, out List<(int Token, string Name)>? holders) ? LastBefore(holders, before) : null;
    }

    /// <summary>The last of some names, sorted by their token, that stands before a token.</summary>
    public static string? LastBefore(List<(int Token, string Name)> names, int token)
    {
        int low = 0;
        int high = names.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = names[middle].Token < token ? (middle + 1, high) : (low, middle);
        }

        return low == 0 ? null : names[low - 1].Name;
    }

    private void Read(Discourse discourse, bool withRoles)
    {
        for (int i = 0; i < discourse.Tokens.Length; i++)
        {
            if (!IsNamePart(discourse, i))
            {
                if (discourse.Tokens[i].IsWord && !discourse.IsCapitalised(i))
                {
                    _lowerCase.Add(Spelling(discourse, i));
                }

                continue;
            }

            int first = i;
            while (i + 1 < discourse.Tokens.Length && i - first < LongestName && !discourse.StartsSentence(i + 1)
                && (IsNamePart(discourse, i + 1) || IsParticle(discourse, i + 1)))
            {
                i++;
            }

            Remember(discourse, first, i + 1, withRoles);
        }
    }

    private void Remember(Discourse discourse, int first, int end, bool withRoles)
    {
        int start = first;
        string? role = null;
        for (int i = first; i < end; i++)
        {
            _counts[Spelling(discourse, i)] = _counts.GetValueOrDefault(Spelling(discourse, i)) + 1;
            if (discourse.Tokens[i].Is(WordClass.Roles | WordClass.Titles) && i + 1 < end)
            {
                role = discourse.Tokens[i].Is(WordClass.Roles) ? discourse.Tokens[i].Word.Norm : role;
                start = i + 1;
            }
        }

        // "mayor Jane Roe", with a small role before the name
        if (start == first && first > 0 && discourse.Tokens[first - 1].Is(WordClass.Roles))
        {
            role = discourse.Tokens[first - 1].Word.Norm;
        }

        string name = discourse.TextOf(new Phrase(start, end));
        if (end - start >= 2)
        {
            Offer(Spelling(discourse, end - 1), name);
            Offer(Spelling(discourse, start), name);
        }

        if (withRoles)
        {
            role ??= Apposed(discourse, end) ?? Introduced(discourse, first, end);
            if (role is not null)
            {
                string full = end - start == 1 ? Fullest(name) ?? name : name;
                if (!_roles.TryGetValue(role, out List<(int Token, string Name)>? holders))
                {
                    _roles[role] = holders = [];
                }

                holders.Add((first, full));
            }
        }
    }

    // "Jane Roe, the mayor of X,"
    private static string? Apposed(Discourse discourse, int end)
    {
        if (end + 1 >= discourse.Tokens.Length || discourse.Tokens[end].Kind != TokenKind.Comma)
        {
            return null;
        }

        for (int i = end + 1; i < Math.Min(discourse.Tokens.Length, end + 6) && discourse.Tokens[i].Kind is TokenKind.Word or TokenKind.Clitic; i++)
        {
            if (discourse.Tokens[i].Is(WordClass.Prepositions | WordClass.Relatives | WordClass.Auxiliaries)
                || (discourse.Tokens[i].Word.HasVerb(VerbForms.Finite) && !discourse.Tokens[i].Is(WordClass.NounVerbs)))
            {
                return null;
            }

            if (discourse.Tokens[i].Is(WordClass.Roles))
            {
                return discourse.Tokens[i].Word.Norm;
            }
        }

        return null;
    }

    // "the Bishop of Durham, Helen Carter," and "its chair, Tom Brandt,"
    private static string? Introduced(Discourse discourse, int first, int end)
    {
        if (end - first < 2 || first < 2 || discourse.Tokens[first - 1].Kind != TokenKind.Comma
            || (end < discourse.Tokens.Length && discourse.Tokens[end].Kind is not (TokenKind.Comma or TokenKind.Stop)))
        {
            return null;
        }

        for (int i = first - 2; i >= Math.Max(0, first - 8) && discourse.Tokens[i].Kind is TokenKind.Word or TokenKind.Clitic; i--)
        {
            bool headed = i == first - 2 || discourse.Tokens[i + 1].Is(WordClass.Prepositions);
            if (headed && discourse.Tokens[i].Is(WordClass.Roles))
            {
                return discourse.Tokens[i].Word.Norm;
            }

            if (discourse.Tokens[i].Word.Verb != VerbForms.None && !discourse.Tokens[i].Is(WordClass.NounVerbs))
            {
                return null;
            }
        }

        return null;
    }

    // A second fuller form for the same word makes it nobody's, unless one contains the other.
    private void Offer(string word, string name)
    {
        if (!_fullest.TryGetValue(word, out string? known))
        {
            _fullest[word] = name;
        }
        else if (known is not null && !known.Contains(name, StringComparison.Ordinal))
        {
            _fullest[word] = name.Contains(known, StringComparison.Ordinal) ? name : known.EndsWith(word, StringComparison.Ordinal) && !name.EndsWith(word, StringComparison.Ordinal) ? known : null;
        }
    }

    private static (string One, string Other)? FirstPair(Discourse discourse)
    {
        for (int i = 1; i + 1 < Math.Min(discourse.Tokens.Length, 400); i++)
        {
            bool link = discourse.Tokens[i].Is(WordClass.Coordinators) || (discourse.Tokens[i].Kind == TokenKind.Comma && i == 1);
            if (link && IsNamePart(discourse, i - 1) && IsNamePart(discourse, i + 1))
            {
                int first = i - 1;
                while (first > 0 && IsNamePart(discourse, first - 1) && i - first < 3)
                {
                    first--;
                }

                int end = i + 2;
                while (end < discourse.Tokens.Length && IsNamePart(discourse, end) && end - i < 4)
                {
                    end++;
                }

                return (discourse.TextOf(new Phrase(first, i)), discourse.TextOf(new Phrase(i + 1, end)));
            }
        }

        return null;
    }

    private static string Spelling(Discourse discourse, int i) => discourse.TextOf(new Phrase(i, i + 1));

    private static bool IsNamePart(Discourse discourse, int i)
    {
        Token token = discourse.Tokens[i];
        return discourse.IsCapitalised(i) && !token.Is(WordClass.Days | WordClass.Pronouns | WordClass.Prepositions | WordClass.Determiners | WordClass.Coordinators
                | WordClass.Subordinators | WordClass.Connectives | WordClass.Auxiliaries | WordClass.Modals | WordClass.Salutations)
            && (!discourse.StartsSentence(i) || (i + 1 < discourse.Tokens.Length && discourse.IsCapitalised(i + 1)) || token.Word.Norm.Length == 0);
    }

    // "Ursula von der Leyen"
    private static bool IsParticle(Discourse discourse, int i)
    {
        Token token = discourse.Tokens[i];
        return token.IsWord && token.Is(WordClass.NameParticles)
            && i + 1 < discourse.Tokens.Length && (discourse.IsCapitalised(i + 1) || IsParticle(discourse, i + 1));
    }

    /// <summary>A phrase as a name: one line, no quotation marks, no article before several capitals.</summary>
    public string Tidy(Phrase phrase, bool keepArticle = false)
    {
        Token[] tokens = _discourse.Tokens;
        (int first, int end) = phrase;
        while (end > first && (tokens[end - 1].Kind == TokenKind.Clitic || tokens[end - 1].IsQuote))
        {
            end--;
        }

        while (first < end && tokens[first].IsQuote)
        {
            first++;
        }

        if (!keepArticle && end - first >= 3 && tokens[first].Is(WordClass.Articles) && _discourse.IsCapitalised(first + 1) && _discourse.IsCapitalised(first + 2))
        {
            first++;
        }

        StringBuilder name = new();
        bool gap = false;
        for (int i = first; i < end; i++)
        {
            gap |= i > first && tokens[i].Start > tokens[i - 1].End;
            if (tokens[i].IsQuote)
            {
                continue;
            }

            bool spaced = name.Length > 0 && gap;
            gap = false;
            name.Append(spaced ? " " : "");
            string spelling = Spelling(_discourse, i);
            bool lower = i == first && _discourse.StartsSentence(i) && !tokens[i].Is(WordClass.Titles | WordClass.Days)
                && (tokens[i].Word.Norm.Length > 0 || _lowerCase.Contains(spelling.ToLowerInvariant())) && !(spelling.Length > 1 && char.IsUpper(spelling[1]))
                && !(end - first > 1 && _discourse.IsCapitalised(first + 1) && !tokens[first].Is(WordClass.Determiners));
            name.Append(lower ? char.ToLowerInvariant(spelling[0]) + spelling[1..] : spelling);
        }

        return name.ToString();
    }
}
