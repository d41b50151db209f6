using System.Collections.Concurrent;
using ArticleDigest.Analysis.Chat;
using ArticleDigest.Records;

namespace ArticleDigest.Editions;

/// <summary>
/// Gets the vectors of an edition's statements: first those that are kept, then, within the edition's time and tokens, from
/// the model. An edition never waits longer and never fails for want of them: what is missing is compared by its words.
/// </summary>
public sealed class EmbeddingDesk
{
    // A statement says one thing; what is behind that many characters does not change what it is about.
    private const int MostCharacters = 1_000;

    // What most services take at once; and a quota for a minute has to have room for it.
    private const int MostCharactersAtOnce = 30_000;

    // Their vectors are in memory together: 1,536 numbers each are 180 MB, 3,072 are 370.
    private const int MostStatements = 30_000;
    private const int ReadsAtOnce = 32;
    private const int QuestionsAtOnce = 4;

    private readonly IEmbeddingModel? _model;
    private readonly VectorShelf? _shelf;
    private readonly EmbeddingOptions _options;
    private readonly TimeProvider _time;

    /// <summary>Makes the desk; nothing is asked yet.</summary>
    /// <param name="model">The model; null if none is configured.</param>
    /// <param name="digest">Where vectors are kept.</param>
    /// <param name="options">What an edition may cost.</param>
    /// <param name="time">The clock.</param>
    public EmbeddingDesk(IEmbeddingModel? model, IRecords digest, EmbeddingOptions options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        (_model, _options, _time) = (model, options, time);
        _shelf = model is null ? null : new VectorShelf(digest, model.Identity);
    }

    /// <summary>Gets the vectors of statements, as far as they can be had.</summary>
    /// <param name="edition">The edition that they are for: what its vectors cost is its cost, however often it is compiled.</param>
    /// <param name="statements">Statements of an edition, the more important first; the same one may be there more than once.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="IOException">The storage cannot be used just now.</exception>
    public Task<StatementVectors> ForAsync(
        EditionRequest edition, IReadOnlyCollection<string> statements, CancellationToken cancellationToken) =>
        FindAsync(edition, statements, isToAsk: true, cancellationToken);

    /// <summary>Gets the vectors of statements that are kept, and asks the model nothing; says so if some are not.</summary>
    /// <inheritdoc cref="ForAsync"/>
    public Task<StatementVectors> KeptForAsync(
        EditionRequest edition, IReadOnlyCollection<string> statements, CancellationToken cancellationToken) =>
        FindAsync(edition, statements, isToAsk: false, cancellationToken);

    private async Task<StatementVectors> FindAsync(
        EditionRequest edition, IReadOnlyCollection<string> statements, bool isToAsk, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(edition);
        ArgumentNullException.ThrowIfNull(statements);
        Dictionary<string, string> texts = new(StringComparer.Ordinal);
        foreach (string statement in statements.Where(s => !string.IsNullOrWhiteSpace(s)))
        {
            texts.TryAdd(statement, Cut(statement));
        }

        List<string> asked = [.. texts.Values.Distinct(StringComparer.Ordinal)];
        if (_model is null || _shelf is null || asked.Count == 0)
        {
            return StatementVectors.None;
        }

        Search search = new(_model, _shelf, edition, _options, _time);
        await search.FindAsync(asked, isToAsk, cancellationToken).ConfigureAwait(false);
        return new StatementVectors(texts
            .Where(t => search.Found.ContainsKey(t.Value))
            .ToDictionary(t => t.Key, ReadOnlyMemory<float> (t) => search.Found[t.Value], StringComparer.Ordinal))
        {
            MissingBecause = search.MissingBecause,
            Tokens = search.Tokens,
            Cost = _options.CostOf(search.Tokens),
            Currency = _options.CostOf(search.Tokens) > 0 ? _options.Currency : null,
        };
    }

    private static string Cut(string statement)
    {
        string text = statement.Trim();
        return text.Length <= MostCharacters ? text
            : char.IsHighSurrogate(text[MostCharacters - 1]) ? text[..(MostCharacters - 1)]
            : text[..MostCharacters];
    }

