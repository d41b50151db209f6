using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ArticleDigest.Articles;
using ArticleDigest.Records;

namespace ArticleDigest.Analysis.Chat;

/// <summary>
/// Asks a language model for the points of an article, in any language, and trusts it in nothing: a quote counts only where
/// it stands in the text, and all points pass the <see cref="EvidenceGate"/> like anybody's. What goes wrong with the model is an outcome.
/// </summary>
public sealed class ChatAnalyst : IArticleAnalyst
{
    private const int ShownOfHash = 6;
    private const int LongestName = 40;
    private const int LongestLine = 1_000;
    private const int OverlapTokens = 150;
    private const int Reserve = 100;

    // Even where headings in a script of many tokens leave less: then the model says that it is too long, and is asked in halves.
    private const int LeastRoom = 4 * OverlapTokens;
    private const int DeepestHalving = 5;
    private const int MostDoubtful = 20;
    private const int EvidenceTokens = 2_000;

    // Shorter waits are not worth another analyst. Well below the usual break of a model that does not answer, because most
    // articles meet with what is left of it.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly IChatModel _model;
    private readonly ChatOptions _options;
    private readonly TimeProvider _time;
    private readonly IArticleAnalyst? _fallback;
    private readonly TokenBudget _budget;
    private readonly AnswerShelf _shelf;
    private readonly Prompts _prompts;
    private volatile KnownPlan? _lastPlan;

