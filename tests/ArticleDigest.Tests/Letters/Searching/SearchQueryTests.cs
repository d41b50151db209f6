using ArticleDigest.Editions;
using ArticleDigest.Letters.Searching;

namespace ArticleDigest.Tests.Letters.Searching;

/// <summary>What a query finds.</summary>
public sealed class SearchQueryTests
{
    [Theory]
    [InlineData("harbour", "The Harbour Board")]
    [InlineData("HARB board", "The Harbour Board")]
    [InlineData("board harbour", "The Harbour Board")]
    [InlineData("strasse", "Die Hauptstraße wird gesperrt, sagt Straße")]
    [InlineData("straße", "STRASSEN")]
    [InlineData("elan", "l'Élan vital")]
    [InlineData("élan", "ELAN")]
    [InlineData("e\u0301lan", "Élan")]
    [InlineData("l'union", "l’Union des commerçants")]
    [InlineData("union", "l'Union")]
    [InlineData("deep-sea", "a deep sea register")]
    [InlineData("u.s.", "The U.S. government")]
    [InlineData("\"deep sea\"", "a register of deep-sea mining")]
    [InlineData("“deep sea” mining", "mining in the deep sea")]
    [InlineData("«mise en garde»", "une mise en garde")]
    [InlineData("2.5", "two point 2.5 per cent")]
    [InlineData("近平", "習近平主席")]
    [InlineData("習近", "習近平主席")]
    [InlineData("ตำรวจ", "เจ้าหน้าที่ตำรวจไทย")]
    [InlineData("verfassung", "Ver\u00ADfas\u00ADsung")]
    [InlineData("taxation", "tax\u202Eation")]
    [InlineData("\"deep", "the deep sea")]
    [InlineData("harbor", "The Harbour Board")]
    [InlineData("harbour", "Pearl Harbor")]
    [InlineData("harbou", "The Harbour Board")]
    [InlineData("\"data center\"", "every data centre over five megawatts")]
    [InlineData("\"labor programs\"", "two labour programmes")]
    [InlineData("organization", "an organisation of farmers")]
    [InlineData("criticised", "he criticized it")]
    [InlineData("neighborhood charge", "a charge for the neighbourhood")]
    public void It_is_found(string query, string statement) => Assert.True(Finds(query, statement));

    [Theory]
    [InlineData("arbour", "The Harbour Board")]
    [InlineData("harbour union", "The Harbour Board")]
    [InlineData("\"board harbour\"", "The Harbour Board")]
    [InlineData("\"harbour boar\"", "The Harbour Board")]
    [InlineData("deep-sea", "the sea is deep")]
    [InlineData("\"harbour board\"", "harbour, not the board")]
    [InlineData("平近", "習近平主席")]
    [InlineData(".*ing", "anything at all")]
    [InlineData("har.our", "The Harbour Board")]
    [InlineData("har*", "The hat Board")]
    [InlineData("hour", "the horizon")]
    [InlineData("prize", "a prise de position")]
    public void It_is_not_found(string query, string statement) => Assert.False(Finds(query, statement));

    [Fact]
    public void Words_in_a_row_are_within_one_part_of_an_entry() => Assert.False(Finds("\"council nothing\"", "nothing", actor: "the city council"));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData(".*")]
    [InlineData("!? … \"\" -- %00 \u0000\u0001")]
    [InlineData("\uD800\uFFFE\uFFFF")]
    public void Where_no_word_is_there_is_nothing_to_search_for(string? typed)
    {
        SearchQuery query = SearchQuery.Parse(typed);

        Assert.Equal(typed?.Contains("%00", StringComparison.Ordinal) == true, query.HasTerms);
        Assert.False(query.IsTooLong);
    }

    [Fact]
    public void What_is_too_long_is_not_searched_for()
    {
        SearchQuery whole = SearchQuery.Parse(new string('a', SearchQuery.MostLength));
        SearchQuery longer = SearchQuery.Parse(new string('a', 1_000_000));

        Assert.True(whole.HasTerms);
        Assert.True(longer.IsTooLong);
        Assert.False(longer.HasTerms);
        Assert.Equal(SearchQuery.MostLength, longer.Text.Length);
    }

    [Fact]
    public void What_was_typed_is_shown_on_one_line() => Assert.Equal("a b c", SearchQuery.Parse("a\n\u0000b\u202E\tc").Text);

    [Fact]
    public void Finds_are_marked_where_they_stand()
    {
        FoundText found = FoundText.Of("L'Élan et la Straße, deep-sea seas", SearchQuery.Parse("elan strasse \"deep sea\""), 400, default!);

        Assert.Equal("L'[Élan] et la [Straße], [deep-sea] seas", Marked(found));
    }

    [Fact]
    public void A_long_text_is_cut_around_what_was_found_first()
    {
        string text = string.Join(' ', Enumerable.Repeat("before", 200)) + " needle " + string.Join(' ', Enumerable.Repeat("after", 200));

        string found = Marked(FoundText.Of(text, SearchQuery.Parse("needle"), 200, default!));

        Assert.StartsWith("… before", found, StringComparison.Ordinal);
        Assert.Contains(" [needle] after", found, StringComparison.Ordinal);
        Assert.EndsWith("…", found, StringComparison.Ordinal);
        Assert.InRange(found.Length, 150, 202);
    }

    [Fact]
    public void What_is_found_behind_many_signs_without_a_space_is_shown_and_no_sign_is_cut_in_two()
    {
        string text = string.Concat(Enumerable.Repeat("\U00020000", 201)) + " needle " + new string('x', 300);

        string found = Marked(FoundText.Of(text[..402] + "-needle " + new string('x', 300), SearchQuery.Parse("needle"), 200, default!));

        Assert.Contains("[needle]", found, StringComparison.Ordinal);
        Assert.False(char.IsLowSurrogate(found[2]));
    }

    private static string Marked(FoundText found) => string.Concat(found.Pieces.Select(p => p.IsFound ? $"[{p.Text}]" : p.Text));

    private static bool Finds(string query, string statement, string actor = "somebody")
    {
        Edition edition = SampleEditions.Of(
            [SampleEditions.Proposal("a1", actor, statement, "x") with { Sources = [] }], [], [], Accounting.Nothing);
        IReadOnlyList<byte[][]> terms = [.. SearchQuery.Parse(query).Terms.Select(EditionText.BytesOf)];
        return EditionText.Of(edition).Find(terms).Count == 1;
    }
}
