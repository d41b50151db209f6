using ArticleDigest.Letters;

namespace ArticleDigest.Tests.Letters;

public sealed class WordingTests
{
    [Theory]
    [InlineData("the city council", "The city council")]
    [InlineData("eBay and others", "eBay and others")]
    [InlineData("Clara Weiss", "Clara Weiss")]
    [InlineData("not named", "Not named")]
    [InlineData("", "")]
    public void A_name_begins_its_line_with_a_capital_unless_it_has_one_of_its_own(string actor, string shown) =>
        Assert.Equal(shown, Wording.Name(actor));

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
        Assert.Equal(name, Wording.LanguageName(code));
}
