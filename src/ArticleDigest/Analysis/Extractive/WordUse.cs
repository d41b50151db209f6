namespace ArticleDigest.Analysis.Extractive;

/// <summary>
/// What single words are for in constructions of their language; the names are those of the language files' word sections
/// without hyphens. A language without the construction leaves the section out.
/// </summary>
[Flags]
internal enum WordUse : uint
{
    None = 0,

    /// <summary>Prepositions, contracted or not, that mark whom something is done to: "al fiscal", "à la ministre".</summary>
    ObjectMarkers = 1 << 0,

    /// <summary>What an action told beside another begins with: "en critiquant".</summary>
    GerundMarkers = 1 << 1,

    /// <summary>What a purpose begins with: "um … zu kritisieren".</summary>
    PurposeMarkers = 1 << 2,

    /// <summary>Prepositions before a body that many speak for: "desde el sindicato critican".</summary>
    BodyMarkers = 1 << 3,

    /// <summary>What leads from "be" to what is going on: "está a negociar".</summary>
    ProgressiveMarkers = 1 << 4,

    /// <summary>Adjectives with which a modal supposes rather than demands: "should be able".</summary>
    Epistemic = 1 << 5,

    /// <summary>Forms that in a clause of wishing are finite: "that it be closed".</summary>
    BareSubjunctive = 1 << 6,

    /// <summary>Prepositions that lead on to a day and to nothing else: "on Tuesday".</summary>
    OnDay = 1 << 7,

    /// <summary>What stands before the name of who only asks or took a picture: "reporter", "photo".</summary>
    Askers = 1 << 8,

    /// <summary>What a letter closes with, before the name of who signs: "sincerely".</summary>
    Closings = 1 << 9,

    /// <summary>Verbs of duty that only lift it when they are negated: "need not", "no tiene que".</summary>
    Lifted = 1 << 10,

    /// <summary>Relative words that stand for no subject: "onde", "whose".</summary>
    Oblique = 1 << 11,

    /// <summary>Whose words the clause is in where a possessive says it: "in her view".</summary>
    OwnSources = 1 << 12,

    /// <summary>Texts that say what is to be law: "bill", "draft".</summary>
    Bills = 1 << 13,

    /// <summary>Turns what is bad behind it into nothing bad: "without problems".</summary>
    Without = 1 << 14,

    /// <summary>Verbs with which who speaks says what they want of others: "I hope that", "we want open data".</summary>
    Wishes = 1 << 15,

    /// <summary>Nouns for what the clause behind them tells: "the fact that".</summary>
    Facts = 1 << 16,

    /// <summary>Leads on to what a protest is aimed at, whoever protests: "against".</summary>
    Against = 1 << 17,

    /// <summary>Nouns that name nothing by themselves: "the problem is that".</summary>
    Vague = 1 << 18,

    /// <summary>Nouns for what is only proposed: "plan", "bill".</summary>
    Proposed = 1 << 19,

    /// <summary>Nouns for what can be proposed, and decided as well: "tax", "ban".</summary>
    Decided = 1 << 20,

    /// <summary>Articles that bring in what was not spoken of: "a".</summary>
    IndefiniteArticles = 1 << 21,

    /// <summary>With a negation, tells that something was so before: "no longer", "plus", "mehr".</summary>
    Ceased = 1 << 22,

    /// <summary>Leads on to what somebody judges a thing to be: "as a burden", "comme un fardeau".</summary>
    Judging = 1 << 23,

    /// <summary>Makes a word of judging behind it one of comparing: "as high as", "tanto … como".</summary>
    Comparing = 1 << 24,

    /// <summary>Leads on to whom a thing is meant for: "the law for towns".</summary>
    MeantFor = 1 << 25,

    /// <summary>Joins what is criticised now to what it is called: "is an insult".</summary>
    Copulas = 1 << 26,
}
