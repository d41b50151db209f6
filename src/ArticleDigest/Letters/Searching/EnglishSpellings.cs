namespace ArticleDigest.Letters.Searching;

/// <summary>
/// English spells some words in two ways, by the country of the paper: whoever searches for "harbor" means "harbour" too.
/// They are known by how they begin, so that "labour" stands for "labourers" as well; others are left alone.
/// </summary>
internal static class EnglishSpellings
{
    // Before these letters "-ise" is the ending of a verb, as in "organise", and not of words such as "rise" and "prize".
    private const int LeastBeforeEnding = 4;

    private static readonly (string British, string American)[] Beginnings =
    [
        ("analogue", "analog"), ("analys", "analyz"), ("armour", "armor"), ("behaviour", "behavior"), ("catalogue", "catalog"), ("centre", "center"),
        ("colour", "color"), ("councillor", "councilor"), ("defence", "defense"), ("dialogue", "dialog"), ("endeavour", "endeavor"),
        ("favour", "favor"), ("fibre", "fiber"), ("grey", "gray"), ("harbour", "harbor"), ("honour", "honor"),
        ("humour", "humor"), ("kilometre", "kilometer"), ("labour", "labor"), ("licence", "license"), ("litre", "liter"),
        ("metre", "meter"), ("neighbour", "neighbor"), ("offence", "offense"), ("paralys", "paralyz"), ("plough", "plow"), ("programme", "program"),
        ("rumour", "rumor"), ("sceptic", "skeptic"), ("theatre", "theater"), ("tumour", "tumor"), ("vapour", "vapor"),
    ];

    private static readonly string[] Endings = ["", "e", "ed", "es", "er", "ers", "ing", "ation", "ations"];

    /// <summary>A word as it is spelled in Britain; itself if there is no other spelling.</summary>
    public static string British(string word) =>
        Array.Find(Beginnings, b => word.StartsWith(b.American, StringComparison.Ordinal) && !word.StartsWith(b.British, StringComparison.Ordinal)) is (var british, { } american)
            ? british + word[american.Length..]
            : WithEnding(word, "iz", "is");

    /// <summary>A word as it is spelled in America; itself if there is no other spelling.</summary>
    public static string American(string word) =>
        Array.Find(Beginnings, b => word.StartsWith(b.British, StringComparison.Ordinal) && !word.StartsWith(b.American, StringComparison.Ordinal)) is ({ } british, var american)
            ? american + word[british.Length..]
            : WithEnding(word, "is", "iz");

    private static string WithEnding(string word, string from, string to)
    {
        int at = word.LastIndexOf(from, StringComparison.Ordinal);
        return at >= LeastBeforeEnding && Endings.Contains(word[(at + from.Length)..]) ? string.Concat(word.AsSpan(0, at), to, word.AsSpan(at + from.Length)) : word;
    }
}
