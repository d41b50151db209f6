using System.Runtime.InteropServices;

namespace ArticleDigest.Analysis.Extractive;

/// <summary>What a verb group says of what it tells: that it is, should be, may be, will be.</summary>
internal enum Modality : byte
{
    None,
    Deontic,
    Possible,
    Future,
}

/// <summary>How a verb group stands in its clause.</summary>
internal enum GroupKind : byte
{
    Finite,
    Infinitive,
    Gerund,

    /// <summary>A participle behind its noun: "proposed by".</summary>
    Participle,
}

/// <summary>A verb with its auxiliaries: "has been condemned", "doit être", "hat … kritisiert".</summary>
[StructLayout(LayoutKind.Auto)]
internal record struct VerbGroup
{
    /// <summary>Its first token; in a German clause the finite verb.</summary>
    public int First { get; set; }

    /// <summary>Behind its last token that stands together with the first.</summary>
    public int End { get; set; }

    /// <summary>The verb that says what is done.</summary>
    public int Head { get; set; }

    /// <summary>The clause it stands in, by commas; only told where the verb does not stand together.</summary>
    public Phrase Clause { get; set; }

    /// <summary>The auxiliary that tells the modality; -1 if there is none.</summary>
    public int Modal { get; set; }

    /// <summary>What leads on to an infinitive; -1 if nothing does.</summary>
    public int Marker { get; set; }

    /// <summary>A pronoun before or behind it that is its object; -1 if there is none.</summary>
    public int Clitic { get; set; }

    /// <summary>A subject pronoun behind the finite verb; -1 if there is none.</summary>
    public int Inverted { get; set; }

    /// <summary>The separable prefix at the end of the clause; -1 if there is none.</summary>
    public int Particle { get; set; }

    public GroupKind Kind { get; set; }

    /// <summary>What the finite verb may be.</summary>
    public VerbForms Forms { get; set; }

    public Modality Modality { get; set; }

    public bool IsNegated { get; set; }

    /// <summary>Whether it tells what is going on: "está a negociar".</summary>
    public bool Ongoing { get; set; }

    public bool IsPassive { get; set; }

    public bool IsPerfect { get; set; }

    public readonly bool IsFinite => Kind == GroupKind.Finite;

    public readonly bool IsInfinitive => Kind == GroupKind.Infinitive;

    /// <summary>Whether its form wishes rather than tells: "se apruebe", "soit".</summary>
    public readonly bool IsSubjunctive => IsFinite && (Forms & VerbForms.Subjunctive) != VerbForms.None && (Forms & (VerbForms.Singular | VerbForms.Plural | VerbForms.Infinitive)) == VerbForms.None;
}
