using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ArticleDigest.Editions;
using ArticleDigest.Records;
using Microsoft.Extensions.Logging;

namespace ArticleDigest.Letters;

/// <summary>Somebody who gets letters.</summary>
/// <param name="Key">32 lower-case hexadecimal digits that stand for the address in storage names and logs.</param>
/// <param name="Address">The bare e-mail address.</param>
/// <param name="Name">The name shown beside it; may be empty.</param>
public sealed record Recipient(string Key, string Address, string Name)
{
    /// <summary>
    /// The language of what letters say around the words of articles, one of <see cref="ScheduleOptions.Languages"/>; null for
    /// the edition's.
    /// </summary>
    public string? Language { get; init; }

    /// <summary>The terms of what they follow; empty if every entry concerns them.</summary>
    public IReadOnlyList<string> Follows { get; init; } = [];

    /// <summary>What becomes of entries that they do not follow.</summary>
    public OtherEntries Others { get; init; }

    /// <summary>In which form they get letters.</summary>
    public LetterFormat Format { get; init; }
}

/// <summary>
/// Knows the recipients, configured and listed, by their keys. A key is a keyed hash of the lower-cased address, so that
/// storage names tell nobody who gets the digest; the secret is one per storage and never changes, and neither do keys. An
/// address that is there twice gets one letter: what is configured comes before what is listed, and what is listed first
/// before what is listed later.
/// </summary>
public sealed partial class RecipientBook(IRecords digest, DigestOptions options, ILogger<RecipientBook>? logger = null)
{
    /// <summary>The record that keeps the secret.</summary>
    public const string SecretName = "secrets/recipient-keys.json";

    private const int SecretBytes = 32;
    private const int KeyLength = 32;

    private readonly RecipientShelf _shelf = new(digest);
    private readonly SuppressionBook _suppressions = new(digest);

    // A letter looks for its recipient among all: their keys are made once.
    private readonly ConcurrentDictionary<string, string> _keys = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, IReadOnlyDictionary<string, Recipient>> _configured = new(StringComparer.Ordinal);

    // Who follows the same has the same list, so that two recipients can be told to want the same letter.
    private readonly ConcurrentDictionary<string, IReadOnlyList<string>> _terms = new(StringComparer.Ordinal);
    private byte[]? _secret;
    private volatile Listed _listed = new(ListedRecipients.None);

    /// <summary>The keys of those who get a schedule's next edition: configured or listed and not suppressed, ordered ordinally.</summary>
    /// <exception cref="JsonException">The list of recipients cannot be read; see <see cref="RecipientShelf.ReadAsync"/>.</exception>
    public async Task<IReadOnlyList<string>> KeysAsync(string schedule, CancellationToken cancellationToken)
    {
        IReadOnlyList<Recipient> recipients = await AllAsync(schedule, cancellationToken).ConfigureAwait(false);
        if (logger is not null && FaultsOf(_listed.List).Count is > 0 and int faults)
        {
            LogFaults(logger, faults);
        }

        IReadOnlySet<string> suppressed = await _suppressions.KeysAsync(cancellationToken).ConfigureAwait(false);
        return [.. recipients.Select(r => r.Key).Where(key => !suppressed.Contains(key))];
    }

    /// <summary>Finds a recipient by key.</summary>
    /// <returns>The recipient, suppressed or not; null if the address is no longer configured or listed for the schedule.</returns>
    /// <exception cref="JsonException">The list of recipients cannot be read; see <see cref="RecipientShelf.ReadAsync"/>.</exception>
    public async Task<Recipient?> FindAsync(string schedule, string key, CancellationToken cancellationToken)
    {
        IReadOnlyDictionary<string, Recipient> configured = await ConfiguredAsync(schedule, cancellationToken).ConfigureAwait(false);
        return configured.TryGetValue(key, out Recipient? recipient)
            || (await ListedAsync(schedule, cancellationToken).ConfigureAwait(false)).TryGetValue(key, out recipient) ? recipient : null;
    }

    /// <summary>All recipients of a schedule, suppressed or not, ordered by key.</summary>
    /// <exception cref="JsonException">The list of recipients cannot be read; see <see cref="RecipientShelf.ReadAsync"/>.</exception>
    public async Task<IReadOnlyList<Recipient>> AllAsync(string schedule, CancellationToken cancellationToken)
    {
        IReadOnlyDictionary<string, Recipient> configured = await ConfiguredAsync(schedule, cancellationToken).ConfigureAwait(false);
        IReadOnlyDictionary<string, Recipient> listed = await ListedAsync(schedule, cancellationToken).ConfigureAwait(false);
        return [.. configured.Values.Concat(listed.Values).OrderBy(r => r.Key, StringComparer.Ordinal)];
    }

    /// <summary>The key of an address, whether anybody has it or not.</summary>
    public async Task<string> KeyOfAsync(string address, CancellationToken cancellationToken)
    {
        byte[] secret = _secret ??= await SecretAsync(cancellationToken).ConfigureAwait(false);
        return KeyOf(address, secret);
    }

