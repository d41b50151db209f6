namespace ArticleDigest.Editions.Merging;

/// <summary>What two statements have in common, and where they part.</summary>
internal sealed class StatementMatch
{
    private readonly StatementWords _one;
    private readonly StatementWords _other;
    private readonly int[] _ofOne;
    private readonly int[] _ofOther;
    private readonly bool[] _figuresOfOne;
    private readonly bool[] _figuresOfOther;
    private readonly int _neutralOfOne;
    private readonly int _neutralOfOther;

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
        Pair((mine, its) => mine.Concept is null && its.Concept is null && AreLike(mine.Stem, its.Stem));
        _figuresOfOne = new bool[one.Figures.Count];
        _figuresOfOther = new bool[other.Figures.Count];
        CompareFigures();
        if (IsOneLanguage && Common > 0 && Pairs < Math.Min(_ofOne.Length, _ofOther.Length))
        {
            Pair(WordLikeness.HaveOneRoot);
            Pair(AreMere);
        }

        CompareClauses();
        (_neutralOfOne, _neutralOfOther) = Common == 0 ? (0, 0) : (Neutral(one, _ofOne, _figuresOfOne, other, _ofOther, _figuresOfOther), Neutral(other, _ofOther, _figuresOfOther, one, _ofOne, _figuresOfOne));
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

    /// <summary>Whether one is to be before and the other after the same: "before the match", "two weeks after the match".</summary>
    public bool TimesPart { get; private set; }

    /// <summary>Whether numbers, times or what the clauses do part them, so that they cannot say the same.</summary>
    public bool AreAtOdds => FiguresPart || TimesPart || Opposed > 0;

    /// <summary>How many of the common words one statement ends and the other brings about, or one makes more of and the other less.</summary>
    public int Opposed { get; private set; }

    /// <summary>The share that is common of both, from 0 to 1.</summary>
    public double Share => Common == 0 ? 0 : 2.0 * Common / (SizeOfOne + SizeOfOther);

    /// <summary>The share that is common of the shorter one, from 0 to 1.</summary>
    public double Cover => Common == 0 ? 0 : (double)Common / Math.Min(SizeOfOne, SizeOfOther);

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

    /// <summary>Whether these verbs stand in one place, or both statements begin with them: "publish the findings" and "question the findings".</summary>
    public bool HasOtherVerb { get; private set; }

    /// <summary>
    /// Whether each does something that the data knows and the other does not, wherever it stands ("delay" and "speed up"), or in
    /// one place ("introduce" and "raise"), or one does something to what the other does ("dump", "hide that it is dumped").
    /// Then it is not one thing in two words.
    /// </summary>
    public bool DoKnownOthers { get; private set; }

    /// <summary>
    /// Whether the longer statement is about something else than the shorter one, all of whose words it has: "a tax on
    /// tobacco advertising", "ban parking for cars".
    /// </summary>
    public bool HasOtherSubject
    {
        get
        {
            (IReadOnlyList<Term> terms, int[] pairs) = SizeOfOne > SizeOfOther ? (_one.Terms, _ofOne) : (_other.Terms, _ofOther);
            return HasOtherObject(terms, pairs) || (!_one.HasHeadFirst && !_one.JoinsNouns && Enumerable.Range(1, Math.Max(terms.Count - 1, 0)).Any(at => HasOtherHead(terms, pairs, at)));
        }
    }

    /// <summary>Whether the first statement's word at a place is one of the other's too.</summary>
    public bool IsPaired(int term) => _ofOne[term] >= 0;

    // How much of each counts: without what it tells besides and the other does not contradict.
    private int SizeOfOne => Size(_one) - _neutralOfOne;

    private int SizeOfOther => Size(_other) - _neutralOfOther;

    private static int Size(StatementWords words) => words.Terms.Count + words.Figures.Count;

