using ArticleDigest.Articles;

namespace ArticleDigest.Tests.Articles;

public class FurnitureTests
{
    [Theory]
    [InlineData("Related Topics")]
    [InlineData("This article is closed for comments.")]
    [InlineData("Please Email the Editor")]
    [InlineData("Our code of editorial values")]
    [InlineData("Share this article")]
    [InlineData("Share this")]
    [InlineData("ADVERTISEMENT")]
    [InlineData("Read more »")]
    [InlineData("Subscribe")]
    [InlineData("We use cookies to improve your experience and to show you offers.")]
    [InlineData("© 2024 Harbour Times. All rights reserved.")]
    [InlineData("Image: Harbour Times")]
    [InlineData("Photo: Jane Doe / HT")]
    [InlineData("The old bridge. Image: Jane Doe.")]
    [InlineData("Publicité")]
    [InlineData("Diesen Artikel drucken")]
    [InlineData("Ähnliche Themen")]
    [InlineData("Todos los derechos reservados")]
    [InlineData("Leia também: Prefeitura fecha ponte")]
    public void A_line_of_furniture_is_left_out_wherever_it_stands(string line)
    {
        string text = $"Bridge plan divides the town\n\n{Drops.First}\n\n{line}\n\n{Drops.Second}\n\n{Drops.Third}\n\n{line}";

        Assert.Equal(Drops.Body, Drops.Read("a.txt", text).Text);
    }

    [Theory]
    [InlineData("Advertisement rules were tightened by the council.")]
    [InlineData("Cookies were served to the critics of the plan.")]
    [InlineData("Most popular parties rejected the plan.")]
    [InlineData("Privacy policy experts criticised the plan.")]
    [InlineData("Subscribers had complained about the plan for years.")]
    [InlineData("Posted in Berlin, the ambassador warned of war.")]
    [InlineData("Share prices fell after the plan was published.")]
    [InlineData("Picture by picture, the committee reviewed the evidence.")]
    [InlineData("Comments on the plan were mostly hostile, the chair said.")]
    public void A_sentence_that_begins_like_furniture_stays(string sentence)
    {
        string text = $"Bridge plan divides the town\n\n{Drops.First}\n\n{sentence}\n\n{Drops.Second}";

        Assert.Contains(sentence, Drops.Read("a.txt", text).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_that_could_be_a_heading_is_left_out_only_at_the_end()
    {
        string text = $"Bridge plan divides the town\n\n{Drops.First}\n\nComments\n\n{Drops.Second}\n\nComments\n\nPrint";

        Assert.Equal($"{Drops.First}\n\nComments\n\n{Drops.Second}", Drops.Read("a.txt", text).Text);
    }

    [Fact]
    public void A_caption_told_twice_above_the_text_is_left_out()
    {
        const string Caption = "Mayor Ana Ruiz and engineer Tom Baker inspect the old bridge before a meeting on March 23, 2021.";
        string text = $"Bridge plan divides the town\n\n{Caption}\n\n{Caption}\n\n{Drops.Body}";

        Assert.Equal(Drops.Body, Drops.Read("a.txt", text).Text);
    }

    [Fact]
    public void A_paragraph_told_twice_appears_once()
    {
        string text = $"Bridge plan divides the town\n\n{Drops.First}\n\n{Drops.First}\n\n{Drops.Second}\n\n{Drops.Third}\n\n{Drops.Second}";

        Assert.Equal(Drops.Body, Drops.Read("a.txt", text).Text);
    }

    [Fact]
    public void A_short_answer_may_be_given_twice()
    {
        string text = $"{Drops.First}\n\nYes.\n\n{Drops.Second}\n\nYes.\n\n{Drops.Third}";

        Assert.Equal(text, Drops.Read("a.txt", text).Text);
    }
}
