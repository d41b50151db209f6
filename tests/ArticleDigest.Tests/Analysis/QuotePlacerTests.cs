using ArticleDigest.Analysis;

namespace ArticleDigest.Tests.Analysis;

public sealed class QuotePlacerTests
{
    private const string Text =
        "The bishop’s office said on Monday – after “long talks” – that it can’t pay 3.5 million. “We ask the minister to resign,” "
        + "Élodie Martin said, and her non-binding motion passed 😀 today.\n\n"
        + "In Cologne the council calls for lower tariffs, for more buses and for new schools in all of its nine boroughs.\n\n"
        + "The unions call the plan a mistake... that nobody wants.";

    [Theory]
    [InlineData("We ask the minister to resign")]
    [InlineData("“We ask the minister to resign,” Élodie Martin said")]
    [InlineData("The unions call the plan a mistake... that nobody wants.")]
    [InlineData("motion passed 😀 today.")]
    public void A_quote_that_stands_in_the_text_is_found_as_it_is(string quote) =>
        Assert.Equal(quote, Place(quote)?.Quote);

    [Theory]
    [InlineData("  We ask\r\n the\u00A0minister to\tresign ", "We ask the minister to resign")]
    [InlineData("We ask the min\u200Bister\u2060 to resign\uFEFF", "We ask the minister to resign")]
    [InlineData("passed 😀 today. In Cologne the council", "passed 😀 today.\n\nIn Cologne the council")]
    public void White_space_and_invisible_characters_may_differ(string quote, string found) =>
        Assert.Equal(found, Place(quote)?.Quote);

    [Theory]
    [InlineData("The bishop's office said", "The bishop’s office said")]
    [InlineData("after \"long talks\"", "after “long talks”")]
    [InlineData("after 'long talks'", "after “long talks”")]
    [InlineData("after „long talks“", "after “long talks”")]
    [InlineData("after « long talks »", "after “long talks”")]
    [InlineData("after ‹long talks›", "after “long talks”")]
    [InlineData("\"We ask the minister to resign,\" Élodie Martin said", "“We ask the minister to resign,” Élodie Martin said")]
    public void The_kinds_of_quotation_marks_and_apostrophes_may_differ(string quote, string found) =>
        Assert.Equal(found, Place(quote)?.Quote);

    [Theory]
    [InlineData("\"the council calls for lower tariffs\"", "the council calls for lower tariffs")]
    [InlineData("«the council calls for lower tariffs.»", "the council calls for lower tariffs")]
    [InlineData("'\"the council calls for lower tariffs\"'", "the council calls for lower tariffs")]
    [InlineData("“We ask the minister to resign”", "“We ask the minister to resign")]
    public void Quotation_marks_around_the_whole_are_left_out_where_the_text_has_none(string quote, string found) =>
        Assert.Equal(found, Place(quote)?.Quote);

    [Theory]
    [InlineData("on Monday - after")]
    [InlineData("on Monday—after")]
    [InlineData("on Monday -- after")]
    [InlineData("on Monday − after")]
    public void The_kinds_of_dashes_may_differ(string quote) =>
        Assert.Equal("on Monday – after", Place(quote)?.Quote);

    [Theory]
    [InlineData("non\u2011binding motion")]
    [InlineData("non\u2010binding motion")]
    public void The_kinds_of_hyphens_may_differ(string quote) =>
        Assert.Equal("non-binding motion", Place(quote)?.Quote);

    [Fact]
    public void Composition_may_differ()
    {
        Assert.Equal("Élodie Martin said", Place("E\u0301lodie Martin said")?.Quote);
        Assert.Equal("e\u0301lu par tous", new QuotePlacer("Un e\u0301lu par tous.").Place("élu par tous", new TextSection(0, 16), Voice.Reported)?.Quote);
        Assert.Equal("정부는 제안했다", new QuotePlacer("정부는 제안했다.").Place("정부는 제안했다".Normalize(System.Text.NormalizationForm.FormD), new TextSection(0, 9), Voice.Reported)?.Quote);
    }

