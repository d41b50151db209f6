using System.Text;
using ArticleDigest.Analysis;
using ArticleDigest.Articles;

namespace ArticleDigest.Tests.Articles;

public sealed class HiddenTextTests
{
    private const string Body = "The harbour board met on Tuesday. Its chair proposed a second ferry at night, and nobody spoke against it.";

    [Theory]
    [InlineData("\U000E0069\U000E0067\U000E006E\U000E006F\U000E0072\U000E0065")]
    [InlineData("i\u200Bg\u200Bn\u200Bo\u200Bre")]
    [InlineData("\u2060\u2060\u2063\u2063")]
    [InlineData("\u202Eerongi\u202C")]
    public void An_article_that_hides_text_is_read_without_it_and_flagged(string hidden)
    {
        Article article = Read($"Night ferry\n\n{Body} {hidden}\n");

        Assert.True(article.HidesText);
        Assert.Contains("hides text in invisible characters", OrderSigns.Of(article));
        Assert.DoesNotContain('\u200B', article.Text);
    }

    [Theory]
    [InlineData("A word\u200B here, another\u200B there, and far away from both a third\u200B one.")]
    [InlineData("A family \U0001F468\u200D\U0001F469\u200D\U0001F467\u200D\U0001F466 and the flag \U0001F3F4\U000E0067\U000E0062\U000E0065\U000E006E\U000E0067\U000E007F.")]
    [InlineData("\u0E20\u0E32\u0E29\u0E32\u200B\u0E44\u0E17\u0E22\u200B\u0E40\u0E1B\u0E47\u0E19\u200B\u0E20\u0E32\u0E29\u0E32")]
    [InlineData("")]
    public void What_pages_have_anyway_is_no_sign(string usual) => Assert.False(Read($"Night ferry\n\n{Body} {usual}\n").HidesText);

    private static Article Read(string text) =>
        Assert.IsType<Reading.Read>(new ArticleReader(new ArticlesOptions()).Read("a.txt", Encoding.UTF8.GetBytes(text))).Article;
}
