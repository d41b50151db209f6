using ArticleDigest.Articles;

namespace ArticleDigest.Analysis.Extractive;

/// <summary>
/// Finds points by the words and the shape of sentences, without a model: verbs and nouns of proposing and criticising,
/// who their subject is, what somebody is quoted or reported to say. The same article gives the same points, always.
/// One engine for all languages; what it knows of a language is that language's file (docs/languages.md).
/// </summary>
public sealed class ExtractiveAnalyst : IArticleAnalyst
{
    /// <summary>The most points an article is given; what is beyond is the least prominent.</summary>
    public const int MostPoints = 60;

    /// <summary>The most supports, oppositions and withdrawals an article is given besides.</summary>
    public const int MostStances = 20;

    // Comparing them with one another must stay bounded whatever a drop holds.
    private const int MostFindings = 500;

    /// <inheritdoc/>
    public string Version => "extractive-6";

    /// <inheritdoc/>
    public bool Reads(string language)
    {
        ArgumentNullException.ThrowIfNull(language);
        return Lexicon.Languages.Contains(language);
    }

    /// <summary>One section over the whole text: whom a pronoun means is told by what stands before.</summary>
    public IReadOnlyList<TextSection> Divide(Article article)
    {
        ArgumentNullException.ThrowIfNull(article);
        return [new TextSection(0, article.Text.Length)];
    }

    /// <inheritdoc/>
    public Task<SectionAnalysis> AnalyseAsync(Article article, TextSection section, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(article);
        ArgumentNullException.ThrowIfNull(section);
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(Lexicon.Of(article.Language) is { } lexicon
            ? new SectionAnalysis { Status = SectionStatus.Analysed, Points = FindPoints(article, section, lexicon, cancellationToken) }
            : new SectionAnalysis { Status = SectionStatus.Failed, Reason = $"the extractive analyst does not read the language '{article.Language}'" });
    }

    private static List<Point> FindPoints(Article article, TextSection section, Lexicon lexicon, CancellationToken cancellationToken)
    {
        using ParsedArticle parsed = ParsedArticle.Read(article, lexicon);
        Targets targets = new(parsed);
        StatedPoints stated = new(parsed, targets);
        Owners owners = new(parsed);
        Stances stances = new(parsed, targets, owners);
        NamedPoints named = new(parsed, targets, owners, stances);
        OwnVoice own = new(parsed, targets);
        List<Finding> findings = [];
        List<Finding> taken = [];
        for (int s = 0; s < parsed.Text.Sentences.Length && findings.Count < MostFindings; s++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Sentence sentence = parsed.Text.Sentences[s];
            int start = parsed.Text.Tokens[sentence.First].Start;
            if (sentence.IsQuestion || parsed.Text.Paragraphs[sentence.Paragraph].IsHeading || start < section.Start || start >= section.Start + section.Length)
            {
                continue;
            }

            int before = findings.Count;
            stated.Find(s, findings);
            named.Find(s, findings);
            own.Find(s, findings);
            if (taken.Count < MostFindings)
            {
                stances.Find(s, findings, taken);
                stances.Note(findings, before);
            }
        }

        new Referents(parsed).Resolve(findings);
        findings.RemoveAll(f => string.Equals(f.Actor, f.Target, StringComparison.Ordinal));
        Prominence prominence = new(parsed);
        List<(Finding Finding, bool IsKey)> ranked = prominence.Rank(findings, MostPoints);
        List<Point> points = ToPoints(parsed, ranked);
        if (taken.Count > 0)
        {
            points.AddRange(ToPoints(parsed, [.. prominence.Rank(taken, MostStances).Select(stance => (stance.Finding, false))]));
        }

        return points;
    }

    private static List<Point> ToPoints(ParsedArticle parsed, List<(Finding Finding, bool IsKey)> ranked)
    {
        List<Point> points = new(ranked.Count);
        for (int i = 0; i < ranked.Count; i++)
        {
            points.Add(ToPoint(parsed, ranked[i].Finding, ranked[i].IsKey, IsCrowded(i, ranked)));
        }

        return points;
    }

    private static bool IsCrowded(int point, List<(Finding Finding, bool IsKey)> ranked)
    {
        Finding finding = ranked[point].Finding;
        for (int i = 0; i < ranked.Count; i++)
        {
            if (i != point && ranked[i].Finding is var other && other.Sentence == finding.Sentence && other.Kind == finding.Kind)
            {
                return true;
            }
        }

        return false;
    }

    // Two points of one kind in one sentence each get their own clause as proof.
    private static Point ToPoint(ParsedArticle parsed, Finding finding, bool isKey, bool isCrowded)
    {
        Phrase quote = isCrowded ? parsed.Clauses.Shorten(finding.Core) : parsed.Clauses.Quote(finding.Core, parsed.Text.Sentences[finding.Sentence]);
        int start = parsed.Text.Tokens[quote.First].Start;
        string text = parsed.Text.TextOf(quote);
        return new Point
        {
            Kind = finding.Kind,
            Actor = finding.Actor,
            Target = finding.Target,
            Statement = finding.Statement,
            Evidence = new Evidence(text, start, text.Length, finding.Voice),
            IsKey = isKey,
        };
    }
}
