using ArticleDigest.Records;

namespace ArticleDigest.Articles;

/// <summary>An article's text and the drop that owns it.</summary>
public sealed record ArticleText() : VersionedRecord(1)
{
    /// <summary>The drop that brought the text first; every other drop with it is a duplicate.</summary>
    public required string Owner { get; init; }

    /// <summary>The ETag of the owner's content.</summary>
    public required string OwnerETag { get; init; }

    /// <summary>The article.</summary>
    public required Article Article { get; init; }
}

/// <summary>
/// The texts of all articles. The text decides whose article it is: creating its record makes a drop the owner. The owner
/// is never a duplicate, also not of itself after a crash.
/// </summary>
public sealed class ArticleTexts(DigestStorage storage, ReceiptBook receipts)
{
    /// <summary>The record that has an article's text.</summary>
    public static string PathOf(string articleId) => $"texts/{articleId}.json";

    /// <summary>Reads an article's text; null if there is none of that id.</summary>
    public async Task<ArticleText?> ReadAsync(string articleId, CancellationToken cancellationToken) =>
        (await storage.Digest.ReadJsonAsync<ArticleText>(PathOf(articleId), cancellationToken).ConfigureAwait(false))?.Value;

    /// <summary>Claims a text for a drop.</summary>
    /// <param name="article">The article as the drop has it.</param>
    /// <param name="drop">The drop's name.</param>
    /// <param name="dropETag">The ETag of the content that was read.</param>
    /// <param name="isAnalysed">Whether an analysis of the text exists already.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The name of the owner: the drop itself, or the one whose duplicate it is.</returns>
    public async Task<string> ClaimAsync(
        Article article, string drop, string dropETag, Func<Task<bool>> isAnalysed, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(article);
        ArgumentNullException.ThrowIfNull(isAnalysed);
        string path = PathOf(article.Id);
        ArticleText ours = new() { Owner = drop, OwnerETag = dropETag, Article = article };
        while (true)
        {
            if (await storage.Digest.CreateJsonAsync(path, ours, cancellationToken).ConfigureAwait(false))
            {
                return drop;
            }

            JsonRecord<ArticleText>? known = await storage.Digest.ReadJsonAsync<ArticleText>(path, cancellationToken).ConfigureAwait(false);
            if (known is null)
            {
                continue;
            }

            bool isOwner = string.Equals(known.Value.Owner, drop, StringComparison.Ordinal);
            if (isOwner && string.Equals(known.Value.OwnerETag, dropETag, StringComparison.Ordinal))
            {
                return drop;
            }

            if (!isOwner && (await isAnalysed().ConfigureAwait(false) || await StandsAsync(known.Value, cancellationToken).ConfigureAwait(false)))
            {
                return known.Value.Owner;
            }

            // The owner came back with the same text, or will never bring it to an end: the text passes to this drop.
            if (await storage.Digest.ReplaceAsync(path, JsonRecords.ToContent(ours), known.Record.ETag, cancellationToken).ConfigureAwait(false) is not null)
            {
                return drop;
            }
        }
    }

    /// <summary>Whether the owner still has this text in the container and was not given up with it.</summary>
    private async Task<bool> StandsAsync(ArticleText text, CancellationToken cancellationToken)
    {
        StoredRecord? owner = await storage.Articles.ReadAsync(text.Owner, 0, cancellationToken).ConfigureAwait(false);
        if (owner is null || !string.Equals(owner.ETag, text.OwnerETag, StringComparison.Ordinal))
        {
            return false;
        }

        ReceiptStub? receipt = await receipts.LookUpAsync(text.Owner, cancellationToken).ConfigureAwait(false);
        return receipt?.Status is not (OutcomeStatus.Failed or OutcomeStatus.Filtered);
    }
}
