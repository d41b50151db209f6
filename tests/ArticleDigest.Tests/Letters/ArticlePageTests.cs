using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using ArticleDigest.Analysis;
using ArticleDigest.Editions;
using ArticleDigest.Letters;
using static ArticleDigest.Tests.Letters.SampleEditions;

namespace ArticleDigest.Tests.Letters;

public sealed class ArticlePageTests
{
    private const string Hostile = "</p></mark><script>alert(1)</script><style>p{display:none}</style> \u202Egnorw\u202C \u0007 & \"quoted\" <img src=x onerror=y>";

    private static readonly PageAddresses Addresses = new("/read/");
    private static readonly EditionRequest Edition = new("daily", Monday);

    [Fact]
    public async Task Every_quote_leads_to_its_mark_in_the_article_and_every_mark_to_its_entry_in_the_edition()
    {
        (Edition edition, IReadOnlyDictionary<string, string> texts) = Placed(SecondDay());
        IDocument page = Parse(await DigestPages.EditionAsync(edition, Addresses));

        string[] quotes = [.. page.QuerySelectorAll(".source a").Select(a => a.GetAttribute("href")!)];

        Assert.Equal(page.QuerySelectorAll(".source").Length, quotes.Length);
        foreach (EditionArticle article in edition.Articles.Where(a => texts.ContainsKey(a.Id)))
        {
            string address = $"/read/editions/daily/2026-11-23/articles/{article.Id}#";
            IDocument told = await ArticleAsync(edition, article.Id, texts[article.Id]);
            Assert.All(quotes.Where(q => q.StartsWith(address, StringComparison.Ordinal)), quote =>
            {
                IElement mark = Assert.IsAssignableFrom<IElement>(told.GetElementById(quote[address.Length..]));
                Assert.Equal("MARK", mark.ParentElement!.TagName);
                string entry = mark.GetAttribute("href")!;
                Assert.StartsWith("/read/editions/daily/2026-11-23#e-", entry, StringComparison.Ordinal);
                Assert.NotNull(page.GetElementById(entry.Split('#')[1]));
            });
        }
    }

    [Fact]
    public async Task The_article_says_what_it_is_and_who_says_what_in_it()
    {
        IDocument page = await ArticleAsync(Board("The board wants a bridge. The mayor is against it."), "board", "The board wants a bridge. The mayor is against it.");

        Assert.Equal("The bridge", page.QuerySelector("h1")!.TextContent);
        Assert.Equal("By Tomas Rill · Arlen Courier · 21 Nov 2026 · English", page.QuerySelectorAll(".covers")[0].TextContent);
        Assert.Equal("Dropped as board.txt, copy\u27E8U+202E\u27E9.txt", page.QuerySelectorAll(".covers")[1].TextContent);
        Assert.Equal(
            ["Proposal · The board", "Opposition · The mayor → the board"],
            page.QuerySelectorAll(".who").Select(w => w.TextContent));
        Assert.Equal(["The board wants a bridge.", "The mayor is against it."], page.QuerySelectorAll("mark").Select(TextOf));
        Assert.Equal(["1", "2"], page.QuerySelectorAll(".source a[href^='#']").Select(a => a.TextContent));
        Assert.All(page.QuerySelectorAll(".source a[href^='#']"), a => Assert.NotNull(page.GetElementById(a.GetAttribute("href")![1..])));
    }

    [Fact]
    public async Task A_point_notes_its_language_only_where_that_is_not_the_articles()
    {
        (Edition edition, IReadOnlyDictionary<string, string> texts) = Placed(SeveralLanguages());

        IDocument french = Parse((await DigestPages.ArticleAsync(edition, Retractions.None, "quai", texts["quai"], Addresses))!);
        IDocument english = Parse((await DigestPages.ArticleAsync(edition, Retractions.None, "harbour", texts["harbour"], Addresses))!);

        Assert.EndsWith(" · French", french.QuerySelector(".covers")!.TextContent, StringComparison.Ordinal);
        Assert.Equal([(string?)null], french.QuerySelectorAll(".told").Select(t => t.QuerySelector(".tag")?.TextContent));
        Assert.Equal(["French", null], english.QuerySelectorAll(".told").Select(t => t.QuerySelector(".tag")?.TextContent));
        Assert.Equal(["fr", "en"], english.QuerySelectorAll(".told").Select(t => t.GetAttribute("lang")));
    }

