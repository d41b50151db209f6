namespace ArticleDigest.Analysis.Extractive;

/// <summary>A point before its quote is cut and before it is weighed against the others.</summary>
/// <param name="Kind">What kind of point it is.</param>
/// <param name="Actor">Who.</param>
/// <param name="Target">Whom or what, or whose the proposal is; null if there is none.</param>
/// <param name="Statement">What, ready to be shown.</param>
/// <param name="Core">The tokens that prove it.</param>
/// <param name="Sentence">The sentence they are in.</param>
/// <param name="Voice">Whose words they are.</param>
/// <param name="IsStated">Whether a word of proposing or criticising says so, not just the speaker's manner.</param>
/// <param name="Strength">How plain it is, from 1.</param>
internal sealed record Finding(PointKind Kind, string Actor, string? Target, string Statement, Phrase Core, int Sentence, Voice Voice, bool IsStated, int Strength);

/// <summary>All that is known of an article's sentences; what the finders work on.</summary>
internal sealed class ParsedArticle : IDisposable
{
    private ParsedArticle(Articles.Article article, Lexicon lexicon)
    {
        Lexicon = lexicon;
        Tagger tagger = new(lexicon);
        Text = Discourse.Read(article.Text, lexicon);
        tagger.Read(Text);
        Title = Discourse.Read(article.Title, lexicon);
        tagger.Read(Title);
        Verbs = new VerbGroups(Text, lexicon);
        Nouns = new NounPhrases(Text, Verbs, lexicon);
        Subjects = new Subjects(Text, Verbs, Nouns, lexicon);
        Mentions = new Mentions(Text, Verbs, Nouns, Subjects, new Naming(Text, Title, lexicon), lexicon);
        Clauses = new Clauses(Text, Verbs, Nouns, lexicon);
        Statements = new Statements(this);
        Insertions = new Insertions(Text, Verbs, Nouns, lexicon);
        Complements = new Complements(Text, Verbs, Nouns, Clauses, Insertions, Mentions.Kinds, lexicon);
        Genre = Genre.Tell(article, this);
        Speakers = new Speakers(this);
        Assertions = new Assertions(this);
    }

    public Lexicon Lexicon { get; }

    public Discourse Text { get; }

    public Discourse Title { get; }

    public VerbGroups Verbs { get; }

    public NounPhrases Nouns { get; }

    public Subjects Subjects { get; }

    public Mentions Mentions { get; }

    public Clauses Clauses { get; }

    public Statements Statements { get; }

    public Insertions Insertions { get; }

    public Complements Complements { get; }

    public Genre Genre { get; }

    public Speakers Speakers { get; }

    public Assertions Assertions { get; }

    /// <summary>Reads an article.</summary>
    public static ParsedArticle Read(Articles.Article article, Lexicon lexicon) => new(article, lexicon);

    /// <inheritdoc/>
    public void Dispose()
    {
        Speakers.Dispose();
        Statements.Dispose();
        Mentions.Dispose();
        Subjects.Dispose();
        Nouns.Dispose();
        Verbs.Dispose();
        Title.Dispose();
        Text.Dispose();
    }
}
