using ArticleDigest.Analysis;
using ArticleDigest.Analysis.Extractive;
using ArticleDigest.Articles;
using ArticleDigest.Editions;
using NodaTime;

namespace ArticleDigest.Letters;

/// <summary>The sentences that mail, page and subject have in common, in the words of a language.</summary>
internal sealed class Wording(Words words)
{
    private const int MostUncertain = 5;
    private const int MostNames = 3;
    private const int MostTerms = 5;
    private const int MostOfWord = 40;
    private const int MostOfReason = 300;
    private const int MostOfKey = 64;
    private const int MostOfRetracted = 600;
    private const int MostOfParty = 32;
    private const int LeastOfGist = 30;

    /// <summary>The language of reasons that the product itself gave when something happened; they are kept as they are.</summary>
    private const string KeptLanguage = "en";

    // A sum that rounds to less is told as less than this.
    private const decimal LeastSum = 0.01m;

    /// <summary>The words.</summary>
    public Words Words => words;

    /// <summary>An actor's name at the beginning of a line.</summary>
    public string Name(string actor) => actor switch
    {
        Point.TheAuthor => words.Say("actors.author"),
        Point.NotNamed => words.Say("actors.not-named"),
        _ => BeginUpper(Shown.Line(actor)),
    };

    /// <summary>A party's name within a line.</summary>
    public string NameWithin(string name) => name is Point.TheAuthor or Point.NotNamed ? Name(name) : Shown.Line(name);

    /// <summary>What an entry is, such as "New proposal" or "Criticism of this proposal".</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="previous">The date of the edition before; without one everything is new, which need not be said.</param>
    /// <param name="standing">What it stands under.</param>
    public string Kind(EditionEntry entry, DateOnly? previous, Standing standing)
    {
        bool isNew = previous is not null && entry.News?.Kind == NewsKind.New;
        return standing == Standing.UnderCriticism
            ? words.Say(isNew ? "kinds-under.new-answer" : "kinds-under.answer")
            : Kind(entry.Kind, standing == Standing.UnderProposal, isNew);
    }

