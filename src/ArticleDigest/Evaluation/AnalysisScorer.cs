using System.Runtime.InteropServices;
using System.Text;
using ArticleDigest.Analysis;

namespace ArticleDigest.Evaluation;

/// <summary>
/// Compares an analysis with an article's labels. Which point means which label is decided by where their quotes stand in
/// the article; what the quotes are said to prove is not compared.
/// </summary>
public sealed class AnalysisScorer
{
    /// <summary>The share of the shorter quote's words that has to be in common, unless told otherwise.</summary>
    public const double UsualThreshold = 0.5;

    private readonly double _threshold;

    /// <summary>Makes a scorer; it may score any number of articles.</summary>
    /// <param name="threshold">The share of the shorter quote's words that has to be in common: more than 0, at most 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The threshold is out of range.</exception>
    public AnalysisScorer(double threshold = UsualThreshold)
    {
        if (threshold is not (> 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(threshold), threshold, "more than 0 and at most 1");
        }

        _threshold = threshold;
    }

    /// <summary>The figures of one article; see <see cref="Figures.Sum"/> for those of many.</summary>
    /// <param name="labels">What is in the article.</param>
    /// <param name="analysis">What an analyst says of it.</param>
    /// <param name="source">The article's file.</param>
    public Figures Score(LabelledArticle labels, PredictedAnalysis analysis, ArticleSource source)
    {
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentNullException.ThrowIfNull(analysis);
        ArgumentNullException.ThrowIfNull(source);
        QuotedPlaces places = new(source.Words);
        return new Figures(
            Score(labels, analysis, PointKind.Proposal, places),
            Score(labels, analysis, PointKind.Criticism, places),
            ScoreText(labels, analysis, source));
    }

    /// <summary>The labels whose words do not stand in the article as they are, so that quotes are compared with them less exactly.</summary>
    public static IEnumerable<string> Misplaced(LabelledArticle labels, ArticleSource source)
    {
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentNullException.ThrowIfNull(source);
        QuotedPlaces places = new(source.Words);
        return labels.Points.SelectMany(p => p.EvidenceAlso.Prepend(p.Evidence))
            .Concat(labels.Distractors.Select(d => d.Evidence))
            .Where(evidence => !places.Stands(evidence));
    }

    private PointFigures Score(LabelledArticle labels, PredictedAnalysis analysis, PointKind kind, QuotedPlaces places)
    {
        LabelledPoint[] wanted = [.. labels.Points.Where(p => p.Kind == kind)];
        PredictedPoint[] given = [.. analysis.Points.Where(p => p.Kind == kind)];
        List<Candidate> candidates = FindCandidates(wanted, given, places);
        List<Candidate> strict = candidates.FindAll(c => c.HasActor && c.HasTarget);
        List<Candidate> pairs = Pair(candidates);
        HashSet<int> right = [.. candidates.Select(c => c.Given)];
        string[] lures = [.. labels.Distractors.Where(d => d.Kind is null || d.Kind == kind).Select(d => d.Evidence)];
        return new PointFigures
        {
            Labelled = wanted.Length,
            Key = wanted.Count(w => w.IsKey),
            Predicted = given.Length,
            Right = right.Count,
            Found = pairs.Count,
            FoundKey = pairs.Count(p => p.IsKey),
            Duplicates = right.Count - pairs.Count,
            Actors = pairs.Count(p => p.HasActor),
            Targets = pairs.Count(p => p.HasTarget),
            StrictlyRight = strict.Select(c => c.Given).Distinct().Count(),
            StrictlyFoundKey = Pair(strict).Count(p => p.IsKey),
            Distractors = given.Index().Count(g => !right.Contains(g.Index) && places.Nearest(g.Item.Quote, lures).OfShorter >= _threshold),
            FalseAlarms = wanted.Length == 0 ? given.Length : 0,
        };
    }

    private List<Candidate> FindCandidates(LabelledPoint[] wanted, PredictedPoint[] given, QuotedPlaces places)
    {
        List<Candidate> candidates = [];
        foreach ((int g, PredictedPoint point) in given.Index())
        {
            foreach ((int w, LabelledPoint label) in wanted.Index())
            {
                Overlap overlap = places.Nearest(point.Quote, label.EvidenceAlso.Prepend(label.Evidence));
                if (overlap.OfShorter >= _threshold)
                {
                    bool hasActor = NameMatch.IsAny(point.Actor, label.ActorAlso.Prepend(label.Actor), NameMatch.ActorShare);
                    bool hasTarget = label.Kind == PointKind.Proposal
                        || NameMatch.IsAny(point.Target ?? "", label.TargetAlso.Prepend(label.Target ?? ""), NameMatch.TargetShare);
                    candidates.Add(new Candidate(g, w, hasActor, hasTarget, label.IsKey, overlap));
                }
            }
        }

        return candidates;
    }

