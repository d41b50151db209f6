namespace ArticleDigest.Analysis.Extractive;

/// <summary>What a word may be in a sentence; the names are those of the lexicon's word sections without hyphens.</summary>
[Flags]
internal enum WordClass : ulong
{
    None = 0,
    Determiners = 1UL << 0,
    Articles = 1UL << 1,
    Demonstratives = 1UL << 2,
    Possessives = 1UL << 3,
    FirstPerson = 1UL << 4,
    SecondPerson = 1UL << 5,
    HeShe = 1UL << 6,
    They = 1UL << 7,
    It = 1UL << 8,
    Indefinite = 1UL << 9,
    Relatives = 1UL << 10,
    Prepositions = 1UL << 11,
    Of = 1UL << 12,
    By = 1UL << 13,
    Infinitive = 1UL << 14,
    Complementisers = 1UL << 15,
    Coordinators = 1UL << 16,
    Contrast = 1UL << 17,
    Subordinators = 1UL << 18,
    Conditions = 1UL << 19,
    Unless = 1UL << 20,
    Negations = 1UL << 21,
    Be = 1UL << 22,
    Have = 1UL << 23,
    Do = 1UL << 24,
    Deontic = 1UL << 25,
    DeonticWithTo = 1UL << 26,
    Future = 1UL << 27,
    Possible = 1UL << 28,
    CouldHave = 1UL << 29,
    Adverbs = 1UL << 30,
    Connectives = 1UL << 31,
    Days = 1UL << 32,
    Titles = 1UL << 33,
    OpinionMarks = 1UL << 34,
    InterviewMarks = 1UL << 35,
    Salutations = 1UL << 36,
    Documents = 1UL << 37,
    OwnDocuments = 1UL << 38,
    GroupWords = 1UL << 39,
    Roles = 1UL << 40,
    Pairs = 1UL << 41,
    NounVerbs = 1UL << 42,
    Negative = 1UL << 43,
    Epistemic = 1UL << 44,
    Expletives = 1UL << 45,
    LetUs = 1UL << 47,
    Female = 1UL << 46,
    Male = 1UL << 63,
    Abbreviations = 1UL << 48,
    Sources = 1UL << 55,
    Denied = 1UL << 56,
    OnDay = 1UL << 57,
    Two = 1UL << 58,
    Subjunctive = 1UL << 59,
    Collective = 1UL << 60,
    Reflexive = 1UL << 61,
    NameParticles = 1UL << 62,
    SuffixAdverb = 1UL << 49,
    SuffixGerund = 1UL << 50,
    SuffixParticiple = 1UL << 51,
    SuffixAgent = 1UL << 52,
    SuffixAdjective = 1UL << 53,
    SuffixPlural = 1UL << 54,

    Pronouns = FirstPerson | SecondPerson | HeShe | They | It | Indefinite,
    Modals = Deontic | Future | Possible,
    Auxiliaries = Be | Have | Do,
}

/// <summary>The forms of a verb.</summary>
[Flags]
internal enum VerbForms
{
    None = 0,
    Base = 1,
    Finite = 2,
    Participle = 4,
    Gerund = 8,
}

/// <summary>What a verb or noun of the lexicon is evidence of.</summary>
internal enum CueKind
{
    Common,
    Speech,
    Proposal,
    Criticism,
    Describe,
    Fault,
    Halt,
    Link,
    Light,
    Receive,
    Realise,
    Deny,
}

/// <summary>What must follow a verb or noun for it to mean what its section says; the lexicon's own head explains it.</summary>
/// <param name="Particles">Words that come first.</param>
/// <param name="Shape">What follows them: thing, whom-to, to, that, target, reason.</param>
/// <param name="Reasons">Prepositions that lead on to why.</param>
/// <param name="NeedsReason">Only with one of the reasons.</param>
/// <param name="NeedsActor">Only if the subject is certainly somebody.</param>
internal sealed record Frame(string[] Particles, string Shape, string[] Reasons, bool NeedsReason, bool NeedsActor);

/// <summary>A verb or noun of the lexicon.</summary>
internal sealed record Cue(string Lemma, CueKind Kind, bool IsNoun, Frame[] Frames);

/// <summary>One cue a word may be a form of.</summary>
internal readonly record struct CueForm(Cue Cue, VerbForms Forms);

/// <summary>All that the lexicon knows of a word; words it does not know share one instance per ending.</summary>
internal sealed class Word(string norm, WordClass classes, CueForm[] cues)
{
    /// <summary>The lower-case form; empty if the lexicon does not have the word.</summary>
    public string Norm { get; } = norm;

    public WordClass Classes { get; } = classes;

    public CueForm[] Cues { get; } = cues;

    public VerbForms Verb { get; } = cues.Aggregate(VerbForms.None, (forms, cue) => forms | cue.Forms);

    public bool Is(WordClass any) => (Classes & any) != WordClass.None;

    public bool HasVerb(VerbForms any) => (Verb & any) != VerbForms.None;

    public bool HasCue(CueKind kind)
    {
        foreach (CueForm form in Cues)
        {
            if (form.Cue.Kind == kind)
            {
                return true;
            }
        }

        return false;
    }
}