    [Theory]
    [InlineData("the council calls for lower tariffs.", "the council calls for lower tariffs")]
    [InlineData("the council calls for lower tariffs;", "the council calls for lower tariffs")]
    [InlineData("the council calls for lower tariffs,", "the council calls for lower tariffs,")]
    [InlineData("in all of its nine boroughs", "in all of its nine boroughs")]
    [InlineData("in all of its nine boroughs:", "in all of its nine boroughs")]
    [InlineData("in all of its nine boroughs.", "in all of its nine boroughs.")]
    public void A_stop_at_the_end_may_be_added_or_lost(string quote, string found) =>
        Assert.Equal(found, Place(quote)?.Quote);

    [Theory]
    [InlineData("the council calls for … for new schools in all")]
    [InlineData("the council calls for ... for new schools in all")]
    [InlineData("the council calls for […] for new schools in all")]
    [InlineData("the council calls for (...) for new schools in all")]
    [InlineData("the council calls for [ . . . ] for new schools in all")]
    [InlineData("… the council calls for… for new schools in all …")]
    [InlineData("\"...the council calls for [...] for new schools in all...\"")]
    [InlineData("the council calls for, … \"for new schools in all")]
    public void An_ellipsis_within_is_filled_with_the_articles_own_words(string quote) =>
        Assert.Equal("the council calls for lower tariffs, for more buses and for new schools in all", Place(quote)?.Quote);

    [Fact]
    public void The_parts_of_a_quote_may_stand_in_two_paragraphs_that_follow_each_other() =>
        Assert.Equal("passed 😀 today.\n\nIn Cologne the council", Place("non-binding motion passed … Cologne the council")?.Quote[^40..]);

    [Fact]
    public void An_ellipsis_of_the_text_is_the_texts_own() =>
        Assert.Equal("call the plan a mistake... that nobody wants", Place("call the plan a mistake… that nobody wants")?.Quote);

    [Fact]
    public void A_leading_and_a_trailing_ellipsis_are_left_out() =>
        Assert.Equal("for more buses", Place("… for more buses …")?.Quote);

    [Theory]
    [InlineData("lower tariffs … more buses and")]
    [InlineData("for new schools … calls for lower tariffs")]
    [InlineData("We ask the minister … plan a mistake")]
    [InlineData("the council calls for … for new churches in all")]
    [InlineData("… …")]
    public void Parts_that_are_short_swapped_far_apart_or_changed_prove_nothing(string quote) =>
        Assert.Null(Place(quote));

    [Theory]
    [InlineData(56, true)]
    [InlineData(57, false)]
    public void Parts_stand_within_sixty_words(int between, bool found)
    {
        string text = $"one two {string.Join(' ', Enumerable.Repeat("word", between))} five six";
        string quote = $"one two word … word five six";

        Assert.Equal(found ? text : null, new QuotePlacer(text).Place(quote, new TextSection(0, text.Length), Voice.Reported)?.Quote);
    }

    [Fact]
    public void The_first_part_that_the_others_are_near_enough_to_counts()
    {
        string far = string.Join(' ', Enumerable.Repeat("word", 100));
        string text = $"they call for peace {far} they call for peace and an end of war";

        Evidence? evidence = new QuotePlacer(text).Place("they call for … end of war", new TextSection(0, text.Length), Voice.Reported);

        Assert.Equal("they call for peace and an end of war", evidence?.Quote);
    }

    [Theory]
    [InlineData("We ask the ministers to resign")]
    [InlineData("We beg the minister to resign")]
    [InlineData("we ask the minister to resign")]
    [InlineData("We ask the minister not to resign")]
    [InlineData("We ask minister to resign")]
    [InlineData("it can pay 3.5 million")]
    [InlineData("it can't pay 3.6 million")]
    [InlineData("it can't pay 35 million")]
    [InlineData("Elodie Martin said")]
    [InlineData("her motion passed")]
    [InlineData("calls for lower tariffs for more buses")]
    [InlineData("calls for lower tariffs, for more bus")]
    [InlineData("lls for lower tariffs")]
    [InlineData("that it can")]
    [InlineData("can’t pay 3")]
    [InlineData("5 million")]
    [InlineData("binding motion passed")]
    [InlineData("non")]
    [InlineData("bishopsoffice")]
    [InlineData("ofﬁce said on Monday")]
    [InlineData("")]
    [InlineData(" \u200B ")]
    [InlineData("“…”")]
    [InlineData(".")]
    public void What_the_text_does_not_say_is_not_found(string quote) =>
        Assert.Null(Place(quote));

