using System.Collections.Frozen;
using ArticleDigest.Analysis.Parties;
using ArticleDigest.Articles;

namespace ArticleDigest.Analysis;

/// <summary>How clearly a sentence answers an accusation by its words alone.</summary>
internal enum ReplyKind
{
    /// <summary>It may be about anything.</summary>
    None,

    /// <summary>It is told as an answer: "replied", "explained".</summary>
    Answers,

    /// <summary>It denies or rejects what is said.</summary>
    Denies,
}

/// <summary>Tells by the words of a sentence whether it answers an accusation; the words are in <c>Data/replies.txt</c>.</summary>
internal static class ReplyWords
{
    private static readonly FrozenSet<string> Denying = Read("denies");
    private static readonly FrozenSet<string> Rejecting = Read("rejects");
    private static readonly FrozenSet<string> Accusations = Read("accusations");
    private static readonly FrozenSet<string> Answering = Read("answers");
    private static readonly string[][] Together =
        [.. WordLists.Open("replies", nameof(Analysis)).Lines("together").Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))];

    /// <summary>How clearly a sentence of somebody who is accused answers that.</summary>
    public static ReplyKind Of(string sentence)
    {
        HashSet<string> words = [.. SpelledWord.Divide(sentence).Select(word => word.Folded)];
        return words.Overlaps(Denying) || (words.Overlaps(Rejecting) && words.Overlaps(Accusations)) || Array.Exists(Together, words.IsSupersetOf) ? ReplyKind.Denies
            : words.Overlaps(Answering) ? ReplyKind.Answers
            : ReplyKind.None;
    }

    private static FrozenSet<string> Read(string section) =>
        WordLists.Open("replies", nameof(Analysis)).Words(section).ToFrozenSet(StringComparer.Ordinal);
}