    /// <summary>One edition's search, with its time, its tokens and what it found.</summary>
    private sealed class Search(
        IEmbeddingModel model, VectorShelf shelf, EditionRequest edition, EmbeddingOptions options, TimeProvider time)
    {
        private static readonly TimeSpan ShortestWait = TimeSpan.FromSeconds(1);
        private static readonly TimeSpan UsualWait = TimeSpan.FromSeconds(5);

        private readonly Lock _gate = new();
        private readonly DateTimeOffset _end = time.GetUtcNow() + TimeSpan.FromSeconds(options.SecondsPerEdition);
        private long _held;
        private volatile bool _isOver;

        public ConcurrentDictionary<string, float[]> Found { get; } = new(StringComparer.Ordinal);

        /// <summary>Why something is missing: the first reason there was.</summary>
        public string? MissingBecause { get; private set; }

        public long Tokens { get; private set; }

        public async Task FindAsync(List<string> texts, bool isToAsk, CancellationToken cancellationToken)
        {
            using CancellationTokenSource limit = new(TimeSpan.FromSeconds(options.SecondsPerEdition), time);
            using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
            if (texts.Count > MostStatements)
            {
                Miss($"an edition compares no more than {MostStatements} statements in that way");
            }

            List<string> wanted = texts[..Math.Min(texts.Count, MostStatements)];
            try
            {
                await Parallel.ForEachAsync(wanted, With(ReadsAtOnce, either.Token), ReadAsync).ConfigureAwait(false);
                if (!isToAsk)
                {
                    if (!wanted.TrueForAll(Found.ContainsKey))
                    {
                        Miss("it is asked nothing");
                    }

                    return;
                }

                IEnumerable<List<string>> batches = Batches(wanted.Where(t => !Found.ContainsKey(t)));
                await Parallel.ForEachAsync(
                    batches,
                    With(QuestionsAtOnce, either.Token),
                    async (batch, token) => await AskAsync(batch, token, cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                Miss($"it takes longer than the {options.SecondsPerEdition} seconds that an edition waits for it");
            }
        }

        private static ParallelOptions With(int atOnce, CancellationToken cancellationToken) =>
            new() { MaxDegreeOfParallelism = atOnce, CancellationToken = cancellationToken };

        private async ValueTask ReadAsync(string text, CancellationToken cancellationToken)
        {
            if (await shelf.FindAsync(text, cancellationToken).ConfigureAwait(false) is { } vector
                && (options.Dimensions ?? vector.Numbers.Length) == vector.Numbers.Length)
            {
                Found[text] = vector.Numbers;
                lock (_gate)
                {
                    Tokens += vector.TokensOf(edition);
                }
            }
        }

        private IEnumerable<List<string>> Batches(IEnumerable<string> texts)
        {
            List<string> batch = [];
            int characters = 0;
            foreach (string text in texts)
            {
                if (batch.Count == options.BatchSize || (batch.Count > 0 && characters + text.Length > MostCharactersAtOnce))
                {
                    yield return batch;
                    (batch, characters) = ([], 0);
                }

                batch.Add(text);
                characters += text.Length;
            }

            if (batch.Count > 0)
            {
                yield return batch;
            }
        }

        /// <summary>Asks about some texts, again where the service asks for a little patience, and in halves where it refuses one of them.</summary>
        /// <param name="texts">The texts.</param>
        /// <param name="limited">Ends with the edition's time.</param>
        /// <param name="cancellationToken">Ends the call; what was paid for is kept even if the time is over.</param>
        private async Task AskAsync(List<string> texts, CancellationToken limited, CancellationToken cancellationToken)
        {
            int[] estimates = [.. texts.Select(t => Analysis.Chat.Tokens.Count(t))];
            int estimate = estimates.Sum();
            while (!_isOver && Hold(estimate))
            {
                EmbeddingAnswer answer = await model.EmbedAsync(texts, limited).ConfigureAwait(false);
                int used = Settle(estimate, answer);
                switch (answer.Status)
                {
                    case AnswerStatus.Answered:
                        await KeepAsync(texts, answer.Vectors, Shares(used, estimates), cancellationToken).ConfigureAwait(false);
                        return;
                    case AnswerStatus.TooLong or AnswerStatus.QuestionFiltered when texts.Count > 1:
                        await AskAsync(texts[..(texts.Count / 2)], limited, cancellationToken).ConfigureAwait(false);
                        await AskAsync(texts[(texts.Count / 2)..], limited, cancellationToken).ConfigureAwait(false);
                        return;
                    case AnswerStatus.TooLong or AnswerStatus.QuestionFiltered:
                        Miss(answer.Reason);
                        return;
                    case AnswerStatus.Throttled when WaitOf(answer) is { } wait:
                        await Task.Delay(wait, time, limited).ConfigureAwait(false);
                        break;
                    default:
                        Stop(answer.Reason);
                        return;
                }
            }
        }

        /// <summary>How long to wait; null if the edition's time would be over.</summary>
        private TimeSpan? WaitOf(EmbeddingAnswer answer)
        {
            DateTimeOffset now = time.GetUtcNow();
            TimeSpan wait = (answer.Until - now) ?? UsualWait;
            return now + wait >= _end ? null : wait < ShortestWait ? ShortestWait : wait;
        }

        /// <summary>What each of some texts cost of what all cost together; it adds up.</summary>
        private static int[] Shares(int used, int[] estimates)
        {
            int[] shares = new int[estimates.Length];
            long all = Math.Max(1, estimates.Sum());
            long before = 0;
            for (int i = 0; i < shares.Length; i++)
            {
                long after = before + estimates[i];
                shares[i] = (int)((used * after / all) - (used * before / all));
                before = after;
            }

            return shares;
        }

        private Task KeepAsync(
            List<string> texts, IReadOnlyList<ReadOnlyMemory<float>> vectors, int[] tokens, CancellationToken cancellationToken) =>
            Parallel.ForEachAsync(
                Enumerable.Range(0, texts.Count),
                With(ReadsAtOnce / QuestionsAtOnce, cancellationToken),
                async (i, token) => Found[texts[i]] = await shelf.KeepAsync(texts[i], vectors[i], edition, tokens[i], token).ConfigureAwait(false));

        private bool Hold(int estimate)
        {
            lock (_gate)
            {
                if (Tokens + _held + estimate > options.TokensPerEdition)
                {
                    Stop($"it would cost more than the {options.TokensPerEdition} tokens an edition may cost ({EmbeddingOptions.Section}:{nameof(EmbeddingOptions.TokensPerEdition)})");
                    return false;
                }

                _held += estimate;
                return true;
            }
        }

        /// <summary>Counts what was used; what a service read and does not tell is taken to be what was expected.</summary>
        private int Settle(int estimate, EmbeddingAnswer answer)
        {
            int used = answer.Tokens > 0 ? answer.Tokens : answer.Status == AnswerStatus.Answered ? estimate : 0;
            lock (_gate)
            {
                _held -= estimate;
                Tokens += used;
            }

            return used;
        }

        private void Stop(string? reason)
        {
            Miss(reason);
            _isOver = true;
        }

        private void Miss(string? reason)
        {
            lock (_gate)
            {
                MissingBecause ??= reason ?? "the model gave no reason";
            }
        }
    }
}
