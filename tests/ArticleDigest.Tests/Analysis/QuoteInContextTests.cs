using ArticleDigest.Analysis;

namespace ArticleDigest.Tests.Analysis;

public class QuoteInContextTests
{
    [Theory]
    [InlineData("It rained. The mayor, who was late, [proposed a bridge] over the river. Nobody laughed.", "The mayor, who was late, ", " over the river.")]
    [InlineData("It rained. [The mayor proposed a bridge.] Nobody laughed.", "", "")]
    [InlineData("It rained! “[We want a bridge]!” said the mayor. Nobody laughed.", "“", "!” said the mayor.")]
    [InlineData("It rained. [The mayor proposed a bridge. The union did not.] Nobody laughed.", "", "")]
    [InlineData("[A bridge] was proposed", "", " was proposed")]
    [InlineData("A first paragraph without an end\n\nThe mayor [proposed a bridge] over\n\nNobody laughed", "The mayor ", " over")]
    [InlineData("Rain. Yesterday Mr. Smith of the U.S. State Dept. [proposed a bridge] by J. R. Brown. Nobody laughed.", "Yesterday Mr. Smith of the U.S. State Dept. ", " by J. R. Brown.")]
    [InlineData("Es regnete. Am 3. März hat [die Bürgermeisterin eine Brücke gefordert]. „Nein“, sagte der Rat.", "Am 3. März hat ", ".")]
    [InlineData("Llovió. ¿[Quién pidió un puente]? ¡Nadie!", "¿", "?")]
    [InlineData("下雨了。市长[提议建一座桥]，没有人笑。天晴了。", "市长", "，没有人笑。")]
    [InlineData("Version 2.5 was out. He paid 3.50 for it [and proposed a bridge]… and left", "He paid 3.50 for it ", "… and left")]
    public void The_sentence_around_a_quote_is_shown(string marked, string before, string after)
    {
        (string text, Evidence evidence) = Read(marked);

        QuoteInContext context = QuoteInContext.Of(text, evidence, 200);

        Assert.Equal(new QuoteInContext(before, evidence.Quote, after), context);
    }

    [Theory]
    [InlineData("After an evening that went on and on the mayor [proposed a bridge] over the river, which is wide and deep and cold, and left.", "… and on the mayor ", " over the river …")]
    [InlineData("[proposed a bridge]abcdefghijklmnopqrstuvwxyz", "", "abcdefghijklmnopqrst …")]
    [InlineData("abcdefghijklmnopqrstuvwxyz[proposed a bridge]", "… ghijklmnopqrstuvwxyz", "")]
    [InlineData("😀😀😀😀😀😀😀😀😀😀y[a bridge]x😀😀😀😀😀😀😀😀😀😀", "… 😀😀😀😀😀😀😀😀😀y", "x😀😀😀😀😀😀😀😀😀 …")]
    public void A_long_sentence_is_cut_between_words(string marked, string before, string after)
    {
        (string text, Evidence evidence) = Read(marked);

        QuoteInContext context = QuoteInContext.Of(text, evidence, 20);

        Assert.Equal((before, after), (context.Before, context.After));
    }

    private static (string Text, Evidence Evidence) Read(string marked)
    {
        int start = marked.IndexOf('[', StringComparison.Ordinal);
        string quote = marked[(start + 1)..marked.IndexOf(']', StringComparison.Ordinal)];
        return (marked.Replace("[", "", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal), new Evidence(quote, start, quote.Length, Voice.Reported));
    }
}
