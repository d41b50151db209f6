namespace ArticleDigest.Editions.Merging;

/// <summary>What two statements have in common, and where they part.</summary>
internal sealed class StatementMatch
{
    private const int ShortestCommon = 5;
    private const int ShortestCognate = 4;
    private const double CommonPart = 0.6;

    private readonly StatementWords _one;
    private readonly StatementWords _other;
    private readonly int[] _ofOne;
    private readonly int[] _ofOther;

    public StatementMatch(StatementWords one, StatementWords other)
    {
        _one = one;
        _other = other;
        _ofOne = new int[one.Terms.Count];
        _ofOther = new int[other.Terms.Count];
        Array.Fill(_ofOne, -1);
        Array.Fill(_ofOther, -1);
        IsOneLanguage = string.Equals(one.Language, other.Language, StringComparison.Ordinal);
        Pair((mine, its) => string.Equals(mine.Stem, its.Stem, StringComparison.Ordinal));
        Pair((mine, its) => mine.Concept is null && its.Concept is null && IsLike(mine.Stem, its.Stem));
        CompareFigures();
        CompareClauses();
    }

    /// <summary>Whether both statements are in one language.</summary>
    public bool IsOneLanguage { get; }

    /// <summary>How many words and numbers they have in common.</summary>
    public int Common => Pairs + FiguresInCommon;

    /// <summary>How many words they have in common.</summary>
    public int Pairs { get; private set; }

    /// <summary>How many things they have in common: words that do not say what is done.</summary>
    public int Things { get; private set; }

    /// <summary>How many numbers they have in common.</summary>
    public int FiguresInCommon { get; private set; }

    /// <summary>Whether a number of one stands against another number of the same kind in the other.</summary>
    public bool FiguresPart { get; private set; }

    /// <summary>Whether numbers or what the clauses do part them, so that they cannot say the same.</summary>
    public bool AreAtOdds => FiguresPart || Opposed > 0;

    /// <summary>How many of the common words one statement ends and the other brings about, or one makes more of and the other less.</summary>
    public int Opposed { get; private set; }

    /// <summary>The share that is common of both, from 0 to 1.</summary>
    public double Share => Common == 0 ? 0 : 2.0 * Common / (Size(_one) + Size(_other));

    /// <summary>The share that is common of the shorter one, from 0 to 1.</summary>
    public double Cover => Common == 0 ? 0 : (double)Common / Math.Min(Size(_one), Size(_other));

    /// <summary>The share of the first statement's words and numbers that the other has too, from 0 to 1.</summary>
    public double ShareOfOne => Size(_one) == 0 ? 0 : (double)Common / Size(_one);

    /// <summary>The share of the things that is common, of the statement with fewer of them; from 0 to 1.</summary>
    public double ThingsCover => Things == 0 ? 0 : (double)Things / Math.Min(_one.Terms.Count(t => !t.IsAction), _other.Terms.Count(t => !t.IsAction));

    /// <summary>Whether the first thing of the shorter statement is one of the other's too.</summary>
    public bool SharesSubject
    {
        get
        {
            bool isOneShorter = Size(_one) <= Size(_other);
            (IReadOnlyList<Term> terms, int[] pairs) = isOneShorter ? (_one.Terms, _ofOne) : (_other.Terms, _ofOther);
            int first = FirstThing(terms);
            return first < terms.Count && pairs[first] >= 0;
        }
    }

    /// <summary>Whether the first statement names the thing that the other is about (the noun that its first words end with), or what is done.</summary>
    public bool SharesHead
    {
        get
        {
            int head = Head(_other);
            return Array.Exists(_ofOne, its => its >= 0 && (its == head || _other.Terms[its].IsAction));
        }
    }

    /// <summary>Whether in one place one statement has one noun and the other another: "delay payments" and "delay permits".</summary>
    public bool HasSubstitution { get; private set; }

    /// <summary>Whether these nouns are things, and not what is done: "ban cars" and "ban lorries".</summary>
    public bool HasOtherThing { get; private set; }

    /// <summary>Whether each of the statements has a verb that the other has not.</summary>
    public bool DoOtherThings => Does(_one.Terms, _ofOne, 0, _ofOne.Length) && Does(_other.Terms, _ofOther, 0, _ofOther.Length);

