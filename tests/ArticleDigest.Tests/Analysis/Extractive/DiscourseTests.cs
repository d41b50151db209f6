using ArticleDigest.Analysis.Extractive;

namespace ArticleDigest.Tests.Analysis.Extractive;

public sealed class DiscourseTests
{
    private static readonly Lexicon English = Lexicon.Load("en");

    [Theory]
    [InlineData("He met Mr. Fox. She left.", "He met Mr. Fox.", "She left.")]
    [InlineData("J. R. Smith spoke. It rained.", "J. R. Smith spoke.", "It rained.")]
    [InlineData("They left the U.S. The end.", "They left the U.S.", "The end.")]
    [InlineData("The U.S. Senate met. It voted.", "The U.S. Senate met.", "It voted.")]
    [InlineData("It cost 3.5 million. Too much!", "It cost 3.5 million.", "Too much!")]
    [InlineData("\"Stop it.\" He left.", "\"Stop it.\"", "He left.")]
    [InlineData("\"Is it true?\" he asked. Nobody knew.", "\"Is it true?\" he asked.", "Nobody knew.")]
    public void Sentences_end_where_a_reader_ends_them(string text, string first, string second)
    {
        using Discourse discourse = Discourse.Read(text, English);

        Assert.Equal([first, second], discourse.Sentences.ToArray().Select(s => discourse.TextOf(new Phrase(s.First, s.End))), StringComparer.Ordinal);
    }

    [Theory]
    [InlineData("He said \"we go\" and left.", "\"we go\"")]
    [InlineData("He said “we go” and left.", "“we go”")]
    [InlineData("He said “we go\" and left.", "“we go\"")]
    [InlineData("He said 'we go' and left.", "'we go'")]
    [InlineData("The unions’ plan said ‘we don’t go’ twice.", "‘we don’t go’")]
    [InlineData("“One. Two. Three,” he said.", "“One. Two. Three,”")]
    [InlineData("It ends “without a mark.", "“without a mark.")]
    public void Quotations_are_found_whatever_their_marks(string text, string quotation)
    {
        using Discourse discourse = Discourse.Read(text, English);

        Quotation found = Assert.Single(discourse.Quotations.ToArray());
        Assert.Equal(quotation, discourse.TextOf(new Phrase(found.First, found.End)));
    }

    [Fact]
    public void A_quotation_goes_on_over_paragraphs()
    {
        using Discourse discourse = Discourse.Read("“One.\n\n“Two.” Three.", English);

        Assert.Equal([false, true], discourse.Quotations.ToArray().Select(q => q.Continues));
    }

    [Fact]
    public void A_short_paragraph_without_an_end_mark_is_a_heading()
    {
        using Discourse discourse = Discourse.Read("The next steps\n\nThe council meets again.", English);

        Assert.Equal([true, false], discourse.Paragraphs.ToArray().Select(p => p.IsHeading));
    }
}
