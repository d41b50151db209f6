using System.Text.Json;
using System.Text.Json.Serialization;
using ArticleDigest.Editions;
using ArticleDigest.Records;

namespace ArticleDigest.Letters;

/// <summary>
/// Keeps the list of recipients in the storage, which both hosts read. Who changes it changes one entry and leaves all
/// others as they are, also those that nobody understands.
/// </summary>
public sealed class RecipientShelf(IRecords digest)
{
    /// <summary>The record that has the list.</summary>
    public const string RecordName = "recipients.json";

    internal const string Address = "address";
    internal const string Name = "name";
    internal const string Schedules = "schedules";
    internal const string Language = "language";
    internal const string Follow = "follow";
    internal const string Others = "others";
    internal const string Format = "format";

    // Of two who write at once one is first, and the other reads again; somebody is through at every turn.
    private const int MostTurns = 100;

    internal static IReadOnlyList<string> Members { get; } = [Address, Name, Schedules, Language, Follow, Others, Format];

    private volatile Reading? _read;

    /// <summary>Reads the list; the whole of it only if it has changed since it was read last.</summary>
    /// <exception cref="JsonException">
    /// The record is no list of recipients. Whoever asks for recipients then has to wait until that is mended: with half of a
    /// list some would be forgotten.
    /// </exception>
    public async Task<ListedRecipients> ReadAsync(CancellationToken cancellationToken)
    {
        StoredRecord? there = await digest.ReadAsync(RecordName, 0, cancellationToken).ConfigureAwait(false);
        if (there is null)
        {
            return ListedRecipients.None;
        }

        if (_read is { } read && string.Equals(read.ETag, there.ETag, StringComparison.Ordinal))
        {
            return read.Recipients;
        }

        if (await ReadListAsync(cancellationToken).ConfigureAwait(false) is not { } list)
        {
            return ListedRecipients.None;
        }

        ListedRecipients recipients = ListedRecipients.Of(list.Value.Recipients);
        _read = new Reading(list.Record.ETag, recipients);
        return recipients;
    }

    /// <summary>
    /// Enters a recipient, or changes what the list has of them: what is given replaces what was there, and what is null stays
    /// as it was. Somebody who was listed twice is listed once afterwards.
    /// </summary>
    /// <returns>True if the address was not listed before.</returns>
    /// <exception cref="JsonException">The record is no list of recipients; nothing was changed.</exception>
    /// <exception cref="IOException">Others change the list all the time, or the storage cannot be used just now.</exception>
    public async Task<bool> AddAsync(RecipientChange change, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(change);
        bool isNew = false;
        await ChangeAsync(
            entries =>
            {
                int at = entries.FindIndex(e => IsOf(e, change.Address));
                isNew = at < 0;
                JsonElement entry = JsonSerializer.SerializeToElement(Changed(isNew ? null : entries[at], change), JsonRecords.Options);
                if (isNew)
                {
                    entries.Add(entry);
                }
                else
                {
                    entries.RemoveAll(e => IsOf(e, change.Address));
                    entries.Insert(at, entry);
                }

                return true;
            },
            cancellationToken).ConfigureAwait(false);
        return isNew;
    }

    /// <summary>Takes a recipient out of the list.</summary>
    /// <returns>False if the address was not listed.</returns>
    /// <exception cref="JsonException">The record is no list of recipients; nothing was changed.</exception>
    /// <exception cref="IOException">Others change the list all the time, or the storage cannot be used just now.</exception>
    public Task<bool> RemoveAsync(string address, CancellationToken cancellationToken) =>
        ChangeAsync(entries => entries.RemoveAll(e => IsOf(e, address)) > 0, cancellationToken);