    /// <summary>Whether a schedule has a recipient of this key.</summary>
    /// <exception cref="JsonException">The list of recipients cannot be read; see <see cref="RecipientShelf.ReadAsync"/>.</exception>
    public async Task<bool> IsKnownAsync(string key, CancellationToken cancellationToken)
    {
        foreach (string schedule in options.Schedules.Keys.Order(StringComparer.Ordinal))
        {
            if (await FindAsync(schedule, key, cancellationToken).ConfigureAwait(false) is not null)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Everything that is wrong with the list of recipients, each as a sentence that says where.</summary>
    /// <exception cref="JsonException">The list of recipients cannot be read; see <see cref="RecipientShelf.ReadAsync"/>.</exception>
    public async Task<IReadOnlyList<string>> FaultsAsync(CancellationToken cancellationToken) =>
        FaultsOf(await _shelf.ReadAsync(cancellationToken).ConfigureAwait(false));

    /// <summary>Who gets no letters, and why.</summary>
    public SuppressionBook Suppressions => _suppressions;

    /// <summary>Whether this has the form of a recipient's key.</summary>
    public static bool IsKey(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return key.Length == KeyLength && key.All(char.IsAsciiHexDigitLower);
    }

    /// <summary>Whether both addresses have the same key.</summary>
    internal static bool IsOneAddress(string one, string other) => string.Equals(Alike(one), Alike(other), StringComparison.Ordinal);

    private static string Alike(string address) => address.ToLowerInvariant();

    private async Task<IReadOnlyDictionary<string, Recipient>> ConfiguredAsync(string schedule, CancellationToken cancellationToken)
    {
        byte[] secret = _secret ??= await SecretAsync(cancellationToken).ConfigureAwait(false);
        return _configured.GetOrAdd(schedule, name => options.Schedules.TryGetValue(name, out ScheduleOptions? known)
            ? ByKey(known.Recipients, secret)
            : new Dictionary<string, Recipient>(StringComparer.Ordinal));
    }

    private async Task<IReadOnlyDictionary<string, Recipient>> ListedAsync(string schedule, CancellationToken cancellationToken)
    {
        IReadOnlyDictionary<string, Recipient> configured = await ConfiguredAsync(schedule, cancellationToken).ConfigureAwait(false);
        ListedRecipients list = await _shelf.ReadAsync(cancellationToken).ConfigureAwait(false);
        Listed listed = _listed;
        if (!ReferenceEquals(listed.List, list))
        {
            _listed = listed = new Listed(list);
        }

        return listed.BySchedule.GetOrAdd(schedule, name => options.Schedules.ContainsKey(name)
            ? ByKey(list.Recipients.Where(r => r.Gets(name)).Select(r => r.Options), _secret!)
                .Where(r => !configured.ContainsKey(r.Key)).ToDictionary(StringComparer.Ordinal)
            : new Dictionary<string, Recipient>(StringComparer.Ordinal));
    }

    private Dictionary<string, Recipient> ByKey(IEnumerable<RecipientOptions> recipients, byte[] secret)
    {
        Dictionary<string, Recipient> byKey = new(StringComparer.Ordinal);
        foreach (RecipientOptions recipient in recipients)
        {
            string key = _keys.GetOrAdd(recipient.Address, KeyOf, secret);
            byKey.TryAdd(key, new Recipient(key, recipient.Address, recipient.Name)
            {
                Language = recipient.Language.Length == 0 ? null : recipient.Language,
                Follows = _terms.GetOrAdd(string.Join('\n', recipient.Follow), static (_, terms) => [.. terms], recipient.Follow),
                Others = recipient.Others,
                Format = recipient.Format,
            });
        }

        return byKey;
    }

    private IReadOnlyList<string> FaultsOf(ListedRecipients list)
    {
        List<string> faults = [.. list.Faults];
        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (ListedRecipient recipient in list.Recipients)
        {
            string address = recipient.Options.Address;
            string[] unknown = [.. recipient.Schedules.Where(name => !options.Schedules.ContainsKey(name)).Order(StringComparer.Ordinal)];
            if (unknown.Length > 0)
            {
                string nothing = unknown.Length == recipient.Schedules.Count ? " Nobody gets letters by it." : "";
                faults.Add($"{RecipientShelf.RecordName}: {address} is to get {string.Join(", ", unknown)}, which is no schedule; there is {string.Join(", ", options.Schedules.Keys.Order(StringComparer.Ordinal))}.{nothing}");
            }

            if (!seen.Add(Alike(address)))
            {
                faults.Add($"{RecipientShelf.RecordName}: {address} is there twice; for a schedule that both have the first counts.");
            }
        }

        return faults;
    }

    private static string KeyOf(string address, byte[] secret) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes(Alike(address))))[..KeyLength];

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

    [LoggerMessage(1, LogLevel.Warning, "The record recipients.json has {Faults} faults; 'digest recipients check' tells them.")]
    private static partial void LogFaults(ILogger logger, int faults);

    /// <summary>The list as it was read last, and what was made of it.</summary>
    private sealed class Listed(ListedRecipients list)
    {
        public ListedRecipients List => list;

        public ConcurrentDictionary<string, IReadOnlyDictionary<string, Recipient>> BySchedule { get; } = new(StringComparer.Ordinal);
    }

    private sealed record KeySecret() : VersionedRecord(1)
    {
        public required byte[] Secret { get; init; }
    }
}