    /// <summary>Prepares the analyst; nothing is asked yet.</summary>
    /// <param name="model">Who is asked.</param>
    /// <param name="options">Options without faults.</param>
    /// <param name="digest">Where answers and budgets are kept.</param>
    /// <param name="time">The clock.</param>
    /// <param name="fallback">Who reads what the model cannot be asked about for now; null if it waits.</param>
    public ChatAnalyst(IChatModel model, ChatOptions options, IRecords digest, TimeProvider time, IArticleAnalyst? fallback)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(options);
        (_model, _options, _time, _fallback) = (model, options, time, fallback);
        _budget = new TokenBudget(digest, options, time);
        _shelf = new AnswerShelf(digest);
        _prompts = new Prompts(options.Language);
        Version = VersionOf(model.Name, _prompts.Version, options);
    }

    /// <summary>The model's name and a hash of the prompts and of what else shapes its answers.</summary>
    public string Version { get; }

    /// <summary>All languages: whether it knows one, the model shows.</summary>
    public bool Reads(string language) => true;

    /// <summary>One section where the model can read the article at once.</summary>
    public IReadOnlyList<TextSection> Divide(Article article)
    {
        ArgumentNullException.ThrowIfNull(article);
        return PlanOf(article).Sections;
    }

    /// <inheritdoc/>
    public async Task<SectionAnalysis> AnalyseAsync(Article article, TextSection section, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(article);
        ArgumentNullException.ThrowIfNull(section);
        (_, SectionPlan plan, IReadOnlyList<TextSection> sections, bool costsTooMuch) = PlanOf(article);
        if (costsTooMuch)
        {
            ModelAnswer dear = new(AnswerStatus.OverBudget) { Reason = $"its questions alone need more than the {_options.TokensPerArticle} tokens an article may cost ({ChatOptions.Section}:{nameof(ChatOptions.TokensPerArticle)})" };
            return await WithoutAnswerAsync(article, section, dear, cancellationToken).ConfigureAwait(false);
        }

        int number = sections.TakeWhile(s => s.Start < section.Start).Count() + 1;
        ModelDesk desk = new(_model, _options.Identity, _budget, _shelf, article, Version);
        Reading reading = new(article, plan, desk, number, sections.Count);
        (List<Point> points, ModelAnswer? stop) = await ReadAsync(reading, section, 0, cancellationToken).ConfigureAwait(false);
        SectionAnalysis found = stop is null
            ? new SectionAnalysis { Status = SectionStatus.Analysed, Points = points }
            : await WithoutAnswerAsync(article, section, stop, cancellationToken).ConfigureAwait(false);
        decimal cost = _options.CostOf(desk.Use);
        return found with
        {
            InputTokens = desk.Use.Input,
            CachedTokens = desk.Use.Cached,
            OutputTokens = desk.Use.Output,
            Calls = desk.Calls,
            Cost = cost,
            Currency = cost > 0 ? _options.Currency : null,
        };
    }

    private async Task<(List<Point> Points, ModelAnswer? Stop)> ReadAsync(Reading reading, TextSection section, int depth, CancellationToken cancellationToken)
    {
        ArticlePart part = reading.Plan.Show(reading.Article.Text, section, reading.Number, reading.Count);
        ModelQuestion question = _prompts.Points(reading.Article, part, _options.MaxOutputTokens);
        (AnsweredPoints? answer, ModelAnswer raw) = await reading.Desk.AskAsync<AnsweredPoints>(question, cancellationToken).ConfigureAwait(false);
        if (answer is not null)
        {
            List<Point> points = [.. answer.Points.Select(p => ToPoint(p, reading.Placer, section))];
            await MendAsync(reading, section, part, points, cancellationToken).ConfigureAwait(false);
            return (points, null);
        }

        IReadOnlyList<TextSection> halves = raw.Status is AnswerStatus.Truncated or AnswerStatus.TooLong && depth < DeepestHalving
            ? SectionPlan.Halve(reading.Article.Text, section)
            : [];
        if (halves.Count < 2)
        {
            return ([], raw);
        }

        List<Point> all = [];
        foreach (TextSection half in halves)
        {
            (List<Point> points, ModelAnswer? stop) = await ReadAsync(reading, half, depth + 1, cancellationToken).ConfigureAwait(false);
            if (stop is not null)
            {
                return ([], stop);
            }

            all.AddRange(points);
        }

        return (all, null);
    }

    // What is cut here is withheld anyway, and kept with the reason.
    private Point ToPoint(AnsweredPoint point, QuotePlacer placer, TextSection section)
    {
        string quote = CleanText.Cut(point.Quote, LongestLine);
        return new Point
        {
            Kind = point.Kind,
            Actor = CleanText.Cut(point.Actor.Trim(), LongestLine),
            Target = point.Kind is PointKind.Proposal or PointKind.Withdrawal || string.IsNullOrWhiteSpace(point.Target) ? null : CleanText.Cut(point.Target.Trim(), LongestLine),
            Statement = WithoutStop(CleanText.Cut(point.Statement.Trim(), LongestLine)),
            Language = _options.Language,
            Evidence = placer.Place(point.Quote, section, point.Voice) ?? new Evidence(quote, EvidenceGate.NowhereInText, quote.Length, point.Voice),
            IsKey = point.Key,
        };
    }

    // "the U.S." keeps its dot.
    private static string WithoutStop(string statement) =>
        statement.EndsWith('.') && !(statement.Length > 2 && char.IsUpper(statement[^2]) && !char.IsLetter(statement[^3])) ? statement.TrimEnd('.') : statement;

    /// <summary>Asks once for better quotes of the points that the text does not prove as they are, and puts them in their place.</summary>
    private async Task MendAsync(Reading reading, TextSection section, ArticlePart part, List<Point> points, CancellationToken cancellationToken)
    {
        List<int> doubtful = [.. Enumerable.Range(0, points.Count).Where(i => points[i].Evidence.Start == EvidenceGate.NowhereInText).Take(MostDoubtful)];
        if (!_options.AskForEvidence || doubtful.Count == 0)
        {
            return;
        }

        string asked = PointsForm.Write([.. doubtful.Select((index, number) =>
            new DoubtfulPoint(number + 1, points[index].Kind, points[index].Actor, points[index].Target, points[index].Statement, points[index].Evidence.Quote))]);
        ModelQuestion question = _prompts.Evidence(reading.Article, part, asked, Math.Min(EvidenceTokens, _options.MaxOutputTokens));
        (AnsweredQuotes? answer, _) = await reading.Desk.AskAsync<AnsweredQuotes>(question, cancellationToken).ConfigureAwait(false);

        // Whatever went wrong here, the points are there; those without proof are withheld.
        foreach (AnsweredQuote better in answer?.Quotes ?? [])
        {
            if (better is { Quote: { } quote, Number: > 0 } && better.Number <= doubtful.Count
                && reading.Placer.Place(quote, section, points[doubtful[better.Number - 1]].Evidence.Voice) is { } evidence)
            {
                points[doubtful[better.Number - 1]] = points[doubtful[better.Number - 1]] with { Evidence = evidence };
            }
        }
    }

    private async Task<SectionAnalysis> WithoutAnswerAsync(Article article, TextSection section, ModelAnswer stop, CancellationToken cancellationToken)
    {
        DateTimeOffset now = _time.GetUtcNow();
        bool waits = stop.Status is AnswerStatus.Throttled or AnswerStatus.Unavailable or AnswerStatus.Misconfigured;
        DateTimeOffset until = stop.Until ?? now + Patience;
        string reason = stop.Reason ?? "the model gave no answer";
        bool falls = stop.Status is not (AnswerStatus.QuestionFiltered or AnswerStatus.AnswerFiltered or AnswerStatus.Refused) && (!waits || until - now >= Patience || (stop.Status == AnswerStatus.Unavailable && !stop.WasAsked));
        if (falls && _fallback?.Reads(article.Language) == true)
        {
            SectionAnalysis instead = await _fallback.AnalyseAsync(article, section, cancellationToken).ConfigureAwait(false);
            return instead with { InsteadBecause = reason };
        }

        return stop.Status switch
        {
            AnswerStatus.QuestionFiltered => Ended(SectionStatus.Filtered, $"the model's content filter refuses the article: {reason}"),
            AnswerStatus.AnswerFiltered => Ended(SectionStatus.Filtered, $"the model's content filter refuses what the model answered: {reason}"),
            AnswerStatus.Refused => Ended(SectionStatus.Filtered, reason),
            _ when waits => Ended(SectionStatus.Throttled, reason) with { Until = until },
            _ => Ended(SectionStatus.Failed, reason),
        };
    }

    private static SectionAnalysis Ended(SectionStatus status, string reason) => new() { Status = status, Reason = reason };

    // Asked for again and again, once for each section; to divide a long text takes a while.
    private KnownPlan PlanOf(Article article)
    {
        if (_lastPlan is { } last && last.Article == article)
        {
            return last;
        }

        // What the instructions, the form, the headings and the answer leave of the context.
        int empty = Tokens.Count(_prompts.Points(article, new ArticlePart(1, 2, "", "", ""), _options.MaxOutputTokens));
        SectionPlan plan = new(Math.Max(_options.ContextTokens - _options.MaxOutputTokens - empty - Reserve, LeastRoom), OverlapTokens);
        IReadOnlyList<TextSection> sections = plan.Divide(article.Text);

        // No question of an article is asked if all of them cannot be.
        bool costsTooMuch = sections.Count > 1 && (sections.Count * (long)empty) + Tokens.Count(article.Text) > _options.TokensPerArticle;
        return _lastPlan = new KnownPlan(article, plan, sections, costsTooMuch);
    }

    private static string VersionOf(string model, string prompts, ChatOptions options)
    {
        string shaped = string.Join('|', options.Identity, prompts, options.Language, options.ContextTokens.ToString(CultureInfo.InvariantCulture), options.MaxOutputTokens.ToString(CultureInfo.InvariantCulture), options.AskForEvidence, options.Fallback);
        string hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(shaped)))[..ShownOfHash];
        string name = string.Concat(model.ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) || c == '.' ? c : '-'));
        return $"chat-{(name.Length <= LongestName ? name : name[..LongestName])}-{prompts}-{hash}";
    }

    /// <summary>How an article is divided, and whether its questions alone cost more than it may.</summary>
    private sealed record KnownPlan(Article Article, SectionPlan Plan, IReadOnlyList<TextSection> Sections, bool CostsTooMuch);

    /// <summary>One section's reading.</summary>
    private sealed record Reading(Article Article, SectionPlan Plan, ModelDesk Desk, int Number, int Count)
    {
        public QuotePlacer Placer { get; } = new(Article.Text);
    }
}
