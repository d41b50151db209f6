using System.Buffers;

namespace ArticleDigest.Analysis;

/// <summary>Finds addresses and mark-up in a line that should only tell something.</summary>
internal static class Links
{
    // The shortest label and ending of a name on the net that is told from "U.S." and "e.g.".
    private const int ShortestLabel = 2;

    private static readonly char[] Edges = ['.', ',', ';', ':', '!', '?', '"', '\'', '“', '”', '’', '(', ')', '«', '»'];

    // Signs that no address has, or that part one from the next.
    private static readonly SearchValues<char> Gaps = SearchValues.Create(" \u00A0\u2007\u2009\u202F\u3000,;|&\t");

    private static readonly SearchValues<char> EndsHost = SearchValues.Create("/:?#\\");

    private static readonly SearchValues<char> Letters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");

    /// <summary>Whether a line holds an address, a link or a tag that a quote does not.</summary>
    public static bool AreAdded(string line, string quote)
    {
        foreach (Range range in line.AsSpan().SplitAny(Gaps))
        {
            ReadOnlySpan<char> word = line.AsSpan(range).Trim(Edges);
            if (IsLink(word) && !quote.AsSpan().Contains(word, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsLink(ReadOnlySpan<char> word) =>
        word.Contains("://", StringComparison.Ordinal)
        || word.Contains("](", StringComparison.Ordinal)
        || word.StartsWith("javascript:", StringComparison.OrdinalIgnoreCase)
        || word.StartsWith("data:", StringComparison.OrdinalIgnoreCase)
        || word.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase)
        || word.StartsWith("tel:", StringComparison.OrdinalIgnoreCase)
        || word.StartsWith("sms:", StringComparison.OrdinalIgnoreCase)
        || word.StartsWith("ftp:", StringComparison.OrdinalIgnoreCase)
        || word.StartsWith("http", StringComparison.OrdinalIgnoreCase) && word.Contains(":/", StringComparison.Ordinal)
        || word.StartsWith("www.", StringComparison.OrdinalIgnoreCase)
        || word.IndexOf('@') is > 0 and var at && at < word.Length - 1
        || IsTag(word)
        || IsNameOnTheNet(word);

    private static bool IsTag(ReadOnlySpan<char> word)
    {
        int open = word.IndexOf('<');
        return open >= 0 && open + 1 < word.Length && (char.IsAsciiLetter(word[open + 1]) || word[open + 1] is '/' or '!');
    }

    // "pensions-help.example", "example.com/claim"; not "3.5", "e.g." or "p.m".
    private static bool IsNameOnTheNet(ReadOnlySpan<char> word)
    {
        int end = word.IndexOfAny(EndsHost);
        ReadOnlySpan<char> host = end >= 0 ? word[..end] : word;
        if (end >= 0 && host.Contains('.') && host.IndexOf('.') > 0 && end + 1 < word.Length && host.Count('.') is 1 or 3 && (IsLabels(host) || IsNumbers(host)))
        {
            return true;
        }

        int dot = host.LastIndexOf('.');
        return dot >= ShortestLabel && host.Length - dot - 1 >= ShortestLabel
            && !host[(dot + 1)..].ContainsAnyExcept(Letters) && char.IsLetterOrDigit(host[dot - 1]) && char.IsLetterOrDigit(host[dot - 2]);
    }

    // "x.com/path", "t.co#x": with something behind, one letter before the dot is enough.
    private static bool IsLabels(ReadOnlySpan<char> host)
    {
        int dot = host.LastIndexOf('.');
        return host.Length - dot - 1 >= ShortestLabel && !host[(dot + 1)..].ContainsAnyExcept(Letters) && char.IsLetterOrDigit(host[dot - 1]);
    }

    // "1.2.3.4/login"
    private static bool IsNumbers(ReadOnlySpan<char> host) => host.Count('.') == 3 && !host.ContainsAnyExceptInRange('.', '9');
}
