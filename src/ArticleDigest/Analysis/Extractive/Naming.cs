namespace ArticleDigest.Analysis.Extractive;

/// <summary>The names in an article and their fullest forms: "Lavrov" is Sergei Lavrov, "the mayor" the mayor who was named.</summary>
internal sealed class Naming : IDisposable
{
    private const int LongestName = 6;
    private const int UsualNames = 16;

    private readonly Discourse _discourse;
    private readonly Lexicon _lexicon;
    private readonly PooledList<char> _name = new(128);
    private readonly PooledList<(int End, string Name)> _tidied;
    private readonly Dictionary<string, string?> _fullest = new(UsualNames, StringComparer.Ordinal);
    private readonly Dictionary<string, string?>.AlternateLookup<ReadOnlySpan<char>> _fullestOf;
    private readonly Dictionary<string, List<(int Token, string Name)>> _roles = new(StringComparer.Ordinal);

    public Naming(Discourse discourse, Discourse title, Lexicon lexicon)
    {
        _discourse = discourse;
        _lexicon = lexicon;
        _fullestOf = _fullest.GetAlternateLookup<ReadOnlySpan<char>>();
        _tidied = new PooledList<(int End, string Name)>(discourse.Tokens.Length + 1);
        _tidied.Fill((-1, ""), discourse.Tokens.Length + 1);
        Read(title, withRoles: false);
        Read(discourse, withRoles: true);
        Pair = FirstPair(title) ?? FirstPair(discourse);
    }

    /// <summary>The first two capitalised names joined by "and", or by a comma in a headline; null if there are none.</summary>
    public (string One, string Other)? Pair { get; }

    /// <summary>The fullest form of a one-word name; null if there is none, or several.</summary>
    public string? Fullest(ReadOnlySpan<char> word) => _fullestOf.TryGetValue(word, out string? name) ? name : null;

    /// <summary>Who was last named with a role before a token; null if nobody was.</summary>
    public string? Holder(string role, int before) =>
        _roles.TryGetValue(role, out List<(int Token, string Name)>? holders) ? LastBefore(holders, before) ?? (holders.Count == 1 ? holders[0].Name : null) : null;

    /// <summary>Whom a role right before a name tells, as "the minister, Jane Roe,"; null if no name of that role begins at the token.</summary>
    public string? HolderAt(string role, int token) =>
        _roles.TryGetValue(role, out List<(int Token, string Name)>? holders) && CountBefore(holders, token) is var at && at < holders.Count && holders[at].Token == token ? holders[at].Name : null;

    /// <summary>The last of some names, sorted by their token, that stands before a token.</summary>
    public static string? LastBefore(List<(int Token, string Name)> names, int token) =>
        CountBefore(names, token) is > 0 and int count ? names[count - 1].Name : null;

    private static int CountBefore(List<(int Token, string Name)> names, int token)
    {
        int low = 0;
        int high = names.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = names[middle].Token < token ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _name.Dispose();
        _tidied.Dispose();
    }

    /// <summary>A phrase as a name: one line, no quotation marks, no article before several capitals.</summary>
    public string Tidy(Phrase phrase)
    {
        // The same phrase is asked for again and again.
        ref (int End, string Name) known = ref _tidied[phrase.First];
        if (known.End != phrase.End)
        {
            known = (phrase.End, Tidied(phrase, keepArticle: false));
        }

        return known.Name;
    }

    /// <summary>A phrase as a name with its article.</summary>
    public string TidyWithArticle(Phrase phrase) => Tidied(phrase, keepArticle: true);

    private string Tidied(Phrase phrase, bool keepArticle)
    {
        Span<Token> tokens = _discourse.Tokens;
        (int first, int end) = phrase;
        while (end > first && (tokens[end - 1].Kind == TokenKind.Clitic || tokens[end - 1].IsQuote || tokens[end - 1].Kind == TokenKind.Comma))
        {
            end--;
        }

        first = _discourse.SkipAdverbs(first, end);

        if (!keepArticle && end - first >= 3 && tokens[first].Is(WordClass.Articles) && tokens[first + 1].IsCapitalised && tokens[first + 2].IsCapitalised && !_lexicon.CapitalisesNouns)
        {
            first++;
        }

        // "demande au gouvernement": le gouvernement
        _name.Shorten(0);
        if (first > 0 && first < end && tokens[first - 1].Tag == Tag.Preposition && tokens[first - 1].Word.Article is { Length: > 0 } article && !tokens[first].Is(WordClass.Determiners)
            && (keepArticle || end - first == 1 || !tokens[first].IsCapitalised || !tokens[first + 1].IsCapitalised))
        {
            _name.AddRange(article);
            _name.Add(' ');
        }

        bool gap = false;
        for (int i = first; i < end; i++)
        {
            gap |= i > first && tokens[i].Start > tokens[i - 1].End;
            if (tokens[i].IsQuote)
            {
                continue;
            }

            if (i > first && _name.Count > 0 && gap)
            {
                _name.Add(' ');
            }

            gap = false;
            ReadOnlySpan<char> spelling = Spelling(_discourse, i);
            bool lower = i == first && tokens[i].StartsSentence && tokens[i].IsCapitalised && !IsAlwaysCapital(i, first, end);
            _name.Add(lower ? char.ToLowerInvariant(spelling[0]) : spelling[0]);
            _name.AddRange(spelling[1..]);
        }

        return _name.Span.ToString();
    }

