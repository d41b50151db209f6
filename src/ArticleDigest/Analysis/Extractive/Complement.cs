using System.Runtime.InteropServices;

namespace ArticleDigest.Analysis.Extractive;

/// <summary>What was found for the slots of a frame.</summary>
[StructLayout(LayoutKind.Auto)]
internal record struct Complement
{
    public Phrase Content { get; set; }

    public ContentShape Shape { get; set; }

    /// <summary>The verb of what is proposed; -1 if it is a thing.</summary>
    public int ContentVerb { get; set; }

    public Phrase Whom { get; set; }

    public int WhomNoun { get; set; }

    public Phrase Target { get; set; }

    public int TargetNoun { get; set; }

    public Phrase Reason { get; set; }

    /// <summary>Behind all that was found.</summary>
    public int End { get; set; }

    /// <summary>Sets what fills the slot of a role.</summary>
    public void Set(SlotRole role, Phrase phrase, int noun, ContentShape shape, int verb)
    {
        switch (role)
        {
            case SlotRole.Content:
                Content = phrase;
                Shape = shape;
                ContentVerb = verb;
                break;
            case SlotRole.Whom:
                Whom = phrase;
                WhomNoun = noun;
                break;
            case SlotRole.Target:
                Target = phrase;
                TargetNoun = noun;
                break;
            default:
                Reason = phrase;
                break;
        }

        End = Math.Max(End, phrase.End);
    }
}

/// <summary>How what is proposed is told.</summary>
internal enum ContentShape : byte
{
    None,

    /// <summary>A noun phrase or gerund: "a tax", "closing the road".</summary>
    Thing,

    /// <summary>What somebody is to do: "to act", "de agir".</summary>
    Action,

    /// <summary>A clause: "that it be closed".</summary>
    Clause,
}