    [Fact]
    public async Task A_mark_is_told_in_words_where_it_begins_and_where_it_ends()
    {
        IDocument page = await ArticleAsync(Board("The board wants a bridge."), "board", "The board wants a bridge. So it says.");

        IElement mark = page.QuerySelector("mark")!;
        Assert.Equal("Proposal · The board, 1The board wants a bridge. (end of quote 1)", mark.TextContent);
    }

    [Fact]
    public async Task Of_a_text_that_is_gone_the_quotes_stay_where_links_lead_to()
    {
        (Edition edition, _) = Placed(FullDay());

        IDocument page = await ArticleAsync(edition, "harbour", text: null);

        Assert.Contains("The text of this article is no longer kept.", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Empty(page.QuerySelectorAll("mark"));
        IElement[] quotes = [.. page.QuerySelectorAll("blockquote")];
        Assert.Equal(3, quotes.Length);
        Assert.All(edition.Proposals[0].Sources.Take(1), s => Assert.Equal(s.Evidence.Quote, page.GetElementById(ArticleView.AnchorOf(edition.Proposals[0].Id, s.Evidence))!.TextContent));
    }

    [Fact]
    public async Task A_quote_that_is_not_at_its_place_is_told_beside_the_text()
    {
        IDocument page = await ArticleAsync(Board("The board wants a bridge."), "board", "Before it all. The board wants a bridge.");

        Assert.Empty(page.QuerySelectorAll("mark"));
        Assert.Equal("The board wants a bridge.", Assert.Single(page.QuerySelectorAll("blockquote")).TextContent);
        Assert.Equal("Before it all. The board wants a bridge.", page.QuerySelector(".text")!.TextContent.Trim());
    }

    [Theory]
    [InlineData(int.MaxValue, 25)]
    [InlineData(-1, 25)]
    [InlineData(0, int.MaxValue)]
    [InlineData(0, -1)]
    [InlineData(24, 25)]
    public async Task Evidence_outside_the_text_marks_nothing(int start, int length)
    {
        Edition edition = Board("The board wants a bridge.");
        EntrySource source = new("board", new Evidence("The board wants a bridge.", start, length, Voice.Reported));
        edition = edition with { Proposals = [edition.Proposals[0] with { Sources = [source] }] };

        Assert.Empty((await ArticleAsync(edition, "board", "The board wants a bridge.")).QuerySelectorAll("mark"));
    }

    [Fact]
    public async Task Of_an_article_that_was_taken_back_there_is_no_word()
    {
        (Edition edition, IReadOnlyDictionary<string, string> texts) = Placed(FullDay());
        Retractions retractions = new([Retraction.OfArticle("harbour", "the paper made it up", CompiledAt)]);

        string html = (await DigestPages.ArticleAsync(edition, retractions, "harbour", texts["harbour"], Addresses))!;

        IDocument page = Parse(html);
        Assert.Equal("A withdrawn article", page.QuerySelector("h1")!.TextContent);
        Assert.Equal("Withdrawn on 23 Nov 2026: the paper made it up", page.QuerySelector("[role=note]")!.TextContent);
        Assert.All(["Two governments", "register", "treaty", "licences"], word => Assert.DoesNotContain(word, html, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_point_that_was_taken_back_has_no_mark_and_says_why()
    {
        (Edition edition, IReadOnlyDictionary<string, string> texts) = Placed(FullDay());
        Retractions retractions = new([Retraction.OfPoint(Edition, edition.Criticisms[0].Id, null, "they never said so", CompiledAt)]);

        IDocument page = Parse((await DigestPages.ArticleAsync(edition, retractions, "harbour", texts["harbour"], Addresses))!);

        Assert.Equal(2, page.QuerySelectorAll("mark").Length);
        Assert.DoesNotContain(page.QuerySelectorAll("mark"), m => m.TextContent.Contains("Fishing associations", StringComparison.Ordinal));
        Assert.Contains("Withdrawn on 23 Nov 2026: they never said so", page.QuerySelectorAll(".told").Select(t => t.TextContent));
        Assert.DoesNotContain(page.QuerySelectorAll(".told"), t => t.TextContent.Contains("coastal community", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_one_article_told_of_a_point_is_taken_back_on_its_page_only()
    {
        (Edition edition, IReadOnlyDictionary<string, string> texts) = Placed(FullDay());
        Retractions retractions = new([Retraction.OfPoint(Edition, edition.Proposals[0].Id, "harbour", "a misquote", CompiledAt)]);

        IDocument harbour = Parse((await DigestPages.ArticleAsync(edition, retractions, "harbour", texts["harbour"], Addresses))!);
        IDocument talks = Parse((await DigestPages.ArticleAsync(edition, retractions, "talks", texts["talks"], Addresses))!);

        Assert.Contains("Withdrawn on 23 Nov 2026: a misquote", harbour.QuerySelectorAll(".told").Select(t => t.TextContent));
        Assert.Equal(2, harbour.QuerySelectorAll("mark").Length);
        Assert.Equal(2, talks.QuerySelectorAll("mark").Length);
    }

    [Fact]
    public async Task An_article_that_is_not_in_the_edition_is_not_there()
    {
        (Edition edition, IReadOnlyDictionary<string, string> texts) = Placed(FullDay());
        Retractions whole = new([Retraction.OfEdition(Edition, "sent by mistake", CompiledAt)]);

        Assert.Null(await DigestPages.ArticleAsync(edition, Retractions.None, "another", texts["harbour"], Addresses));
        Assert.Null(await DigestPages.ArticleAsync(edition, whole, "another", texts["harbour"], Addresses));
        string withdrawn = (await DigestPages.ArticleAsync(edition, whole, "harbour", texts["harbour"], Addresses))!;
        Assert.Contains("Withdrawn on 23 Nov 2026: sent by mistake", withdrawn, StringComparison.Ordinal);
        Assert.DoesNotContain("Two governments", withdrawn, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whatever_an_article_says_is_text()
    {
        string text = $"The board wants {Hostile}.\n\n{Hostile} \u200B\u200D {new string('w', 5000)}";
        Edition edition = Board(text[..40]);
        edition = edition with
        {
            Articles = [edition.Articles[0] with { Title = Hostile, Byline = Hostile, Source = Hostile, Drops = [Hostile] }],
            Proposals = [edition.Proposals[0] with { Actor = Hostile, Statement = Hostile }],
        };

        string html = (await DigestPages.ArticleAsync(edition, Retractions.None, "board", text, Addresses))!;

        IDocument page = Parse(html);
        Assert.Empty(page.QuerySelectorAll("script,img,[onerror],[style]"));
        Assert.Single(page.QuerySelectorAll("style"));
        Assert.Equal(2, page.QuerySelectorAll(".text p").Length);
        Assert.DoesNotContain(html, c => c is '\u202E' or '\u0007');
        Assert.Single(page.QuerySelectorAll("mark"));
    }

    [Fact]
    public async Task A_text_that_is_too_long_is_shown_as_far_as_it_goes_and_said_to_go_on()
    {
        string text = string.Concat(Enumerable.Repeat("A sentence of forty characters for a test.\n\n", 25_000));
        Edition edition = Board(text[..42]);

        IDocument page = await ArticleAsync(edition, "board", text);

        Assert.InRange(page.QuerySelector(".text")!.TextContent.Length, ArticleView.MostText * 9 / 10, ArticleView.MostText);
        Assert.Single(page.QuerySelectorAll("mark"));
        Assert.Contains("The text goes on", page.Body!.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en")]
    [InlineData("fr")]
    [InlineData("de")]
    [InlineData("es")]
    [InlineData("pt")]
    public async Task The_same_article_is_the_same_page_in_every_language(string language)
    {
        (Edition edition, IReadOnlyDictionary<string, string> texts) = Placed(SecondDay());
        PageAddresses addresses = Addresses with { Language = language };

        string once = (await DigestPages.ArticleAsync(edition, Retractions.None, "charge", texts["charge"], addresses))!;
        string again = (await DigestPages.ArticleAsync(edition, Retractions.None, "charge", texts["charge"], addresses))!;

        Assert.Equal(once, again);
        Assert.Equal(language, Parse(once).DocumentElement.GetAttribute("lang"));
        Assert.All(Parse(once).QuerySelectorAll("article a:not([href^='#'])"), a => Assert.Contains($"?l={language}", a.GetAttribute("href"), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Under_a_token_every_link_has_it()
    {
        (Edition edition, IReadOnlyDictionary<string, string> texts) = Placed(Known());
        PageAddresses signed = PageAddresses.Signed("/", "daily", new Admission("k1", new DateOnly(2027, 2, 21)), new SignedLinks(LinkKeys.Mail));

        string[] pages =
        [
            (await DigestPages.ArticleAsync(edition, Retractions.None, "harbour", texts["harbour"], signed))!,
            await DigestPages.EditionAsync(edition, signed),
        ];

        string[] found = [.. pages.SelectMany(html => Parse(html).QuerySelectorAll("[href]").Select(a => a.GetAttribute("href")!)).Where(href => !href.StartsWith('#'))];
        Assert.Contains(found, href => href.StartsWith("/actors/daily/", StringComparison.Ordinal));
        Assert.Contains(found, href => href.StartsWith("/editions/daily/2026-11-23/articles/harbour?t=", StringComparison.Ordinal));
        Assert.All(found, href => Assert.Contains($"?t={signed.PagesToken}", href, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_preview_and_a_page_that_stands_alone_lead_to_no_article_and_no_party()
    {
        Edition edition = Known();

        string[] pages =
        [
            await DigestPages.PreviewAsync(edition, null, Addresses),
            await DigestPages.EditionAsync(edition, PageAddresses.None),
        ];

        Assert.All(pages, html => Assert.Empty(Parse(html).QuerySelectorAll(".source a,.who a")));
    }

    [Fact]
    public async Task Nobody_without_a_name_has_a_page()
    {
        Edition edition = Known();
        edition = edition with
        {
            Proposals = [.. edition.Proposals.Select((p, i) => i == 0 ? p : p with { Actor = Point.NotNamed, ActorParty = new Party(Point.NotNamed, ["not named@@x"]) })],
            Criticisms = [],
        };

        IDocument page = Parse(await DigestPages.EditionAsync(edition, Addresses));

        Assert.Equal("Norway and Iceland", Assert.Single(page.QuerySelectorAll(".who a")).TextContent);
    }

    /// <summary>A full day whose actors are known parties.</summary>
    private static Edition Known()
    {
        Edition edition = FullDay();
        return edition with
        {
            Proposals = [.. edition.Proposals.Select(WithParty)],
            Criticisms = [.. edition.Criticisms.Select(WithParty)],
        };
    }

    private static EditionEntry WithParty(EditionEntry entry) => entry with { ActorParty = new Party(entry.Actor, [entry.Actor]) };

    /// <summary>An edition with one article, in which the board's proposal and, where its text has it, the mayor's stance stand.</summary>
    private static Edition Board(string text)
    {
        const string against = "The mayor is against it.";
        int end = text.IndexOf(against, StringComparison.Ordinal);
        string wanted = (end < 0 ? text : text[..end]).TrimEnd();
        EditionEntry bridge = Proposal("a1", "the board", "a bridge") with { Sources = [SourceAt(0, wanted)] };
        return Of(
            [end < 0 ? bridge : bridge with { Opposers = [Stander("the mayor", SourceAt(end, against), null)] }],
            [],
            [Article("board", "The bridge", "Arlen Courier", new DateOnly(2026, 11, 21), 1, "board.txt", "copy\u202E.txt") with { Byline = "Tomas Rill" }],
            Accounting.Nothing);
    }

    private static EntrySource SourceAt(int start, string quote) => new("board", new Evidence(quote, start, quote.Length, Voice.Reported));

    /// <summary>The edition with all quotes of an article one behind the other in its text.</summary>
    private static (Edition Edition, IReadOnlyDictionary<string, string> Texts) Placed(Edition edition)
    {
        Dictionary<string, string> texts = new(StringComparer.Ordinal);
        Edition placed = edition with
        {
            Proposals = [.. edition.Proposals.Select(Place)],
            Criticisms = [.. edition.Criticisms.Select(Place)],
        };
        return (placed, texts);

        EditionEntry Place(EditionEntry entry) => entry with { Sources = [.. entry.Sources.Select(PlaceSource)] };

        EntrySource PlaceSource(EntrySource source)
        {
            string before = texts.GetValueOrDefault(source.ArticleId) is { } text ? $"{text}\n\n" : "";
            texts[source.ArticleId] = before + source.Evidence.Quote;
            return source with { Evidence = source.Evidence with { Start = before.Length } };
        }
    }

    private static async Task<IDocument> ArticleAsync(Edition edition, string id, string? text) =>
        Parse((await DigestPages.ArticleAsync(edition, Retractions.None, id, text, Addresses))!);

    private static string TextOf(IElement mark)
    {
        IElement copy = (IElement)mark.Clone();
        foreach (IElement told in copy.QuerySelectorAll(".ref,.unseen"))
        {
            told.Remove();
        }

        return copy.TextContent;
    }

    private static IDocument Parse(string html) => new HtmlParser().ParseDocument(html);
}
