using System.Globalization;
using System.Text.RegularExpressions;

namespace ArticleDigest.Letters;

/// <summary>What a refusal for good says of the recipient's address.</summary>
public enum AddressFault
{
    /// <summary>It takes no letters now, and may do so again.</summary>
    Doubtful,

    /// <summary>There is no such address.</summary>
    Unknown,
}

/// <summary>
/// Tells from a server's refusal of a recipient whether it is the address that is at fault. What servers say to spam, to a
/// sender they do not like or with a mailbox that is full says nothing of the address: if it counted, one bad day of the
/// sender's would end everybody's letters.
/// </summary>
internal static partial class SmtpRefusal
{
    /// <summary>Reads a refusal of a recipient.</summary>
    /// <param name="code">The answer's code.</param>
    /// <param name="answer">Its text, which may begin with an enhanced status code (RFC 3463).</param>
    /// <returns>Null if it is not about the address.</returns>
    public static AddressFault? Of(int code, string answer)
    {
        if (code is < 500 or > 599)
        {
            return null;
        }

        Match status = Enhanced().Match(answer);
        if (status.Success)
        {
            return (NumberIn(status, "subject"), NumberIn(status, "detail")) switch
            {
                // Bad mailbox, bad system, bad syntax, moved without a new address, no mail taken at all.
                (1, 1 or 2 or 3 or 6 or 10) => AddressFault.Unknown,

                // Bad sender's mailbox and system.
                (1, 7 or 8) => null,
                (1, _) => AddressFault.Doubtful,

                // Disabled.
                (2, 1) => AddressFault.Doubtful,
                _ => null,
            };
        }

        // Without such a code policy and unknown mailboxes have the same codes: only plain words count, and not at once.
        return code is 550 or 551 or 553 && Unknown().IsMatch(answer) ? AddressFault.Doubtful : null;
    }

    private static int NumberIn(Match match, string group) => int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^\s*5\.(?<subject>[0-9]{1,3})\.(?<detail>[0-9]{1,3})\b", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Enhanced();

    [GeneratedRegex(
        @"\b(?:no such (?:user|recipient|mailbox|address|person)|(?:user|recipient|mailbox|address)(?: is)? (?:unknown|not found)|unknown (?:user|recipient|mailbox|address|local part)|does not exist|doesn't exist|no mailbox)\b",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Unknown();
}
