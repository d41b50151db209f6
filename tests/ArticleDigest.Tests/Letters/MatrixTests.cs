using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using ArticleDigest.Analysis;
using ArticleDigest.Editions;
using ArticleDigest.Letters;

namespace ArticleDigest.Tests.Letters;

/// <summary>Who criticises whom.</summary>
public sealed class MatrixTests
{
    private static readonly PageAddresses Addresses = new("/read/");

    [Fact]
    public void A_party_is_one_under_all_names_that_the_edition_knows_it_by()
    {
        MatrixView matrix = ViewOf(
            Between("b1", Party("the ministry of health", "health ministry"), Party("the Green Party", "green party")),
            Between("b2", Party("Health Ministry", "health ministry", "moh"), Party("Greens", "green party", "greens")),
            Between("b3", Party("MoH", "moh"), Party("the Greens", "greens")),
            Between("b4", Party("Green ministry", "green ministry"), Party("the Greens", "greens")));

        Assert.Equal(["Health Ministry", "Green ministry"], matrix.Critics.Select(p => p.Name));
        Assert.Equal(["The Greens"], matrix.Targets.Select(p => p.Name));
        Assert.Equal([(0, 0, 3, "3 times"), (1, 0, 1, "once")], matrix.Cells.Select(c => (c.Row, c.Column, c.Count, c.Times)));
        Assert.Equal("4 criticisms, 3 parties", matrix.Lead);
    }

    [Fact]
    public void The_most_active_come_first_and_of_those_who_are_as_active_the_first_by_name()
    {
        MatrixView matrix = ViewOf(
            Between("b1", "Zeta", "Élan"), Between("b2", "Émile", "Union"), Between("b3", "Drake", "Union"), Between("b4", "Zeta", "Dora"), Between("b5", "Fox", "Abel"));

        Assert.Equal(["Zeta", "Drake", "Émile", "Fox"], matrix.Critics.Select(p => p.Name));
        Assert.Equal(["Union", "Abel", "Dora", "Élan"], matrix.Targets.Select(p => p.Name));
    }

    [Fact]
    public void No_more_parties_are_drawn_than_can_be_read_and_the_others_are_counted()
    {
        EditionEntry[] many = [.. Enumerable.Range(0, 40).Select(i => Between($"c{i}", $"Critic {i:D2}", $"Target {i:D2}"))];

        MatrixView matrix = ViewOf([.. many, Between("d1", "Critic 39", "Target 38"), Between("d2", "Critic 39", "Target 38")]);

        Assert.Equal(24, matrix.Critics.Count);
        Assert.Equal(24, matrix.Targets.Count);
        Assert.Equal("Critic 39", matrix.Critics[0].Name);
        Assert.Equal("Target 38", matrix.Targets[0].Name);
        Assert.Equal(25, matrix.Cells.Sum(c => c.Count));
        Assert.Equal(["17 more criticisms are between parties that are named less often."], matrix.Rest);
        Assert.All(Enumerable.Range(0, matrix.Critics.Count), row => Assert.Contains(matrix.Cells, c => c.Row == row));
        Assert.All(Enumerable.Range(0, matrix.Targets.Count), column => Assert.Contains(matrix.Cells, c => c.Column == column));
    }

    [Fact]
    public void Of_many_criticisms_of_one_party_by_another_so_many_are_told_and_the_others_counted()
    {
        MatrixCell cell = Assert.Single(ViewOf([.. Enumerable.Range(0, 33).Select(i => Between($"c{i}", "Ada", "Ben"))]).Cells);

        Assert.Equal((33, MatrixView.MostStatements, "and 13 more"), (cell.Count, cell.Statements.Count, cell.More));
    }

    [Fact]
    public void What_was_taken_back_does_not_count_and_what_names_nobody_is_counted_apart()
    {
        Edition edition = EditionOf(
            Between("b1", "Ada", "Ben"),
            Between("b2", "Ada", "Ben") with { Withdrawn = new Withdrawn(SampleEditions.Monday, "wrong") },
            Between("b3", Point.TheAuthor, "Ben"),
            Between("b4", Point.NotNamed, "Ben"),
            Between("b5", "Cleo", "Ben") with { Kind = PointKind.Opposition });

        MatrixView matrix = MatrixView.Of(edition, Words.English);

        Assert.Equal(1, Assert.Single(matrix.Cells).Count);
        Assert.Equal(["2 more criticisms do not name their critics, or are the authors’ own."], matrix.Rest);
        Assert.False(MatrixView.IsWorthwhile(edition));
    }

