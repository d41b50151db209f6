namespace ArticleDigest.Analysis.Extractive;

/// <summary>Tells which verbs only stand in what somebody denies, doubts or imagines, so that nobody has proposed or criticised.</summary>
internal sealed class Assertions(Discourse discourse, VerbGroups verbs, Subjects subjects)
{
    private const int Reach = 40;

    private Token[] Tokens => discourse.Tokens;

    /// <summary>Whether the verb tells what did not happen: it is denied, or a condition.</summary>
    public bool IsUnreal(VerbGroup group, Sentence sentence) =>
        IsUnder(group.First, sentence) || IsConditional(group, sentence) || IsNobodys(group, sentence);

    /// <summary>Whether a place is within "denied that …", "did not say that …", "it is not true that …".</summary>
    public bool IsUnder(int at, Sentence sentence)
    {
        bool clause = false;
        for (int i = at - 1; i >= Math.Max(sentence.First, at - Reach); i--)
        {
            if (Tokens[i].Kind is TokenKind.Semicolon or TokenKind.Colon || Tokens[i].Is(WordClass.Contrast))
            {
                return false;
            }

            if (Tokens[i].Kind == TokenKind.Comma || (Tokens[i].Is(WordClass.Coordinators) && !clause && !verbs.IsVerb(i) && EndsComplement(i, at, sentence)))
            {
                return false;
            }

            clause |= Tokens[i].Is(WordClass.Complementisers);
            if (verbs.At(i) is { } governor)
            {
                if (Denies(governor, at, clause, sentence))
                {
                    return true;
                }

                i = governor.First;
            }
        }

        return false;
    }

    // "denied that X had met Y and proposed Z" is denied as a whole; in "denied it and proposed Z" the denial ends before "and".
    private bool EndsComplement(int and, int at, Sentence sentence)
    {
        for (int i = and - 1; i >= Math.Max(sentence.First, and - Reach) && Tokens[i].Kind != TokenKind.Comma; i--)
        {
            if (Tokens[i].Is(WordClass.Complementisers))
            {
                return subjects.Of(verbs.At(at) ?? default, sentence) is { } own && own.First > and;
            }
        }

        return true;
    }

    private bool Denies(VerbGroup governor, int at, bool clause, Sentence sentence)
    {
        int next = governor.Head + 1;
        if (next >= sentence.End)
        {
            return false;
        }

        if (Tokens[governor.Head].Is(WordClass.Be))
        {
            bool untrue = next < at && HasCue(next, CueKind.Deny);
            return clause && (governor.IsNegated || Tokens[next].Is(WordClass.Negations) || untrue);
        }

        if (Tokens[governor.Head].Word.HasCue(CueKind.Speech) && governor.IsNegated)
        {
            return clause;
        }

        int behind = BehindDenial(governor.Head);
        if (behind < 0)
        {
            return false;
        }

        bool doing = verbs.At(Math.Min(behind, sentence.End - 1)) is { Form: VerbForms.Gerund } gerund && behind <= at && gerund.First == behind;
        bool bare = verbs.At(at) is { IsFinite: true } denied && subjects.Of(denied, sentence) is { } subject && subject.First == behind;
        return clause || doing || bare;
    }

    private bool HasCue(int token, CueKind kind) => Tokens[token].Word.HasCue(kind);

    // Where what is denied begins, behind "denied" or "ruled out"; -1 if nothing is.
    private int BehindDenial(int head)
    {
        foreach (CueForm form in Tokens[head].Word.Cues)
        {
            if (form.Cue.Kind != CueKind.Deny)
            {
                continue;
            }

            foreach (Frame frame in form.Cue.Frames)
            {
                int at = head + 1;
                bool fits = at + frame.Particles.Length < Tokens.Length;
                for (int p = 0; fits && p < frame.Particles.Length; p++, at++)
                {
                    fits = Tokens[at].Word.Norm.Equals(frame.Particles[p], StringComparison.Ordinal);
                }

                if (fits)
                {
                    return at;
                }
            }
        }

        return -1;
    }

    // "if, as expected, the union proposed", "had the union proposed": up to the comma behind it, all is imagined.
    private bool IsConditional(VerbGroup group, Sentence sentence)
    {
        if (subjects.Of(group, sentence) is { } who && who.End <= group.First && who.First > sentence.First && IsInverted(who.First - 1, sentence))
        {
            return true;
        }

        for (int i = group.First - 1, asides = 0; i >= Math.Max(sentence.First, group.First - Reach); i--)
        {
            if (Tokens[i].Is(WordClass.Conditions))
            {
                return asides is 0 or 2;
            }

            asides += Tokens[i].Kind == TokenKind.Comma ? 1 : 0;
            if (asides > 2 || Tokens[i].Kind is TokenKind.Semicolon or TokenKind.Colon || (verbs.At(i) is { IsFinite: true } && asides == 0))
            {
                return false;
            }
        }

        return false;
    }

    // "Had the league proposed", "she would listen were the league to propose": an auxiliary by itself before its subject.
    private bool IsInverted(int at, Sentence sentence)
    {
        if (sentence.IsQuestion || verbs.At(at) is not { } auxiliary || auxiliary.Head != at || auxiliary.First != at || !Tokens[at].Is(WordClass.Have | WordClass.Be | WordClass.Deontic))
        {
            return at >= sentence.First && Tokens[at].Is(WordClass.Deontic) && StartsClause(at, sentence);
        }

        return StartsClause(at, sentence) || (Tokens[at].Is(WordClass.Have) && verbs.At(at - 1) is not null);
    }

    private bool StartsClause(int at, Sentence sentence) =>
        at == sentence.First || Tokens[at - 1].Kind is TokenKind.Comma or TokenKind.OpenQuote || Tokens[at - 1].Is(WordClass.Coordinators);

    // "Nobody proposed a tax", "no party criticised the plan"
    private bool IsNobodys(VerbGroup group, Sentence sentence) =>
        subjects.Of(group, sentence) is { } who && (Tokens[who.First].Is(WordClass.Negations) || (who.Count == 1 && HasCue(who.First, CueKind.Deny)));
}
