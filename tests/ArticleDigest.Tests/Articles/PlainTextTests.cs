using ArticleDigest.Articles;

namespace ArticleDigest.Tests.Articles;

public class PlainTextTests
{
    [Fact]
    public void A_headline_is_the_title_and_not_in_the_text()
    {
        Article article = Drops.Read("a.txt", "Bridge plan divides the town\r\n\r\n" + Drops.Body.ReplaceLineEndings("\r\n"));

        Assert.Equal("Bridge plan divides the town", article.Title);
        Assert.Equal(Drops.Body, article.Text);
    }

    [Fact]
    public void A_first_sentence_is_no_headline()
    {
        Article article = Drops.Read("a.txt", Drops.Body);

        Assert.Equal(Drops.Body, article.Text);
        Assert.Equal("The harbour council has proposed a second bridge across the bay, and its chair…", article.Title);
    }

    [Fact]
    public void Lines_wrapped_at_a_column_are_joined_to_paragraphs()
    {
        const string Wrapped = """
            Bridge plan divides the town

            The harbour council has proposed a second bridge across the bay, and
            its chair said that the old one would be closed to lorries from June.

            Critics of the plan, among them the fishermen's union, called it a
            waste of money that nobody on the north shore had asked for.

            A decision is expected before the summer, when the ministry must say
            whether it will pay for half of the costs.
            """;

        Assert.Equal(Drops.Body, Drops.Read("a.txt", Wrapped).Text);
    }

    [Fact]
    public void A_line_per_paragraph_makes_paragraphs() =>
        Assert.Equal(Drops.Body, Drops.Read("a.txt", Drops.Body.Replace("\n\n", "\n", StringComparison.Ordinal)).Text);

    [Fact]
    public void Items_of_a_list_stay_apart()
    {
        Article article = Drops.Read("a.txt", Drops.First + "\n\n- a second bridge for lorries and buses\n- a tunnel for cyclists and walkers");

        Assert.Equal($"{Drops.First}\n\n- a second bridge for lorries and buses\n\n- a tunnel for cyclists and walkers", article.Text);
    }

    [Theory]
    [InlineData("By Jane Doe", "Jane Doe")]
    [InlineData("by Jane Doe and Ali van den Berg", "Jane Doe and Ali van den Berg")]
    [InlineData("Jane Doe, Reuters", "Jane Doe")]
    [InlineData("Jane Doe – Staff Reporter", "Jane Doe")]
    [InlineData("Von Jörg Müller", "Jörg Müller")]
    [InlineData("March 5, 2007 | Jane Doe", "Jane Doe")]
    public void A_byline_is_read_and_left_out(string line, string byline)
    {
        Article article = Drops.Read("a.txt", $"Bridge plan divides the town\n\n{line}\n\n{Drops.Body}");

        Assert.Equal(byline, article.Byline);
        Assert.Equal(Drops.Body, article.Text);
    }

    [Theory]
    [InlineData("Monday, March 5, 2007", 2007, 3, 5)]
    [InlineData("21 August 2015", 2015, 8, 21)]
    [InlineData("21st of August 2015", 2015, 8, 21)]
    [InlineData("2021-03-26", 2021, 3, 26)]
    [InlineData("Published on 26 March 2021 at 10:30", 2021, 3, 26)]
    [InlineData("26/03/2021 19h51", 2021, 3, 26)]
    [InlineData("4 juillet 2012", 2012, 7, 4)]
    [InlineData("19 December 2025", 2025, 12, 19)]
    [InlineData("1. Dezember 2025", 2025, 12, 1)]
    [InlineData("1º de dezembro de 2025", 2025, 12, 1)]
    [InlineData("9 dicembre 2025", 2025, 12, 9)]
    [InlineData("3 d’octobre 2025", 2025, 10, 3)]
    [InlineData("30. Oktober 2019", 2019, 10, 30)]
    [InlineData("12 de diciembre de 2016", 2016, 12, 12)]
    public void A_date_line_is_the_date_of_publication_and_left_out(string line, int year, int month, int day)
    {
        Article article = Drops.Read("a.txt", $"Bridge plan divides the town\n\n{line}\n\n{Drops.Body}");

        Assert.Equal(new DateOnly(year, month, day), article.Published);
        Assert.Equal(Drops.Body, article.Text);
    }

    [Theory]
    [InlineData("Printable version | May 21, 2022 5:49:21 am |")]
    [InlineData("Last updated: May 21, 2022")]
    public void The_day_of_a_print_or_a_change_is_no_date_of_publication(string line)
    {
        Article article = Drops.Read("a.txt", $"Bridge plan divides the town\n\n{Drops.Body}\n\n{line}");

        Assert.Null(article.Published);
        Assert.Equal(Drops.Body, article.Text);
    }

    [Fact]
    public void A_numeric_date_that_may_be_either_is_no_date() =>
        Assert.Null(Drops.Read("a.txt", $"Bridge plan divides the town\n\n03/04/2021\n\n{Drops.Body}").Published);

