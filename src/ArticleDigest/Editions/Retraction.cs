using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ArticleDigest.Records;

namespace ArticleDigest.Editions;

/// <summary>What an editor takes back.</summary>
public enum RetractionKind
{
    /// <summary>An entry of an edition, or what one article tells of it.</summary>
    Point,

    /// <summary>All that an article tells, in every edition.</summary>
    Article,

    /// <summary>A whole edition.</summary>
    Edition,
}

/// <summary>
/// Something that an editor has taken back. Written once, never changed: editions stay as they were compiled, and this is
/// laid over them where they are shown.
/// </summary>
public sealed record Retraction() : VersionedRecord(1)
{
    /// <summary>The longest reason, in UTF-16 units.</summary>
    public const int MostReason = 300;

    internal const string OfArticles = "retractions/articles/";
    internal const string OfAllEditions = "retractions/editions/";

    /// <summary>Made from what is taken back: the same is taken back once, whatever the reason.</summary>
    public required string Id { get; init; }

    /// <summary>What is taken back.</summary>
    public required RetractionKind Kind { get; init; }

    /// <summary>The schedule of the edition; null for an article.</summary>
    public string? Schedule { get; init; }

    /// <summary>The date of the edition; null for an article.</summary>
    public DateOnly? Date { get; init; }

    /// <summary>The id of the entry; only of a point.</summary>
    public string? Entry { get; init; }

    /// <summary>The id of the article; of a point only if no more is taken back than what this article tells of it.</summary>
    public string? Article { get; init; }

    /// <summary>Why, for readers: one line, at most <see cref="MostReason"/> long.</summary>
    public required string Reason { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>
    /// The marks (<see cref="MarkOf"/>) of the statements that nobody is to read any more, so that they are found where a later edition quotes them.
    /// </summary>
    public IReadOnlyList<string> Statements { get; init; } = [];

    /// <summary>The record of this retraction.</summary>
    public string Path => Kind == RetractionKind.Article ? $"{OfArticles}{Id}.json" : FormattableString.Invariant($"{OfEditions(Schedule!)}{Date:yyyy-MM-dd}/{Id}.json");

    /// <summary>Takes back an entry of an edition, or what one article tells of it.</summary>
    public static Retraction OfPoint(EditionRequest edition, string entry, string? article, string reason, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(edition);
        return Of(RetractionKind.Point, edition, entry, article, reason, at);
    }

    /// <summary>Takes back all that an article tells.</summary>
    public static Retraction OfArticle(string article, string reason, DateTimeOffset at) =>
        Of(RetractionKind.Article, null, null, article, reason, at);

    /// <summary>Takes back a whole edition.</summary>
    public static Retraction OfEdition(EditionRequest edition, string reason, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(edition);
        return Of(RetractionKind.Edition, edition, null, null, reason, at);
    }

    /// <summary>Why something cannot be told to readers as a reason; null if it can.</summary>
    public static string? FaultOf(string reason)
    {
        ArgumentNullException.ThrowIfNull(reason);
        return string.IsNullOrWhiteSpace(reason) ? "the reason is empty; readers are told it"
            : reason.Length > MostReason ? string.Create(CultureInfo.InvariantCulture, $"the reason has {reason.Length} characters; give at most {MostReason}")
            : reason.Any(c => char.IsControl(c) || c is '\u2028' or '\u2029') ? "the reason has line breaks or control characters; give one line"
            : null;
    }

    internal static string OfEditions(string schedule) => $"{OfAllEditions}{schedule}/";

    /// <summary>What tells a statement without having its words.</summary>
    internal static string MarkOf(string statement) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.Unicode.GetBytes(statement)))[..16];

    private static Retraction Of(
        RetractionKind kind, EditionRequest? edition, string? entry, string? article, string reason, DateTimeOffset at)
    {
        string date = edition?.Date.ToString("O", CultureInfo.InvariantCulture) ?? "";
        string content = string.Join('\n', kind, edition?.Schedule ?? "", date, entry ?? "", article ?? "");
        return new Retraction
        {
            Id = Convert.ToHexStringLower(SHA256.HashData(Encoding.Unicode.GetBytes(content)))[..32],
            Kind = kind,
            Schedule = edition?.Schedule,
            Date = edition?.Date,
            Entry = entry,
            Article = article,
            Reason = FaultOf(reason) is { } fault ? throw new ArgumentException($"{fault}.", nameof(reason)) : reason.Trim(),
            At = at,
        };
    }
}