    /// <summary>Whether each of the statements names a thing that the other does not, wherever it stands.</summary>
    public bool NameOtherThings => LeavesThing(_one.Terms, _ofOne) && LeavesThing(_other.Terms, _ofOther);

    /// <summary>Whether these verbs stand in one place, or both statements begin with them: "publish the findings" and "question the findings".</summary>
    public bool HasOtherVerb { get; private set; }

    /// <summary>
    /// Whether the longer statement is about something else than the shorter one, all of whose words it has: "a tax on
    /// tobacco advertising", "ban parking for cars".
    /// </summary>
    public bool HasOtherSubject
    {
        get
        {
            (IReadOnlyList<Term> terms, int[] pairs) = Size(_one) > Size(_other) ? (_one.Terms, _ofOne) : (_other.Terms, _ofOther);
            return HasOtherObject(terms, pairs) || (!_one.HasHeadFirst && !_one.JoinsNouns && Enumerable.Range(1, Math.Max(terms.Count - 1, 0)).Any(at => HasOtherHead(terms, pairs, at)));
        }
    }

    /// <summary>Whether the first statement's word at a place is one of the other's too.</summary>
    public bool IsPaired(int term) => _ofOne[term] >= 0;

    private static int Size(StatementWords words) => words.Terms.Count + words.Figures.Count;

    private static int FirstThing(IReadOnlyList<Term> terms)
    {
        int at = 0;
        while (at < terms.Count && (terms[at].IsAction || terms[at].IsVerb))
        {
            at++;
        }

        return at == terms.Count ? 0 : at;
    }

    // "the four-euro charge": charge; "taxe de séjour": taxe
    private static int Head(StatementWords words)
    {
        int at = FirstThing(words.Terms);
        if (words.HasHeadFirst)
        {
            return at;
        }

        while (at + 1 < words.Terms.Count && words.Terms[at + 1].Chunk == words.Terms[at].Chunk && !words.Terms[at + 1].IsAction && !words.Terms[at + 1].IsVerb)
        {
            at++;
        }

        return at;
    }

    private void Pair(Func<Term, Term, bool> areOne)
    {
        for (int i = 0; i < _ofOne.Length; i++)
        {
            for (int k = 0; k < _ofOther.Length && _ofOne[i] < 0; k++)
            {
                if (_ofOther[k] < 0 && areOne(_one.Terms[i], _other.Terms[k]))
                {
                    (_ofOne[i], _ofOther[k]) = (k, i);
                    Pairs++;
                    Things += _one.Terms[i].IsAction ? 0 : 1;
                }
            }
        }
    }

    // "televised" and "television"; "Sportverbände" and "Verbände"; in two languages "étiquette" and "etiqueta".
    private bool IsLike(string one, string other)
    {
        (string mine, string its) = IsOneLanguage ? (one, other) : (Cognate(one), Cognate(other));
        int common = mine.AsSpan().CommonPrefixLength(its);
        if (IsOneLanguage && _one.JoinsNouns && Math.Min(mine.Length, its.Length) >= ShortestCommon && (mine.EndsWith(its, StringComparison.Ordinal) || its.EndsWith(mine, StringComparison.Ordinal)))
        {
            return true;
        }

        return common >= (IsOneLanguage ? ShortestCommon : ShortestCognate) && common >= CommonPart * Math.Max(mine.Length, its.Length);
    }

    private static string Cognate(string stem)
    {
        Span<char> letters = stackalloc char[stem.Length];
        int length = 0;
        for (int i = 0; i < stem.Length; i++)
        {
            char c = stem[i];
            char even = c switch { 'q' or 'c' => 'k', 'y' => 'i', 'z' => 's', 'w' => 'v', _ => c };
            bool silent = c == 'h' || (c == 'u' && i > 0 && stem[i - 1] == 'q') || (length > 0 && letters[length - 1] == even);
            if (!silent)
            {
                letters[length++] = even;
            }
        }

        return letters[..length].ToString();
    }

