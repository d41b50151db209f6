namespace ArticleDigest.Editions.Merging;

/// <summary>
/// Tells for every word of a statement whether its clause brings about or ends: "stop the closure of the pool" ends an
/// ending, "not raise the fee" is no more of it. A clause without a word of its own for that goes on with the one before,
/// or in verb-final languages with the one behind: "ban cars and lorries", "Autos und Lastwagen verbieten".
/// </summary>
internal sealed class Clauses(List<Term> terms, bool adjectivesFollow, Concept? limit, Concept? floor)
{
    private readonly List<Clause> _clauses = [new Clause(0)];
    private bool _isWithout;

    private Clause Current => _clauses[^1];

    /// <summary>Whether something has been denied in this clause so far.</summary>
    public bool IsDenied => Current.Nots > 0;

    /// <summary>A clause may begin.</summary>
    public void Begin()
    {
        _isWithout = false;
        if (Current.First < terms.Count || Current.IsInstead)
        {
            _clauses.Add(new Clause(terms.Count));
        }
    }

    /// <summary>A clause begins that says nothing of what the others do: "because", "when".</summary>
    public void BeginApart()
    {
        Begin();
        Current.IsApart = true;
    }

    /// <summary>Takes a word in that only changes its clause.</summary>
    /// <param name="concept">What the word stands for.</param>
    /// <param name="isDone">Whether an action stands behind it, with all that belongs to it.</param>
    /// <returns>Whether it was such a word, which is not compared.</returns>
    public bool Take(Concept concept, bool isDone)
    {
        if (concept.Has(ConceptMarks.Instead))
        {
            Begin();
            Current.IsInstead = true;
        }
        else if (concept.Has(ConceptMarks.Without))
        {
            Current.Withouts.Add((terms.Count, adjectivesFollow ? terms.Count + 1 : int.MaxValue));
            _isWithout = !adjectivesFollow;
            Current.Undone = isDone ? Math.Min(Current.Undone, terms.Count) : Current.Undone;
        }
        else if (concept.Has(ConceptMarks.Not))
        {
            Current.Nots++;
        }
        else if (concept.Has(ConceptMarks.Over))
        {
            LimitTo();
        }
        else if (!concept.Has(ConceptMarks.Vague))
        {
            return false;
        }

        return true;
    }

    /// <summary>What is denied is more than a number that follows.</summary>
    public void LimitTo()
    {
        Bound();
        Current.IsOver = true;
    }

    /// <summary>What is denied is less than a sum that follows.</summary>
    public void LimitFrom()
    {
        Bound();
        Current.IsBelow = true;
    }

    /// <summary>Takes a bound in: what is denied beyond it is not denied.</summary>
    public void Bound() => Current.IsBounded = true;

    /// <summary>
    /// Small words end what "without" reaches: "without consulting coastal states". Where adjectives stand behind their noun
    /// it reaches one word: "sin aviso previo el suministro". If an action stands behind it, of what follows nobody can tell.
    /// </summary>
    public void EndChunk()
    {
        if (_isWithout && Current.Withouts[^1].First < terms.Count)
        {
            Current.Withouts[^1] = (Current.Withouts[^1].First, terms.Count);
            _isWithout = false;
        }
    }

    /// <summary>Takes in what a word that is compared does to its clause.</summary>
    public void Apply(Concept? concept)
    {
        if (concept is null)
        {
            return;
        }

        Clause clause = Current;
        clause.IsOpen |= concept.Has(ConceptMarks.Both);
        clause.Ends += concept.Has(ConceptMarks.End) ? 1 : 0;
        clause.Amount = concept.Has(ConceptMarks.More) ? 1 : concept.Has(ConceptMarks.Less) ? -1 : clause.Amount;
        clause.Acts |= concept.Has(ConceptMarks.Be | ConceptMarks.End | ConceptMarks.More | ConceptMarks.Less | ConceptMarks.Both);
    }

    /// <summary>Tells every word what its clause does.</summary>
    public void Settle()
    {
        // "nobody more than 25" limits to 25.
        if (limit is not null && Current.Limits)
        {
            terms.Add(new Term(limit.Name, limit) { IsVerb = true, Chunk = int.MaxValue });
        }

        // "no pension of less than 900" is at least 900.
        if (floor is not null && Current.HasFloor)
        {
            terms.Add(new Term(floor.Name, floor) { Chunk = int.MaxValue });
        }

        for (int c = 0; c < _clauses.Count; c++)
        {
            Clause clause = _clauses[c];
            Clause deciding = clause.Decides || clause.IsApart ? clause : Leading(c) ?? clause;
            int end = c + 1 < _clauses.Count ? _clauses[c + 1].First : terms.Count;
            for (int t = clause.First; t < end; t++)
            {
                bool without = !clause.IsDoublyDenied && clause.Withouts.Exists(reach => t >= reach.First && t < reach.End);
                terms[t].IsEnded = deciding.IsEnding ^ clause.IsInstead ^ without;
                terms[t].IsWithout = without;
                terms[t].IsOpen = deciding.IsOpen || (!without && clause.Undone <= t) || clause is { IsApart: true, Decides: false };
                terms[t].Amount = clause.IsInstead ? 0 : deciding.SignedAmount;
            }
        }
    }

    private Clause? Leading(int at)
    {
        for (int c = at - 1; c >= 0; c--)
        {
            if (_clauses[c] is { Decides: true, IsInstead: false, IsApart: false })
            {
                return _clauses[c];
            }
        }

        return at + 1 < _clauses.Count && _clauses[at + 1] is { Decides: true, IsInstead: false, IsApart: false } ? _clauses[at + 1] : null;
    }

    private sealed class Clause(int first)
    {
        public int First => first;

        public List<(int First, int End)> Withouts { get; } = [];

        // From here on words may belong to what is not done: "cut without notifying the residents the supply".
        public int Undone { get; set; } = int.MaxValue;

        public int Nots { get; set; }

        public int Ends { get; set; }

        public int Amount { get; set; }

        public bool Acts { get; set; }

        public bool IsBounded { get; set; }

        public bool IsOver { get; set; }

        public bool IsBelow { get; set; }

        public bool Limits => IsOver && Nots > 0;

        public bool HasFloor => IsBelow && Nots > 0;

        public bool IsInstead { get; set; }

        public bool IsOpen { get; set; }

        public bool IsApart { get; set; }

        public bool Decides => Acts || Nots > 0 || IsInstead;

        // French denies with two words, "no more than" does not deny, and who makes less of something does not end it.
        public bool IsEnding => Amount == 0 && (Turns ^ (Ends % 2 == 1));

        public int SignedAmount => Limits ? -1 : HasFloor ? 1 : Turns ^ (Ends % 2 == 1) ? -Amount : Amount;

        // "no house without solar panels"
        public bool IsDoublyDenied => Nots > 0 && Withouts.Count > 0;

        private bool Turns => Nots > 0 && !IsBounded && !IsDoublyDenied;
    }
}