    /// <summary>
    /// One given point for one label, the best first: names weigh more than importance, importance more than overlap; of
    /// equals the one that comes first.
    /// </summary>
    private static List<Candidate> Pair(List<Candidate> candidates)
    {
        IEnumerable<Candidate> ranked = candidates
            .OrderByDescending(c => c.Names)
            .ThenByDescending(c => c.IsKey)
            .ThenByDescending(c => c.Overlap.OfShorter)
            .ThenByDescending(c => c.Overlap.OfBoth)
            .ThenByDescending(c => c.HasActor);
        List<Candidate> pairs = [];
        foreach (Candidate next in ranked)
        {
            if (!pairs.Exists(p => p.Given == next.Given || p.Wanted == next.Wanted))
            {
                pairs.Add(next);
            }
        }

        return pairs;
    }

    private static TextFigures ScoreText(LabelledArticle labels, PredictedAnalysis analysis, ArticleSource source)
    {
        // A title of the labeller's own making, mostly absent from the article, cannot be judged.
        string[] title = ScoredWords.Of(labels.Title);
        bool isJudged = QuotedPlaces.LongestRun(title, source.RawWords) * 2 >= title.Length;
        return new TextFigures
        {
            Articles = 1,
            Quotes = analysis.Points.Count,
            Grounded = analysis.Points.Count(p => IsGrounded(p, analysis.Text, source.Shown)),
            QuoteWords = analysis.Points.Sum(p => ScoredWords.Of(p.Quote).Length),
            Titles = isJudged ? 1 : 0,
            TitlesRight = isJudged && IsSameTitle(ScoredWords.Of(analysis.Title), title) ? 1 : 0,
            LanguagesRight = string.Equals(TwoLetters(analysis.Language), TwoLetters(labels.Language), StringComparison.Ordinal) ? 1 : 0,
        };
    }

    /// <summary>Whether the quote is in the article, and in the text at its place in UTF-16 units or in code points.</summary>
    private static bool IsGrounded(PredictedPoint point, string text, string shown)
    {
        string quote = ScoredWords.Collapse(point.Quote);
        return quote.Length > 0 && shown.Contains(quote, StringComparison.Ordinal)
            && (string.Equals(quote, ScoredWords.Collapse(CutUnits(text, point)), StringComparison.Ordinal)
                || string.Equals(quote, ScoredWords.Collapse(CutRunes(text, point)), StringComparison.Ordinal));
    }

    private static string CutUnits(string text, PredictedPoint point)
    {
        int start = (int)Math.Min(point.Start, text.Length);
        int end = (int)Math.Min(point.Start + point.Length, text.Length);

        // Half a character at either end is none.
        return string.Concat(text[start..end].EnumerateRunes());
    }

    private static string CutRunes(string text, PredictedPoint point)
    {
        StringBuilder cut = new();
        long at = 0;
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (at >= point.Start + point.Length)
            {
                break;
            }

            if (at >= point.Start)
            {
                cut.Append(rune.ToString());
            }

            at++;
        }

        return cut.ToString();
    }

    /// <summary>Equal, or one within the other and at least half as long.</summary>
    private static bool IsSameTitle(string[] given, string[] right)
    {
        (string[] brief, string[] full) = right.Length < given.Length ? (right, given) : (given, right);
        return brief.AsSpan().SequenceEqual(full) || (QuotedPlaces.Places(brief, full).Count > 0 && brief.Length * 2 >= full.Length);
    }

    private static string TwoLetters(string language) => string.Concat(language.ToLowerInvariant().EnumerateRunes().Take(2));

    /// <summary>A given point whose quote is a place of a label.</summary>
    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Candidate(int Given, int Wanted, bool HasActor, bool HasTarget, bool IsKey, Overlap Overlap)
    {
        public int Names => (HasActor ? 1 : 0) + (HasTarget ? 1 : 0);
    }
}
