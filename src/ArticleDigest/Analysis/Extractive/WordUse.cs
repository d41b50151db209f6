namespace ArticleDigest.Analysis.Extractive;

/// <summary>
/// What single words are for in constructions of their language; the names are those of the language files' word sections
/// without hyphens. A language without the construction leaves the section out.
/// </summary>
[Flags]
internal enum WordUse : byte
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
}
