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

    /// <summary>What an entry is, such as "New proposal" or "Criticism of this proposal".</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="previous">The date of the edition before; without one everything is new, which need not be said.</param>
    /// <param name="isUnder">Whether it stands under the proposal that it is about.</param>
    public static string Kind(EditionEntry entry, DateOnly? previous, bool isUnder)
    {
        string kind = entry.Kind switch
        {
            PointKind.Proposal => "proposal",
            PointKind.Criticism => "criticism",
            PointKind.Support => "support",
            PointKind.Opposition => "opposition",
            PointKind.Withdrawal => "withdrawal",
            _ => throw new ArgumentOutOfRangeException(nameof(entry), entry.Kind, "unknown kind of point"),
        };
        string which = isUnder ? $"{kind} of this proposal" : kind;
        return BeginUpper(previous is not null && entry.News?.Kind == NewsKind.New ? $"new {which}" : which);
    }

    /// <summary>
    /// What is new in an entry beside being new, such as "Sharper than on 3 March"; what was said then may follow. Null if
    /// nothing is.
    /// </summary>
    public static string? News(EditionEntry entry, DateOnly today) => entry.News is not { } news ? null : news.Kind switch
    {
        NewsKind.New => null,
        NewsKind.Repeated => $"Again, {Since(news, today)}",
        NewsKind.Developed when news.NewStanders.Count > 0 => $"Again, {Since(news, today)}; new beside it: {Names(news.NewStanders)}",
        NewsKind.Developed => $"Other than {Then(news, today)}",
        NewsKind.Sharpened => $"Sharper than {Then(news, today)}{Change(news.Words)}",
        NewsKind.Softened => $"Softer than {Then(news, today)}{Change(news.Words)}",
        NewsKind.Withdrawn => news.First is null ? "Withdrawn" : $"Withdrawn; {Since(news, today)}",
        NewsKind.Reversed => $"Turned round: {Was(news.BeforeKind)} {Then(news, today)}",
        _ => throw new ArgumentOutOfRangeException(nameof(entry), news.Kind, "unknown news"),
    };

    /// <summary>What is new in an entry in a word or two; empty if nothing is, or that it is new need not be said.</summary>
    public static string NewsInShort(EditionEntry entry, DateOnly? previous, DateOnly today) => entry.News is not { } news ? "" : news.Kind switch
    {
        NewsKind.New => previous is null ? "" : "new",
        NewsKind.Repeated => Told(entry, today),
        NewsKind.Developed when news.NewStanders.Count > 0 => $"again, with {Names(news.NewStanders)}",
        NewsKind.Developed => $"other than {Then(news, today)}",
        NewsKind.Sharpened => $"sharper than {Then(news, today)}",
        NewsKind.Softened => $"softer than {Then(news, today)}",
        NewsKind.Withdrawn => "withdrawn",
        NewsKind.Reversed => $"turned round since {Day(news.Last ?? today, today)}",
        _ => throw new ArgumentOutOfRangeException(nameof(entry), news.Kind, "unknown news"),
    };

    /// <summary>That an entry says nothing new, such as "again, first told 3 March".</summary>
    public static string Told(EditionEntry entry, DateOnly today) => $"again, {Since(entry.News, today)}";

    /// <summary>A day of the year, such as "3 March"; with the year if that is not the reader's.</summary>
    public static string Day(DateOnly date, DateOnly today) =>
        date.ToString(date.Year == today.Year ? "d MMMM" : "d MMMM yyyy", CultureInfo.InvariantCulture);

    /// <summary>A subject's heading; without label, what stands over entries that are about nothing in common.</summary>
    /// <param name="label">Its label.</param>
    /// <param name="isOnly">Whether it is the edition's only one.</param>
    public static string Subject(string label, bool isOnly) => Shown.Line(label) is { Length: > 0 } line
        ? BeginUpper(Shown.Cut(line, Shown.TitleLength))
        : isOnly ? "Proposals and criticisms" : "Other matters";

    /// <summary>That entries are left out because they say nothing new, as a line about what is in the archive; none if none are.</summary>
    public static IReadOnlyList<string> LeftOut(int entries) => entries switch
    {
        0 => [],
        1 => ["1 entry that says nothing new is"],
        _ => [$"{Number(entries)} entries that say nothing new are"],
    };

    public static string Number(int number) => string.Create(CultureInfo.InvariantCulture, $"{number:N0}");

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

    /// <summary>"5 proposals, 3 criticisms", or what there is instead of them; with what is new where not all is.</summary>
    public static string Counts(Edition edition) => Counts(EditionSummary.Of(edition));

    /// <inheritdoc cref="Counts(Edition)"/>
    public static string Counts(EditionSummary edition)
    {
        if (edition.Withdrawn is not null)
        {
            return "withdrawn";
        }

        List<string> parts = Kinds(edition);
        if (edition.New is { } news)
        {
            parts.Add(news + edition.Changed == 0 ? "nothing new" : $"{Number(news)} new");
            parts.AddRange(edition.Changed > 0 ? [$"{Number(edition.Changed)} changed"] : Array.Empty<string>());
        }

        if (edition.Corrections > 0)
        {
            parts.Add(Count(edition.Corrections, "correction", "corrections"));
        }

        return parts.Count > 0 ? string.Join(", ", parts)
            : edition.Unread > 0 ? $"nothing to report, {Count(edition.Unread, "article not read", "articles not read")}"
            : "nothing to report";
    }

    /// <summary>What stands in place of something that was taken back.</summary>
    public static string Withdrawal(Withdrawn withdrawn) => $"Withdrawn on {Short(withdrawn.On)}: {Shown.Line(withdrawn.Reason)}";

    /// <summary>What an edition says of what was taken back of one before it.</summary>
    public static string Correction(EditionCorrection correction) =>
        $"Correction to the edition of {Long(correction.Date)}: {Shown.Cut(Shown.Line(correction.What), 3 * Shown.TitleLength)} is withdrawn. {Shown.Line(correction.Reason)}";

    public static string Opening(Edition edition)
    {
        Accounting account = edition.Accounting;
        EditionSummary summary = EditionSummary.Of(edition);
        int unread = summary.Unread;
        List<string> parts = Kinds(summary);
        if (parts.Count > 0)
        {
            int articles = edition.Articles.Count(a => a.Points > 0);
            string all = parts.Count == 1 ? parts[0] : $"{string.Join(", ", parts.SkipLast(1))} and {parts[^1]}";
            string news = summary.New switch
            {
                null => "",
                0 => " None of them is new.",
                1 => " One of them is new.",
                { } some => $" {Number(some)} of them are new.",
            };
            string changed = summary.New is null || summary.Changed == 0 ? "" : $" What somebody said before has changed in {Number(summary.Changed)}.";
            return $"{all} from {Count(articles, "article", "articles")}, each with the words that prove it.{news}{changed}";
        }

        if (edition.Proposals.Count + edition.Criticisms.Count > 0)
        {
            return "All that this edition told was withdrawn; the reasons are below.";
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

    public static string Covers(Edition edition)
    {
        string covers = edition.Previous is { } previous
            ? $"Covers everything since the edition of {Long(previous)}, as of {Moment(edition.CompiledAt, edition.Zone)}."
            : $"The first edition: covers everything up to {Moment(edition.CompiledAt, edition.Zone)}.";
        return edition.Missed switch
        {
            [] => covers,
            [DateOnly one] => $"{covers} It makes up for the edition of {Long(one)}, which did not go out.",
            [DateOnly one, DateOnly other] => $"{covers} It makes up for the editions of {Long(one)} and {Long(other)}, which did not go out.",
            [DateOnly first, .., DateOnly last] => $"{covers} It makes up for {edition.Missed.Count} editions, from {Long(first)} to {Long(last)}, which did not go out.",
        };
    }

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

    /// <summary>What the account says beside its lines, one sentence each.</summary>
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

        if (account.Tokens > 0)
        {
            string cost = account.Cost switch
            {
                0 => "",
                < 0.01m => $", at an estimated cost of less than 0.01 {account.Currency}",
                _ => string.Create(CultureInfo.InvariantCulture, $", at an estimated cost of {account.Cost:N2} {account.Currency}"),
            };
            notes.Add(string.Create(CultureInfo.InvariantCulture, $"A model read and wrote {account.Tokens:N0} tokens for this edition{cost.TrimEnd()}."));
        }

        if (account.MergedWithoutModel is { } reason)
        {
            notes.Add($"Whether articles say the same was judged by words alone, at least in part: the model that compares meanings did not answer ({Shown.Cut(Shown.Line(reason), 300)}). The same point in other words may be here twice.");
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
            OutcomeStatus.Analysed when article?.Withdrawn is { } withdrawn => $"analysed; {BeginLower(Withdrawal(withdrawn))}",
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
    private const int MostNames = 3;
    private const int MostOfWord = 40;

    private static string Since(EntryNews? news, DateOnly today) =>
        (news?.First ?? news?.Last) is { } date ? $"first told {Day(date, today)}" : "told before";

    private static string Names(IReadOnlyList<string> names) => string.Join(", ", names.Take(MostNames).Select(n => Shown.Cut(Shown.Line(n), Shown.TitleLength)))
        + (names.Count > MostNames ? $" and {Number(names.Count - MostNames)} more" : "");

    /// <summary>By which words somebody asked then and asks now: where nothing else changed these prove it.</summary>
    private static string Change(ChangedWords? words) => words is null ? ""
        : $" by the word: {Word(words.Then)}, now {Word(words.Now)}";

    private static string Word(string? word) => word is null ? "none" : $"“{Shown.Cut(Shown.Line(word), MostOfWord)}”";

    private static string Was(PointKind? before) => before switch
    {
        PointKind.Proposal => "was for this",
        PointKind.Support => "backed this",
        PointKind.Opposition or PointKind.Criticism => "was against this",
        PointKind.Withdrawal => "gave this up",
        _ => "stood elsewhere",
    };

    private static string Then(EntryNews news, DateOnly today) =>
        (news.Last ?? news.First) is { } date ? $"on {Day(date, today)}" : "before";

    private static List<string> Kinds(EditionSummary edition)
    {
        List<string> parts = [];
        Add(edition.Proposals, "proposal", "proposals");
        Add(edition.Criticisms, "criticism", "criticisms");
        Add(edition.Stances, "other stance", "other stances");
        return parts;

        void Add(int number, string one, string many)
        {
            if (number > 0)
            {
                parts.Add(Count(number, one, many));
            }
        }
    }

    private static string BeginLower(string sentence) => char.ToLowerInvariant(sentence[0]) + sentence[1..];

    /// <summary>A name that begins with a word in small letters ("the city council") begins a line; "eBay" stays itself.</summary>
    private static string BeginUpper(string name)
    {
        int end = name.IndexOf(' ', StringComparison.Ordinal);
        string word = end < 0 ? name : name[..end];
        return word.Length > 0 && word.All(char.IsLower) ? char.ToUpperInvariant(name[0]) + name[1..] : name;
    }
}
