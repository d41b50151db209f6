namespace ArticleDigest.Analysis.Extractive;

/// <summary>What a word means as far as points are concerned; the names are those of the language files' word sections.</summary>
[Flags]
internal enum Sense : uint
{
    None = 0,
    Roles = 1U << 0,
    Groups = 1U << 1,
    Documents = 1U << 2,
    OwnDocuments = 1U << 3,
    Plans = 1U << 4,
    Bad = 1U << 5,
    Lack = 1U << 6,
    Needs = 1U << 7,
    GoodOfProposal = 1U << 8,
    Intensifiers = 1U << 9,
    Regrets = 1U << 10,
    Denied = 1U << 11,
    Female = 1U << 12,
    Male = 1U << 13,
    Two = 1U << 14,
    Pairs = 1U << 15,
    OpinionMarks = 1U << 16,
    InterviewMarks = 1U << 17,
    Salutations = 1U << 18,
    Plural = 1U << 19,
    Agents = 1U << 20,
    Harm = 1U << 21,
}
