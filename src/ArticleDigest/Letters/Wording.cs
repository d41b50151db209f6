using System.Globalization;
using ArticleDigest.Analysis;
using ArticleDigest.Articles;
using ArticleDigest.Editions;
using NodaTime;

namespace ArticleDigest.Letters;

/// <summary>The words that mail, page and subject have in common.</summary>
internal static class Wording
{
    /// <summary>The language these words are in.</summary>
    public const string Language = "en";

    /// <summary>What the reader may rely on.</summary>
    public const string Colophon = "Quotes are verbatim from the articles; statements are made from them.";

    public static string Long(DateOnly date) => date.ToString("dddd d MMMM yyyy", CultureInfo.InvariantCulture);

    public static string Month(DateOnly date) => date.ToString("MMMM yyyy", CultureInfo.InvariantCulture);

    public static string Short(DateOnly date) => date.ToString("d MMM yyyy", CultureInfo.InvariantCulture);

    /// <summary>An actor's name at the beginning of a line.</summary>
    public static string Name(string actor) => actor switch
    {
        Point.TheAuthor => "The author",
        Point.NotNamed => "Not named",
        _ => BeginUpper(Shown.Line(actor)),
    };

    /// <summary>A language's name in the language of these words; null if the code, of ISO 639-1, is none.</summary>
    public static string? LanguageName(string? code)
    {
        if (code is not { Length: 2 } || !code.All(char.IsAsciiLetterLower))
        {
            return null;
        }

        try
        {
            return CultureInfo.GetCultureInfo(code, predefinedOnly: true).EnglishName;
        }
        catch (CultureNotFoundException)
        {
            return null;
        }
    }

    public static string Count(int number, string one, string many) =>
        string.Create(CultureInfo.InvariantCulture, $"{number:N0} {(number == 1 ? one : many)}");

    /// <summary>A moment in a zone, such as "Monday 23 November 2026, 07:00 (Europe/Berlin)".</summary>
    public static string Moment(DateTimeOffset moment, string zone) =>
        $"{Local(moment, zone).ToString("dddd d MMMM yyyy, HH:mm", CultureInfo.InvariantCulture)} ({zone})";

