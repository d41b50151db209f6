using ArticleDigest.Analysis.Extractive;

namespace ArticleDigest.Analysis.Parties;

/// <summary>The people that a text names, and the offices that it says they hold.</summary>
internal sealed class NamedPeople
{
    private const int LongestName = 4;
    private const int LongestOffice = 8;
    private const int LongestSpelling = 120;
    private const int NearSentences = 3;
    private const int SharedRole = 5;

    private static readonly string[] Deputies = ["vi", "stell", "alt", "ex", "sub", "co", "unter", "under"];

    private readonly Discourse _text;
    private readonly string _language;
    private readonly List<NamedPerson> _people = [];
    private readonly Dictionary<string, string?> _fullOfLast = new(StringComparer.Ordinal);
    private readonly HashSet<string> _alone = new(StringComparer.Ordinal);

    /// <summary>Reads a text; linear in its length.</summary>
    public NamedPeople(Discourse text, string language)
    {
        _text = text;
        _language = language;
        foreach (Paragraph paragraph in text.Paragraphs)
        {
            for (int i = paragraph.First; i < paragraph.End && !paragraph.IsHeading;)
            {
                i = Read(i, paragraph.End);
            }
        }
    }

    private Span<Token> Tokens => _text.Tokens;

    /// <summary>The people with an office where the text tells it.</summary>
    public IEnumerable<NamedPerson> WithOffice => _people.Where(person => person.Office is not null);

    /// <summary>The people whom the text elsewhere calls by their last name alone, which nobody else in it has.</summary>
    public IEnumerable<(NamedPerson Person, string Last)> CalledByLastName =>
        _people
            .Select(person => (Person: person, Last: Spelling(person.End - 1)))
            .Where(named => named.Person.End - named.Person.Place > 1 && _alone.Contains(named.Last) && string.Equals(_fullOfLast[named.Last], named.Person.Name, StringComparison.Ordinal))
            .DistinctBy(named => named.Last, StringComparer.Ordinal);

    /// <summary>Who alone in the text has the last name or the office that a name tells; null if nobody does, or several.</summary>
    public NamedPerson? Holder(string name)
    {
        PartyName parsed = PartyName.Of(name, _language);
        if (parsed.Kind == NameKind.Brief)
        {
            string last = SpelledWord.Divide(parsed.Display).LastOrDefault()?.Spelling ?? "";
            return _fullOfLast.GetValueOrDefault(last) is { } full ? _people.Find(person => string.Equals(person.Name, full, StringComparison.Ordinal)) : null;
        }

        if (RoleOf(name) is not { } role || parsed.Kind == NameKind.Full)
        {
            return null;
        }

        NamedPerson[] holders = [.. WithOffice.Where(person => IsRole(person.Role!, role)).DistinctBy(FullOf, StringComparer.Ordinal)];
        return holders.Length == 1 && AgreesOnPlace(name, holders[0].Office!) ? holders[0] : null;
    }

    private string FullOf(NamedPerson person) => _fullOfLast.GetValueOrDefault(Spelling(person.End - 1)) ?? person.Name;

    /// <summary>
    /// Who is named for the first time, by name alone and speaking or acting, right behind an office that is told without a
    /// name: "The state's justice minister proposes hearings by video. That saves time, Jane Roe said." Null if there is
    /// anybody else in the text whom the office or the name might mean.
    /// </summary>
    /// <param name="name">The office, of somebody who acts in the text.</param>
    public NamedPerson? Introduced(string name)
    {
        int place = _text.Text.IndexOf(name, StringComparison.OrdinalIgnoreCase);
        if (place < 0 || RoleOf(name) is not { } role || PartyName.Of(name, _language).Kind is NameKind.Brief or NameKind.Full || WithOffice.Any(person => IsRole(person.Role!, role)))
        {
            return null;
        }

        int sentence = SentenceAt(place);
        NamedPerson[] bare = [.. _people.GroupBy(person => person.Name, StringComparer.Ordinal).Where(group => group.All(person => person.Office is null) && IsWhole(group.Key)).Select(group => group.First())];
        return bare.Length == 1 && SentenceAt(Tokens[bare[0].Place].Start) - sentence is >= 0 and <= NearSentences && Speaks(bare[0]) && !IsNamedBefore(bare[0]) && !AnotherHasRole(place + name.Length, Tokens[bare[0].Place].Start)
            ? bare[0]
            : null;
    }

