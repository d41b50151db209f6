using System.Collections.Frozen;
using ArticleDigest.Analysis;
using ArticleDigest.Analysis.Parties;
using ArticleDigest.Articles;

namespace ArticleDigest.Editions;

/// <summary>How firmly somebody asks for something.</summary>
public enum Firmness
{
    /// <summary>In passing, as one possibility: "suggests", "would consider".</summary>
    Soft,

    /// <summary>As people do who want something.</summary>
    Plain,

    /// <summary>As what has to be: "demands", "insists".</summary>
    Firm,
}

/// <summary>Tells by the words of quotes how firmly somebody asks; the words are in <c>Data/firmness.txt</c>.</summary>
internal static class FirmWords
{
    private static readonly FrozenSet<string> Soft = Read("soft");
    private static readonly FrozenSet<string> Firm = Read("firm");

    /// <summary>How firmly an entry asks, and the word of its best quote that says so; null if none does.</summary>
    public static (Firmness Firmness, string? Word) Of(EditionEntry entry)
    {
        if (entry.Kind != PointKind.Proposal)
        {
            return (Firmness.Plain, null);
        }

        List<SpelledWord> words = SpelledWord.Divide(entry.Sources[0].Evidence.Quote);
        string? soft = words.Find(w => Soft.Contains(w.Folded))?.Spelling;
        string? firm = words.Find(w => Firm.Contains(w.Folded))?.Spelling;
        return (soft, firm) switch
        {
            (null, { } word) => (Firmness.Firm, word),
            ({ } word, null) => (Firmness.Soft, word),
            _ => (Firmness.Plain, null),
        };
    }

    private static FrozenSet<string> Read(string section) =>
        WordLists.Open("firmness", nameof(Editions)).Words(section).ToFrozenSet(StringComparer.Ordinal);
}
