using ArticleDigest.Analysis;
using ArticleDigest.Articles;
using ArticleDigest.Editions;
using ArticleDigest.Letters;
using ArticleDigest.Records;
using Microsoft.Extensions.Logging;

namespace ArticleDigest;

/// <summary>What a pipeline is configured with.</summary>
/// <param name="Articles">How drops are read.</param>
/// <param name="Digest">The schedules.</param>
/// <param name="Mail">How letters go out.</param>
public sealed record PipelineOptions(ArticlesOptions Articles, DigestOptions Digest, MailOptions Mail);

/// <summary>
/// The rooms put together, once for both hosts: what a host gives is storage, an analyst, a postman and a clock.
/// </summary>
public sealed class DigestPipeline
{
    private readonly DigestStorage _storage;
    private readonly Conclusions _conclusions;
    private readonly IArticleAnalyst _analyst;
    private readonly ArticlesOptions _articles;
    private readonly TimeProvider _time;
    private readonly ILoggerFactory _loggers;

    /// <summary>Puts the rooms together; without an embedding model, entries are merged by their words alone.</summary>
    public DigestPipeline(
        DigestStorage storage,
        PipelineOptions options,
        IArticleAnalyst analyst,
        IPostman postman,
        TimeProvider time,
        ILoggerFactory loggers,
        IEmbeddingModel? embeddings = null)
    {
        ArgumentNullException.ThrowIfNull(storage);
        ArgumentNullException.ThrowIfNull(options);
        (_storage, _analyst, _articles, _time, _loggers) = (storage, analyst, options.Articles, time, loggers);
        Receipts = new ReceiptBook(storage, options.Articles, time);
        Survey = new DropSurvey(storage, Receipts);
        Fates = new DropFates(storage, Survey, Receipts, time);
        Texts = new ArticleTexts(storage, Receipts);
        _conclusions = new Conclusions(storage, Receipts, [.. options.Digest.Schedules.Keys.Order(StringComparer.Ordinal)]);
        AnalystInCharge inCharge = new(analyst.Version, analyst.Reads);
        Intake = new Intake(storage, Receipts, Texts, _conclusions, new ArticleReader(options.Articles), inCharge, options.Articles);

        Reception = new DropReception(
            storage.Articles, Survey, Intake, Receipts, options.Articles, time, loggers.CreateLogger<DropReception>());

        Compiler = new EditionCompiler(
            storage, Survey, new EmbeddingDesk(embeddings, storage.Digest, options.Digest.Embeddings, time), options.Digest, time);
        Clock = new EditionClock(storage.Digest, options.Digest, time);
        Shelf = new EditionShelf(storage.Digest);
        Retractions = new RetractionShelf(storage.Digest);
        Actors = new ActorHistories(storage.Digest, Retractions);
        Recipients = new RecipientBook(storage.Digest, options.Digest, loggers.CreateLogger<RecipientBook>());
        Ledger = new LetterLedger(storage.Digest);
        Composer = new LetterComposer(options.Mail);
        Desk = new LetterDesk(
            storage.Digest, Recipients, Composer, postman, options.Mail, time, loggers.CreateLogger<LetterDesk>());
        Watch = new EditionWatch(Ledger, options.Digest, time, loggers.CreateLogger<EditionWatch>());
        Reports = new DeliveryReports(Recipients, time, loggers.CreateLogger<DeliveryReports>());
        Unsubscribing = new Unsubscribing(Recipients, new SignedLinks(options.Mail), time);
    }

    /// <summary>The receipts of all drops.</summary>
    public ReceiptBook Receipts { get; }

    /// <summary>All drops and where they stand.</summary>
    public DropSurvey Survey { get; }

    /// <summary>What became of all drops, and of the newest one by one.</summary>
    public DropFates Fates { get; }

    /// <summary>Takes drops in.</summary>
    public Intake Intake { get; }

    /// <summary>Receives drops where their analyses are run by somebody else.</summary>
    public DropReception Reception { get; }

    /// <summary>Compiles editions.</summary>
    public EditionCompiler Compiler { get; }

    /// <summary>Finds the editions to be worked on.</summary>
    public EditionClock Clock { get; }

    /// <summary>Reads editions.</summary>
    public EditionShelf Shelf { get; }

    /// <summary>Reads articles' texts.</summary>
    public ArticleTexts Texts { get; }

    /// <summary>Gathers what there is of a party.</summary>
    public ActorHistories Actors { get; }

    /// <summary>What editors took back.</summary>
    public RetractionShelf Retractions { get; }

    /// <summary>Who gets what.</summary>
    public RecipientBook Recipients { get; }

    /// <summary>What became of letters.</summary>
    public LetterLedger Ledger { get; }

    /// <summary>Writes letters.</summary>
    public LetterComposer Composer { get; }

    /// <summary>Sends letters.</summary>
    public LetterDesk Desk { get; }

    /// <summary>Tells of editions that are late.</summary>
    public EditionWatch Watch { get; }

    /// <summary>Takes what a mail service tells of letters afterwards.</summary>
    public DeliveryReports Reports { get; }

    /// <summary>Ends recipients' letters.</summary>
    public Unsubscribing Unsubscribing { get; }

    /// <summary>The steps of an analysis, done at once.</summary>
    public AnalysisSteps AnalysisSteps(CancellationToken cancellationToken) =>
        new(_storage, Texts, Receipts, _conclusions, _analyst, _articles, _time, _loggers.CreateLogger<AnalysisSteps>(), cancellationToken);

    /// <summary>The steps of an edition, done at once.</summary>
    public EditionSteps EditionSteps(CancellationToken cancellationToken) =>
        new(Compiler, Recipients, Ledger, Desk, _time, cancellationToken);
}
