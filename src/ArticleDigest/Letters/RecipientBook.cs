using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ArticleDigest.Editions;
using ArticleDigest.Records;

namespace ArticleDigest.Letters;

/// <summary>Somebody who gets letters.</summary>
/// <param name="Key">32 lower-case hexadecimal digits that stand for the address in storage names and logs.</param>
/// <param name="Address">The bare e-mail address.</param>
/// <param name="Name">The name shown beside it; may be empty.</param>
public sealed record Recipient(string Key, string Address, string Name);

/// <summary>
/// Knows the recipients by their keys. A key is a keyed hash of the lower-cased address, so that storage names tell
/// nobody who gets the digest; the secret is one per storage and never changes, and neither do keys.
/// </summary>
public sealed class RecipientBook(IRecords digest, DigestOptions options)
{
    /// <summary>The record that keeps the secret.</summary>
    public const string SecretName = "secrets/recipient-keys.json";

    private const string Suppressions = "suppressions/";
    private const int SecretBytes = 32;
    private const int KeyLength = 32;

    // A letter looks for its recipient among all: their keys are made once.
    private readonly ConcurrentDictionary<string, string> _keys = new(StringComparer.Ordinal);
    private byte[]? _secret;

    /// <summary>The keys of those who get a schedule's next edition: configured and not suppressed, ordered ordinally.</summary>
    public async Task<IReadOnlyList<string>> KeysAsync(string schedule, CancellationToken cancellationToken)
    {
        IReadOnlyList<Recipient> recipients = await RecipientsAsync(schedule, cancellationToken).ConfigureAwait(false);
        HashSet<string> suppressed = new(StringComparer.Ordinal);
        await foreach (RecordEntry entry in digest.ListAsync(Suppressions, cancellationToken).ConfigureAwait(false))
        {
            suppressed.Add(entry.Name[Suppressions.Length..]);
        }

        return [.. recipients.Select(r => r.Key).Where(key => !suppressed.Contains(key)).Order(StringComparer.Ordinal)];
    }

    /// <summary>Finds a recipient by key.</summary>
    /// <returns>The recipient, suppressed or not; null if the address is no longer configured for the schedule.</returns>
    public async Task<Recipient?> FindAsync(string schedule, string key, CancellationToken cancellationToken)
    {
        IReadOnlyList<Recipient> recipients = await RecipientsAsync(schedule, cancellationToken).ConfigureAwait(false);
        return recipients.FirstOrDefault(r => string.Equals(r.Key, key, StringComparison.Ordinal));
    }

    /// <summary>Whether this recipient wants no letters, or can get none, whatever is configured.</summary>
    public async Task<bool> IsSuppressedAsync(string key, CancellationToken cancellationToken) =>
        await digest.ReadAsync(Suppressions + key, 0, cancellationToken).ConfigureAwait(false) is not null;

    /// <summary>Sees to it that a recipient gets no letters any more.</summary>
    public Task SuppressAsync(string key, CancellationToken cancellationToken) =>
        digest.CreateAsync(Suppressions + key, new RecordContent(default), cancellationToken);

    /// <summary>Whether this has the form of a recipient's key.</summary>
    public static bool IsKey(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return key.Length == KeyLength && key.All(char.IsAsciiHexDigitLower);
    }

    private async Task<IReadOnlyList<Recipient>> RecipientsAsync(string schedule, CancellationToken cancellationToken)
    {
        if (!options.Schedules.TryGetValue(schedule, out ScheduleOptions? configured))
        {
            return [];
        }

        byte[] secret = _secret ??= await SecretAsync(cancellationToken).ConfigureAwait(false);
        return [.. configured.Recipients.Select(r => new Recipient(_keys.GetOrAdd(r.Address, KeyOf, secret), r.Address, r.Name))];
    }

    private static string KeyOf(string address, byte[] secret) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes(address.ToLowerInvariant())))[..KeyLength];

    private async Task<byte[]> SecretAsync(CancellationToken cancellationToken)
    {
        if (await ReadSecretAsync(cancellationToken).ConfigureAwait(false) is { } known)
        {
            return known;
        }

        KeySecret created = new() { Secret = RandomNumberGenerator.GetBytes(SecretBytes) };
        await digest.CreateJsonAsync(SecretName, created, cancellationToken).ConfigureAwait(false);

        // Read back in any case: another process may have been first, and its secret is the one that counts.
        return await ReadSecretAsync(cancellationToken).ConfigureAwait(false)
            ?? throw new InvalidOperationException($"The record {SecretName} is gone as soon as it was written.");
    }

    private async Task<byte[]?> ReadSecretAsync(CancellationToken cancellationToken)
    {
        JsonRecord<KeySecret>? stored = await digest.ReadJsonAsync<KeySecret>(SecretName, cancellationToken).ConfigureAwait(false);
        return stored is null || stored.Value.Secret.Length == SecretBytes
            ? stored?.Value.Secret
            : throw new JsonException($"The record {SecretName} has no secret of {SecretBytes} bytes.");
    }

    private sealed record KeySecret() : VersionedRecord(1)
    {
        public required byte[] Secret { get; init; }
    }
}