    // When, why and what for are neutral where only one statement tells them; that something is to be introduced or allowed,
    // where the other leaves nothing else.
    private static int Neutral(StatementWords words, int[] pairs, bool[] figures, StatementWords other, int[] otherPairs, bool[] otherFigures)
    {
        bool otherDetails = LeavesDate(other, otherFigures);
        bool otherTells = false;
        for (int i = 0; i < otherPairs.Length; i++)
        {
            otherDetails |= otherPairs[i] < 0 && other.Terms[i].IsDetail;
            otherTells |= otherPairs[i] < 0 && !other.Terms[i].IsDetail;
        }

        int neutral = 0;
        for (int i = 0; i < pairs.Length; i++)
        {
            neutral += pairs[i] < 0 && ((!otherDetails && words.Terms[i].IsDetail) || (!otherTells && words.Terms[i].IsWeak)) ? 1 : 0;
        }

        for (int i = 0; i < figures.Length && !otherDetails; i++)
        {
            neutral += !figures[i] && words.Figures[i].IsDate ? 1 : 0;
        }

        return neutral;
    }

    private static bool LeavesDate(StatementWords words, bool[] figures)
    {
        for (int i = 0; i < figures.Length; i++)
        {
            if (!figures[i] && words.Figures[i].IsDate)
            {
                return true;
            }
        }

        return false;
    }

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

    private bool AreLike(string mine, string its) => IsOneLanguage
        ? WordLikeness.AreLike(mine, its, _one.JoinsNouns)
        : WordLikeness.AreCognate(mine, its);

    // "raise the grants by 100 million" and "100 million more for grants"
    private static bool AreMere(Term mine, Term its) =>
        mine.Concept is { } one && its.Concept is { } other && (one.Name is Concept.More || other.Name is Concept.More)
        && one.Has(ConceptMarks.More) && other.Has(ConceptMarks.More);

    private void CompareFigures()
    {
        for (int i = _figuresOfOne.Length - 1; i >= 0; i--)
        {
            for (int k = 0; k < _figuresOfOther.Length && !_figuresOfOne[i]; k++)
            {
                if (!_figuresOfOther[k] && _other.Figures[k].Value == _one.Figures[i].Value && _other.Figures[k].CountsAs(_one.Figures[i]))
                {
                    (_figuresOfOne[i], _figuresOfOther[k]) = (true, true);
                    FiguresInCommon++;
                }
            }
        }

        for (int i = 0; i < _figuresOfOne.Length; i++)
        {
            for (int k = 0; k < _figuresOfOther.Length && !_figuresOfOne[i]; k++)
            {
                FiguresPart |= !_figuresOfOther[k] && _one.Figures[i].CountsAs(_other.Figures[k]);
            }
        }
    }

    private void CompareClauses()
    {
        // "move the race without asking the athletes", "the athletes were not asked": what else the first does is not ended.
        bool undone = false;
        for (int i = 0; i < _ofOne.Length; i++)
        {
            undone |= _ofOne[i] is >= 0 and int k && _one.Terms[i].IsEnded && _other.Terms[k].IsEnded && _one.Terms[i].IsWithout != _other.Terms[k].IsWithout;
        }

        for (int i = 0; i < _ofOne.Length; i++)
        {
            if (_ofOne[i] is >= 0 and int k)
            {
                Term mine = _one.Terms[i];
                Term its = _other.Terms[k];
                bool ended = !undone && !mine.IsOpen && !its.IsOpen && mine.IsEnded != its.IsEnded;
                TimesPart |= !ended && mine.Time * its.Time < 0;
                Opposed += ended || mine.Amount * its.Amount < 0 ? 1 : 0;
            }
        }

        bool embeds = IsEmbedded(_one.Terms, _ofOne, _other.Terms, _ofOther) || IsEmbedded(_other.Terms, _ofOther, _one.Terms, _ofOne);
        TermRun firstOfOne = new(_one.Terms, 0, Math.Min(1, _ofOne.Length));
        TermRun firstOfOther = new(_other.Terms, 0, Math.Min(1, _ofOther.Length));
        HasOtherVerb = embeds || (firstOfOne.Does(_ofOne) && firstOfOther.Does(_ofOther));
        DoKnownOthers = embeds || (HasOtherVerb && AreKnownOthers(firstOfOne, firstOfOther))
            || (LeavesKnown(_one.Terms, _ofOne, _other.Terms) && LeavesKnown(_other.Terms, _ofOther, _one.Terms));
        HasSubstitution = HasFigureForThing(_one, _ofOne, _figuresOfOne, _other, _ofOther) || HasFigureForThing(_other, _ofOther, _figuresOfOther, _one, _ofOne);
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

        TermRun mine = new(_one.Terms, first, end);
        TermRun its = new(_other.Terms, start, stop);

        // What one tells besides stands against no thing of the other's.
        bool besides = mine.TellsBesides != its.TellsBesides;
        HasSubstitution |= !besides && mine.Names(withActions: true) && its.Names(withActions: true);
        HasOtherThing |= mine.Names(withActions: false) && its.Names(withActions: false);
        bool does = mine.Does(_ofOne);
        bool otherDoes = its.Does(_ofOther);
        if (!besides && does && otherDoes)
        {
            HasOtherVerb = true;
            DoKnownOthers |= AreKnownOthers(mine, its);
        }
        else if (!besides && (does ? its.Names(withActions: false) : otherDoes && mine.Names(withActions: false)))
        {
            // "allow cars" and "a tax on cars"
            HasOtherVerb = true;
            DoKnownOthers |= mine.IsKnown && its.IsKnown;
        }
    }

