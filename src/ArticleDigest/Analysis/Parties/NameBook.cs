using System.Collections.Frozen;
using ArticleDigest.Articles;

namespace ArticleDigest.Analysis.Parties;

/// <summary>What is known beforehand of names: states and organisations in five languages, offices, and words that name nobody.</summary>
internal sealed class NameBook
{
    private const int LongestRest = 7;
    private const int ShortestOwner = 5;
    private const int ShortestWhose = 4;

    private readonly FrozenDictionary<string, (string[] Words, string Key, bool IsLoud)[]> _parties;
    private readonly FrozenDictionary<string, (string[] Words, string Key, bool IsLoud)[]> _posts;
    private readonly FrozenDictionary<string, string> _peoples;
    private readonly FrozenSet<string> _generic;
    private readonly FrozenSet<string> _apposed;
    private readonly FrozenSet<string> _associations;
    private readonly FrozenSet<string> _politicalParties;
    private readonly FrozenSet<string> _titles;
    private readonly FrozenSet<string> _small;
    private readonly string[] _seats;
    private readonly string[] _associationEnds;

    private NameBook()
    {
        WordLists lists = WordLists.Open("names", "Analysis.Parties");
        _small = lists.Words("small").ToFrozenSet(StringComparer.Ordinal);
        _titles = lists.Words("titles").ToFrozenSet(StringComparer.Ordinal);
        _apposed = lists.Words("apposed").ToFrozenSet(StringComparer.Ordinal);
        _associations = lists.Words("associations").ToFrozenSet(StringComparer.Ordinal);
        _politicalParties = lists.Words("political-parties").ToFrozenSet(StringComparer.Ordinal);
        _generic = lists.Words("generic").ToFrozenSet(StringComparer.Ordinal);
        _seats = [.. lists.Words("seats")];
        _associationEnds = [.. lists.Words("association-ends")];
        string[] parties = [.. lists.Lines("states"), .. lists.Lines("organisations")];
        _parties = Read(parties, small: true);
        _posts = Read([.. lists.Lines("offices"), .. lists.Lines("bodies")], small: false);
        Offices = lists.Lines("offices").Select(line => line[..line.IndexOf(' ', StringComparison.Ordinal)]).ToFrozenSet(StringComparer.Ordinal);
        _peoples = Forms(parties)
            .Where(form => form.Form.EndsWith('-'))
            .GroupBy(form => form.Form[..^1], StringComparer.Ordinal)
            .ToFrozenDictionary(group => group.Key, group => group.First().Key, StringComparer.Ordinal);
    }

    /// <summary>The whole book, read once.</summary>
    public static NameBook Whole { get; } = new();

    /// <summary>The keys of the offices that people hold, as <see cref="Post"/> tells them.</summary>
    public FrozenSet<string> Offices { get; }

    /// <summary>The state or organisation that is named from a word on, and where its name ends; null if none is.</summary>
    public (string Key, int End)? Known(IReadOnlyList<SpelledWord> words, int at)
    {
        if (Longest(_parties, words, at) is { } named)
        {
            return named;
        }

        // "Polens Regierung"
        string folded = words[at].Folded;
        if (folded.Length > ShortestOwner && folded.EndsWith('s') && words[at].IsCapitalised && _parties.TryGetValue(folded[..^1], out (string[] Words, string Key, bool IsLoud)[]? owners)
            && Array.Find(owners, owner => owner.Words.Length == 1 && !owner.IsLoud) is { Key: { } owning })
        {
            return (owning, at + 1);
        }

        for (int length = folded.Length; length > 2 && folded.Length - length <= LongestRest; length--)
        {
            if (_peoples.TryGetValue(folded[..length], out string? key))
            {
                return (key, at + 1);
            }
        }

        return null;
    }

    /// <summary>The office or body that every state or town has and that is named from a word on; null if none is.</summary>
    public (string Key, int End)? Post(IReadOnlyList<SpelledWord> words, int at) => Longest(_posts, words, at);

    /// <summary>Whether a word says nothing in a name.</summary>
    public bool IsSmall(string folded) => _small.Contains(folded);

    /// <summary>Whether a word stands before a person's name and is no part of it.</summary>
    public bool IsTitle(string folded) => _titles.Contains(folded);

    /// <summary>Whether a word names nobody by itself.</summary>
    public bool IsGeneric(string folded) => _generic.Contains(folded);

    /// <summary>Whether a body's own name stands behind a word and does without it: "the charity Roofline".</summary>
    public bool IsApposed(string folded) => _apposed.Contains(folded);

    /// <summary>Whether a word means a body that the words beside it tell from others of its kind: "the teachers' union".</summary>
    public bool IsAssociation(string folded) => _associations.Contains(folded);

    /// <summary>
    /// Whether a German compound means such a body, and its beginning tells which: "Lehrerverband", but neither "Landesverband"
    /// nor "Ärztekammer", of which every region has one.
    /// </summary>
    public bool IsAssociationCompound(string folded) =>
        !HasSeat(folded) && Array.Exists(_associationEnds, end => folded.Length >= end.Length + ShortestWhose && folded.EndsWith(end, StringComparison.Ordinal));

    /// <summary>Whether a word means a political party, which the word beside it tells whatever that is: "Labour Party".</summary>
    public bool IsPoliticalParty(string folded) => _politicalParties.Contains(folded);

    /// <summary>Whether a German compound says whose a body is only to those who know the place: "Stadtwerke".</summary>
    public bool HasSeat(string folded) => Array.Exists(_seats, seat => folded.StartsWith(seat, StringComparison.Ordinal));

    private static (string Key, int End)? Longest(FrozenDictionary<string, (string[] Words, string Key, bool IsLoud)[]> book, IReadOnlyList<SpelledWord> words, int at)
    {
        if (book.TryGetValue(words[at].Folded, out (string[] Words, string Key, bool IsLoud)[]? forms))
        {
            foreach ((string[] form, string key, bool isLoud) in forms)
            {
                bool fits = form.Length <= words.Count - at && (!isLoud || words[at].IsLoud);
                for (int i = 1; fits && i < form.Length; i++)
                {
                    fits = string.Equals(words[at + i].Folded, form[i], StringComparison.Ordinal);
                }

                if (fits)
                {
                    return (key, at + form.Length);
                }
            }
        }

        return null;
    }

    private FrozenDictionary<string, (string[] Words, string Key, bool IsLoud)[]> Read(IEnumerable<string> lines, bool small) =>
        Forms(lines)
            .Where(form => !form.Form.EndsWith('-'))
            .Select(form => (Words: form.Form.ToLowerInvariant().Split([' ', '-'], StringSplitOptions.RemoveEmptyEntries), form.Key, IsLoud: char.IsUpper(form.Form[0])))
            .Select(form => (Words: small ? form.Words : Array.FindAll(form.Words, word => !_small.Contains(word)), form.Key, form.IsLoud))
            .GroupBy(form => form.Words[0], StringComparer.Ordinal)
            .ToFrozenDictionary(group => group.Key, group => group.OrderByDescending(form => form.Words.Length).ToArray(), StringComparer.Ordinal);

    private static IEnumerable<(string Key, string Form)> Forms(IEnumerable<string> lines)
    {
        foreach (string line in lines)
        {
            string[] halves = line.Split(" : ");
            foreach (string form in halves[1].Split(", "))
            {
                yield return (halves[0], form);
            }
        }
    }
}
