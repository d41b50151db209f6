namespace ArticleDigest.Analysis.Extractive;

/// <summary>What is known of a clause from its beginning up to the token that is tagged next.</summary>
internal sealed class ClauseSoFar(Lexicon lexicon)
{
    /// <summary>The tag before, quotation marks skipped.</summary>
    public Tag Before { get; private set; }

    /// <summary>Where it stands; -1 at the beginning of a sentence.</summary>
    public int BeforeAt { get; private set; }

    /// <summary>Whether the clause has its verb; the following tell what that one says and wants.</summary>
    public bool HasVerb { get; private set; }

    public bool VerbSpeaks { get; private set; }

    public bool VerbTakesThat { get; private set; }

    public bool VerbDescribes { get; private set; }

    /// <summary>Whether it is what a verb of proposing asks for: "that it be closed".</summary>
    public bool IsWish { get; private set; }

    /// <summary>Whether an auxiliary waits for its participle.</summary>
    public bool InAuxiliary { get; private set; }

    /// <summary>Whether a modal or a marker waits for its infinitive.</summary>
    public bool WantsInfinitive { get; private set; }

    private bool VerbWishes { get; set; }

    /// <summary>Begins a sentence.</summary>
    public void BeginSentence()
    {
        Begin();
        Before = Tag.None;
        BeforeAt = -1;
    }

    /// <summary>Goes on behind a tagged token.</summary>
    public void Follow(ref Token token, int i)
    {
        switch (token.Tag)
        {
            case Tag.Sign when token.IsQuote || token.Kind == TokenKind.Symbol:
                return;
            case Tag.Sign or Tag.Complementiser or Tag.Subordinator or Tag.Relative:
                bool wish = token.Tag == Tag.Complementiser && VerbWishes;
                Begin();
                IsWish = wish;
                break;
            case Tag.Verb:
                HasVerb = true;
                InAuxiliary = token.Is(WordClass.Be | WordClass.Have | WordClass.Passive);
                WantsInfinitive = token.Is(WordClass.Deontic | WordClass.Possible | WordClass.Future | WordClass.Do) || (token.Is(WordClass.Want) && !lexicon.JoinsApostrophes);
                VerbSpeaks = token.Word.HasCue(CueKind.Speech);
                VerbTakesThat = token.Word.TakesThat(CueWord.Verb);
                VerbWishes = token.Word.HasCue(CueKind.Proposal);
                VerbDescribes = token.Word.HasCue(CueKind.Describe);
                break;
            case Tag.Infinitive or Tag.Participle or Tag.Gerund:
                InAuxiliary = token.Is(WordClass.Be | WordClass.Have | WordClass.Passive);
                WantsInfinitive = false;
                VerbTakesThat |= token.Tag == Tag.Infinitive && token.Word.TakesThat(CueWord.Verb);
                break;
            case Tag.Marker:
                WantsInfinitive = true;
                break;
            case Tag.Noun or Tag.Name or Tag.Preposition or Tag.Determiner or Tag.Number:
                InAuxiliary &= lexicon.IsVerbSecond;
                WantsInfinitive &= lexicon.IsVerbSecond;
                break;
            default:
                break;
        }

        Before = token.Tag;
        BeforeAt = i;
    }

    private void Begin()
    {
        HasVerb = false;
        VerbSpeaks = false;
        VerbTakesThat = false;
        VerbWishes = false;
        VerbDescribes = false;
        IsWish = false;
        InAuxiliary = false;
        WantsInfinitive = false;
    }
}