    // Whether the first word keeps its capital away from the beginning of a sentence.
    private bool IsAlwaysCapital(int i, int first, int end)
    {
        Span<Token> tokens = _discourse.Tokens;
        if ((_lexicon.CapitalisesNouns && tokens[i].Tag == Tag.Noun) || tokens[i].Is(WordClass.Titles | WordClass.Days) || (tokens[i].Length > 1 && char.IsUpper(_discourse.Text[tokens[i].Start + 1])))
        {
            return true;
        }

        if (tokens[i].Tag is Tag.Determiner or Tag.Pronoun)
        {
            return false;
        }

        return !(tokens[i].Word.IsKnown || HasLowerCase(i)) || (end - first > 1 && tokens[first + 1].IsCapitalised);
    }

    private bool HasLowerCase(int i)
    {
        ReadOnlySpan<char> spelling = Spelling(_discourse, i);
        foreach (Token token in _discourse.Tokens)
        {
            if (token.Length == spelling.Length && token.IsWord && !token.IsCapitalised && spelling.Equals(_discourse.Text.AsSpan(token.Start, token.Length), StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private void Read(Discourse discourse, bool withRoles)
    {
        Span<Token> tokens = discourse.Tokens;
        for (int i = 0; i < tokens.Length; i++)
        {
            if (!IsNamePart(discourse, i))
            {
                continue;
            }

            // "the Liberal Party"
            bool described = i > 0 && tokens[i].Means(Sense.Groups) && tokens[i - 1].Tag == Tag.Adjective && tokens[i - 1].IsCapitalised && !tokens[i].StartsSentence;
            int first = described ? i - 1 : i;
            while (i + 1 < tokens.Length && i - first < LongestName && !tokens[i + 1].StartsSentence && (IsNamePart(discourse, i + 1) || IsParticle(discourse, i + 1)))
            {
                i++;
            }

            Remember(discourse, first, i + 1, withRoles);
        }
    }

    private void Remember(Discourse discourse, int first, int end, bool withRoles)
    {
        Span<Token> tokens = discourse.Tokens;
        int start = first;
        Word? role = null;
        for (int i = first; i + 1 < end; i++)
        {
            if (tokens[i].Means(Sense.Roles) || tokens[i].Is(WordClass.Titles) || (_lexicon.CapitalisesNouns && (tokens[i].Means(Sense.Groups | Sense.Documents | Sense.Plans) || tokens[i].Is(WordClass.Noun))))
            {
                role = tokens[i].Means(Sense.Roles) ? tokens[i].Word : role;
                start = i + 1;
            }
        }

        // "mayor Jane Roe", with a small role before the name
        if (start == first && first > 0 && tokens[first - 1].Means(Sense.Roles))
        {
            role = tokens[first - 1].Word;
        }

        if (end - start >= 2)
        {
            ReadOnlySpan<char> name = discourse.Span(new Phrase(start, end));
            Offer(discourse.Span(new Phrase(end - 1, end)), name);
            Offer(discourse.Span(new Phrase(start, start + 1)), name);
        }

        if (!withRoles)
        {
            return;
        }

        role ??= Apposed(discourse, end) ?? Introduced(discourse, first, end);
        if (role is { IsKnown: true })
        {
            string name = discourse.TextOf(new Phrase(start, end));
            string full = end - start == 1 ? Fullest(name) ?? name : name;
            if (!_roles.TryGetValue(role.Norm, out List<(int Token, string Name)>? holders))
            {
                _roles[role.Norm] = holders = [];
            }

            holders.Add((first, full));
        }
    }

    // "Jane Roe, the mayor of X,"
    private static Word? Apposed(Discourse discourse, int end)
    {
        Span<Token> tokens = discourse.Tokens;
        if (end + 1 >= tokens.Length || tokens[end].Kind != TokenKind.Comma)
        {
            return null;
        }

        for (int i = end + 1; i < Math.Min(tokens.Length, end + 6) && tokens[i].Kind is TokenKind.Word or TokenKind.Clitic; i++)
        {
            if (tokens[i].Tag is Tag.Preposition or Tag.Relative or Tag.Verb)
            {
                return null;
            }

            if (tokens[i].Means(Sense.Roles))
            {
                return tokens[i].Word;
            }
        }

        return null;
    }

    // "the Bishop of Durham, Helen Carter," and "its chair, Tom Brandt,"
    private static Word? Introduced(Discourse discourse, int first, int end)
    {
        Span<Token> tokens = discourse.Tokens;
        if (end - first < 2 || first < 2 || tokens[first - 1].Kind != TokenKind.Comma || (end < tokens.Length && tokens[end].Kind is not (TokenKind.Comma or TokenKind.Stop)))
        {
            return null;
        }

        for (int i = first - 2; i >= Math.Max(0, first - 9) && tokens[i].Kind is TokenKind.Word or TokenKind.Clitic; i--)
        {
            bool headed = i == first - 2 || tokens[i + 1].Tag == Tag.Preposition || tokens[i + 1].Tag == Tag.Adjective;
            if (headed && tokens[i].Means(Sense.Roles))
            {
                return tokens[i].Word;
            }

            if (tokens[i].Tag == Tag.Verb)
            {
                return null;
            }
        }

        return null;
    }

    // A second fuller form for the same word makes it nobody's, unless one contains the other.
    private void Offer(ReadOnlySpan<char> word, ReadOnlySpan<char> name)
    {
        if (!_fullestOf.TryGetValue(word, out string? known))
        {
            _fullestOf[word] = name.ToString();
        }
        else if (known is not null && !known.AsSpan().Contains(name, StringComparison.Ordinal))
        {
            _fullestOf[word] = name.Contains(known, StringComparison.Ordinal) ? name.ToString()
                : known.AsSpan().EndsWith(word, StringComparison.Ordinal) && !name.EndsWith(word, StringComparison.Ordinal) ? known
                : null;
        }
    }

    private (string One, string Other)? FirstPair(Discourse discourse)
    {
        Span<Token> tokens = discourse.Tokens;
        for (int i = 1; i + 1 < Math.Min(tokens.Length, 400); i++)
        {
            bool link = tokens[i].Is(WordClass.Coordinators) || (tokens[i].Kind == TokenKind.Comma && i == 1);
            if (link && IsNamePart(discourse, i - 1) && IsNamePart(discourse, i + 1) && !(_lexicon.CapitalisesNouns && (tokens[i - 1].Word.IsKnown || tokens[i + 1].Word.IsKnown)))
            {
                int first = i - 1;
                while (first > 0 && IsNamePart(discourse, first - 1) && i - first < 3)
                {
                    first--;
                }

                int end = i + 2;
                while (end < tokens.Length && IsNamePart(discourse, end) && end - i < 4)
                {
                    end++;
                }

                return (discourse.TextOf(new Phrase(first, i)), discourse.TextOf(new Phrase(i + 1, end)));
            }
        }

        return null;
    }

    private static ReadOnlySpan<char> Spelling(Discourse discourse, int i) => discourse.Span(new Phrase(i, i + 1));

    private static bool IsNamePart(Discourse discourse, int i)
    {
        Token token = discourse.Tokens[i];
        return token.IsCapitalised && token.IsWord && token.Tag is Tag.Name or Tag.Noun
            && !token.Is(WordClass.Days | WordClass.Pronouns | WordClass.Prepositions | WordClass.Determiners | WordClass.Links | WordClass.Connectives | WordClass.Auxiliaries)
            && (!token.StartsSentence || (i + 1 < discourse.Tokens.Length && discourse.Tokens[i + 1].IsCapitalised) || !token.Word.IsKnown);
    }

    // "Ursula von der Leyen"
    private static bool IsParticle(Discourse discourse, int i)
    {
        Span<Token> tokens = discourse.Tokens;
        return tokens[i].IsWord && tokens[i].Is(WordClass.NameParticles) && i > 0 && !tokens[i - 1].Means(Sense.Roles | Sense.Groups | Sense.Documents)
            && i + 1 < tokens.Length && (tokens[i + 1].IsCapitalised || (tokens[i + 1].IsWord && IsParticle(discourse, i + 1)));
    }
}
