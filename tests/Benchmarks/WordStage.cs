using ArticleDigest.Analysis.Extractive;
using ArticleDigest.Articles;

namespace Benchmarks;

/// <summary>
/// What the extractive analyst does before it looks for points: dividing a text into words and sentences and
/// telling the words' parts of speech. It is internal to the analyst; where that changes, this follows.
/// </summary>
internal sealed class WordStage(string language)
{
    /// <summary>What is done, for people.</summary>
    public const string Name = "words, sentences and parts of speech";

    private readonly Lexicon _lexicon = Lexicon.Load(language);

    /// <summary>Reads an article; how many sentences it has.</summary>
    public int Read(Article article)
    {
        using Discourse discourse = Discourse.Read(article.Text, _lexicon);
        new Tagger(_lexicon).Read(discourse);
        return discourse.Sentences.Length;
    }
}
