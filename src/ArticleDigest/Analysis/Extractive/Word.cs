using System.Runtime.InteropServices;

namespace ArticleDigest.Analysis.Extractive;

/// <summary>All that a language file knows of a spelling; spellings it does not know share one instance per ending.</summary>
internal sealed class Word(string norm, WordClass classes, Sense senses, VerbForms forms, CueForm[] cues)
{
    // How many kinds of cues have room, and a bit for each.
    private const int Kinds = 21;
    private const ulong KindsOfWord = (1UL << Kinds) - 1;

    // One bit for each beginning that the second word of an expression may have.
    private ulong _seconds;

    // One bit for each kind of cue it may be, as each kind of word; and only those that want no particle.
    private readonly ulong _cues = KindsOf(cues);
    private readonly ulong _wholeCues = KindsOf(Array.FindAll(cues, form => form.Particle is null));

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
    public bool Voices => (_wholeCues & (BitOf(CueKind.Speech, CueWord.Verb) | BitOf(CueKind.Proposal, CueWord.Verb) | BitOf(CueKind.Criticism, CueWord.Verb))) != 0;

    /// <summary>Whether it is a cue of any kind.</summary>
    public bool IsCue => _cues != 0;

    /// <summary>Whether it is a cue as a noun.</summary>
    public bool IsNounCue => (_cues & (KindsOfWord << ((int)CueWord.Noun * Kinds))) != 0;

    /// <summary>Whether it is a cue as an adjective.</summary>
    public bool IsAdjectiveCue => (_cues & (KindsOfWord << ((int)CueWord.Adjective * Kinds))) != 0;

    /// <summary>Whether an expression may begin with it.</summary>
    public bool LeadsExpression => _seconds != 0;

    /// <summary>How many words it is written in.</summary>
    public int Words { get; } = norm.Count(c => c == ' ') + 1;

    /// <summary>The preposition it is, or that is contracted in it: "de" of "du"; otherwise the spelling.</summary>
    public string Preposition { get; set; } = norm;

    /// <summary>The article that is contracted in it: "le" of "du"; empty if none is.</summary>
    public string Article { get; init; } = "";

    /// <summary>Expressions of several words that begin with it, the longest first.</summary>
    public Expression[] Expressions
    {
        get;
        set
        {
            field = value;
            foreach (Expression expression in value)
            {
                _seconds |= 1UL << (expression.Mark & 63);
            }
        }
    } = [];

    /// <summary>Whether an expression may go on with a word that begins with a letter and is so long; most cannot.</summary>
    public bool MayGoOn(char first, int length) => (_seconds & (1UL << (Expression.MarkOf(first, length) & 63))) != 0;

    /// <summary>Whether the file has the spelling.</summary>
    public bool IsKnown { get; } = norm.Length > 0;

    public bool Is(WordClass any) => (Classes & any) != WordClass.None;

    public bool Means(Sense any) => (Senses & any) != Sense.None;

    public bool Serves(WordUse any) => (Uses & any) != WordUse.None;

    public bool HasForm(VerbForms any) => (Forms & any) != VerbForms.None;

    /// <summary>What it says as the modal of a clause: "darf" allows, "darf nicht" forbids.</summary>
    public Modality ModalityWhen(bool isNegated) =>
        Is(WordClass.Deontic) && (isNegated || !Is(WordClass.Possible)) ? Modality.Deontic : Is(WordClass.Possible) ? Modality.Possible : Modality.Future;

    /// <summary>Whether it is a form of a cue of some kind, whatever stands around it.</summary>
    public bool HasCue(CueKind kind, CueWord of = CueWord.Verb) => (_wholeCues & BitOf(kind, of)) != 0;

    /// <summary>Whether it is a form of such a cue, alone or with a particle.</summary>
    public bool MayBeCue(CueKind kind, CueWord of = CueWord.Verb) => (_cues & BitOf(kind, of)) != 0;

    /// <summary>Whether as the head of a verb group it is such a cue, with the particle that this one wants.</summary>
    public bool IsCueIn(in VerbGroup group, CueKind kind, Span<Token> tokens)
    {
        foreach (CueForm form in MayBeCue(kind) ? Cues : [])
        {
            if (form.Cue.Kind == kind && form.Cue.Word == CueWord.Verb && form.Fits(group, tokens))
            {
                return true;
            }
        }

        return false;
    }

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

    private static ulong KindsOf(CueForm[] cues)
    {
        ulong kinds = 0;
        foreach (CueForm form in cues)
        {
            kinds |= BitOf(form.Cue.Kind, form.Cue.Word);
        }

        return kinds;
    }

    private static ulong BitOf(CueKind kind, CueWord of) => 1UL << ((int)kind + ((int)of * Kinds));
}

/// <summary>An expression of several words that counts as one word.</summary>
/// <param name="Rest">The words behind the first, lower case.</param>
/// <param name="Word">What the whole is.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Expression(string[] Rest, Word Word)
{
    /// <summary>What tells most other words from the second one: see <see cref="MarkOf"/>.</summary>
    public int Mark { get; } = MarkOf(Rest[0][0], Rest[0].Length);

    /// <summary>A number for a word's first letter, small or not, and its length.</summary>
    public static int MarkOf(char first, int length) => (first == '\u2019' ? '\'' : char.ToLowerInvariant(first)) + (length * 29);
}
