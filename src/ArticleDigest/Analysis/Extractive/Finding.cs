namespace ArticleDigest.Analysis.Extractive;

/// <summary>A point before its quote is cut and before it is weighed against the others.</summary>
/// <param name="Kind">Proposal or criticism.</param>
/// <param name="Actor">Who.</param>
/// <param name="Target">Whom or what; null for a proposal.</param>
/// <param name="Statement">What, ready to be shown.</param>
/// <param name="Core">The tokens that prove it.</param>
/// <param name="Sentence">The sentence they are in.</param>
/// <param name="Voice">Whose words they are.</param>
/// <param name="IsStated">Whether a word of proposing or criticising says so, not just the speaker's manner.</param>
internal sealed record Finding(PointKind Kind, string Actor, string? Target, string Statement, Phrase Core, int Sentence, Voice Voice, bool IsStated);

/// <summary>All that is known of an article's sentences; what the finders work on.</summary>
internal sealed record ParsedArticle(
    Discourse Text, Discourse Title, VerbGroups Verbs, NounPhrases Nouns, Subjects Subjects, Mentions Mentions, Speakers Speakers, Genre Genre, Assertions Assertions, Lexicon Lexicon)
{
    /// <summary>Reads an article.</summary>
    public static ParsedArticle Read(Articles.Article article, Lexicon lexicon)
    {
        Discourse text = Discourse.Read(article.Text, lexicon);
        Discourse title = Discourse.Read(article.Title, lexicon);
        VerbGroups verbs = new(text);
        NounPhrases nouns = new(text, verbs);
        Subjects subjects = new(text, verbs, nouns);
        Mentions mentions = new(text, verbs, nouns, subjects, new Naming(text, title), lexicon);
        Genre genre = Genre.Tell(article, text, title, verbs);
        return new ParsedArticle(text, title, verbs, nouns, subjects, mentions, new Speakers(text, verbs, nouns, subjects, mentions, genre), genre, new Assertions(text, verbs, subjects), lexicon);
    }
}
