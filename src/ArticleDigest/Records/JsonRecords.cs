using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ArticleDigest.Records;

/// <summary>Reads and writes records whose content is JSON, in one form everywhere: camel case, names for enums, UTF-8.</summary>
public static class JsonRecords
{
    /// <summary>The largest JSON record that is written and read, in bytes: 512 MB.</summary>
    public const long MaxBytes = 512 * 1024 * 1024;

    /// <summary>How JSON is written.</summary>
    public static JsonSerializerOptions Options { get; } = CreateOptions();

    /// <summary>Reads a JSON record and its ETag.</summary>
    /// <returns>The value and the record it was read from, or null if there is none of that name.</returns>
    /// <exception cref="JsonException">The content is not of a form that this program understands.</exception>
    public static async Task<JsonRecord<T>?> ReadJsonAsync<T>(
        this IReadRecords records, string name, CancellationToken cancellationToken)
        where T : VersionedRecord
    {
        ArgumentNullException.ThrowIfNull(records);
        StoredRecord? record = await records.ReadAsync(name, MaxBytes, cancellationToken).ConfigureAwait(false);
        if (record is null)
        {
            return null;
        }

        T? value = record.Content is { } content ? JsonSerializer.Deserialize<T>(WithoutMark(content.Span), Options) : null;
        return value switch
        {
            null => throw new JsonException($"The record {name} is empty or larger than {MaxBytes} bytes."),
            { IsUnderstood: false } => throw new JsonException($"The record {name} was written in form {value.Schema}, which this program does not know."),
            _ => new JsonRecord<T>(value, record),
        };
    }

    /// <summary>Makes a record's content from a value.</summary>
    public static RecordContent ToContent<T>(T value)
        where T : VersionedRecord => new(JsonSerializer.SerializeToUtf8Bytes(value, Options));

    /// <summary>Creates a JSON record if there is none of that name.</summary>
    /// <returns>True if it was created, false if there was one already.</returns>
    public static async Task<bool> CreateJsonAsync<T>(
        this IRecords records, string name, T value, CancellationToken cancellationToken)
        where T : VersionedRecord
    {
        ArgumentNullException.ThrowIfNull(records);
        return await records.CreateAsync(name, ToContent(value), cancellationToken).ConfigureAwait(false) is not null;
    }

    /// <summary>Records that people edit can begin with the mark that some editors put before UTF-8.</summary>
    private static ReadOnlySpan<byte> WithoutMark(ReadOnlySpan<byte> content) =>
        content.StartsWith("\uFEFF"u8) ? content["\uFEFF"u8.Length..] : content;

    private static JsonSerializerOptions CreateOptions()
    {
        JsonSerializerOptions options = new(JsonSerializerDefaults.Web)
        {
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            // These records are files of JSON and never part of a page, so signs of HTML need no escaping.
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        };
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase));
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}

/// <summary>A JSON value and the record it was read from.</summary>
public sealed record JsonRecord<T>(T Value, StoredRecord Record);
