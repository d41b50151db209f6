using System.Net.Mail;

namespace ArticleDigest.Editions;

/// <summary>What a letter does with entries that its recipient does not follow.</summary>
public enum OtherEntries
{
    /// <summary>They shrink to a line.</summary>
    Shrink,

    /// <summary>They are counted but not shown; the page has them.</summary>
    Leave,
}

/// <summary>In which form a recipient gets letters.</summary>
public enum LetterFormat
{
    /// <summary>Both, HTML and plain text; the mail program chooses.</summary>
    Html,

    /// <summary>Plain text alone.</summary>
    Text,
}

/// <summary>One recipient, as configured or listed, with what they wish.</summary>
public sealed class RecipientOptions
{
    /// <summary>The longest name and the longest term that is followed, in UTF-16 units.</summary>
    public const int LongestText = 100;

    /// <summary>The most terms that one recipient follows.</summary>
    public const int MostFollowed = 50;

    /// <summary>The bare e-mail address.</summary>
    public string Address { get; set; } = "";

    /// <summary>The name shown beside it; may be empty.</summary>
    public string Name { get; set; } = "";

    /// <summary>The language, one of <see cref="ScheduleOptions.Languages"/>, of the words around articles' own; default, empty: the schedule's.</summary>
    public string Language { get; set; } = "";

    /// <summary>
    /// The subjects and actors they follow, each in a word or some words that all have to occur; default none: every entry
    /// concerns them.
    /// </summary>
    public List<string> Follow { get; set; } = [];

    /// <summary>What letters do with entries that are not followed; default <see cref="OtherEntries.Shrink"/>.</summary>
    public OtherEntries Others { get; set; } = OtherEntries.Shrink;

    /// <summary>In which form they get letters; default <see cref="LetterFormat.Html"/>.</summary>
    public LetterFormat Format { get; set; } = LetterFormat.Html;

    /// <summary>Whether this is one bare address: no display name, no comment, no white space, a domain.</summary>
    public static bool IsAddress(string? address) =>
        address is { Length: > 2 and <= 254 }
        && !address.Any(c => char.IsWhiteSpace(c) || char.IsControl(c))
        && MailAddress.TryCreate(address, out MailAddress? parsed)
        && string.Equals(parsed.Address, address, StringComparison.Ordinal)
        && MimeKit.MailboxAddress.TryParse(address, out MimeKit.MailboxAddress? mailbox)
        && string.Equals(mailbox.Address, address, StringComparison.Ordinal);

    /// <summary>Everything that is wrong with this recipient, each as a sentence.</summary>
    /// <param name="key">Where the recipient stands; every sentence begins with it and the name of the property.</param>
    internal IEnumerable<string> Faults(string key)
    {
        (string Property, string? Fault)[] found =
        [
            (nameof(Address), AddressFault(Address)),
            (nameof(Name), NameFault(Name)),
            (nameof(Language), LanguageFault(Language)),
            (nameof(Follow), Follow.Count > MostFollowed ? $"has {Follow.Count} terms; give at most {MostFollowed}." : null),
            .. Follow.Select((term, i) => ($"{nameof(Follow)}:{i}", TermFault(term))),
        ];
        return found.Where(f => f.Fault is not null).Select(f => $"{key}:{f.Property} {f.Fault}");
    }

    internal static string? AddressFault(string address) =>
        IsAddress(address) ? null : $"is '{address}', which is no e-mail address; give one such as ana@example.org.";

    internal static string? NameFault(string name) =>
        name.Length <= LongestText && !name.Any(char.IsControl) ? null
            : $"is longer than {LongestText} characters or has control characters; give a short name.";

    internal static string? LanguageFault(string language) =>
        language.Length == 0 || ScheduleOptions.Languages.Contains(language, StringComparer.Ordinal) ? null
            : $"is '{language}'; give one of {string.Join(", ", ScheduleOptions.Languages)}, or leave it out for the schedule's.";

    internal static string? TermFault(string term) =>
        term.Length <= LongestText && term.Any(char.IsLetterOrDigit) && !term.Any(char.IsControl) ? null
            : $"is '{term}'; give a word or some words, at most {LongestText} characters.";
}
