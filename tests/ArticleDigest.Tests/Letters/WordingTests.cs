using System.Globalization;
using ArticleDigest.Editions;
using ArticleDigest.Letters;

namespace ArticleDigest.Tests.Letters;

public sealed class WordingTests
{
    private static readonly Wording English = new(Words.English);

    [Theory]
    [InlineData("the city council", "The city council")]
    [InlineData("eBay and others", "eBay and others")]
    [InlineData("Clara Weiss", "Clara Weiss")]
    [InlineData("not named", "Not named")]
    [InlineData("", "")]
    public void A_name_begins_its_line_with_a_capital_unless_it_has_one_of_its_own(string actor, string shown) =>
        Assert.Equal(shown, English.Name(actor));

    [Theory]
    [InlineData("en", "English")]
    [InlineData("fr", "French")]
    [InlineData("de", "German")]
    [InlineData("es", "Spanish")]
    [InlineData("pt", "Portuguese")]
    [InlineData("und", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void A_language_has_the_name_that_readers_of_english_know_it_by(string? code, string? name) =>
        Assert.Equal(name, Words.English.LanguageName(code));

    [Theory]
    [InlineData(0, "0", null, null)]
    [InlineData(1234567, "0", null, "A model read and wrote 1,234,567 tokens for this edition.")]
    [InlineData(1234567, "2.345", "EUR", "A model read and wrote 1,234,567 tokens for this edition, at an estimated cost of 2.35 EUR.")]
    [InlineData(500, "0.0004", "USD", "A model read and wrote 500 tokens for this edition, at an estimated cost of less than 0.01 USD.")]
    public void What_a_model_was_asked_is_told_where_one_worked(long tokens, string cost, string? currency, string? note)
    {
        Accounting account = SampleEditions.FullDay().Accounting with
        {
            Pending = 0,
            Withheld = 0,
            Uncertain = [],
            Tokens = tokens,
            Cost = decimal.Parse(cost, CultureInfo.InvariantCulture),
            Currency = currency,
        };

        Assert.Equal(note is null ? [] : [note], English.Notes(account).Select(n => n.ToString()));
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("2026-11-21", " It makes up for the edition of Saturday 21 November 2026, which did not go out.")]
    [InlineData("2026-11-21 2026-11-22", " It makes up for the editions of Saturday 21 November 2026 and Sunday 22 November 2026, which did not go out.")]
    [InlineData("2026-11-20 2026-11-21 2026-11-22", " It makes up for 3 editions, from Friday 20 November 2026 to Sunday 22 November 2026, which did not go out.")]
    public void An_edition_says_for_which_it_makes_up(string missed, string told)
    {
        Edition edition = SampleEditions.FullDay() with { Missed = [] };

        string covers = English.Covers(edition with
        {
            Missed = [.. missed.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(d => DateOnly.Parse(d, CultureInfo.InvariantCulture))],
        });

        Assert.Equal(English.Covers(edition) + told, covers);
    }

    [Fact]
    public void An_edition_for_which_nothing_came_in_makes_up_for_none()
    {
        Edition quiet = SampleEditions.QuietDay();

        Assert.Equal(English.Covers(quiet), English.Covers(quiet with { Missed = [new DateOnly(2026, 11, 21)] }));
    }
}
