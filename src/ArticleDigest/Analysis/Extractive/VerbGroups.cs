namespace ArticleDigest.Analysis.Extractive;

/// <summary>Finds the verbs of an article's sentences, so that all that follows agrees on which word is one.</summary>
internal sealed class VerbGroups
{
    private const int LongestNounBefore = 6;

    private readonly Discourse _discourse;
    private readonly int[] _groupOf;
    private readonly List<VerbGroup> _groups = [];
    private readonly int[] _firstOfSentence;

    public VerbGroups(Discourse discourse)
    {
        _discourse = discourse;
        _groupOf = new int[discourse.Tokens.Length];
        Array.Fill(_groupOf, -1);
        _firstOfSentence = new int[discourse.Sentences.Length + 1];
        for (int s = 0; s < discourse.Sentences.Length; s++)
        {
            _firstOfSentence[s] = _groups.Count;
            Sentence sentence = discourse.Sentences[s];
            for (int i = sentence.First; i < sentence.End;)
            {
                i = Read(i, sentence);
            }
        }

        _firstOfSentence[^1] = _groups.Count;
    }

    /// <summary>The verbs of a sentence, in order.</summary>
    public ReadOnlySpan<VerbGroup> Of(int sentence) => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_groups)
        [_firstOfSentence[sentence].._firstOfSentence[sentence + 1]];

    /// <summary>The verb a token belongs to; null if to none.</summary>
    public VerbGroup? At(int token) => _groupOf[token] is >= 0 and int group ? _groups[group] : null;

    /// <summary>Whether a token belongs to a verb.</summary>
    public bool IsVerb(int token) => _groupOf[token] >= 0;

    private int Read(int first, Sentence sentence)
    {
        Token[] tokens = _discourse.Tokens;
        Modality modality = Modality.None;
        bool negated = false, be = false, have = false, infinitive = false;
        int modal = -1, lastAuxiliary = -1;
        int i = first;
        for (; i < sentence.End; i++)
        {
            Word word = tokens[i].Word;
            bool started = lastAuxiliary >= 0 || infinitive;
            if (tokens[i].Kind == TokenKind.Clitic ? !(word.Is(WordClass.Auxiliaries | WordClass.Future) && FollowsPronoun(i, sentence)) : !tokens[i].IsWord)
            {
                if (started && tokens[i].IsQuote)
                {
                    continue;
                }

                break;
            }

            if (word.Is(WordClass.DeonticWithTo) && !infinitive && Follows(i + 1, sentence, WordClass.Infinitive) && !IsNounContext(i, sentence))
            {
                modality = modality == Modality.None ? Modality.Deontic : modality;
                negated |= word.Is(WordClass.Negations);
                modal = modal < 0 ? i : modal;
                lastAuxiliary = ++i;
            }
            else if (word.Is(WordClass.Modals) && !(be || have) && IsModalHere(i, sentence))
            {
                modality = word.Is(WordClass.Deontic) ? Modality.Deontic : word.Is(WordClass.Future) ? Modality.Future : Modality.Possible;
                negated |= word.Is(WordClass.Negations);
                modal = i;
                lastAuxiliary = i;
            }
            else if (word.Is(WordClass.Auxiliaries))
            {
                be |= word.Is(WordClass.Be);
                have |= word.Is(WordClass.Have);
                negated |= word.Is(WordClass.Negations);
                lastAuxiliary = i;
            }
            else if (!started && word.Is(WordClass.Infinitive) && BeginsInfinitive(i, sentence))
            {
                infinitive = true;
                negated |= i > sentence.First && tokens[i - 1].Is(WordClass.Negations);
            }
            else if (started && (word.Is(WordClass.Negations | WordClass.Adverbs) || (word.Is(WordClass.SuffixAdverb) && !word.HasVerb(VerbForms.Base))))
            {
                negated |= word.Is(WordClass.Negations);
            }
            else
            {
                break;
            }
        }

        return Complete(first, i, sentence, new Auxiliaries(modality, negated, be, have, infinitive, modal, lastAuxiliary));
    }

    private int Complete(int first, int main, Sentence sentence, Auxiliaries aux)
    {
        Token[] tokens = _discourse.Tokens;
        if (aux.Last < 0 && !aux.Infinitive)
        {
            if (first < sentence.End && tokens[first].IsWord && ReadAlone(first, sentence) is { } form && form != VerbForms.None)
            {
                bool reduced = form == VerbForms.Participle;
                bool negated = first > sentence.First && tokens[first - 1].Is(WordClass.Negations);
                Add(first, first, new VerbGroup(first, first, form, Modality.None, negated, reduced, IsPerfect: false, IsInfinitive: false, -1));
            }

            return first + 1;
        }

        Word? word = main < sentence.End && tokens[main].IsWord ? tokens[main].Word : null;
        bool canBeMain = word is not null && !word.Is(WordClass.Articles | WordClass.Possessives | WordClass.Prepositions | WordClass.Pronouns | WordClass.Coordinators);
        bool participle = canBeMain && (word!.HasVerb(VerbForms.Participle) || word.Is(WordClass.SuffixParticiple));
        bool gerund = canBeMain && (word!.HasVerb(VerbForms.Gerund) || word.Is(WordClass.SuffixGerund));
        bool modal = aux.Modality != Modality.None;
        bool isMain = aux.Be ? participle || gerund
            : aux.Have ? participle
            : canBeMain && !_discourse.IsCapitalised(main);
        if (!isMain && aux.Last < 0)
        {
            return first + 1;
        }

        if (!isMain && modal && !aux.Be && !aux.Have)
        {
            return Math.Max(first + 1, main);
        }

        int head = isMain ? main : aux.Last;
        VerbForms ofForm = aux.Infinitive || (modal && !aux.Have) ? VerbForms.Base
            : !modal && !aux.Have && tokens[first].Word.HasVerb(VerbForms.Gerund) ? VerbForms.Gerund
            : VerbForms.Finite;
        ofForm = modal && !aux.Infinitive ? VerbForms.Finite : ofForm;
        Add(first, head, new VerbGroup(first, head, ofForm, aux.Modality, aux.Negated, aux.Be && isMain && participle && !gerund, aux.Have, aux.Infinitive, aux.Modal));
        return head + 1;
    }

    private void Add(int first, int head, VerbGroup group)
    {
        Array.Fill(_groupOf, _groups.Count, first, head - first + 1);
        _groups.Add(group);
    }

    // A verb without auxiliary: finite, participle after its noun, or -ing form; none if the word is a noun or adjective here.
    private VerbForms ReadAlone(int i, Sentence sentence)
    {
        Token[] tokens = _discourse.Tokens;
        Word word = tokens[i].Word;
        bool past = word.Is(WordClass.SuffixParticiple);
        if (word.Verb == VerbForms.None && !past && !word.Is(WordClass.SuffixGerund))
        {
            return VerbForms.None;
        }

        bool nounContext = IsNounContext(i, sentence);
        int before = Before(i, sentence);
        if (word.HasVerb(VerbForms.Gerund) || (word.Verb == VerbForms.None && word.Is(WordClass.SuffixGerund)))
        {
            bool afterPreposition = before >= sentence.First && tokens[before].Is(WordClass.Prepositions);
            bool leads = word.HasVerb(VerbForms.Gerund) || Follows(i + 1, sentence, WordClass.Determiners | WordClass.Possessives | WordClass.It | WordClass.They);
            return (leads || afterPreposition) && (!nounContext || afterPreposition) ? VerbForms.Gerund : VerbForms.None;
        }

        if (nounContext || (_discourse.IsCapitalised(i) && !_discourse.StartsSentence(i)))
        {
            return VerbForms.None;
        }

        if ((past || word.HasVerb(VerbForms.Participle)) && Follows(i + 1, sentence, WordClass.By) && before >= sentence.First && !tokens[before].Is(WordClass.Pronouns))
        {
            return VerbForms.Participle;
        }

        if (word.Verb == VerbForms.None)
        {
            return before >= sentence.First && tokens[before].IsWord && !tokens[before].Is(WordClass.SuffixAdjective) ? VerbForms.Finite : VerbForms.None;
        }

        if (word.Is(WordClass.NounVerbs))
        {
            // "The press release said": the next word is the verb.
            if (i + 1 < sentence.End && tokens[i + 1].IsWord && !tokens[i + 1].Is(WordClass.NounVerbs | WordClass.Possessives)
                && (tokens[i + 1].Is(WordClass.Be | WordClass.Modals) || (tokens[i + 1].Word.HasVerb(VerbForms.Finite) && !tokens[i + 1].Word.HasVerb(VerbForms.Base))))
            {
                return VerbForms.None;
            }

            return IsVerbRatherThanNoun(i, before, sentence) ? VerbForms.Finite : VerbForms.None;
        }

        return word.HasVerb(VerbForms.Finite | VerbForms.Base) ? VerbForms.Finite : VerbForms.Participle;
    }

    private bool IsNounContext(int i, Sentence sentence)
    {
        Token[] tokens = _discourse.Tokens;
        int before = Before(i, sentence);
        if (before < sentence.First)
        {
            return false;
        }

        Token previous = tokens[before];
        Word word = tokens[i].Word;
        if (previous.Kind == TokenKind.Clitic)
        {
            return !previous.Is(WordClass.Auxiliaries) || !FollowsPronoun(before, sentence);
        }

        // "Anna Roe of Ward 12 criticised": the number ends a name.
        bool named = previous.Kind == TokenKind.Number && before - 1 > sentence.First && _discourse.IsCapitalised(before - 1) && !tokens[before - 1].Is(WordClass.Days)
            && !word.Is(WordClass.NounVerbs);
        if (named)
        {
            return false;
        }

        if (previous.Kind == TokenKind.Number || previous.Is(WordClass.Articles | WordClass.Possessives))
        {
            return true;
        }

        if (previous.Is(WordClass.Relatives))
        {
            return false;
        }

        if (previous.Is(WordClass.Determiners))
        {
            return word.Is(WordClass.NounVerbs) || word.HasVerb(VerbForms.Gerund);
        }

        if (previous.Is(WordClass.Prepositions))
        {
            return !previous.Is(WordClass.Subordinators) || word.Is(WordClass.NounVerbs);
        }

        // "the latest call", "its revised proposed plan"
        return word.Is(WordClass.NounVerbs | WordClass.SuffixParticiple) && previous.Is(WordClass.SuffixAdjective) && previous.IsWord
            && !_discourse.IsCapitalised(before) && before > sentence.First
            && (tokens[before - 1].Is(WordClass.Articles | WordClass.Possessives) || tokens[before - 1].Kind == TokenKind.Clitic);
    }

    // "Critics call for", "the mayor calls for", "they demand", but "rejected U.S. calls for", "after the union demands".
    private bool IsVerbRatherThanNoun(int i, int before, Sentence sentence)
    {
        Token[] tokens = _discourse.Tokens;
        Word word = tokens[i].Word;
        if (before < sentence.First)
        {
            return word.HasVerb(VerbForms.Base) && Follows(i + 1, sentence, WordClass.Determiners | WordClass.Possessives);
        }

        Token previous = tokens[before];
        bool basic = word.HasVerb(VerbForms.Base);
        if (previous.Is(WordClass.Relatives) || (previous.Is(WordClass.Pronouns) && !previous.Is(WordClass.Possessives)))
        {
            return true;
        }

        if (previous.Kind == TokenKind.Comma && word.HasVerb(VerbForms.Finite) && (_groups.Count == 0 || _groups[^1].First < sentence.First))
        {
            return true;
        }

        if (previous.Is(WordClass.Coordinators) || previous.Kind == TokenKind.Comma)
        {
            return _groups.Count > 0 && _groups[^1].First >= sentence.First
                && (basic ? _groups[^1].Form == VerbForms.Base || _groups[^1].Modality != Modality.None : _groups[^1].Form == VerbForms.Finite)
                && !Follows(i + 1, sentence, WordClass.Auxiliaries);
        }

        if (!previous.IsWord)
        {
            return false;
        }

        bool plural = IsPlural(before, sentence);
        bool somebody = _discourse.IsCapitalised(before) || previous.Is(WordClass.Roles | WordClass.GroupWords | WordClass.Documents | WordClass.SuffixAgent | WordClass.SuffixPlural);
        return somebody && word.HasVerb(plural ? VerbForms.Base : VerbForms.Finite) && !IsGoverned(before, sentence);
    }

    private bool IsPlural(int i, Sentence sentence)
    {
        Token[] tokens = _discourse.Tokens;
        bool ending = tokens[i].Is(WordClass.SuffixPlural) && (!_discourse.IsCapitalised(i) || _discourse.StartsSentence(i));
        bool coordinated = i - 2 >= sentence.First && tokens[i - 1].Is(WordClass.Coordinators) && tokens[i - 2].IsWord;
        return ending || coordinated || (tokens[i].Is(WordClass.Collective) && !_discourse.IsCapitalised(i));
    }

    // Whether the noun before belongs to an earlier verb or preposition, so that it is no subject.
    private bool IsGoverned(int noun, Sentence sentence)
    {
        Token[] tokens = _discourse.Tokens;
        int i = noun;
        while (i > sentence.First && noun - i < LongestNounBefore && tokens[i - 1].IsWord && _groupOf[i - 1] < 0
            && !tokens[i - 1].Is(WordClass.Prepositions | WordClass.Subordinators | WordClass.Relatives))
        {
            i--;
        }

        if (i == sentence.First)
        {
            return false;
        }

        return _groupOf[i - 1] >= 0
            ? !tokens[i - 1].Word.HasCue(CueKind.Speech)
            : tokens[i - 1].Is(WordClass.Prepositions) && !tokens[i - 1].Is(WordClass.Subordinators | WordClass.Of);
    }

    private bool BeginsInfinitive(int to, Sentence sentence)
    {
        Token[] tokens = _discourse.Tokens;
        int i = to + 1;
        while (i < sentence.End && i < to + 3 && (tokens[i].Is(WordClass.Adverbs | WordClass.Negations) || (tokens[i].Is(WordClass.SuffixAdverb) && !tokens[i].Word.HasVerb(VerbForms.Base))))
        {
            i++;
        }

        if (i >= sentence.End || !tokens[i].IsWord || _discourse.IsCapitalised(i))
        {
            return false;
        }

        Word word = tokens[i].Word;
        return word.HasVerb(VerbForms.Base) || word.Is(WordClass.Be | WordClass.Have | WordClass.Do)
            || (word.Norm.Length == 0 && !word.Is(WordClass.SuffixGerund | WordClass.SuffixPlural)
                && Follows(i + 1, sentence, WordClass.Articles | WordClass.Possessives | WordClass.Demonstratives | WordClass.They));
    }

    // Behind a modal stands a verb or adverb; "may" the month and "will" the paper have neither.
    private bool IsModalHere(int i, Sentence sentence) =>
        (!_discourse.IsCapitalised(i) || _discourse.StartsSentence(i)) && i + 1 < sentence.End && !IsNounContext(i, sentence);

    private bool FollowsPronoun(int clitic, Sentence sentence) =>
        clitic > sentence.First && _discourse.Tokens[clitic - 1].Is(WordClass.Pronouns | WordClass.Relatives | WordClass.Expletives | WordClass.Demonstratives);

    private bool Follows(int i, Sentence sentence, WordClass any) => i < sentence.End && _discourse.Tokens[i].Is(any);

    // The token before, adverbs and quotation marks skipped.
    private int Before(int i, Sentence sentence)
    {
        int before = i - 1;
        while (before >= sentence.First && i - before < 5
            && (_discourse.Tokens[before].IsQuote || _discourse.Tokens[before].Is(WordClass.Negations)
                || (_discourse.Tokens[before].Is(WordClass.Adverbs | WordClass.SuffixAdverb) && !_discourse.Tokens[before].Is(WordClass.Determiners))))
        {
            before--;
        }

        return before;
    }

    [System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Auto)]
    private readonly record struct Auxiliaries(Modality Modality, bool Negated, bool Be, bool Have, bool Infinitive, int Modal, int Last);
}
