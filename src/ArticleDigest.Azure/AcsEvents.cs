using System.Text.Json;
using ArticleDigest.Letters;

namespace ArticleDigest.Azure;

/// <summary>
/// What Event Grid brings of Azure Communication Services, in its own schema: reports of letters, or the question whether
/// this address wants them.
/// </summary>
/// <param name="ValidationCode">What the question is answered with; null if it is none.</param>
/// <param name="Reports">The reports, in order; events of other kinds and such as lack something are left out.</param>
public sealed record AcsEvents(string? ValidationCode, IReadOnlyList<DeliveryReport> Reports)
{
    private const string Validation = "Microsoft.EventGrid.SubscriptionValidationEvent";
    private const string Report = "Microsoft.Communication.EmailDeliveryReportReceived";

    // Event Grid sends at most a megabyte at once.
    private const int MaxBytes = 1_500_000;

    /// <summary>Reads a request's body.</summary>
    /// <returns>Null if it is none of Event Grid's.</returns>
    public static async Task<AcsEvents?> ReadAsync(Stream body, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(body);
        if (await TakeAsync(body, cancellationToken).ConfigureAwait(false) is not { } bytes)
        {
            return null;
        }

        try
        {
            using JsonDocument json = JsonDocument.Parse(bytes);
            return json.RootElement.ValueKind == JsonValueKind.Array ? Of([.. json.RootElement.EnumerateArray()]) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static AcsEvents Of(List<JsonElement> events)
    {
        string? code = events.Where(e => IsOf(e, Validation)).Select(e => TextOf(DataOf(e), "validationCode")).FirstOrDefault();
        IEnumerable<DeliveryReport> reports =
            from data in events.Where(e => IsOf(e, Report)).Select(DataOf)
            let recipient = TextOf(data, "recipient")
            let status = TextOf(data, "status")
            where recipient is not null && status is not null
            select new DeliveryReport(recipient, status) { Answer = TextOf(MemberOf(data, "deliveryStatusDetails"), "statusMessage") };
        return new AcsEvents(code, [.. reports]);
    }

    private static async Task<ReadOnlyMemory<byte>?> TakeAsync(Stream body, CancellationToken cancellationToken)
    {
        byte[] bytes = new byte[MaxBytes];
        int length = await body.ReadAtLeastAsync(bytes, MaxBytes, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        return length < MaxBytes ? bytes.AsMemory(0, length) : null;
    }

    private static bool IsOf(JsonElement happened, string type) => string.Equals(TextOf(happened, "eventType"), type, StringComparison.OrdinalIgnoreCase);

    private static JsonElement DataOf(JsonElement happened) => MemberOf(happened, "data");

    private static JsonElement MemberOf(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out JsonElement member) ? member : default;

    private static string? TextOf(JsonElement parent, string name)
    {
        try
        {
            return MemberOf(parent, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            // JSON is read before its texts are: this one is not UTF-8.
            return null;
        }
    }
}
