using System.Runtime.InteropServices;

namespace ArticleDigest.Analysis.Extractive;

/// <summary>A verb, noun or adjective that is evidence.</summary>
internal sealed record Cue(string Lemma, CueKind Kind, CueWord Word, Frame[] Frames)
{
    /// <summary>Whether one of its frames asks for a preposition.</summary>
    public bool TakesPreposition(string preposition)
    {
        foreach (Frame frame in Frames)
        {
            foreach (Slot slot in frame.Slots)
            {
                if (slot.Place == SlotPlace.Preposition && slot.Word.Equals(preposition, StringComparison.Ordinal))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>Whether a clause may be what it asks for.</summary>
    public bool TakesThat { get; } = Array.Exists(Frames, f => Array.Exists(f.Slots, s => s.Place == SlotPlace.That));
}

/// <summary>A cue that a spelling may be a form of, and the separable prefix that must then stand behind; null if none.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct CueForm(Cue Cue, VerbForms Forms, string? Particle)
{
    /// <summary>Whether a verb's separable prefix is there if the cue wants one, and not if it does not.</summary>
    public bool Fits(in VerbGroup group, Span<Token> tokens) =>
        Particle is { } particle ? group.Particle >= 0 && tokens[group.Particle].Word.Norm.Equals(particle, StringComparison.Ordinal)
        : group.Particle < 0 || group.Head != group.First;
}

/// <summary>What a verb, noun or adjective of a language file is evidence of.</summary>
internal enum CueKind : byte
{
    Common,
    Speech,
    Proposal,
    Criticism,
    Describe,
    Fault,
    Halt,
    Plan,
    Provide,
    Support,
    Link,
    Light,
    Receive,
    Realise,
    Deny,
    Want,
    Cause,
    Oppose,
    Withdraw,
    Resolve,
    Serve,
}

/// <summary>What kind of word a cue is.</summary>
internal enum CueWord : byte
{
    Verb,
    Noun,
    Adjective,
}
