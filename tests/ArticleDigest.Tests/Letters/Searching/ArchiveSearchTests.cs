using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using ArticleDigest.Editions;
using ArticleDigest.Letters;
using ArticleDigest.Letters.Searching;
using ArticleDigest.Records;

namespace ArticleDigest.Tests.Letters.Searching;

/// <summary>A search in the archive.</summary>
public sealed class ArchiveSearchTests
{
    private static readonly DateOnly First = new(2026, 1, 1);
    private readonly InMemoryRecords _digest = new();
    private readonly ArchiveSearch _search;

    public ArchiveSearchTests() => _search = new ArchiveSearch(new ArchiveTexts(new EditionShelf(_digest), new RetractionShelf(_digest)));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Entries_are_found_by_who_whom_what_words_and_subject_and_articles_by_their_titles()
    {
        Edition edition = await KeepAsync(SampleEditions.SecondDay());

        string[] whose = await EntriesAsync("cyclists");
        string[] whom = await EntriesAsync("clara weiss");
        string[] what = await EntriesAsync("breaks talking");
        string[] quoted = await EntriesAsync("\"said the lantern society\"");
        string[] subject = await EntriesAsync("\"night trains\"");
        FoundThing article = Assert.Single(Assert.Single((await AskAsync("\"veulent un report\"")).Editions).Things);

        Assert.Equal([IdOf(edition, "the Cyclists' Union")], whose);
        Assert.Equal([IdOf(edition, "Anton Berger")], whom);
        Assert.Equal([IdOf(edition, "Hamid Karimi")], what);
        Assert.Equal([IdOf(edition, "The Lantern Society")], quoted);
        Assert.Equal(edition.Subjects[1].Entries, subject);
        Assert.Equal((null, "quai", "Article"), (article.Entry, article.Article, article.Kind));
    }

    [Fact]
    public async Task Who_stands_to_an_entry_is_found_and_shown_only_where_that_is_what_was_searched_for()
    {
        Edition edition = await KeepAsync(SampleEditions.SecondDay());

        FoundThing backed = await OnlyEntryAsync("\"fish market\"");
        FoundThing opposed = (await ThingsAsync("chamber commerce")).First(thing => thing.Entry == edition.Proposals[0].Id);
        FoundThing both = await OnlyEntryAsync("museum congestion");
        FoundThing charge = (await ThingsAsync("congestion")).First(thing => thing.Entry == edition.Proposals[0].Id);

        Assert.Equal((edition.Proposals[0].Id, "Backed by: the Fish Market"), (backed.Entry, StandersOf(backed)));
        Assert.Equal("Against it: the Chamber of Commerce", StandersOf(opposed));
        Assert.Equal("Backed by: the Museum", StandersOf(both));
        Assert.Equal("", StandersOf(charge));
    }

    [Fact]
    public async Task What_was_said_before_what_a_target_answers_and_what_is_corrected_is_found()
    {
        EditionEntry criticism = SampleEditions.Criticism("b1", "Mia Lund", "the mayor", "for her silence", "talks") with
        {
            Reply = SampleEditions.Source("talks", "I had a toothache that week, said the mayor."),
        };
        await KeepAsync(SampleEditions.SecondDay() with { Date = First });
        await KeepAsync(SampleEditions.Of([], [criticism], [SampleEditions.Article("talks", "Silence", "Coastal Times", null, 1, "day/talks-final.md")], Accounting.Nothing) with { Date = First.AddDays(1) });

        FoundThing before = await OnlyEntryAsync("\"four euros\"");
        FoundThing answer = await OnlyEntryAsync("toothache");
        FoundThing correction = Assert.Single(await ThingsAsync("bread parody"));
        FoundThing paper = Assert.Single(await ThingsAsync("silence \"coastal times\""));
        FoundThing drop = Assert.Single(await ThingsAsync("talks-final"));

        Assert.Equal("a congestion charge of four euros a day", TextOf(before.Before!));
        Assert.Equal("I had a toothache that week, said the mayor.", TextOf(answer.Quote!));
        Assert.Equal(("Correction", null, null), (correction.Kind, correction.Entry, correction.Article));
        Assert.Contains("a tax on bread", TextOf(correction.Text), StringComparison.Ordinal);
        Assert.Equal(("talks", "Coastal Times"), (paper.Article, TextOf(paper.Also!)));
        Assert.Equal(("talks", "day/talks-final.md"), (drop.Article, TextOf(drop.Also!)));
    }

