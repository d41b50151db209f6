namespace ArticleDigest.Editions;

/// <summary>Answers what of editions and articles is taken back. The same retractions give the same answers, in whatever order they come.</summary>
public sealed class Retractions
{
    private readonly Dictionary<(string Schedule, DateOnly Date), Retraction> _editions = [];
    private readonly Dictionary<(string Schedule, DateOnly Date, string Entry), List<Retraction>> _points = [];
    private readonly Dictionary<string, Retraction> _articles = new(StringComparer.Ordinal);
    private readonly HashSet<string> _statements = new(StringComparer.Ordinal);

    /// <summary>Takes retractions in.</summary>
    public Retractions(IEnumerable<Retraction> retractions)
    {
        All = [.. retractions.OrderBy(r => r.At).ThenBy(r => r.Id, StringComparer.Ordinal)];
        foreach (Retraction retraction in All)
        {
            _statements.UnionWith(retraction.Statements);
            if (retraction.Kind == RetractionKind.Article)
            {
                _articles.TryAdd(retraction.Article!, retraction);
            }
            else if (retraction.Kind == RetractionKind.Edition)
            {
                _editions.TryAdd((retraction.Schedule!, retraction.Date!.Value), retraction);
            }
            else
            {
                var point = (retraction.Schedule!, retraction.Date!.Value, retraction.Entry!);
                if (!_points.TryGetValue(point, out List<Retraction>? known))
                {
                    _points[point] = known = [];
                }

                known.Add(retraction);
            }
        }
    }

    /// <summary>Nothing is taken back.</summary>
    public static Retractions None { get; } = new([]);

    /// <summary>All of them, the oldest first.</summary>
    public IReadOnlyList<Retraction> All { get; }

    /// <summary>Whether an entry is to be forgotten: its edition is taken back, or it is itself, or all that its articles tell of it.</summary>
    /// <param name="schedule">The edition's schedule.</param>
    /// <param name="date">The edition's date.</param>
    /// <param name="entry">The entry as it was compiled.</param>
    public bool Forgets(string schedule, DateOnly date, EditionEntry entry) => OfEntry(schedule, date, entry) is not null;

    /// <summary>Those that can change how an edition is shown, other than by what it quotes of editions before.</summary>
    public IEnumerable<Retraction> Touching(string schedule, DateOnly date) => All.Where(r =>
        r.Kind == RetractionKind.Article || (r.Date == date && string.Equals(r.Schedule, schedule, StringComparison.Ordinal)));

    /// <summary>By what an edition is taken back; null if it is not.</summary>
    public Retraction? OfEdition(string schedule, DateOnly date) => _editions.GetValueOrDefault((schedule, date));

    /// <summary>By what an article is taken back; null if it is not.</summary>
    public Retraction? OfArticle(string articleId) => _articles.GetValueOrDefault(articleId);

    /// <summary>By what an entry is taken back: of several, by the one that left nothing of it; null if it is not.</summary>
    public Retraction? OfEntry(string schedule, DateOnly date, EditionEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        if (OfEdition(schedule, date) is { } edition)
        {
            return edition;
        }

        Retraction? last = null;
        foreach (EntrySource source in entry.Sources)
        {
            if (OfSource(schedule, date, entry.Id, source.ArticleId) is not { } retraction)
            {
                return null;
            }

            last = last is null || IsBefore(last, retraction) ? retraction : last;
        }

        return last;
    }

    /// <summary>By what an article's share in an entry is taken back, without a look at the whole edition; null if it is not.</summary>
    public Retraction? OfSource(string schedule, DateOnly date, string entryId, string articleId)
    {
        Retraction? point = _points.GetValueOrDefault((schedule, date, entryId))?
            .Find(r => r.Article is null || string.Equals(r.Article, articleId, StringComparison.Ordinal));
        Retraction? article = OfArticle(articleId);
        return point is null || (article is not null && IsBefore(article, point)) ? article : point;
    }

    /// <summary>Whether a statement is one that nobody is to read any more.</summary>
    public bool HasTakenBack(string statement) => _statements.Count > 0 && _statements.Contains(Retraction.MarkOf(statement));

    private static bool IsBefore(Retraction one, Retraction other) =>
        one.At < other.At || (one.At == other.At && string.CompareOrdinal(one.Id, other.Id) < 0);
}