    private void CompareFigures()
    {
        List<Figure> mine = [.. _one.Figures];
        List<Figure> its = [.. _other.Figures];
        for (int i = mine.Count - 1; i >= 0; i--)
        {
            int same = its.FindIndex(figure => figure.Value == mine[i].Value && figure.CountsAs(mine[i]));
            if (same >= 0)
            {
                mine.RemoveAt(i);
                its.RemoveAt(same);
                FiguresInCommon++;
            }
        }

        FiguresPart = mine.Exists(figure => its.Exists(figure.CountsAs));
    }

    private void CompareClauses()
    {
        for (int i = 0; i < _ofOne.Length; i++)
        {
            if (_ofOne[i] is >= 0 and int k)
            {
                Term mine = _one.Terms[i];
                Term its = _other.Terms[k];
                bool ended = !mine.IsOpen && !its.IsOpen && mine.IsEnded != its.IsEnded;
                Opposed += ended || mine.Amount * its.Amount < 0 ? 1 : 0;
            }
        }

        HasOtherVerb = Does(_one.Terms, _ofOne, 0, Math.Min(1, _ofOne.Length)) && Does(_other.Terms, _ofOther, 0, Math.Min(1, _ofOther.Length));
        for (int i = 0; i < _ofOne.Length; i++)
        {
            if (Pairs > 0 && _ofOne[i] < 0 && (i == 0 || _ofOne[i - 1] >= 0))
            {
                Substitute(i);
            }
        }
    }

    // A run of words that only one statement has against one of the other's in the same place.
    private void Substitute(int first)
    {
        int end = first;
        while (end < _ofOne.Length && _ofOne[end] < 0)
        {
            end++;
        }

        int start = first == 0 ? 0 : _ofOne[first - 1] + 1;
        int stop = end == _ofOne.Length ? _ofOther.Length : _ofOne[end];
        if (start >= stop || _ofOther.AsSpan(start, stop - start).ContainsAnyExcept(-1))
        {
            return;
        }

        HasSubstitution |= Names(_one.Terms, first, end, withActions: true) && Names(_other.Terms, start, stop, withActions: true);
        HasOtherThing |= Names(_one.Terms, first, end, withActions: false) && Names(_other.Terms, start, stop, withActions: false);
        HasOtherVerb |= Does(_one.Terms, _ofOne, first, end) && Does(_other.Terms, _ofOther, start, stop);
    }

    // "ban [parking for] cars": right behind the action stands another thing than the one that is shared.
    private static bool HasOtherObject(IReadOnlyList<Term> terms, int[] pairs)
    {
        int action = 0;
        while (action < terms.Count && !terms[action].IsAction)
        {
            action++;
        }

        int thing = action + 1;
        return thing + 1 < terms.Count && pairs[action] >= 0 && pairs[thing] < 0 && pairs[thing + 1] >= 0 && terms[thing + 1].Chunk != terms[thing].Chunk;
    }

    // "a tax on tobacco [advertising]"
    private static bool HasOtherHead(IReadOnlyList<Term> terms, int[] pairs, int at) =>
        at < terms.Count && pairs[at] < 0 && pairs[at - 1] >= 0 && terms[at].Chunk == terms[at - 1].Chunk && !terms[at - 1].IsAction && !terms[at - 1].IsVerb
        && !terms[at].IsAction && (at + 1 == terms.Count || terms[at + 1].Chunk != terms[at].Chunk);

    private static bool Does(IReadOnlyList<Term> terms, int[] pairs, int first, int end)
    {
        for (int i = first; i < end; i++)
        {
            if (pairs[i] < 0 && (terms[i].IsVerb || terms[i].IsAction))
            {
                return true;
            }
        }

        return false;
    }

    private static bool LeavesThing(IReadOnlyList<Term> terms, int[] pairs)
    {
        for (int i = 0; i < pairs.Length; i++)
        {
            if (pairs[i] < 0 && !terms[i].IsVerb && !terms[i].IsAction)
            {
                return true;
            }
        }

        return false;
    }

    private static bool Names(IReadOnlyList<Term> terms, int first, int end, bool withActions)
    {
        for (int i = first; i < end; i++)
        {
            if (!terms[i].IsVerb && (withActions || !terms[i].IsAction))
            {
                return true;
            }
        }

        return false;
    }
}