    [Fact]
    public async Task Names_lead_to_the_pages_of_parties_that_have_one()
    {
        Party actor = new("Mia Lund", ["lund mia"]);
        Party backer = new("Church Council", ["church council"]);
        Edition edition = await KeepAsync(SampleEditions.Of(
            [
                SampleEditions.Proposal("a1", "Mia Lund", "a bridge", "x") with
                {
                    ActorParty = actor,
                    Supporters = [new EntryStander("Church Council", SampleEditions.Source("x", "They are for it."), null) { Party = backer }],
                },
            ],
            [SampleEditions.Criticism("b1", "Mia Lund", "the delay", "of the bridge", "x") with { ActorParty = actor, TargetParty = new Party("the delay", ["delay@@x"]) }],
            [],
            Accounting.Nothing));

        string html = await DigestPages.SearchAsync(await AskAsync("bridge"), "daily", new PageAddresses("/"));
        FoundThing backed = await OnlyEntryAsync("\"church council\"");
        FoundThing criticism = (await ThingsAsync("delay")).Single();

        Assert.Equal($"/actors/daily/{actor.PageName}", backed.Actor!.Link);
        Assert.Equal($"/actors/daily/{backer.PageName}", Assert.Single(Assert.Single(backed.Standers).Names).Link);
        Assert.Equal((edition.Criticisms[0].Id, null), (criticism.Entry, criticism.Target!.Link));
        Assert.Equal(2, new HtmlParser().ParseDocument(html).QuerySelectorAll($".who a[href='/actors/daily/{actor.PageName}']").Length);
    }