    [Fact]
    public void A_thing_that_is_criticised_is_no_party_and_stands_in_a_list_of_its_own()
    {
        MatrixView matrix = ViewOf(
            Between("b1", Party("Ada", "ada"), Party("the city council", "city-council@@a")),
            Between("b2", Party("Ada", "ada"), Party("any cap on rents", "any cap rents@@a")),
            Between("b3", Party("the Landlords", "landlords"), Party("any cap on rents", "any cap rents@@a")));

        Assert.Equal(["Ada"], matrix.Critics.Select(p => p.Name));
        Assert.Equal(["the city council"], matrix.Targets.Select(p => p.Name), StringComparer.OrdinalIgnoreCase);
        Assert.Equal("1 criticism, 2 parties", matrix.Lead);
        Assert.Equal(["2 more criticisms are of things and not of parties: they are in the list."], matrix.Rest);
        Assert.Equal([("Ada", "any cap on rents", "for reason b2"), ("The Landlords", "any cap on rents", "for reason b3")], matrix.Things.Select(t => (t.Critic, t.Thing, t.Statement.Statement)));
    }

    [Theory]
    [InlineData("en", "the mayor", true)]
    [InlineData("en", "the ministry", true)]
    [InlineData("en", "the transport ministry", true)]
    [InlineData("en", "the railway company", true)]
    [InlineData("en", "parliament", true)]
    [InlineData("en", "the energy regulator", true)]
    [InlineData("en", "the ministry's new timetable", false)]
    [InlineData("en", "the charge", false)]
    [InlineData("en", "the congestion charge", false)]
    [InlineData("en", "any cap on rents", false)]
    [InlineData("en", "the halt of two years", false)]
    [InlineData("en", "the tax credit for operators", false)]
    [InlineData("de", "die Schulbehörde", true)]
    [InlineData("de", "der Bürgermeister", true)]
    [InlineData("de", "die Sonnensegel", false)]
    [InlineData("fr", "la municipalité", true)]
    [InlineData("fr", "le ministère", true)]
    [InlineData("fr", "les places", false)]
    [InlineData("es", "el gobierno", true)]
    [InlineData("es", "el arbitraje", false)]
    [InlineData("pt", "o ministério", true)]
    [InlineData("pt", "a taxa", false)]
    [InlineData("und", "whatever it is", true)]
    public void Who_is_named_only_within_an_article_is_somebody_by_the_noun_that_means_people_or_a_body(string language, string target, bool isSomebody)
    {
        EditionEntry criticism = Between("b1", Party("Ada", "ada"), Party(target, "x@@a")) with { Language = language };

        Assert.Equal(isSomebody, ViewOf(criticism).Cells.Count == 1);
    }

    [Fact]
    public void Whoever_acts_or_is_heard_is_somebody_whatever_the_noun()
    {
        EditionEntry acting = Between("b1", Party("the charge", "charge@@a"), Party("Ada", "ada"));
        EditionEntry heard = Between("b2", Party("Ada", "ada"), Party("the timetable", "timetable@@a")) with { TargetVoice = TargetVoice.Unanswered };

        EditionEntry answeredFor = Between("b4", Party("Ada", "ada"), Party("the cap on rents", "cap rents@@a")) with { TargetVoice = TargetVoice.Answers, About = SampleEditions.IdOf("a1") };

        MatrixView matrix = ViewOf(acting, heard, Between("b3", Party("Ben", "ben"), Party("the charge", "charge@@a")), answeredFor);

        Assert.Equal(3, matrix.Cells.Count);
        Assert.Equal("the cap on rents", Assert.Single(matrix.Things).Thing);
    }

    [Fact]
    public async Task Where_there_are_things_only_the_page_lists_them_and_the_editions_page_does_not_lead_there()
    {
        Edition edition = EditionOf([.. Enumerable.Range(0, 103).Select(i => Between($"c{i}", Party("<i>Ada</i>", "ada"), Party("<b>the charge</b>", $"charge@@{i}")))]);

        IDocument page = Parse(await DigestPages.MatrixAsync(edition, Addresses));

        Assert.False(MatrixView.IsWorthwhile(edition));
        Assert.Equal("Nobody who is named criticises anybody who is named in this edition.", page.QuerySelector(".lead")!.TextContent);
        Assert.Equal(MatrixView.MostThings, page.QuerySelectorAll("#things + .lines li a").Length);
        Assert.Contains(page.QuerySelectorAll(".more"), more => more.TextContent == "and 3 more");
        Assert.Empty(page.QuerySelectorAll("svg,b,i"));
    }

    [Fact]
    public async Task A_drawing_that_is_wider_than_a_telephone_says_so_and_is_scrolled_by_keyboard_too()
    {
        IDocument wide = Parse(await DigestPages.MatrixAsync(EditionOf([.. Enumerable.Range(0, 9).Select(i => Between($"c{i}", "Ada", $"Ben {i}"))]), Addresses));
        IDocument widest = Parse(await DigestPages.MatrixAsync(EditionOf([.. Enumerable.Range(0, 24).Select(i => Between($"c{i}", "Ada", $"Ben {i}"))]), Addresses));
        IDocument small = Parse(await DigestPages.MatrixAsync(EditionOf(Between("b1", "Ada", "Ben"), Between("b2", "Ada", "Ben")), Addresses));

        Assert.Equal("covers on-narrow", wide.GetElementById("scroll")!.ClassName);
        Assert.Equal("covers", widest.GetElementById("scroll")!.ClassName);
        Assert.Null(small.GetElementById("scroll"));
        Assert.All([wide, widest, small], page => Assert.Equal(("0", "region"), (page.QuerySelector(".wide")!.GetAttribute("tabindex"), page.QuerySelector(".wide")!.GetAttribute("role"))));
        Assert.Equal("scroll", wide.QuerySelector(".wide")!.GetAttribute("aria-describedby"));
        Assert.False(small.QuerySelector(".wide")!.HasAttribute("aria-describedby"));
    }

