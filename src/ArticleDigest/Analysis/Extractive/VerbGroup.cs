using System.Runtime.InteropServices;

namespace ArticleDigest.Analysis.Extractive;

/// <summary>What a modal verb adds.</summary>
internal enum Modality
{
    None,

    /// <summary>Should, must, needs to.</summary>
    Deontic,

    /// <summary>Will, would.</summary>
    Future,

    /// <summary>May, could.</summary>
    Possible,
}

/// <summary>A verb with its auxiliaries, negation and adverbs.</summary>
/// <param name="First">The first token.</param>
/// <param name="Head">The main verb; of "is wrong" and "has flaws" the auxiliary itself.</param>
/// <param name="Form">Finite, base after a modal or "to", participle without auxiliary, or -ing form.</param>
/// <param name="Modality">The modal.</param>
/// <param name="IsNegated">Whether it is negated.</param>
/// <param name="IsPassive">Whether the subject suffers it.</param>
/// <param name="IsPerfect">Whether it has "have".</param>
/// <param name="IsInfinitive">Whether it follows "to".</param>
/// <param name="Modal">The modal's token; -1 without one.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct VerbGroup(
    int First,
    int Head,
    VerbForms Form,
    Modality Modality,
    bool IsNegated,
    bool IsPassive,
    bool IsPerfect,
    bool IsInfinitive,
    int Modal)
{
    /// <summary>Whether it can be the verb of a clause with a subject of its own.</summary>
    public bool IsFinite => Form == VerbForms.Finite || Modality != Modality.None;
}