    /// <summary>What a point is, such as "New proposal" or "Criticism of this proposal".</summary>
    public string Kind(PointKind kind, bool isUnder = false, bool isNew = false) => words.Say(
        (kind, isUnder, isNew) switch
        {
            (PointKind.Proposal, _, false) => "kinds.proposal",
            (PointKind.Proposal, _, true) => "kinds.new-proposal",
            (PointKind.Criticism, false, false) => "kinds.criticism",
            (PointKind.Criticism, false, true) => "kinds.new-criticism",
            (PointKind.Criticism, true, false) => "kinds-under.criticism",
            (PointKind.Criticism, true, true) => "kinds-under.new-criticism",
            (PointKind.Support, false, false) => "kinds.support",
            (PointKind.Support, false, true) => "kinds.new-support",
            (PointKind.Support, true, false) => "kinds-under.support",
            (PointKind.Support, true, true) => "kinds-under.new-support",
            (PointKind.Opposition, false, false) => "kinds.opposition",
            (PointKind.Opposition, false, true) => "kinds.new-opposition",
            (PointKind.Opposition, true, false) => "kinds-under.opposition",
            (PointKind.Opposition, true, true) => "kinds-under.new-opposition",
            (PointKind.Withdrawal, false, false) => "kinds.withdrawal",
            (PointKind.Withdrawal, false, true) => "kinds.new-withdrawal",
            (PointKind.Withdrawal, true, false) => "kinds-under.withdrawal",
            (PointKind.Withdrawal, true, true) => "kinds-under.new-withdrawal",
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "unknown kind of point"),
        });

    /// <summary>
    /// What is new in an entry beside being new, such as "Sharper than on 3 March", with what was said then. Null if nothing is.
    /// </summary>
    /// <param name="entry">The entry.</param>
    /// <param name="today">The edition's date.</param>
    /// <param name="most">The longest that is told of what was said then, in UTF-16 units.</param>
    public NewsView? News(EditionEntry entry, DateOnly today, int most)
    {
        if (entry.News is not { } news)
        {
            return null;
        }

        string? before = Shown.Line(news.Before) is { Length: > 0 } line ? line : null;
        if (news.Kind == NewsKind.Reversed)
        {
            return Turned(news, before, today, most);
        }

        if (NewsWords(entry, news, today) is not { } told)
        {
            return null;
        }

        (string opened, string closed) = before is null ? ("", "") : words.Around("news.before", "before");
        return ViewOf(news, before is null ? told : $"{told} {opened}", before, closed, most);
    }

    /// <summary>What is new in an entry in a word or two; empty if nothing is, or that it is new need not be said.</summary>
    public string NewsInShort(EditionEntry entry, DateOnly? previous, DateOnly today) =>
        NewsInShort(entry.News, entry.Supporters.Select(s => s.Name), entry.Target, previous, today);

    /// <inheritdoc cref="NewsInShort(EditionEntry, DateOnly?, DateOnly)"/>
    public string NewsInShort(LeadLine line, DateOnly? previous, DateOnly today) =>
        NewsInShort(line.News, line.NewSupporters, line.Target, previous, today);

    private string NewsInShort(EntryNews? told, IEnumerable<string> backing, string? target, DateOnly? previous, DateOnly today) => told is not { } news ? "" : news.Kind switch
    {
        NewsKind.New => previous is null ? "" : words.Say("news-short.new"),
        NewsKind.Repeated => Told(news, today),
        NewsKind.Developed when Added(news, backing, target) is { Length: > 0 } added => words.Say("news-short.again-with", ("added", added)),
        NewsKind.Developed when news.Before is null => Told(news, today),
        NewsKind.Developed => Than(news, today, "news-short.other-since", "news-short.other"),
        NewsKind.Sharpened => Than(news, today, "news-short.sharper-since", "news-short.sharper"),
        NewsKind.Softened => Than(news, today, "news-short.softer-since", "news-short.softer"),
        NewsKind.Withdrawn => Since(news, today) ?? "",
        NewsKind.Reversed => words.Say("news-short.turned", ("day", words.Day(news.Last ?? today, today))),
        _ => throw new ArgumentOutOfRangeException(nameof(told), news.Kind, "unknown news"),
    };

    /// <summary>That an entry says nothing new, such as "again, first told 3 March".</summary>
    private string Told(EntryNews? news, DateOnly today) => First(news) is { } first
        ? words.Say("news-short.again-since", ("day", words.Day(first, today)))
        : words.Say("news-short.again");

    /// <summary>How many articles tell something, and what is new in it, such as "2 articles · again, first told 3 March".</summary>
    public string Details(int articles, string news)
    {
        string told = words.Say("sources.articles", articles);
        return news.Length == 0 ? told : $"{told} · {news}";
    }

    /// <summary>A subject's heading; without label, what stands over entries that are about nothing in common.</summary>
    /// <param name="label">Its label.</param>
    /// <param name="isOnly">Whether it is the edition's only one.</param>
    public string Subject(string label, bool isOnly) => Shown.Line(label) is { Length: > 0 } line
        ? BeginUpper(Shown.Cut(line, Shown.TitleLength))
        : words.Say(isOnly ? "headings.proposals-and-criticisms" : "headings.other-matters");

    /// <summary>That entries are left out because they say nothing new; none if none are.</summary>
    public IReadOnlyList<string> LeftOut(int entries) => entries == 0 ? [] : [words.Say("more.repeated", entries)];

    /// <summary>That entries are left out because the reader does not follow them; none if none are.</summary>
    public IReadOnlyList<string> NotFollowed(int entries) => entries == 0 ? [] : [words.Say("more.not-followed", entries)];

    /// <summary>How much of an edition is about what its reader follows; null if there is nothing to be followed in it.</summary>
    public string? Followed(Following following, int entries)
    {
        if (entries == 0)
        {
            return null;
        }

        string told = string.Join("; ", following.Terms.Take(MostTerms).Select(t => Shown.Cut(Shown.Line(t), MostOfWord)));
        string terms = following.Terms.Count > MostTerms
            ? words.Say("lists.more-names", following.Terms.Count - MostTerms, ("names", told))
            : told;
        bool leave = following.Others == OtherEntries.Leave;
        return following.Count == entries ? words.Say("followed.all", ("terms", terms))
            : following.Count == 0 ? words.Say(leave ? "followed.none-left-out" : "followed.none-in-lines", ("terms", terms))
            : words.Say(leave ? "followed.some-left-out" : "followed.some-in-lines", following.Count, ("terms", terms));
    }

    /// <summary>A moment in a zone, such as "Monday 23 November 2026, 07:00 (Europe/Berlin)".</summary>
    public string Moment(DateTimeOffset moment, string zone) => words.Moment(Local(moment, zone), zone);

    /// <summary>The moment with the zone's offset; UTC if there is no such zone.</summary>
    public static DateTimeOffset Local(DateTimeOffset moment, string zone)
    {
        DateTimeZone known = DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) ?? DateTimeZone.Utc;
        return Instant.FromDateTimeOffset(moment).InZone(known).ToDateTimeOffset();
    }

    /// <summary>What a document about an edition is called, such as "Daily digest · Monday 23 November 2026".</summary>
    public string Title(Edition edition) => $"{Shown.Cut(Shown.Line(edition.Title), Shown.TitleLength)} · {words.Long(edition.Date)}";

    /// <summary>"5 proposals, 3 criticisms", or what there is instead of them; with what is new where not all is.</summary>
    public string Counts(Edition edition) => Counts(EditionSummary.Of(edition));

    /// <inheritdoc cref="Counts(Edition)"/>
    public string Counts(EditionSummary edition)
    {
        if (edition.Withdrawn is not null)
        {
            return words.Say("counts.withdrawn");
        }

        List<string> parts = Kinds(edition);
        if (edition.New is { } news)
        {
            parts.Add(news + edition.Changed == 0 ? words.Say("counts.nothing-new") : words.Say("counts.new", news));
            parts.AddRange(edition.Changed > 0 ? [words.Say("counts.changed", edition.Changed)] : Array.Empty<string>());
        }

        if (edition.Corrections > 0)
        {
            parts.Add(words.Say("counts.corrections", edition.Corrections));
        }

        return parts.Count > 0 ? string.Join(", ", parts)
            : edition.Unread > 0 ? words.Say("counts.nothing-unread", edition.Unread)
            : words.Say("counts.nothing");
    }

    /// <summary>What an entry tells in a line, such as "Labour Party: against the tax credit".</summary>
    /// <param name="gist">That.</param>
    /// <param name="most">The longest that may be said, in UTF-16 units; names and the least of what there is to say are told in any case.</param>
    public Remark Gist(Gist gist, int most)
    {
        (string Before, string After) around = Around(gist);
        int room = Math.Max(LeastOfGist, most - around.Before.Length - around.After.Length);
        string? language = string.Equals(gist.Language, words.Language, StringComparison.Ordinal) ? null : LanguageView.Of(gist.Language, words).Code;
        return Remark.Around(around, Shown.CutAtWord(What(gist), room), language);
    }

    /// <summary>How long a line has to be for what an entry tells, or for so much of it that it says something.</summary>
    public int LeastOf(Gist gist)
    {
        (string before, string after) = Around(gist);
        return before.Length + Math.Min(LeastOfGist, What(gist).Length) + after.Length;
    }

    private static string What(Gist gist) => gist.Kind == PointKind.Proposal
        ? PhraseReader.WithoutIndefiniteArticle(Shown.Line(gist.What), gist.Language ?? "")
        : Shown.Line(gist.What);

    private (string Before, string After) Around(Gist gist)
    {
        string name = gist.Actor is Point.TheAuthor or Point.NotNamed ? gist.Actor : PhraseReader.NameWithoutArticle(Shown.Line(gist.Actor), gist.Language ?? "");
        (string, string) actor = ("actor", Shown.CutAtWord(Name(name), MostOfParty));
        return gist.Kind switch
        {
            PointKind.Support => words.Around("gist.for", "what", actor),
            PointKind.Opposition => words.Around("gist.against", "what", actor),
            PointKind.Withdrawal => words.Around("gist.withdrawal", "what", actor),
            PointKind.Criticism when gist.Target is { } target =>
                words.Around("gist.criticism", "what", actor, ("target", Shown.CutAtWord(NameWithin(target), MostOfParty))),
            _ => words.Around("gist.proposal", "what", actor),
        };
    }

    /// <summary>What stands in place of something that was taken back.</summary>
    public string Withdrawal(Withdrawn withdrawn) =>
        words.Say("withdrawals.withdrawn", ("date", words.Short(withdrawn.On)), ("reason", Shown.Line(withdrawn.Reason)));

    /// <summary>What an edition says of what was taken back of one before it.</summary>
    public Remark Correction(EditionCorrection correction)
    {
        (string Before, string After) around = words.Around(
            "withdrawals.correction", "what", ("date", words.InText(correction.Date)), ("reason", Shown.Line(correction.Reason)));
        return correction.Thing is { } thing
            ? Remark.Around(around, Shown.Cut(Retracted(thing), MostOfRetracted), null)
            : Kept(Shown.Cut(Shown.Line(correction.What), MostOfRetracted), around);
    }

    /// <summary>The first sentences of an edition.</summary>
    public string Opening(Edition edition)
    {
        Accounting account = edition.Accounting;
        EditionSummary summary = EditionSummary.Of(edition);
        int unread = summary.Unread;
        List<string> parts = Kinds(summary);
        if (parts.Count > 0)
        {
            int articles = ArticlePoints.CountIn(edition).Count;
            List<string> sentences = [words.Say("opening.points", articles, ("points", AllOf(parts)))];
            if (summary.New is { } news)
            {
                sentences.Add(news == 0 ? words.Say("opening.none-new") : words.Say("opening.new", news));
                sentences.AddRange(summary.Changed > 0 ? [words.Say("opening.changed", summary.Changed)] : Array.Empty<string>());
            }

            return string.Join(' ', sentences);
        }

        if (edition.Proposals.Count + edition.Criticisms.Count > 0)
        {
            return words.Say("opening.all-withdrawn");
        }

        return (unread, account.Analysed) switch
        {
            (0, 0) => words.Say("opening.no-articles"),
            (0, _) => words.Say("opening.no-points"),
            (_, 0) => words.Say("opening.nothing-read", ("faults", words.Say("opening.faults", unread))),
            _ => words.Say("opening.no-points-in-read", ("faults", words.Say("opening.faults", unread))),
        };
    }

    /// <summary>What an edition covers.</summary>
    public string Covers(Edition edition)
    {
        string moment = Moment(edition.CompiledAt, edition.Zone);
        string covers = edition.Previous is { } previous
            ? words.Say("opening.covers", ("date", words.InText(previous)), ("moment", moment))
            : words.Say("opening.covers-first", ("moment", moment));
        return edition.Missed switch
        {
            _ when edition.Accounting.Received == 0 => covers,
            [] => covers,
            [DateOnly one] => $"{covers} {words.Say("opening.missed-one", ("date", words.InText(one)))}",
            [DateOnly one, DateOnly other] => $"{covers} {words.Say("opening.missed-two", ("first", words.InText(one)), ("last", words.InText(other)))}",
            [DateOnly first, .., DateOnly last] =>
                $"{covers} {words.Say("opening.missed-many", edition.Missed.Count, ("first", words.InText(first)), ("last", words.InText(last)))}",
        };
    }

    /// <summary>"12 articles received: 8 analysed, 2 duplicates, …"; only what there is.</summary>
    /// <param name="account">The account.</param>
    /// <param name="silent">In how many of the analysed articles nobody proposes or criticises anything.</param>
    public string Summary(Accounting account, int silent = 0)
    {
        List<string> parts = [];
        Add(account.Analysed, "account.analysed");
        if (silent > 0 && parts.Count > 0)
        {
            parts[0] = words.Say("account.analysed-nothing-in", silent, ("analysed", parts[0]));
        }

        Add(account.Duplicates, "account.duplicates");
        Add(account.Rejected, "account.rejected");
        Add(account.Filtered, "account.filtered");
        Add(account.Failed, "account.failed");
        Add(account.Pending, "account.pending");
        string received = words.Say("account.received", account.Received);
        return parts.Count == 0
            ? words.Say("account.nothing-but", ("received", received))
            : words.Say("account.parts", ("received", received), ("parts", string.Join(", ", parts)));

        void Add(int number, string what)
        {
            if (number > 0)
            {
                parts.Add(words.Say(what, number));
            }
        }
    }

    /// <summary>What the account says beside its lines, one sentence each.</summary>
    /// <param name="account">The account.</param>
    /// <param name="articles">The articles that it is of; null where none are told.</param>
    public IReadOnlyList<Remark> Notes(Accounting account, IReadOnlyList<EditionArticle>? articles = null)
    {
        List<Remark> notes = [];
        if (account.Pending > 0)
        {
            notes.Add(new Remark(words.Say("notes.pending", account.Pending)));
        }

        if (account.Withheld > 0)
        {
            string[] titles = [.. (articles ?? []).Where(a => a.Withheld > 0).Select(a => a.Title.Length > 0 ? a.Title : a.Drops[0])];
            notes.Add(new Remark(titles.Length == 0
                ? words.Say("notes.withheld", account.Withheld)
                : words.Say("notes.withheld-of", account.Withheld, ("titles", Titles(titles)))));
        }

        if (account.Tokens > 0)
        {
            notes.Add(new Remark(Consumption(account)));
        }

        if (account.MergedWithoutModel is { } reason)
        {
            notes.Add(Kept(Shown.Cut(Shown.Line(reason), MostOfReason), words.Around("notes.without-model", "reason")));
        }

        foreach (UncertainLetter letter in account.Uncertain.Take(MostUncertain))
        {
            notes.Add(Kept(Shown.Cut(Shown.Line(letter.Reason), MostOfReason), words.Around(
                "notes.uncertain", "reason", ("date", words.InText(letter.Date)), ("key", Shown.Cut(Shown.Line(letter.RecipientKey), MostOfKey)))));
        }

        if (account.Uncertain.Count > MostUncertain)
        {
            notes.Add(new Remark(words.Say("notes.more-uncertain", account.Uncertain.Count - MostUncertain)));
        }

        return notes;
    }

    /// <summary>What became of a drop; without the name of the drop that a duplicate repeats, which the remark leaves room for.</summary>
    /// <param name="line">The drop's line.</param>
    /// <param name="article">Its article; null if the edition has none.</param>
    /// <param name="most">The longest that may be said, in UTF-16 units.</param>
    public Remark Became(AccountLine line, EditionArticle? article, int most) => line switch
    {
        { Status: OutcomeStatus.Analysed } when article?.Withdrawn is { } withdrawn => new Remark(Shown.Cut(
            words.Say("became.analysed-withdrawn", ("date", words.Short(withdrawn.On)), ("reason", Shown.Line(withdrawn.Reason))), most)),
        { Status: OutcomeStatus.Analysed } => line.Reason is null ? new Remark(Analysed(article?.Points))
            : Reason(line, most, words.Around("became.analysed-note", "reason", ("analysed", Analysed(article?.Points)))),
        { Status: OutcomeStatus.Duplicate, Reason: not null, Told: { } told } =>
            Remark.Around(words.Around("became.duplicate-told", "drop", ("date", words.Short(told))), "", null),
        { Status: OutcomeStatus.Duplicate, Reason: null } => new Remark(words.Say("became.duplicate")),
        { Status: OutcomeStatus.Duplicate } => Remark.Around(words.Around("became.duplicate-of", "drop"), "", null),
        { Status: OutcomeStatus.Rejected } => Reason(line, most, words.Around("became.rejected", "reason")),
        { Status: OutcomeStatus.Filtered } => Reason(line, most, words.Around("became.filtered", "reason")),
        { Status: OutcomeStatus.Failed } => Reason(line, most, words.Around("became.failed", "reason")),
        _ => throw new ArgumentOutOfRangeException(nameof(line), line.Status, "unknown outcome"),
    };

    /// <summary>Whether a drop could not be read.</summary>
    public static bool IsFault(OutcomeStatus status) =>
        status is OutcomeStatus.Rejected or OutcomeStatus.Filtered or OutcomeStatus.Failed;

    private string Retracted(RetractedThing thing)
    {
        string what = (thing.Kind, thing.Drop) switch
        {
            (null, null) => words.Say("withdrawals.edition"),
            (null, { } drop) => words.Say("withdrawals.article", ("drop", Shown.Line(drop))),
            ({ } kind, null) => RetractedEntry(kind, thing),
            ({ } kind, { } drop) => words.Say("withdrawals.from-article", ("what", RetractedEntry(kind, thing)), ("drop", Shown.Line(drop))),
        };
        return thing.Editions == 1 ? what : words.Say("withdrawals.several", thing.Editions, ("what", what));
    }

    private string RetractedEntry(PointKind kind, RetractedThing thing)
    {
        string actor = thing.Actor switch
        {
            Point.TheAuthor => words.Say("withdrawals.author"),
            Point.NotNamed => words.Say("withdrawals.somebody"),
            _ => Shown.Line(thing.Actor),
        };
        return (kind, Target: Shown.Line(thing.Target)) switch
        {
            (PointKind.Proposal, _) => words.Say("withdrawals.proposal", ("actor", actor)),
            (PointKind.Criticism, "") => words.Say("withdrawals.criticism", ("actor", actor)),
            (PointKind.Criticism, { } target) => words.Say("withdrawals.criticism-of", ("actor", actor), ("target", target)),
            (PointKind.Support, "") => words.Say("withdrawals.support", ("actor", actor)),
            (PointKind.Support, { } target) => words.Say("withdrawals.support-of", ("actor", actor), ("target", target)),
            (PointKind.Opposition, _) => words.Say("withdrawals.opposition", ("actor", actor)),
            (PointKind.Withdrawal, _) => words.Say("withdrawals.gave-up", ("actor", actor)),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "unknown kind of point"),
        };
    }

    private static DateOnly? First(EntryNews? news) => news?.First ?? news?.Last;

    /// <summary>By which day something is measured, if one is known.</summary>
    private string Than(EntryNews news, DateOnly today, string withDay, string without) => (news.Last ?? news.First) is { } date
        ? words.Say(withDay, ("day", words.Day(date, today)))
        : words.Say(without);

    private string? NewsWords(EditionEntry entry, EntryNews news, DateOnly today) => news.Kind switch
    {
        NewsKind.New => null,
        NewsKind.Repeated => ByWord(Again(news, today), news.Words),
        NewsKind.Developed when Added(news, entry.Supporters.Select(s => s.Name), entry.Target) is { Length: > 0 } added => ByWord(
            First(news) is { } first
                ? words.Say("news.again-since-with", ("day", words.Day(first, today)), ("added", added))
                : words.Say("news.again-with", ("added", added)),
            news.Words),
        NewsKind.Developed when news.Before is null => ByWord(Again(news, today), news.Words),
        NewsKind.Developed => Than(news, today, "news.other-since", "news.other"),
        NewsKind.Sharpened => ByWord(Than(news, today, "news.sharper-since", "news.sharper"), news.Words),
        NewsKind.Softened => ByWord(Than(news, today, "news.softer-since", "news.softer"), news.Words),
        NewsKind.Withdrawn => Since(news, today) is { } since ? BeginUpper(since) : null,
        _ => throw new ArgumentOutOfRangeException(nameof(news), news.Kind, "unknown news"),
    };

    // Since when somebody stood for what they give up; that they do is told by the entry's kind.
    private string? Since(EntryNews news, DateOnly today) => news.First is not { } first ? null
        : words.Say(news.BeforeKind == PointKind.Support ? "news-short.backed-since" : "news-short.proposed-since", ("day", words.Day(first, today)));

    private string Again(EntryNews news, DateOnly today) => First(news) is { } first
        ? words.Say("news.again-since", ("day", words.Day(first, today)))
        : words.Say("news.again");

    /// <summary>Who stands to it since, and how, and that its target answers; empty if nothing of that is new.</summary>
    private string Added(EntryNews news, IEnumerable<string> supporters, string? target)
    {
        HashSet<string> backing = new(supporters, StringComparer.Ordinal);
        HashSet<string> criticising = new(news.NewCritics, StringComparer.Ordinal);
        ILookup<string, string> standers = news.NewStanders.ToLookup(
            name => backing.Contains(name) ? "news.now-backed" : criticising.Contains(name) ? "news.now-criticised" : "news.now-opposed",
            StringComparer.Ordinal);
        string[] parts =
        [
            .. standers.Select(s => words.Say(s.Key, ("names", Names([.. s])))),
            .. news.IsReplyNew && target is not null ? [words.Say("news.now-answered", ("name", Names([target])))] : Array.Empty<string>(),
        ];
        return parts.Length == 0 ? "" : parts.Aggregate((first, last) => words.Say("lists.apart", ("first", first), ("last", last)));
    }

    /// <summary>What somebody who turned round stood for or against before; what a criticism was about is not known of older editions.</summary>
    private NewsView Turned(EntryNews news, string? before, DateOnly today, int most)
    {
        string then = Than(news, today, "news.then-on", "news.then-before");
        string? stance = news.BeforeKind switch
        {
            PointKind.Proposal => "news.was-for",
            PointKind.Support => "news.backed",
            PointKind.Opposition => "news.was-against",
            PointKind.Criticism when news.BeforeAbout is not null => "news.was-against",
            PointKind.Withdrawal => "news.gave-up",
            _ => null,
        };
        string? thing = news.BeforeAbout is { } about ? Shown.Line(about) : before;
        (string opened, string closed) = words.Around("news.turned", "was");
        if (stance is not null && thing is not null)
        {
            (string open, string close) = words.Around(stance, "before", ("then", then));
            return ViewOf(news, opened + open, thing, close + closed, most);
        }

        string elsewhere = opened + words.Say("news.stood-elsewhere", ("then", then));
        (string began, string ended) = before is null ? ("", "") : words.Around("news.before", "before");
        return ViewOf(news, before is null ? elsewhere + closed : $"{elsewhere} {began}", before, before is null ? "" : ended + closed, most);
    }

    private NewsView ViewOf(EntryNews news, string told, string? before, string after, int most) =>
        new(told, before is null ? null : Shown.Cut(before, most), LanguageView.Of(news.BeforeLanguage, words), after);

    /// <summary>By which words the articles had somebody ask then and now, as a remark.</summary>
    private string ByWord(string news, ChangedWords? changed) => changed is null ? news
        : words.Say("news.by-word", ("news", news), ("then", Word(changed.Then)), ("now", Word(changed.Now)));

    private string Word(string? word) => word is null
        ? words.Say("news.no-word")
        : words.Say("marks.quote", ("text", Shown.Cut(Shown.Line(word), MostOfWord)));

    // Titles have commas.
    private string Titles(IReadOnlyList<string> titles)
    {
        string told = string.Join("; ", titles.Take(MostNames).Select(t => Shown.Cut(Shown.Line(t), Shown.TitleLength)));
        return titles.Count > MostNames ? words.Say("lists.more-names", titles.Count - MostNames, ("names", told)) : told;
    }

    private string Names(IReadOnlyList<string> names)
    {
        string told = string.Join(", ", names.Take(MostNames).Select(n => Shown.Cut(Shown.Line(n), Shown.TitleLength)));
        return names.Count > MostNames ? words.Say("lists.more-names", names.Count - MostNames, ("names", told)) : told;
    }

    private List<string> Kinds(EditionSummary edition)
    {
        List<string> parts = [];
        Add(edition.Proposals, "counts.proposals");
        Add(edition.Criticisms, "counts.criticisms");
        Add(edition.Stances, "counts.stances");
        return parts;

        void Add(int number, string what)
        {
            if (number > 0)
            {
                parts.Add(words.Say(what, number));
            }
        }
    }

    private string AllOf(List<string> parts) => parts.Count == 1
        ? parts[0]
        : words.Say("lists.and", ("first", string.Join(", ", parts.SkipLast(1))), ("last", parts[^1]));

    private string Consumption(Accounting account)
    {
        string tokens = words.Number(account.Tokens);
        string cost = $"{words.Sum(Math.Max(LeastSum, account.Cost))} {account.Currency}".TrimEnd();
        return account.Cost switch
        {
            0 => words.Say("notes.tokens", ("tokens", tokens)),
            < LeastSum => words.Say("notes.tokens-cheap", ("tokens", tokens), ("cost", cost)),
            _ => words.Say("notes.tokens-cost", ("tokens", tokens), ("cost", cost)),
        };
    }

    /// <summary>That an article was analysed, and with how many points; null if that is not known.</summary>
    internal string Analysed(int? points) => points switch
    {
        null => words.Say("became.analysed"),
        0 => words.Say("became.analysed-nothing"),
        { } number => words.Say("became.analysed-points", number),
    };

    private Remark Reason(AccountLine line, int most, (string Before, string After) around)
    {
        int room = most - around.Before.Length - around.After.Length;
        return line.Reason is null
            ? Remark.Around(around, Shown.Cut(words.Say("became.no-reason"), room), null)
            : Kept(Shown.Cut(Shown.Line(line.Reason), room), around);
    }

    private Remark Kept(string reason, (string Before, string After) around) =>
        Remark.Around(around, reason, string.Equals(words.Language, KeptLanguage, StringComparison.Ordinal) ? null : KeptLanguage);

    /// <summary>A name that begins with a word in small letters ("the city council") begins a line; "eBay" stays itself.</summary>
    internal static string BeginUpper(string name)
    {
        int end = name.IndexOf(' ', StringComparison.Ordinal);
        string word = end < 0 ? name : name[..end];
        return word.Length > 0 && word.All(char.IsLower) ? char.ToUpperInvariant(name[0]) + name[1..] : name;
    }
}