    [Fact]
    public async Task The_page_says_what_is_searched()
    {
        IDocument page = new HtmlParser().ParseDocument(await DigestPages.SearchAsync(await AskAsync("nowhere"), "daily", new PageAddresses("/")));

        Assert.Contains(page.QuerySelectorAll(".covers"), told => told.TextContent.Contains("not the whole texts of articles", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_newest_editions_come_first_page_by_page()
    {
        for (int i = 0; i < 40; i++)
        {
            await KeepAsync(Of(i, $"proposal number {i}"));
        }

        SearchView first = await AskAsync("number");
        SearchView second = await AskAsync("number", page: 2);
        SearchView beyond = await AskAsync("number", page: 9);

        Assert.Equal(Enumerable.Range(15, 25).Reverse().Select(i => First.AddDays(i)), first.Editions.Select(e => e.Date));
        Assert.Equal(Enumerable.Range(0, 15).Reverse().Select(i => First.AddDays(i)), second.Editions.Select(e => e.Date));
        Assert.Equal(("Results 1 to 25", null, null, 2, null), (first.Lead, first.Reach, first.Previous, first.Next, first.Further));
        Assert.Equal(("Results 26 to 40 of 40", 1, null, null), (second.Lead, second.Previous, second.Next, second.Further));
        Assert.Equal("Searched 40 editions, back to that of Thursday 1 January 2026; there is none before it.", second.Reach);
        Assert.Equal("There are no results on this page.", beyond.Lead);
    }

    [Fact]
    public async Task One_request_reads_so_many_editions_and_the_next_goes_on_where_it_ended()
    {
        for (int i = 0; i < 300; i++)
        {
            await KeepAsync(Of(i, i == 0 ? "a needle" : "hay"));
        }

        ArchiveSearch forgetful = new(new ArchiveTexts(new EditionShelf(_digest), new RetractionShelf(_digest), room: 10_000));
        SearchView first = await AskAsync("needle", search: forgetful);
        SearchView rest = await AskAsync("needle", before: first.Further, search: forgetful);
        SearchView keptFirst = await AskAsync("needle");
        SearchView keptThen = await AskAsync("needle");

        Assert.Empty(first.Editions);
        Assert.Equal("Nothing found for “needle”.", first.Lead);
        Assert.StartsWith("Searched 256 editions, back to that of ", first.Reach, StringComparison.Ordinal);
        Assert.Equal(First.AddDays(44), first.Further);
        Assert.Equal(First, Assert.Single(rest.Editions).Date);
        Assert.Null(rest.Further);
        Assert.Empty(keptFirst.Editions);
        Assert.Equal(First, Assert.Single(keptThen.Editions).Date);
    }

    [Fact]
    public async Task What_was_taken_back_is_never_found_also_where_it_was_found_before()
    {
        Edition monday = await KeepAsync(SampleEditions.SecondDay());
        Edition other = await KeepAsync(Of(3, "a congestion charge elsewhere"));
        EditionRequest request = new(monday.Schedule, monday.Date);
        int before = (await AskAsync("congestion")).Editions.Count;

        await TakeBackAsync(Retraction.OfPoint(request, IdOf(monday, "the Cyclists' Union"), null, "car-free is wrong", SampleEditions.CompiledAt));
        string[] cyclists = await EntriesAsync("cyclists");
        string[] reasons = await EntriesAsync("\"is wrong\"");
        await TakeBackAsync(Retraction.OfArticle("lantern", "made up", SampleEditions.CompiledAt));
        string[] lantern = await EntriesAsync("lantern");
        await TakeBackAsync(Retraction.OfEdition(request, "all wrong", SampleEditions.CompiledAt));
        SearchView left = await AskAsync("congestion");

        Assert.Equal(2, before);
        Assert.Empty(cyclists);
        Assert.Empty(reasons);
        Assert.Empty(lantern);
        Assert.Equal(other.Date, Assert.Single(left.Editions).Date);
    }

    [Fact]
    public async Task An_edition_of_the_form_before_is_searched_too()
    {
        Edition old = SampleEditions.FullDay() with { Schema = 1 };
        await KeepAsync(old);

        string found = Assert.Single(await EntriesAsync("tram rides"));

        Assert.Equal(old.Proposals[1].Id, found);
    }

    [Fact]
    public async Task What_many_readers_search_for_at_once_is_found_for_each()
    {
        for (int i = 0; i < 60; i++)
        {
            await KeepAsync(Of(i, $"matter m{i}x"));
        }

        SearchView[] found = await Task.WhenAll(Enumerable.Range(0, 60).Select(i => Task.Run(() => AskAsync($"m{i}x"))));

        Assert.Equal(Enumerable.Range(0, 60).Select(i => First.AddDays(i)), found.Select(f => Assert.Single(f.Editions).Date));
    }

    [Fact]
    public async Task A_find_is_underlined_on_screen_and_on_paper_so_that_its_colour_is_not_all_that_shows_it()
    {
        string html = await DigestPages.SearchAsync(SearchView.Of(SearchQuery.Parse(""), Words.English), "daily", new PageAddresses("/"));

        string[] rules = [.. Regex.Matches(html, @"[},][^{},]*\.found mark\{([^}]*)\}").Select(rule => rule.Groups[1].Value)];
        Assert.Equal(2, rules.Length);
        Assert.Contains("border-bottom:2px solid;", rules[0], StringComparison.Ordinal);
        Assert.Equal("background:none", rules[1]);
    }

    [Fact]
    public async Task The_page_marks_the_words_and_links_each_find_under_the_visitors_token()
    {
        Edition edition = await KeepAsync(SampleEditions.SecondDay());
        PageAddresses signed = PageAddresses.Signed("/", "daily", new Admission("k1", new DateOnly(2027, 2, 21)), new SignedLinks(LinkKeys.Mail)) with { Language = "de" };

        string html = await DigestPages.SearchAsync(await AskAsync("charge", words: Words.Of("de")), "daily", signed);
        IDocument page = new HtmlParser().ParseDocument(html);

        Assert.Contains($"/editions/daily/2026-11-23?t={signed.PagesToken}&l=de#e-{edition.Proposals[0].Id}", page.QuerySelectorAll(".found a").Select(a => a.GetAttribute("href")));
        Assert.All(page.QuerySelectorAll(".found"), found => Assert.NotEmpty(found.QuerySelectorAll("mark")));
        Assert.All(page.QuerySelectorAll("mark"), mark => Assert.Equal("charge", mark.TextContent, ignoreCase: true));
        IElement form = Assert.Single(page.QuerySelectorAll("form"));
        Assert.Equal(("get", "/search/daily"), (form.GetAttribute("method"), form.GetAttribute("action")));
        Assert.Equal([("t", signed.PagesToken), ("l", "de"), ("q", "charge")], form.QuerySelectorAll("input").Select(i => (i.GetAttribute("name")!, i.GetAttribute("value"))));
        Assert.Equal($"style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(page.QuerySelector("style")!.TextContent)))}'", DigestPages.StylePolicy);
        Assert.Empty(page.QuerySelectorAll("script,[style]"));
    }

    [Theory]
    [InlineData("\"><script>alert(1)</script>")]
    [InlineData("' onfocus=alert(1) autofocus '")]
    [InlineData("{searched} {{ }} | %2e%2e &amp; \u202E\u0000")]
    public async Task A_query_is_text_whatever_is_in_it(string typed)
    {
        await KeepAsync(Of(0, "alert 1 script onfocus autofocus searched 2e amp"));

        string html = await DigestPages.SearchAsync(await AskAsync(typed), "daily", new PageAddresses("/"));
        IDocument page = new HtmlParser().ParseDocument(html);

        Assert.Empty(page.QuerySelectorAll("script,[onfocus],[autofocus]"));
        Assert.Equal(SearchQuery.Parse(typed).Text, page.QuerySelector("input[type=search]")!.GetAttribute("value"));
        Assert.DoesNotContain('\u202E', html);
    }

    [Fact]
    public async Task Pages_of_results_carry_the_query_and_where_the_search_began()
    {
        for (int i = 0; i < 60; i++)
        {
            await KeepAsync(Of(i, "number & more"));
        }

        string html = await DigestPages.SearchAsync(await AskAsync("number \"& more\"", page: 2, before: First.AddDays(55)), "daily", new PageAddresses("/"));

        Assert.Equal(
            ["/search/daily?q=number%20%22%26%20more%22&before=2026-02-25", "/search/daily?q=number%20%22%26%20more%22&page=3&before=2026-02-25"],
            new HtmlParser().ParseDocument(html).QuerySelectorAll("nav.pages a").Select(a => a.GetAttribute("href")));
    }

    [Theory]
    [InlineData("", null)]
    [InlineData("?!", "There is no word in this to search for.")]
    [InlineData("nowhere", "Nothing found for “nowhere”.")]
    public async Task A_search_that_finds_nothing_says_why(string typed, string? told)
    {
        await KeepAsync(Of(0, "something"));

        SearchView view = await AskAsync(typed);

        Assert.Equal(told, view.Lead);
        Assert.Equal(typed == "nowhere" ? "Searched 1 edition, that of Thursday 1 January 2026; there is none before it." : null, view.Reach);
    }

    [Fact]
    public async Task An_archive_without_editions_says_so() => Assert.Equal("There are no editions to search.", (await AskAsync("word")).Reach);

    private static Edition Of(int day, string statement)
    {
        Edition edition = SampleEditions.Of([SampleEditions.Proposal("a1", "Somebody", statement, "x")], [], [], Accounting.Nothing);
        return edition with { Date = First.AddDays(day) };
    }

    private static string IdOf(Edition edition, string actor) => edition.Proposals.Concat(edition.Criticisms).First(e => e.Actor == actor).Id;

    private async Task<Edition> KeepAsync(Edition edition)
    {
        Assert.True(await _digest.CreateJsonAsync(new EditionRequest(edition.Schedule, edition.Date).Path, edition, Token));
        return edition;
    }

    private async Task TakeBackAsync(Retraction retraction) => Assert.True(await new RetractionShelf(_digest).CreateAsync(retraction, Token));

    private Task<SearchView> AskAsync(string typed, int page = 1, DateOnly? before = null, ArchiveSearch? search = null, Words? words = null) =>
        (search ?? _search).SearchAsync(new SearchRequest("daily", SearchQuery.Parse(typed), page, before), new PageAddresses("/"), words ?? Words.English, Token);

    private async Task<string[]> EntriesAsync(string typed) => [.. (await ThingsAsync(typed)).Select(t => t.Entry).OfType<string>()];

    private async Task<FoundThing[]> ThingsAsync(string typed) => [.. (await AskAsync(typed)).Editions.SelectMany(e => e.Things)];

    private async Task<FoundThing> OnlyEntryAsync(string typed) => (await ThingsAsync(typed)).Single(thing => thing.Entry is not null);

    private static string TextOf(FoundText text) => string.Concat(text.Pieces.Select(piece => piece.Text));

    private static string StandersOf(FoundThing thing) =>
        string.Join("; ", thing.Standers.Select(s => $"{s.Words}: {string.Join(", ", s.Names.Select(name => TextOf(name.Text)))}"));
}
