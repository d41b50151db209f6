namespace ArticleDigest.Analysis.Extractive;

/// <summary>Tells what a text says did happen from what it denies, supposes or merely has in view.</summary>
internal sealed class Assertions(ParsedArticle article)
{
    private const int Reach = 12;

    private Span<Token> Tokens => article.Text.Tokens;

    /// <summary>Whether a verb tells that something was done: not negated, no mere plan, possibility or condition.</summary>
    public bool IsTold(int verb)
    {
        ref readonly VerbGroup group = ref article.Verbs[verb];
        if (group.IsNegated || group.Modality is Modality.Possible or Modality.Deontic)
        {
            return false;
        }

        Sentence sentence = article.Text.Sentences[article.Text.SentenceAt(group.Head)];
        if (group.Modality == Modality.Future && !IsPolite(verb, group, sentence))
        {
            return false;
        }

        return IsReal(verb, group, sentence);
    }

    /// <summary>Whether a verb tells where somebody stands: what was done, and what somebody will do or decided to do: "will vote against".</summary>
    public bool IsTaken(int verb)
    {
        ref readonly VerbGroup group = ref article.Verbs[verb];
        if (group.IsNegated || group.Modality is Modality.Possible or Modality.Deontic)
        {
            return false;
        }

        Sentence sentence = article.Text.Sentences[article.Text.SentenceAt(group.Head)];
        return group.Modality == Modality.Future ? !group.IsPerfect && !HasCondition(sentence) && (!group.IsFinite || !IsSupposed(verb, sentence))
            : IsReal(verb, group, sentence) || (group.IsInfinitive && IsResolved(verb, sentence));
    }

    // "decided to back the plan"
    private bool IsResolved(int verb, Sentence sentence)
    {
        int governing = verb - 1;
        return governing >= 0 && article.Verbs[governing] is { IsNegated: false, IsFinite: true, Modality: Modality.None } governor && governor.Head >= sentence.First
            && Tokens[governor.Head].Word.IsCueIn(governor, CueKind.Resolve, Tokens) && article.Verbs[verb].First - governor.End < Reach && !IsSupposed(governing, sentence);
    }

    private bool IsReal(int verb, in VerbGroup group, Sentence sentence) =>
        group.Kind switch
        {
            GroupKind.Infinitive => IsRealised(verb, group, sentence),
            GroupKind.Gerund => IsAside(verb, group, sentence),
            GroupKind.Participle => true,
            _ => !IsSupposed(verb, sentence),
        };

    /// <summary>Whether a clause is a condition, or what somebody denies.</summary>
    public bool IsSupposed(int verb, Sentence sentence)
    {
        int link = LinkOf(verb, sentence);
        if (link >= 0 && Tokens[link].Is(WordClass.Conditions))
        {
            return true;
        }

        if (link < 0 || Tokens[link].Tag != Tag.Complementiser)
        {
            return Conditioned(verb, sentence) || IsWished(verb, link);
        }

        // "denied that she had proposed", "did not say that"
        for (int i = link - 1; i >= Math.Max(sentence.First, link - Reach); i--)
        {
            if (article.Verbs.At(i) is >= 0 and int governor)
            {
                ref readonly VerbGroup main = ref article.Verbs[governor];
                return main.IsNegated || Tokens[main.Head].Word.HasCue(CueKind.Deny) || (IsWished(verb, link) && !Tokens[main.Head].Word.HasCue(CueKind.Criticism)) || (main.IsFinite && IsSupposed(governor, sentence));
            }
        }

        return false;
    }

    /// <summary>The link that begins a verb's clause; -1 if nothing does.</summary>
    public int LinkOf(int verb, Sentence sentence)
    {
        ref readonly VerbGroup group = ref article.Verbs[verb];
        if (article.Lexicon.IsVerbSecond)
        {
            int first = group.Clause.First;
            return Tokens[first].Tag is Tag.Complementiser or Tag.Subordinator or Tag.Relative ? first : -1;
        }

        for (int i = group.First - 1; i >= sentence.First; i--)
        {
            if (Tokens[i].Tag is Tag.Complementiser or Tag.Subordinator or Tag.Relative)
            {
                return i;
            }

            if ((article.Verbs.At(i) is >= 0 and int other && article.Verbs[other].IsFinite) || Tokens[i].Kind is TokenKind.Semicolon or TokenKind.Colon)
            {
                return -1;
            }
        }

        return -1;
    }

