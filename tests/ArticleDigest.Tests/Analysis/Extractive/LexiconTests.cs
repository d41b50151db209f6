using ArticleDigest.Analysis.Extractive;

namespace ArticleDigest.Tests.Analysis.Extractive;

public sealed class LexiconTests
{
    [Fact]
    public void English_has_a_lexicon_with_proposals_and_criticisms()
    {
        Lexicon lexicon = Lexicon.Load("en");

        Assert.True(lexicon.Find("Proposed").HasCue(CueKind.Proposal));
        Assert.True(lexicon.Find("condemns").HasCue(CueKind.Criticism));
        Assert.True(lexicon.Find("Don’t").Is(WordClass.Negations));
        Assert.True(lexicon.Find("quickly").Is(WordClass.SuffixAdverb));
    }

    [Fact]
    public void A_language_without_a_file_is_named()
    {
        InvalidOperationException fault = Assert.Throws<InvalidOperationException>(() => Lexicon.Load("xx"));

        Assert.Contains("xx.txt", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[no-such-section]\nword")]
    [InlineData("word without a section")]
    [InlineData("[verbs proposal]\npropose | proposes : thing")]
    [InlineData("[verbs proposal]\npropose | proposes | proposed | proposing : thong")]
    [InlineData("[templates]\nshould = no places")]
    public void A_malformed_line_is_named(string text)
    {
        InvalidOperationException fault = Assert.Throws<InvalidOperationException>(() => Lexicon.Parse(text));

        Assert.StartsWith("Line ", fault.Message, StringComparison.Ordinal);
    }
}
