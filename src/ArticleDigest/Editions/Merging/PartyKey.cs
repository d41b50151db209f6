namespace ArticleDigest.Editions.Merging;

/// <summary>The form of a party's keys. A name that means somebody only within its article has the article's id behind it.</summary>
internal static class PartyKey
{
    private const char Within = '@';

    /// <summary>The key of a name that names nobody outside an article.</summary>
    public static string Local(string words, string articleId) => $"{words}{Within}{articleId}";

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

    /// <summary>
    /// The key under which the ledger has a party: of a name that means somebody only within its article the name itself, if
    /// it says enough for another day's article to mean the same by it ("the transport ministry", not "the ministry").
    /// </summary>
    public static string OfLedger(string key)
    {
        int at = key.IndexOf(Within, StringComparison.Ordinal);
        return at > 0 && key.AsSpan(0, at).IndexOfAny(' ', '-') > 0 ? key[..at] : key;
    }

    /// <summary>The name of a key, without the article within which it means somebody.</summary>
    public static string NameOf(string key)
    {
        int at = key.IndexOf(Within, StringComparison.Ordinal);
        return at < 0 ? key : key[..at];
    }

    private static bool IsLocal(string key) => key.Contains(Within, StringComparison.Ordinal);

    private static HashSet<string> WordsOf(string key)
    {
        HashSet<string> words = new(NameOf(key).Split(' ', StringSplitOptions.RemoveEmptyEntries), StringComparer.Ordinal);
        return words;
    }
}