    // "que o presidente vete", "para que se respete": what is wished did not happen.
    private bool IsWished(int verb, int link) => link >= 0 && article.Lexicon.AdjectivesFollow && article.Verbs[verb].IsSubjunctive && Tokens[link].Tag != Tag.Relative;

    // "Had the league proposed …", "The party would have proposed", "would propose if"
    private bool Conditioned(int verb, Sentence sentence)
    {
        ref readonly VerbGroup group = ref article.Verbs[verb];
        return article.Lexicon.JoinsApostrophes && group.First == sentence.First && Tokens[group.First].Is(WordClass.Have);
    }

    // "I would urge the council", but not "I would have urged" or "I would urge it if"
    private bool IsPolite(int verb, in VerbGroup group, Sentence sentence)
    {
        if (group.IsPerfect || HasCondition(sentence))
        {
            return false;
        }

        Subject subject = article.Subjects.Of(verb);
        return subject.IsDroppedFirst || subject.IsWord(WordClass.FirstPerson, Tokens);
    }

    private bool HasCondition(Sentence sentence)
    {
        for (int i = sentence.First; i < sentence.End; i++)
        {
            if (Tokens[i].Is(WordClass.Conditions) && Tokens[i].Tag == Tag.Subordinator)
            {
                return true;
            }
        }

        return false;
    }

    // ", accusing the West of", "a letter calling for"
    private bool IsAside(int verb, in VerbGroup group, Sentence sentence)
    {
        int before = group.First - 1;
        while (before >= sentence.First && Tokens[before].Tag == Tag.Adverb)
        {
            before--;
        }

        if (before < sentence.First || Tokens[before].Kind is TokenKind.Comma or TokenKind.Dash)
        {
            return article.Subjects.Governing(verb) is not (>= 0 and int main) || article.Verbs[main].Modality is not (Modality.Possible or Modality.Future);
        }

        return article.Nouns.At(before) >= 0 || (Tokens[before].Tag == Tag.Preposition && Tokens[before].Word.Serves(WordUse.GerundMarkers));
    }

    // "went on to accuse", "marched to demand", "pour dénoncer", but not "refused to condemn" or "a decision to reject".
    private bool IsRealised(int verb, in VerbGroup group, Sentence sentence)
    {
        int before = group.First - 1;
        bool purpose = before >= sentence.First && Tokens[before].Tag is Tag.Preposition or Tag.Subordinator && !Tokens[before].Is(WordClass.Of);
        if (article.Lexicon.IsVerbSecond)
        {
            purpose = Tokens[group.Clause.First].Tag is Tag.Preposition or Tag.Subordinator && Tokens[group.Clause.First].Word.Serves(WordUse.PurposeMarkers);
        }

        int governing = verb - 1;
        if (governing >= 0 && article.Text.SentenceAt(article.Verbs[governing].Head) == article.Text.SentenceAt(group.Head) && group.First - article.Verbs[governing].Head <= Reach * 2)
        {
            ref readonly VerbGroup governor = ref article.Verbs[governing];
            Word head = Tokens[governor.Head].Word;
            bool real = governor is { IsNegated: false, Modality: Modality.None, Kind: GroupKind.Finite or GroupKind.Gerund };
            if (!real || head.HasCue(CueKind.Realise))
            {
                return real;
            }

            bool adjacent = before >= sentence.First && article.Nouns.At(before) < 0;
            bool unreal = head.HasCue(CueKind.Deny) || head.HasCue(CueKind.Want) || head.HasCue(CueKind.Proposal) || head.HasCue(CueKind.Halt) || head.HasCue(CueKind.Plan) || head.HasCue(CueKind.Speech) || head.HasCue(CueKind.Cause);
            // "drove to the capital to demand": the purpose of where they went
            bool away = article.Lexicon.JoinsApostrophes && article.Nouns.At(before) is >= 0 and int noun && article.Nouns[noun] is { Preposition: >= 0 } place
                && !Tokens[place.Preposition].Is(WordClass.Of) && !head.Is(WordClass.Auxiliaries);
            bool said = article.Lexicon.AdjectivesFollow && head.HasCue(CueKind.Speech) && group.Marker < 0 && group.First - governor.End <= 1;
            return said || !unreal && (purpose || away || (adjacent && article.Lexicon.JoinsApostrophes && !head.Is(WordClass.Auxiliaries) && !head.HasCue(CueKind.Criticism)));
        }

        return false;
    }
}