    // "a meal at one euro" and "a hot meal in the evening"
    private static bool HasFigureForThing(StatementWords words, int[] pairs, bool[] figures, StatementWords other, int[] otherPairs)
    {
        for (int f = 0; f < figures.Length; f++)
        {
            int place = words.FigurePlaces[f];
            if (figures[f] || words.Figures[f].IsDate || words.Figures[f].Unit is Figure.Count || place == 0 || place == pairs.Length || pairs[place - 1] < 0 || pairs[place] <= pairs[place - 1] + 1)
            {
                continue;
            }

            (int start, int stop) = (pairs[place - 1] + 1, pairs[place]);
            if (!otherPairs.AsSpan(start, stop - start).ContainsAnyExcept(-1) && new TermRun(other.Terms, start, stop) is { TellsBesides: false } run && run.Names(withActions: false))
            {
                return true;
            }
        }

        return false;
    }

    // "dump waste" and "hide that waste is dumped": what the one does is only a part of what the other does.
    private static bool IsEmbedded(IReadOnlyList<Term> terms, int[] pairs, IReadOnlyList<Term> others, int[] otherPairs) =>
        pairs.Length > 0 && otherPairs.Length > 0 && pairs[0] > 0 && otherPairs[0] < 0 && terms[0].IsDone && others[0].IsDone && !others[0].IsWeak && others[pairs[0]].IsDone;

    // Whether the data knows what is done in both places; that both are to be says nothing.
    private static bool AreKnownOthers(TermRun mine, TermRun its) =>
        mine.DoesKnown(withWeak: true) && its.DoesKnown(withWeak: true)
        && (mine.DoesKnown(withWeak: false) || its.DoesKnown(withWeak: false));

    // "ban mining" and "no mine may operate": what ends says no more than a denial does.
    private static bool LeavesKnown(IReadOnlyList<Term> terms, int[] pairs, IReadOnlyList<Term> others)
    {
        bool deny = others.Any(term => term.IsEnded) && !others.Any(term => term.IsEnd);
        for (int i = 0; i < pairs.Length; i++)
        {
            if (pairs[i] < 0 && terms[i] is { IsDone: true, Concept: not null, IsWeak: false, IsDetail: false } && !(deny && terms[i].IsEnd))
            {
                return true;
            }
        }

        return false;
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
        return thing + 1 < terms.Count && pairs[action] >= 0 && pairs[thing] < 0 && terms[thing] is { IsVerb: false, IsAction: false, IsDetail: false } && !Vocabulary.IsGeneral(terms[thing].Stem) && pairs[thing + 1] >= 0 && terms[thing + 1].Chunk != terms[thing].Chunk;
    }

    // "a tax on tobacco [advertising]"
    private static bool HasOtherHead(IReadOnlyList<Term> terms, int[] pairs, int at) =>
        at < terms.Count && pairs[at] < 0 && pairs[at - 1] >= 0 && terms[at].Chunk == terms[at - 1].Chunk && !terms[at - 1].IsAction && !terms[at - 1].IsVerb
        && !terms[at].IsAction && !Vocabulary.IsGeneral(terms[at].Stem) && (at + 1 == terms.Count || terms[at + 1].Chunk != terms[at].Chunk);
}
