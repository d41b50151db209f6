using System.Runtime.InteropServices;

namespace ArticleDigest.Analysis.Extractive;

/// <summary>A noun with what belongs to it on its left (and, where adjectives follow, on its right), without "of …".</summary>
/// <param name="First">Its first token, behind a preposition.</param>
/// <param name="End">Behind its last token.</param>
/// <param name="Head">The noun, name or pronoun.</param>
/// <param name="Preposition">The preposition before it; -1 if there is none.</param>
/// <param name="Cases">German: the cases its first word may be in.</param>
/// <param name="IsPronoun">Whether it is a pronoun.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct NounPhrase(int First, int End, int Head, int Preposition, WordClass Cases, bool IsPronoun)
{
    public Phrase Phrase => new(First, End);

    /// <summary>Where it begins, its preposition included.</summary>
    public int Start => Preposition >= 0 ? Preposition : First;

    public bool IsIn(WordClass cases) => (Cases & cases) != WordClass.None;
}
