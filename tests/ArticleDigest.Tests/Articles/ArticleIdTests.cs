using ArticleDigest.Articles;

namespace ArticleDigest.Tests.Articles;

public class ArticleIdTests
{
    [Fact]
    public void The_same_text_has_one_id_in_every_format_and_under_every_title()
    {
        string page = Drops.Page("<title>One</title>", $"<h1>One</h1><p>{Drops.First}</p><p>{Drops.Second}</p><p>{Drops.Third}</p>");

        string[] ids =
        [
            Drops.Read("a.txt", "Another headline\n\n" + Drops.Body).Id,
            Drops.Read("b.txt", Drops.Body.Replace(" ", "  ", StringComparison.Ordinal).Replace("bridge", "bri\u00ADdge", StringComparison.Ordinal)).Id,
            Drops.Read("a.md", "# Two\n\n" + Drops.Body).Id,
            Drops.Read("a.html", page).Id,
        ];

        Assert.Single(ids.Distinct(StringComparer.Ordinal));
        Assert.Matches("^[0-9a-f]{64}$", ids[0]);
    }

    [Fact]
    public void Composed_and_decomposed_letters_are_the_same_text() =>
        Assert.Equal(
            Drops.Read("a.txt", Drops.First + " Café Zürich agreed.").Id,
            Drops.Read("a.txt", Drops.First + " Cafe\u0301 Zu\u0308rich agreed.").Id);

    [Fact]
    public void Another_word_is_another_text() =>
        Assert.NotEqual(Drops.Read("a.txt", Drops.First).Id, Drops.Read("a.txt", Drops.First + " Now.").Id, StringComparer.Ordinal);
}
