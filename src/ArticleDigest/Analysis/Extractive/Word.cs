namespace ArticleDigest.Analysis.Extractive;

/// <summary>All that a language file knows of a spelling; spellings it does not know share one instance per ending.</summary>
internal sealed class Word(string norm, WordClass classes, Sense senses, VerbForms forms, CueForm[] cues)
{
    /// <summary>The lower-case spelling; empty if the file does not have it.</summary>
    public string Norm { get; } = norm;

    public WordClass Classes { get; } = classes;

    public Sense Senses { get; } = senses;

    /// <summary>The forms of verbs it may be, separable ones left out.</summary>
    public VerbForms Forms { get; } = forms;

    public CueForm[] Cues { get; } = cues;

    /// <summary>What it is for in constructions of its language.</summary>
    public WordUse Uses { get; init; }

    /// <summary>Whether as a finite verb it tells of the future: "proporá".</summary>
    public bool TellsFuture { get; init; }

    /// <summary>Whether it is an infinitive that may hold its marker: "abzubrechen".</summary>
    public bool HoldsMarker { get; init; }

    /// <summary>Whether as a verb it tells that somebody speaks, proposes or criticises.</summary>
    public bool Voices { get; } = HasCue(cues, CueKind.Speech, CueWord.Verb) || HasCue(cues, CueKind.Proposal, CueWord.Verb) || HasCue(cues, CueKind.Criticism, CueWord.Verb);

    /// <summary>How many words it is written in.</summary>
    public int Words { get; } = norm.Count(c => c == ' ') + 1;

    /// <summary>The preposition it is, or that is contracted in it: "de" of "du"; otherwise the spelling.</summary>
    public string Preposition { get; set; } = norm;

    /// <summary>The article that is contracted in it: "le" of "du"; empty if none is.</summary>
    public string Article { get; init; } = "";

    /// <summary>Expressions of several words that begin with it, the longest first.</summary>
    public Expression[] Expressions { get; set; } = [];

    public bool IsKnown => Norm.Length > 0;

    public bool Is(WordClass any) => (Classes & any) != WordClass.None;

    public bool Means(Sense any) => (Senses & any) != Sense.None;

    public bool Serves(WordUse any) => (Uses & any) != WordUse.None;

    public bool HasForm(VerbForms any) => (Forms & any) != VerbForms.None;

    /// <summary>What it says as the modal of a clause: "darf" allows, "darf nicht" forbids.</summary>
    public Modality ModalityWhen(bool isNegated) =>
        Is(WordClass.Deontic) && (isNegated || !Is(WordClass.Possible)) ? Modality.Deontic : Is(WordClass.Possible) ? Modality.Possible : Modality.Future;

    public bool HasCue(CueKind kind, CueWord of = CueWord.Verb) => HasCue(Cues, kind, of);

    /// <summary>Whether a verb or noun it is leads on to a clause: "demand that".</summary>
    public bool TakesThat(CueWord kind)
    {
        foreach (CueForm form in Cues)
        {
            if (form.Cue.Word == kind && form.Cue.TakesThat)
            {
                return true;
            }
        }

        return false;
    }

    private static bool HasCue(CueForm[] cues, CueKind kind, CueWord of)
    {
        foreach (CueForm form in cues)
        {
            if (form.Cue.Kind == kind && form.Cue.Word == of && form.Particle is null)
            {
                return true;
            }
        }

        return false;
    }
}

/// <summary>An expression of several words that counts as one word.</summary>
/// <param name="Rest">The words behind the first, lower case.</param>
/// <param name="Word">What the whole is.</param>
internal sealed record Expression(string[] Rest, Word Word);
