namespace ArticleDigest.Editions.Merging;

/// <summary>The form of a party's keys. A name that means somebody only within its article has the article's id behind it.</summary>
internal static class PartyKey
{
    private const char Within = '@';
    private const string OnlyHere = "@@";
    private const string Joined = " + ";
    private const string Minister = "minister";
    private const string OneMinister = "-minister";

    /// <summary>The key of a name that names nobody outside an article.</summary>
    public static string Local(string words, string articleId) => $"{words}{OnlyHere}{articleId}";

    /// <summary>
    /// The key of a body that an article names without its place: whether another article means the same by it nobody can tell
    /// on one day, but those who read the same papers every day take it for the same on the next.
    /// </summary>
    public static string LocalBody(string words, string articleId) => $"{words}{Within}{articleId}";

    /// <summary>The key of several parties that act as one.</summary>
    public static string Of(IEnumerable<string> members) =>
        string.Join(Joined, members.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));

    /// <summary>
    /// Whether two parties of which at least one is only named within its article may be one for who has the same critic and
    /// the same fault: "the ministry of health" in two articles, "the hospital's board" and "the board of Ware hospital".
    /// </summary>
    public static bool MayBeOne(IReadOnlyList<string> keys, IReadOnlyList<string> others)
    {
        foreach (string key in keys)
        {
            foreach (string other in others)
            {
                bool local = IsLocal(key);
                bool otherLocal = IsLocal(other);
                if ((local || otherLocal) && (WordsOf(key).IsSubsetOf(WordsOf(other)) || (otherLocal && WordsOf(other).IsSubsetOf(WordsOf(key)))))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>Whether at least one is named by an office or a kind alone, such as "the education secretary", and the other is told to be that.</summary>
    public static bool HaveOneRole(Party one, Party other) => Shared(one, other).Any();

    /// <summary>The same of ministers, of whom a state has one of a kind; towns have mayors each.</summary>
    public static bool MayBeOneMinister(Party one, Party other) => Shared(one, other).Any(IsMinistry);

    /// <summary>What kinds of minister a party is told to be: "minister of education", but not "the minister".</summary>
    public static IEnumerable<string> MinistriesOf(Party party) => party.Roles.Where(IsMinistry);

    /// <summary>
    /// Whether one is named with some of the words of the other, for who has the same critic and the same fault: "Mallwitz" and
    /// "Mallwitz AG", but not "China" and "China and Russia".
    /// </summary>
    public static bool IsNamedInPart(IReadOnlyList<string> keys, IReadOnlyList<string> others) =>
        keys.Any(key => others.Any(other => IsPart(key, other) || IsPart(other, key)));

    /// <summary>
    /// The key under which the ledger has a party: of a body that is named without its place the name itself, of all others
    /// the key.
    /// </summary>
    public static string OfLedger(string key) =>
        IsOnlyHere(key) || key.Contains(Joined, StringComparison.Ordinal) ? key : NameOf(key);

    /// <summary>Whether a key names nobody outside its article.</summary>
    public static bool IsOnlyHere(string key) => key.Contains(OnlyHere, StringComparison.Ordinal);

    /// <summary>The name of a key, without the article within which it means somebody.</summary>
    public static string NameOf(string key)
    {
        int at = key.IndexOf(Within, StringComparison.Ordinal);
        return at < 0 ? key : key[..at];
    }

    private static bool IsPart(string key, string other) =>
        !key.Contains(Joined, StringComparison.Ordinal) && !other.Contains(Joined, StringComparison.Ordinal) && WordsOf(key) is { Count: > 0 } words && words.IsSubsetOf(WordsOf(other));

    private static bool IsMinistry(string role)
    {
        string[] words = role.Split(' ');
        return Array.Exists(words, word => word.EndsWith(OneMinister, StringComparison.Ordinal) || (words.Length > 1 && word is Minister));
    }

    private static IEnumerable<string> Shared(Party one, Party other) =>
        one.Keys.Any(IsLocal) || other.Keys.Any(IsLocal) ? one.Roles.Intersect(other.Roles, StringComparer.Ordinal) : [];

    private static bool IsLocal(string key) => key.Contains(Within, StringComparison.Ordinal);

    private static HashSet<string> WordsOf(string key)
    {
        HashSet<string> words = new(NameOf(key).Split(' ', StringSplitOptions.RemoveEmptyEntries), StringComparer.Ordinal);
        return words;
    }
}