    // A name that does something: at the end of "said Jane Roe", or before a verb.
    private bool Speaks(NamedPerson person)
    {
        bool before = person.Place > 0 && Tokens[person.Place - 1].Word.Voices;
        int verb = person.End < Tokens.Length && Tokens[person.End].Is(WordClass.ObjectClitics) ? person.End + 1 : person.End;
        bool behind = verb < Tokens.Length && Tokens[verb].IsWord && !Tokens[verb].IsCapitalised && Tokens[verb].Word.Cues.Length > 0;
        return before || behind;
    }

    // Whom the text has called by a last name is not told for the first time.
    private bool IsNamedBefore(NamedPerson person)
    {
        string last = Spelling(person.End - 1);
        int found = _text.Text.IndexOf(last, StringComparison.Ordinal);
        return found >= 0 && found < Tokens[person.Place].Start;
    }

    // "The mayor replied to the union's president": then a bare name may be either's.
    private bool AnotherHasRole(int start, int end)
    {
        foreach (Token token in Tokens)
        {
            if (token.Start >= start && token.Start < end && token.Means(Sense.Roles) && !token.Means(Sense.Plural))
            {
                return true;
            }
        }

        return false;
    }

    private bool IsWhole(string name) => PartyName.Of(name, _language).LastName is not null;

    private int SentenceAt(int place)
    {
        Span<Sentence> sentences = _text.Sentences;
        int low = 0;
        int high = sentences.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = Tokens[sentences[middle].First].Start <= place ? (middle + 1, high) : (low, middle);
        }

