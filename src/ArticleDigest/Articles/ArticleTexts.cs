using ArticleDigest.Records;

namespace ArticleDigest.Articles;

/// <summary>An article's text and the drop that owns it.</summary>
public sealed record ArticleText() : VersionedRecord(2)
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

    /// <summary>The marker that says an article was concluded as analysed, and so is or will be told.</summary>
    public static string ToldPathOf(string articleId) => $"told/{articleId}";

    /// <summary>Claims a text for a drop.</summary>
    /// <param name="article">The article as the drop has it.</param>
    /// <param name="drop">The drop's name.</param>
    /// <param name="dropETag">The ETag of the content that was read.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>
    /// Whose text it is. A copy is a duplicate only once the text was told: while its owner is still at work it has to wait,
    /// for the owner may fail or be taken away.
    /// </returns>
    public async Task<TextClaim> ClaimAsync(Article article, string drop, string dropETag, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(article);
        string path = PathOf(article.Id);
        ArticleText ours = new() { Owner = drop, OwnerETag = dropETag, Article = article };
        while (true)
        {
            if (await storage.Digest.CreateJsonAsync(path, ours, cancellationToken).ConfigureAwait(false))
            {
                return TextClaim.Ours;
            }

            JsonRecord<ArticleText>? known = await storage.Digest.ReadJsonAsync<ArticleText>(path, cancellationToken).ConfigureAwait(false);
            if (known is null)
            {
                continue;
            }

            bool isOwner = string.Equals(known.Value.Owner, drop, StringComparison.Ordinal);
            if (isOwner && string.Equals(known.Value.OwnerETag, dropETag, StringComparison.Ordinal))
            {
                return TextClaim.Ours;
            }

            if (!isOwner)
            {
                if (await storage.Digest.ReadAsync(ToldPathOf(article.Id), 0, cancellationToken).ConfigureAwait(false) is not null)
                {
                    return new TextClaim(TextOwnership.Told, known.Value.Owner, null);
                }

                if (await FindOwnerAsync(known.Value, cancellationToken).ConfigureAwait(false) is { } owner)
                {
                    return new TextClaim(TextOwnership.InWork, known.Value.Owner, owner.Until);
                }
            }

            // The owner came back with the same text, or will never bring it to an end: the text passes to this drop.
            if (await storage.Digest.ReplaceAsync(path, JsonRecords.ToContent(ours), known.Record.ETag, cancellationToken).ConfigureAwait(false) is not null)
            {
                return TextClaim.Ours;
            }
        }
    }

    /// <summary>The owner's pending receipt; null if the owner has this text no longer, or was given up with it.</summary>
    private async Task<ReceiptStub?> FindOwnerAsync(ArticleText text, CancellationToken cancellationToken)
    {
        StoredRecord? owner = await storage.Articles.ReadAsync(text.Owner, 0, cancellationToken).ConfigureAwait(false);
        ReceiptStub? receipt = await receipts.LookUpAsync(text.Owner, cancellationToken).ConfigureAwait(false);
        bool isAtWork = owner is not null
            && string.Equals(owner.ETag, text.OwnerETag, StringComparison.Ordinal)
            && receipt is { IsPending: true };
        return isAtWork ? receipt : null;
    }
}

/// <summary>Whose a text is.</summary>
public enum TextOwnership
{
    /// <summary>The drop's own.</summary>
    Ours,

    /// <summary>Another drop's, which is still at work on it.</summary>
    InWork,

    /// <summary>Another drop's, and told.</summary>
    Told,
}

/// <summary>What claiming a text came to.</summary>
/// <param name="Ownership">Whose it is.</param>
/// <param name="Owner">The other drop's name; null if it is ours.</param>
/// <param name="OwnerUntil">Until when the other drop has an owner, if it is at work.</param>
public sealed record TextClaim(TextOwnership Ownership, string? Owner, DateTimeOffset? OwnerUntil)
{
    /// <summary>The text is the drop's own.</summary>
    public static TextClaim Ours { get; } = new(TextOwnership.Ours, null, null);
}