    [Fact]
    public void A_day_within_the_text_is_no_date_of_publication() =>
        Assert.Null(Drops.Read("a.txt", $"{Drops.Body} The plan dates from March 5, 2007.").Published);

    [Fact]
    public void A_weekday_and_date_behind_the_headline_are_taken_off()
    {
        Article article = Drops.Read("a.txt", "Bridge plan divides the town Saturday, October 19, 2013\n\n" + Drops.Body);

        Assert.Equal("Bridge plan divides the town", article.Title);
        Assert.Equal(new DateOnly(2013, 10, 19), article.Published);
    }

    [Theory]
    [InlineData("13/11/2015\n\nDaniel Cobo\n\n", "")]
    [InlineData("", "\n\nDaniel Cobo")]
    [InlineData("", "\n\nDaniel Cobo\n\n(First told in the Harbour Gazette.)")]
    public void A_name_alone_beside_the_day_or_at_the_end_is_the_byline(string above, string below)
    {
        Article article = Drops.Read("a.txt", $"Bridge plan divides the town\n\n{above}{Drops.Body}\n\n{Drops.First}{below}");

        Assert.Equal("Daniel Cobo", article.Byline);
        Assert.DoesNotContain("Cobo", article.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_byline_beside_the_day_loses_its_word() =>
        Assert.Equal("Daniel Cobo", Drops.Read("a.txt", $"Bridge plan divides the town\n\nBy Daniel Cobo\n\n2026-03-04\n\n{Drops.Body}").Byline);

    [Fact]
    public void A_name_alone_that_the_text_speaks_of_is_no_byline()
    {
        Article article = Drops.Read("a.txt", $"Bridge plan divides the town\n\n13/11/2015\n\nPort Cobo\n\n{Drops.Body}\n\nIn Cobo, nobody minds.");

        Assert.Null(article.Byline);
        Assert.StartsWith("Port Cobo", article.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_dateline_stays_in_the_text() =>
        Assert.StartsWith("Taipei, Taiwan — The harbour", Drops.Read("a.txt", "Taipei, Taiwan — " + Drops.Body).Text, StringComparison.Ordinal);

    [Fact]
    public void A_dateline_with_a_day_stays_and_gives_the_date()
    {
        Article article = Drops.Read("a.txt", "4 July 2012. - " + Drops.Body);

        Assert.Equal(new DateOnly(2012, 7, 4), article.Published);
        Assert.StartsWith("4 July 2012. - The harbour", article.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_header_block_gives_title_byline_and_date()
    {
        Article article = Drops.Read("a.txt", "Number: 9\nTitle: A second\n  bridge\nAuthor: Jane Doe <jane@example.org>\nCreated: 08-Sep-2017\n\n\nAbstract\n========\n\n" + Drops.Body);

        Assert.Equal("A second bridge", article.Title);
        Assert.Equal("Jane Doe", article.Byline);
        Assert.Equal(new DateOnly(2017, 9, 8), article.Published);
        Assert.Equal("Abstract\n\n" + Drops.Body, article.Text);
    }

    [Fact]
    public void The_status_in_a_header_block_stays_in_the_text() =>
        Assert.Equal("Status: Rejected\n\n" + Drops.Body, Drops.Read("a.txt", "Title: A second bridge\nStatus: Rejected\nType: Plan\n\n" + Drops.Body).Text);

    [Fact]
    public void A_sentence_that_ends_at_the_column_does_not_end_the_paragraph()
    {
        const string Wrapped = """
            The harbour council has proposed a second bridge across the whole bay.
            Critics of the plan called it a waste of money that nobody asked for.
            A decision is expected before summer.
            """;

        Assert.Equal(Wrapped.ReplaceLineEndings(" "), Drops.Read("a.txt", Wrapped).Text);
    }

    [Fact]
    public void A_title_of_mark_up_stays_as_written() =>
        Assert.Equal("<script>alert(1)</script>", Drops.Read("a.txt", "<script>alert(1)</script>\n\n" + Drops.Body).Title);

    [Fact]
    public void A_long_title_is_cut_at_a_word()
    {
        string page = Drops.Page($"<title>{string.Concat(Enumerable.Repeat("bridge ", 100))}</title>", $"<p>{Drops.First}</p>");

        string title = Drops.Read("a.html", page).Title;

        Assert.InRange(title.Length, 250, 300);
        Assert.EndsWith("bridge…", title, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Title with\u2028a break", "Title with a break")]
    [InlineData("Bridges \U0001F309 for all", "Bridges \U0001F309 for all")]
    [InlineData("\u202Eevil\u202C bridge", "evil bridge")]
    [InlineData("גשר שני מוצע", "גשר שני מוצע")]
    [InlineData("Soft\u00ADhyphen\u00A0and\u200Bspace", "Softhyphen andspace")]
    public void A_title_is_one_visible_line(string written, string title)
    {
        string page = Drops.Page($"<meta property=\"og:title\" content=\"{written}\">", $"<p>{Drops.First}</p>");

        Assert.Equal(title, Drops.Read("a.html", page).Title);
    }
}