        return low - 1;
    }

    private int Read(int at, int limit)
    {
        if (!IsNamePart(at))
        {
            return at + 1;
        }

        int end = at + 1;
        while (end < limit && end - at <= LongestName && (IsNamePart(end) || (IsParticle(end) && end + 1 < limit && (IsNamePart(end + 1) || IsParticle(end + 1)))))
        {
            end++;
        }

        if (end - at < 2 || end - at > LongestName || !IsNamePart(end - 1))
        {
            if (end - at == 1)
            {
                _alone.Add(Spelling(at));
                Remember(at, end, at > 0 && Tokens[at - 1].Means(Sense.Roles) ? Before(at, end) : null);
            }

            return end;
        }

        string name = TextOf(at, end);
        string last = Spelling(end - 1);
        _fullOfLast[last] = !_fullOfLast.TryGetValue(last, out string? known) || string.Equals(known, name, StringComparison.Ordinal) ? name : null;
        Remember(at, end, Before(at, end) ?? Behind(end, limit));
        return end;
    }

    private void Remember(int at, int end, (int First, int Behind, int Role)? office)
    {
        // One word alone is a name behind an office: "Councillor Reed"; where all nouns have capitals nobody can tell.
        if (end - at > 1 || (office is not null && _language is not "de"))
        {
            _people.Add(new NamedPerson(TextOf(at, end), at, end)
            {
                Office = office is { } told ? TextOf(told.First, told.Behind) : null,
                Role = office is { } held ? Spelling(held.Role) : null,
            });
        }
    }

    // "Mayor Jane Roe", "China's foreign minister Wang Yi", "the minister of finance, Jane Roe,"
    private (int First, int Behind, int Role)? Before(int person, int end)
    {
        int behind = person;
        bool comma = person > 0 && Tokens[person - 1].Kind == TokenKind.Comma;
        if (comma)
        {
            bool closed = end == Tokens.Length || Tokens[end].Kind is TokenKind.Comma or TokenKind.Stop or TokenKind.OpenBracket or TokenKind.CloseBracket;
            bool list = end + 1 < Tokens.Length && Tokens[end].Kind == TokenKind.Comma && IsNamePart(end + 1);
            if (!closed || list)
            {
                return null;
            }

            behind--;
        }

        if (behind > 0 && Tokens[behind - 1].Is(WordClass.Of | WordClass.Contracted | WordClass.Articles | WordClass.Prepositions))
        {
            return null;
        }

        int role = -1;
        int first = behind;
        while (first > 0 && behind - first < LongestOffice && IsOfficePart(first - 1, role))
        {
            first--;
            role = Tokens[first].IsWord && Tokens[first].Means(Sense.Roles) && !Tokens[first].Means(Sense.Plural) ? first : role;
        }

        if (role < 0 || IsIndefinite(first - 1) || IsPossessive(first - 1))
        {
            return role >= 0 && IsPossessive(first - 1) && Lasts(role, behind) ? (role, behind, role) : null;
        }

        return Lasts(role, behind) ? (SkipSmall(first, role), behind, role) : null;
    }

    // "Jane Roe, the mayor of Port Arlen,"
    private (int First, int Behind, int Role)? Behind(int comma, int limit)
    {
        if (comma + 1 >= limit || Tokens[comma].Kind != TokenKind.Comma || IsIndefinite(comma + 1) || IsPossessive(comma + 1))
        {
            return null;
        }

        int role = -1;
        int at = comma + 1;
        while (at < limit && at - comma <= LongestOffice && Tokens[at].Kind is TokenKind.Word or TokenKind.Clitic && !IsVerb(at) && (IsArticle(at, comma) || !Tokens[at].Is(WordClass.Relatives | WordClass.Subordinators | WordClass.Coordinators)))
        {
            role = role < 0 && Tokens[at].Means(Sense.Roles) && !Tokens[at].Means(Sense.Plural) ? at : role;
            if (role < 0 && at - comma > 3)
            {
                return null;
            }

            at++;
        }

        bool closed = at < limit && Tokens[at].Kind is TokenKind.Comma or TokenKind.Stop or TokenKind.CloseBracket;
        return role >= 0 && closed ? (SkipSmall(comma + 1, role), at, role) : null;
    }

    // German: "Greta Lindner, die Vorsitzende" begins as a relative clause does, but has no verb.
    private bool IsArticle(int at, int comma) => at == comma + 1 && Tokens[at].Is(WordClass.Articles);

    // Between an office and the name stands at most what says whose it is: "minister of finance".
    private bool Lasts(int role, int behind)
    {
        if (role + 1 == behind)
        {
            return true;
        }

        Token next = Tokens[role + 1];
        return next.Is(WordClass.Of | WordClass.Contracted | WordClass.Articles | WordClass.Prepositions) || !next.IsCapitalised || _language is "de";
    }

    private bool IsOfficePart(int at, int role)
    {
        Token token = Tokens[at];
        if (token.Kind == TokenKind.Clitic)
        {
            return at > 0 && Tokens[at - 1].IsCapitalised;
        }

        if (!token.IsWord || IsVerb(at) || token.Is(WordClass.Complementisers | WordClass.Subordinators | WordClass.Coordinators | WordClass.Relatives | WordClass.Possessives | WordClass.Pronouns | WordClass.Agent))
        {
            return false;
        }

        // Left of the office only what tells it closer, and no article; right of it "of" and articles as well.
        bool small = token.Is(WordClass.Articles | WordClass.Contracted | WordClass.Of);
        return role < 0 ? small || !token.Is(WordClass.Prepositions | WordClass.Adverbs | WordClass.Connectives)
            : !small && !token.Is(WordClass.Prepositions | WordClass.Adverbs | WordClass.Connectives | WordClass.Auxiliaries | WordClass.Determiners) && !IsLowerNoun(at);
    }

    // Left of an office a small noun is another phrase: "yesterday morning Mayor Roe".
    private bool IsLowerNoun(int at) => !Tokens[at].IsCapitalised && !Tokens[at].Is(WordClass.Adjective) && Tokens[at].Word.IsKnown && !Tokens[at].Means(Sense.Groups);

    private bool IsVerb(int at)
    {
        Token token = Tokens[at];
        return token.Is(WordClass.Auxiliaries) || (!token.IsCapitalised && !token.Means(Sense.Roles | Sense.Groups) && !token.Is(WordClass.Noun | WordClass.NounVerbs | WordClass.Adjective) && token.Word.HasForm(VerbForms.Finite));
    }

    private bool IsIndefinite(int at) =>
        at >= 0 && Tokens[at].IsWord && Spelling(at).ToLowerInvariant() is var word && (word is "a" ? _language is not "pt" : word is "an" or "un" or "une" or "ein" or "eine" or "einer" or "einem" or "einen" or "una" or "um" or "uma" or "former" or "another");

    private bool IsPossessive(int at) => at >= 0 && Tokens[at].Is(WordClass.Possessives);

    private int SkipSmall(int first, int role)
    {
        while (first < role && Tokens[first].Is(WordClass.Articles | WordClass.Contracted | WordClass.Of | WordClass.Demonstratives))
        {
            first++;
        }

        return first;
    }

    private bool IsNamePart(int at)
    {
        Token token = Tokens[at];
        if (!token.IsWord || !token.IsCapitalised || (token.IsLoud && token.Length > 1 && token.Length <= 6 && Spelling(at).ToUpperInvariant().Equals(Spelling(at), StringComparison.Ordinal)))
        {
            return false;
        }

        bool common = token.Means(Sense.Roles | Sense.Groups | Sense.Documents) || token.Is(WordClass.Titles | WordClass.Determiners | WordClass.Pronouns | WordClass.Prepositions | WordClass.Links | WordClass.Connectives | WordClass.Auxiliaries | WordClass.Contracted);
        bool day = token.Is(WordClass.Days) && !(at + 1 < Tokens.Length && Tokens[at + 1].IsCapitalised && !Tokens[at + 1].Word.IsKnown && (at == 0 || Tokens[at - 1].Kind != TokenKind.Number));
        return !common && !day && !(token.StartsSentence && token.Word.IsKnown && !LeadsName(at));
    }

    // A first name that is a word as well, where a capital tells nothing: "Pilar Lacasta said"; but not "Yesterday Lacasta said".
    private bool LeadsName(int at) =>
        at + 1 < Tokens.Length && Tokens[at + 1].IsWord && Tokens[at + 1].IsCapitalised && (_language is not "de" || !Tokens[at + 1].Word.IsKnown) && !Tokens[at].Is(WordClass.Adverbs) && Tokens[at].Word.Cues.Length == 0;

    private bool IsParticle(int at) => Tokens[at].IsWord && !Tokens[at].IsCapitalised && Tokens[at].Is(WordClass.NameParticles);

    private string? RoleOf(string name)
    {
        List<SpelledWord> words = SpelledWord.Divide(name);
        Lexicon? lexicon = Lexicon.Of(_language);
        return lexicon is null ? null : words.FindLast(word => lexicon.Find(word.Spelling) is var known && known.Means(Sense.Roles) && !known.Means(Sense.Plural))?.Spelling;
    }

    // "Vorsitzende" and "Vorsitzenden", "Kammerpräsidentin" and "Präsidentin", but not "vice-president" and "president"
    private static bool IsRole(string role, string other)
    {
        string one = SpelledWord.Fold(role);
        string its = SpelledWord.Fold(other);
        int common = one.AsSpan().CommonPrefixLength(its);
        (string longer, string shorter) = one.Length > its.Length ? (one, its) : (its, one);
        if (shorter.Length > SharedRole && longer.EndsWith(shorter, StringComparison.Ordinal) && !Array.Exists(Deputies, deputy => longer.StartsWith(deputy, StringComparison.Ordinal)))
        {
            return true;
        }

        return common == Math.Min(one.Length, its.Length) && (common == Math.Max(one.Length, its.Length) || (common >= SharedRole && Math.Max(one.Length, its.Length) - common <= 2));
    }

    // "Marlow's deputy mayor" is not the deputy mayor of Penbury.
    private bool AgreesOnPlace(string name, string office)
    {
        PartyName one = PartyName.Of(name, _language);
        PartyName other = PartyName.Of(office, _language);
        if (one.Kind == NameKind.Generic || other.Kind == NameKind.Generic)
        {
            return true;
        }

        HashSet<string> mine = new(one.Key.Split(' '), StringComparer.Ordinal);
        HashSet<string> its = new(other.Key.Split(' '), StringComparer.Ordinal);
        return mine.IsSubsetOf(its) || its.IsSubsetOf(mine);
    }

    private string Spelling(int at) => TextOf(at, at + 1);

    private string TextOf(int first, int end)
    {
        int start = Tokens[first].Start;
        return _text.Text.Substring(start, Math.Min(Tokens[end - 1].End - start, LongestSpelling));
    }
}