    private async Task<bool> ChangeAsync(Func<List<JsonElement>, bool> change, CancellationToken cancellationToken)
    {
        for (int turn = 0; turn < MostTurns; turn++)
        {
            JsonRecord<RecipientList>? there = await ReadListAsync(cancellationToken).ConfigureAwait(false);
            List<JsonElement> entries = [.. there?.Value.Recipients ?? []];
            if (!change(entries))
            {
                return false;
            }

            RecipientList list = there is null ? new RecipientList { Recipients = entries } : there.Value with { Recipients = entries };
            RecordContent content = ContentOf(list);
            string? written = there is null
                ? await digest.CreateAsync(RecordName, content, cancellationToken).ConfigureAwait(false)
                : await digest.ReplaceAsync(RecordName, content, there.Record.ETag, cancellationToken).ConfigureAwait(false);
            if (written is not null)
            {
                return true;
            }
        }

        throw new IOException($"The record {RecordName} is changed by others all the time; nothing was changed.");
    }

    private async Task<JsonRecord<RecipientList>?> ReadListAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await digest.ReadJsonAsync<RecipientList>(RecordName, cancellationToken).ConfigureAwait(false);
        }
        catch (JsonException e)
        {
            string where = e.LineNumber is { } line ? $" (line {line + 1})" : "";
            throw new JsonException($"The record {RecordName} is no list of recipients{where}, and no edition goes out before it is mended: {e.Message}", e);
        }
    }

    /// <exception cref="JsonException">An entry has text that cannot be written as it is.</exception>
    private static RecordContent ContentOf(RecipientList list)
    {
        try
        {
            return JsonRecords.ToContent(list);
        }
        catch (JsonException e) when (e.InnerException is InvalidOperationException)
        {
            throw new JsonException($"The record {RecordName} has text that is not UTF-8, so nothing was changed; save it as UTF-8.", e);
        }
    }

    /// <summary>The entry with what is changed of it; what else it has stays.</summary>
    private static Dictionary<string, object> Changed(JsonElement? entry, RecipientChange change)
    {
        Dictionary<string, object> members = new(StringComparer.OrdinalIgnoreCase);
        foreach (JsonProperty member in entry?.EnumerateObject() ?? default)
        {
            members[member.Name] = member.Value;
        }

        Set(Address, change.Address);
        Set(Name, change.Name);
        Set(Schedules, change.Schedules);
        Set(Language, change.Language);
        Set(Follow, change.Follow);
        Set(Others, change.Others);
        Set(Format, change.Format);
        return members;

        void Set(string name, object? value)
        {
            if (value is not null)
            {
                members[name] = value;
            }
        }
    }

    private static bool IsOf(JsonElement entry, string address)
    {
        try
        {
            return entry.ValueKind == JsonValueKind.Object
                && entry.EnumerateObject().Any(m =>
                    string.Equals(m.Name, Address, StringComparison.OrdinalIgnoreCase)
                    && m.Value.ValueKind == JsonValueKind.String
                    && RecipientBook.IsOneAddress(m.Value.GetString()!, address));
        }
        catch (InvalidOperationException)
        {
            // Its text is not UTF-8: it is nobody's, and stays as it is.
            return false;
        }
    }

    private sealed record Reading(string ETag, ListedRecipients Recipients);

    /// <summary>The record: entries as somebody wrote them.</summary>
    private sealed record RecipientList() : VersionedRecord(1)
    {
        public required IReadOnlyList<JsonElement> Recipients { get; init; }

        [JsonExtensionData]
        public Dictionary<string, JsonElement>? Further { get; set; }
    }
}

/// <summary>What is to be changed of a listed recipient; null leaves it as it is.</summary>
/// <param name="Address">Whose.</param>
public sealed record RecipientChange(string Address)
{
    /// <inheritdoc cref="RecipientOptions.Name"/>
    public string? Name { get; init; }

    /// <inheritdoc cref="ListedRecipient.Schedules"/>
    public IReadOnlyList<string>? Schedules { get; init; }

    /// <inheritdoc cref="RecipientOptions.Language"/>
    public string? Language { get; init; }

    /// <inheritdoc cref="RecipientOptions.Follow"/>
    public IReadOnlyList<string>? Follow { get; init; }

    /// <inheritdoc cref="RecipientOptions.Others"/>
    public OtherEntries? Others { get; init; }

    /// <inheritdoc cref="RecipientOptions.Format"/>
    public LetterFormat? Format { get; init; }
}
