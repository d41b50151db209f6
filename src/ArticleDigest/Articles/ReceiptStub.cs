using System.Globalization;

namespace ArticleDigest.Articles;

/// <summary>The part of a receipt that stands in its record's metadata, so that a listing is enough for a sweep.</summary>
/// <param name="DropETag">The ETag of the drop's content that the receipt is about.</param>
/// <param name="Status">How it ended; null while pending.</param>
/// <param name="Attempts">How often the content was taken up.</param>
/// <param name="Until">Until when a pending receipt has an owner; null once concluded.</param>
public sealed record ReceiptStub(string DropETag, OutcomeStatus? Status, int Attempts, DateTimeOffset? Until)
{
    private const string Pending = "pending";

    /// <summary>Whether the drop is still to be worked on.</summary>
    public bool IsPending => Status is null;

    /// <summary>Reads it from metadata; null if that is not a receipt's.</summary>
    public static ReceiptStub? FromMetadata(IReadOnlyDictionary<string, string> metadata)
    {
        ArgumentNullException.ThrowIfNull(metadata);
        if (!metadata.TryGetValue("dropetag", out string? etag)
            || !metadata.TryGetValue("status", out string? status)
            || !metadata.TryGetValue("attempts", out string? attempts)
            || !int.TryParse(attempts, NumberStyles.None, CultureInfo.InvariantCulture, out int count))
        {
            return null;
        }

        OutcomeStatus? outcome = null;
        if (!string.Equals(status, Pending, StringComparison.Ordinal))
        {
            if (!Enum.TryParse(status, ignoreCase: true, out OutcomeStatus parsed))
            {
                return null;
            }

            outcome = parsed;
        }

        DateTimeOffset? until = metadata.TryGetValue("until", out string? text)
            && DateTimeOffset.TryParseExact(text, "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTimeOffset time)
                ? time
                : null;
        return new ReceiptStub(etag, outcome, count, until);
    }

    /// <summary>Whether somebody has to take the drop up: its content is not the receipt's, or the owner's time is over.</summary>
    public bool IsDue(string currentDropETag, DateTimeOffset now) =>
        IsPending
            ? Until is not { } until || until <= now
            : !string.Equals(DropETag, currentDropETag, StringComparison.Ordinal);

    internal Dictionary<string, string> ToMetadata()
    {
        Dictionary<string, string> metadata = new(StringComparer.OrdinalIgnoreCase)
        {
            ["dropetag"] = DropETag,
            ["status"] = Status?.ToString().ToLowerInvariant() ?? Pending,
            ["attempts"] = Attempts.ToString(CultureInfo.InvariantCulture),
        };
        if (Until is { } until)
        {
            metadata["until"] = until.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture);
        }

        return metadata;
    }
}