    [Fact]
    public async Task Every_mark_leads_to_a_list_whose_statements_lead_to_their_entries()
    {
        Edition edition = SampleEditions.SecondDay();

        IDocument page = Parse(await DigestPages.MatrixAsync(edition, Addresses));

        IElement[] marks = [.. page.QuerySelectorAll("svg a")];
        Assert.Equal(3, marks.Length);
        Assert.All(marks, mark =>
        {
            IElement told = page.GetElementById(mark.GetAttribute("href")![1..])!;
            Assert.Equal(mark.QuerySelector("title")!.TextContent, told.QuerySelector("h3")!.TextContent);
            Assert.Equal("1", mark.QuerySelector("text")!.TextContent);
        });
        Assert.Equal(
            edition.Criticisms.Select(c => $"/read/editions/daily/2026-11-23#e-{c.Id}").Order(StringComparer.Ordinal),
            page.QuerySelectorAll(".entry li a").Select(a => a.GetAttribute("href")).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Names_are_text_whatever_is_in_them_and_long_ones_are_whole_but_for_their_labels()
    {
        string longName = string.Concat(Enumerable.Repeat("The Association of ", 8)) + "Everybody";
        Edition edition = EditionOf(
            Between("b1", "<script>alert(1)</script>\u202E", "</title><b>Ben</b>"),
            Between("b2", longName, string.Concat(Enumerable.Repeat("長い名前", 20))));

        string html = await DigestPages.MatrixAsync(edition, Addresses);
        IDocument page = Parse(html);

        Assert.Empty(page.QuerySelectorAll("script,b"));
        Assert.DoesNotContain('\u202E', html);
        Assert.Contains(longName, page.QuerySelectorAll("h3 bdi").Select(b => b.TextContent));
        Assert.Contains(page.QuerySelectorAll("svg g"), g => g.QuerySelector("title")!.TextContent == longName && g.QuerySelector("text")!.TextContent == "The Association…");
        Assert.Contains("長い名前長い名…", page.QuerySelectorAll("svg text").Select(t => t.TextContent));
    }

    [Theory]
    [InlineData("en", "Nobody who is named criticises anybody who is named in this edition.")]
    [InlineData("de", "In dieser Ausgabe gibt es keine Kritik, bei der beide Seiten namentlich genannt sind.")]
    public async Task An_edition_without_criticisms_says_so(string language, string told)
    {
        IDocument page = Parse(await DigestPages.MatrixAsync(SampleEditions.QuietDay(), Addresses with { Language = language }));

        Assert.Equal(told, page.QuerySelector(".lead")!.TextContent);
        Assert.Empty(page.QuerySelectorAll("svg,h2"));
    }

    [Fact]
    public async Task An_edition_that_was_taken_back_shows_no_more_than_that()
    {
        Retraction whole = Retraction.OfEdition(new EditionRequest("daily", SampleEditions.Monday), "made up", SampleEditions.CompiledAt);

        string html = await DigestPages.MatrixAsync(Retracted.Apply(SampleEditions.FullDay(), new Retractions([whole])), Addresses);

        Assert.Contains("made up", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<svg", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_editions_page_leads_there_where_there_is_something_to_see()
    {
        string[] editions =
        [
            await DigestPages.EditionAsync(SampleEditions.SecondDay(), Addresses),
            await DigestPages.EditionAsync(SampleEditions.SecondDay(), PageAddresses.None),
            await DigestPages.EditionAsync(EditionOf(Between("b1", "Ada", "Ben")), Addresses),
            await DigestPages.PreviewAsync(SampleEditions.SecondDay(), null, Addresses),
        ];

        Assert.Equal([true, false, false, false], editions.Select(html => html.Contains("href=\"/read/editions/daily/2026-11-23/matrix\"", StringComparison.Ordinal)));
    }

    private static MatrixView ViewOf(params EditionEntry[] criticisms) => MatrixView.Of(EditionOf(criticisms), Words.English);

    private static Edition EditionOf(params EditionEntry[] criticisms) =>
        SampleEditions.Of([], criticisms, [SampleEditions.Article("a", "An article", null, null, criticisms.Length, "a.txt")], Accounting.Nothing);

    private static Party Party(string name, params string[] keys) => new(name, keys);

    private static EditionEntry Between(string id, string critic, string target) => SampleEditions.Criticism(id, critic, target, $"for reason {id}", "a");

    private static EditionEntry Between(string id, Party critic, Party target) =>
        Between(id, critic.Name, target.Name) with { ActorParty = critic, TargetParty = target };

    private static IDocument Parse(string html) => new HtmlParser().ParseDocument(html);
}