    /// <summary>The moment with the zone's offset; UTC if there is no such zone.</summary>
    public static DateTimeOffset Local(DateTimeOffset moment, string zone)
    {
        DateTimeZone known = DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) ?? DateTimeZone.Utc;
        return Instant.FromDateTimeOffset(moment).InZone(known).ToDateTimeOffset();
    }

    /// <summary>"5 proposals, 3 criticisms", or what there is instead of them.</summary>
    public static string Counts(Edition edition) =>
        Counts(edition.Proposals.Count, edition.Criticisms.Count, Unread(edition.Accounting));

    /// <inheritdoc cref="Counts(Edition)"/>
    public static string Counts(EditionSummary edition) =>
        Counts(edition.Proposals, edition.Criticisms, edition.Unread);

    public static string Lead(Edition edition)
    {
        Accounting account = edition.Accounting;
        int unread = Unread(account);
        IReadOnlyList<string> parts = Kinds(edition.Proposals.Count, edition.Criticisms.Count);
        if (parts.Count > 0)
        {
            int articles = edition.Articles.Count(a => a.Points > 0);
            return $"{string.Join(" and ", parts)} from {Count(articles, "article", "articles")}, each with the words that prove it.";
        }

        string faults = $"{Count(unread, "article", "articles")} could not be read; the reasons are below.";
        return (unread, account.Analysed) switch
        {
            (0, 0) => "A quiet day: no new articles came in.",
            (0, _) => "A quiet day: nobody proposed or criticised anything in the articles that came in.",
            (_, 0) => $"Nothing could be reported: {faults}",
            _ => $"Nobody proposed or criticised anything in what could be read. {faults}",
        };
    }

    public static string Covers(Edition edition) => edition.Previous is { } previous
        ? $"Covers everything since the edition of {Long(previous)}, as of {Moment(edition.CompiledAt, edition.Zone)}."
        : $"The first edition: covers everything up to {Moment(edition.CompiledAt, edition.Zone)}.";

    /// <summary>"12 articles received: 8 analysed, 2 duplicates, …"; only what there is.</summary>
    public static string Summary(Accounting account)
    {
        List<string> parts = [];
        Add(account.Analysed, "analysed");
        Add(account.Duplicates, account.Duplicates == 1 ? "duplicate" : "duplicates");
        Add(account.Rejected, "rejected");
        Add(account.Filtered, "filtered");
        Add(account.Failed, "failed");
        Add(account.Pending, "pending");
        string received = Count(account.Received, "article received", "articles received");
        return parts.Count == 0 ? $"{received}." : $"{received}: {string.Join(", ", parts)}.";

        void Add(int number, string what)
        {
            if (number > 0)
            {
                parts.Add(string.Create(CultureInfo.InvariantCulture, $"{number:N0} {what}"));
            }
        }
    }

    /// <summary>What the account says beside its lines: pending, withheld, uncertain; one sentence each.</summary>
    public static IReadOnlyList<string> Notes(Accounting account)
    {
        List<string> notes = [];
        if (account.Pending > 0)
        {
            notes.Add(account.Pending == 1
                ? "1 article was still being worked on; it comes with a later edition."
                : $"{Count(account.Pending, "article", "articles")} were still being worked on; they come with a later edition.");
        }

        if (account.Withheld > 0)
        {
            notes.Add(account.Withheld == 1
                ? "1 point was withheld because its article does not prove it."
                : $"{Count(account.Withheld, "point", "points")} were withheld because their articles do not prove them.");
        }

        foreach (UncertainLetter letter in account.Uncertain.Take(MostUncertain))
        {
            notes.Add($"Whether one letter of {Long(letter.Date)} arrived is not known ({Shown.Cut(Shown.Line(letter.Reason), 300)}). It was not sent again; its key is {Shown.Cut(Shown.Line(letter.RecipientKey), 64)}.");
        }

        if (account.Uncertain.Count > MostUncertain)
        {
            notes.Add($"The same is so of {Count(account.Uncertain.Count - MostUncertain, "other letter", "other letters")}.");
        }

        return notes;
    }

    /// <summary>What became of a drop, without the name of the drop that it repeats.</summary>
    public static string Became(AccountLine line, EditionArticle? article)
    {
        string reason = line.Reason is null ? "no reason given" : Shown.Line(line.Reason);
        return line.Status switch
        {
            OutcomeStatus.Analysed => article switch
            {
                null => "analysed",
                { Points: 0 } => "analysed; nothing to report",
                _ => $"analysed; {Count(article.Points, "point", "points")}",
            } + (line.Reason is null ? "" : $"; {reason}"),
            OutcomeStatus.Duplicate => "duplicate of",
            OutcomeStatus.Rejected => $"rejected: {reason}",
            OutcomeStatus.Filtered => $"filtered: {reason}",
            OutcomeStatus.Failed => $"failed: {reason}",
            _ => throw new ArgumentOutOfRangeException(nameof(line), line.Status, "unknown outcome"),
        };
    }

    public static bool IsFault(OutcomeStatus status) =>
        status is OutcomeStatus.Rejected or OutcomeStatus.Filtered or OutcomeStatus.Failed;

    private const int MostUncertain = 5;

    private static string Counts(int proposals, int criticisms, int unread)
    {
        IReadOnlyList<string> parts = Kinds(proposals, criticisms);
        return parts.Count > 0 ? string.Join(", ", parts)
            : unread > 0 ? $"nothing to report, {Count(unread, "article not read", "articles not read")}"
            : "nothing to report";
    }

    private static List<string> Kinds(int proposals, int criticisms)
    {
        List<string> parts = [];
        if (proposals > 0)
        {
            parts.Add(Count(proposals, "proposal", "proposals"));
        }

        if (criticisms > 0)
        {
            parts.Add(Count(criticisms, "criticism", "criticisms"));
        }

        return parts;
    }

    private static int Unread(Accounting account) => account.Rejected + account.Filtered + account.Failed;

    /// <summary>A name that begins with a word in small letters ("the city council") begins a line; "eBay" stays itself.</summary>
    private static string BeginUpper(string name)
    {
        int end = name.IndexOf(' ', StringComparison.Ordinal);
        string word = end < 0 ? name : name[..end];
        return word.Length > 0 && word.All(char.IsLower) ? char.ToUpperInvariant(name[0]) + name[1..] : name;
    }
}