    [Theory]
    [InlineData("They do not ask for a vote.", "ask for a vote")]
    [InlineData("They don’t ask for a vote.", "ask for a vote")]
    [InlineData("They can't ask for a vote.", "ask for a vote")]
    [InlineData("Ils n’exigent pas un vote.", "exigent")]
    [InlineData("Eles não pedem um voto.", "pedem um voto")]
    [InlineData("Sie wollen nicht abstimmen.", "abstimmen")]
    public void What_is_denied_is_not_found_without_its_denial(string text, string quote) =>
        Assert.Null(new QuotePlacer(text).Place(quote, new TextSection(0, text.Length), Voice.Reported));

    [Theory]
    [InlineData("They said no. We ask for a vote.", "We ask for a vote")]
    [InlineData("Not: ask for a vote.", "ask for a vote")]
    [InlineData("They do not ask for a vote.", "do not ask for a vote")]
    public void What_stands_behind_a_denial_of_something_else_is_found(string text, string quote) =>
        Assert.Equal(quote, new QuotePlacer(text).Place(quote, new TextSection(0, text.Length), Voice.Reported)?.Quote);

    [Fact]
    public void Half_a_character_is_not_found()
    {
        // Attributes hold no half characters.
        foreach (string quote in (string[])["motion passed \ud83d", "\ude00 today", "\ud83d\ud83d today", "\u0301lodie Martin", "passed \ufffe today"])
        {
            Assert.Null(Place(quote));
        }
    }

    [Fact]
    public void The_closing_mark_of_a_paragraph_is_no_opening_mark_of_the_next()
    {
        const string Twice = "“One ends here.”\n\n“Two begins here,” she said.";

        Assert.Equal("“Two begins here", new QuotePlacer(Twice).Place("\"Two begins here\"", new TextSection(0, Twice.Length), Voice.Actor)?.Quote);
    }

    [Fact]
    public void A_mark_is_not_cut_from_its_letter()
    {
        QuotePlacer placer = new("Le relev\u0301 x\u0323 a e\u0301te\u0301 fait");

        Assert.Null(placer.Place("Le relev", new TextSection(0, 26), Voice.Reported));
        Assert.Null(placer.Place("x", new TextSection(0, 26), Voice.Reported));
    }

    [Fact]
    public void Of_several_places_the_first_within_the_section_counts()
    {
        const string Twice = "They call for peace. They call for peace. They call for peace.";
        QuotePlacer placer = new(Twice);

        Assert.Equal(0, placer.Place("They call for peace", new TextSection(0, Twice.Length), Voice.Reported)?.Start);
        Assert.Equal(21, placer.Place("They call for peace", new TextSection(1, Twice.Length - 1), Voice.Reported)?.Start);
        Assert.Equal(42, placer.Place("They call for peace", new TextSection(42, 1), Voice.Reported)?.Start);
        Assert.Null(placer.Place("They call for peace", new TextSection(43, Twice.Length - 43), Voice.Reported));
    }

    [Fact]
    public void A_place_that_is_none_gives_way_to_the_next() =>
        Assert.Equal(22, new QuotePlacer("The fine art of form. fine art of for all").Place("fine art of for", new TextSection(0, 41), Voice.Reported)?.Start);

