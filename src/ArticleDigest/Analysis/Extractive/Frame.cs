using System.Runtime.InteropServices;

namespace ArticleDigest.Analysis.Extractive;

/// <summary>What must stand around a verb, noun or adjective for it to mean what its section says; docs/languages.md explains it.</summary>
/// <param name="Slots">What must be there.</param>
/// <param name="Reasons">Words that lead on to why.</param>
/// <param name="NeedsReason">Only with one of the reasons.</param>
/// <param name="NeedsActor">Only if the subject is certainly somebody.</param>
/// <param name="NeedsDuty">Only if the clause says what should be.</param>
internal sealed record Frame(Slot[] Slots, string[] Reasons, bool NeedsReason, bool NeedsActor, bool NeedsDuty)
{
    /// <summary>Words that end what fills a slot, because they lead on to another one or to a reason.</summary>
    public string[] Stops { get; } = [.. Reasons.Concat(Slots.Where(slot => slot.Word.Length > 0).Select(slot => slot.Word))];

    /// <summary>The frame without its object, which a relative pronoun stands for; null if it has none.</summary>
    public Frame? WithoutObject { get; } = Array.Exists(Slots, slot => slot.Place == SlotPlace.Object)
        ? new Frame([.. Slots.Where(slot => slot.Place != SlotPlace.Object)], Reasons, NeedsReason, NeedsActor, NeedsDuty)
        : null;

    /// <summary>Whether an object is asked for in a role.</summary>
    public bool HasObject(SlotRole role) => Array.Exists(Slots, slot => slot.Place == SlotPlace.Object && slot.Role == role);

    /// <summary>Whether one object and nothing else is asked for.</summary>
    public bool IsPlain(SlotRole role) => Slots is [{ Place: SlotPlace.Object } slot] && slot.Role == role;
}

/// <summary>One part of a frame.</summary>
/// <param name="Role">What it is for.</param>
/// <param name="Place">Where it is found.</param>
/// <param name="Word">The preposition or literal word; empty otherwise.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Slot(SlotRole Role, SlotPlace Place, string Word);

/// <summary>What a slot of a frame is for.</summary>
internal enum SlotRole : byte
{
    Literal,
    Content,
    Whom,
    Target,
    Reason,
}

/// <summary>Where in the clause what fills a slot is found.</summary>
internal enum SlotPlace : byte
{
    Object,
    Dative,
    That,
    Infinitive,
    Preposition,
}
