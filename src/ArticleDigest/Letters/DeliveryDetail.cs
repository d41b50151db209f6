using System.Text;
using System.Text.RegularExpressions;

namespace ArticleDigest.Letters;

/// <summary>Makes a server's answer fit to be kept and shown: one short line without addresses and secrets.</summary>
public static partial class DeliveryDetail
{
    private const int MaxLength = 300;
    private const string Hidden = "(hidden)";

    /// <summary>Cleans a text; neither the password, nor one of the names as a word, nor anything like an address is left in it.</summary>
    /// <param name="text">The server's answer.</param>
    /// <param name="password">A secret that must not be in it; empty if there is none.</param>
    /// <param name="names">What else must not be in it, such as the part of an address before the '@'.</param>
    /// <returns>One line of at most 300 characters.</returns>
    public static string Of(string text, string password, params IEnumerable<string> names)
    {
        string line = Shown.Line(text);
        if (password.Length > 0)
        {
            line = line.Replace(password, Hidden, StringComparison.Ordinal);
        }

        line = Address().Replace(line, Hidden);
        foreach (string name in names.Where(n => n.Length > 1 && MayHave(line, n)))
        {
            string word = $@"(?<![\p{{L}}\p{{N}}]){Regex.Escape(name)}(?![\p{{L}}\p{{N}}])";
            line = Regex.Replace(line, word, Hidden, RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, TimeSpan.FromSeconds(1));
        }

        return Shown.Cut(line, MaxLength);
    }

    /// <summary>Whether a line may have a name: most have none, and an expression for each name is dear.</summary>
    private static bool MayHave(string line, string name) =>
        !Ascii.IsValid(line) || !Ascii.IsValid(name) || line.Contains(name, StringComparison.OrdinalIgnoreCase);

    /// <summary>How long the server says it wants to be left alone; null if it does not.</summary>
    internal static TimeSpan? WishIn(string answer)
    {
        Match wish = Wish().Match(answer);
        return wish.Success
            ? int.Parse(wish.ValueSpan[..wish.Groups["number"].Length], System.Globalization.CultureInfo.InvariantCulture)
                * (wish.Groups["minutes"].Success ? TimeSpan.FromMinutes(1) : TimeSpan.FromSeconds(1))
            : null;
    }

    /// <summary>Whether a server puts off what is sent because of how much that is, and not because of whom it is for.</summary>
    internal static bool IsAboutPace(string answer) => Pace().IsMatch(answer) && !Mailbox().IsMatch(answer);

    [GeneratedRegex(@"[^\s<>()""']+@[^\s<>()""']+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Address();

    [GeneratedRegex(
        @"(?<![0-9.])(?<number>[0-9]{1,5}) ?(?:(?<minutes>minutes?|mins?)|seconds?|secs?)\b",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Wish();

    // RFC 3463: the system takes no messages, or is congested; and what servers say of rates.
    [GeneratedRegex(
        @"\b(4\.3\.2|4\.4\.5|rates?|too many|too much|throttl\w+|slow down)\b",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Pace();

    // RFC 3463: the status of the recipient's mailbox.
    [GeneratedRegex(@"\b4\.2\.[0-9]", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Mailbox();
}