    [Theory]
    [InlineData("We", false)]
    [InlineData("the minister", false)]
    [InlineData("the minister to", true)]
    [InlineData("部长必须", false)]
    [InlineData("部长必须马上辞职", true)]
    public void A_word_or_two_prove_nothing(string quote, bool isProof) =>
        Assert.Equal(isProof, new QuotePlacer("We ask the minister to go. 部长必须马上辞职。").Place(quote, new TextSection(0, 36), Voice.Reported) is not null);

    [Theory]
    [InlineData(0, 0)]
    [InlineData(-5, 3)]
    [InlineData(5000, 10)]
    [InlineData(int.MaxValue, int.MaxValue)]
    [InlineData(10, -20)]
    public void A_section_without_text_holds_nothing(int start, int length) =>
        Assert.Null(new QuotePlacer(Text).Place("We ask the minister to resign", new TextSection(start, length), Voice.Reported));

    [Fact]
    public void A_quote_that_begins_in_its_section_may_end_in_the_next()
    {
        int start = Text.IndexOf("We ask", StringComparison.Ordinal);

        Evidence? evidence = new QuotePlacer(Text).Place("“We ask the minister … Martin said, and", new TextSection(start, 3), Voice.Actor);

        Assert.Equal(new Evidence("We ask the minister to resign,” Élodie Martin said, and", start, 55, Voice.Actor), evidence);
    }

    [Fact]
    public void A_quote_has_at_most_two_thousand_characters()
    {
        string longest = $"a b {new string('a', QuotePlacer.MaxQuoteLength - 4)}";

        Assert.NotNull(new QuotePlacer(longest).Place(longest, new TextSection(0, longest.Length), Voice.Reported));
        Assert.Null(new QuotePlacer(longest + "a").Place(longest + "a", new TextSection(0, longest.Length + 1), Voice.Reported));
    }

    [Fact]
    public void A_quote_has_at_most_six_parts()
    {
        const string Words = "a b c d e f g h i j k l m n o p q r s t u v w x y z";
        QuotePlacer placer = new(Words);
        TextSection all = new(0, Words.Length);

        Assert.Equal("a b c d e f g h i j k l m n o p q r s", placer.Place("a b c … d e f … g h i … j k l … m n o … q r s", all, Voice.Reported)?.Quote);
        Assert.Null(placer.Place("a b c … d e f … g h i … j k l … m n o … q r s … t u v", all, Voice.Reported));
    }

    [Fact]
    public void Hostile_quotes_and_texts_are_refused()
    {
        string letters = new('a', 1_000_000);
        string words = string.Concat(Enumerable.Repeat("a b c ", 200_000));
        string ellipses = string.Concat(Enumerable.Repeat("… a b ", 330));
        string marks = "e" + new string('\u0301', 100_000);
        string dots = string.Concat(Enumerable.Repeat("[. . ", 100_000));
        foreach (string text in (string[])[letters, words, marks, dots, letters + " b", new string('"', 100_000), new string('\ud83d', 100_000)])
        {
            QuotePlacer placer = new(text);
            TextSection all = new(0, text.Length);
            foreach (string quote in (string[])[letters[..1999] + "b", new string('a', 10_000), ellipses, "a b c … x y z", "a b c … c b a … a b c d", marks[..2000], dots[..2000], "\"\"\"\"B"])
            {
                Assert.Null(placer.Place(quote, all, Voice.Reported));
            }
        }
    }

    [Fact]
    public void Whatever_is_found_is_the_text_at_its_place_and_passes_the_gate()
    {
        for (int start = 0; start < Text.Length; start += 3)
        {
            for (int length = 1; start + length <= Text.Length && length < 90; length += 7)
            {
                Evidence? found = Place($"… “{Text.Substring(start, length)}” …");
                if (found is null)
                {
                    continue;
                }

                Point point = new() { Kind = PointKind.Proposal, Actor = Point.NotNamed, Statement = "s", Evidence = found };
                Assert.Single(EvidenceGate.Check(Extractive.PlainArticle.Of(Text), [point]).Passed);
            }
        }
    }

    private static Evidence? Place(string quote) => new QuotePlacer(Text).Place(quote, new TextSection(0, Text.Length), Voice.Reported);
}
