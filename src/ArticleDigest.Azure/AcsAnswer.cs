using System.Globalization;
using System.Text.Json;
using Azure;
using Azure.Core;

namespace ArticleDigest.Azure;

/// <summary>What Azure Communication Services answered, or that it did not.</summary>
/// <param name="Status">The HTTP status; 0 without an answer.</param>
/// <param name="Text">The error's code and message as the service tells them, or what went wrong without an answer; may be empty.</param>
internal sealed record AcsAnswer(int Status, string Text)
{
    private static readonly string[] RecipientMarks = ["recipient", "suppress", "email address", "emailaddress"];
    private static readonly string[] SizeMarks = ["too large", "toolarge", "size limit", "sizelimit", "exceeds the maximum"];
    private static readonly string[] SenderMarks = ["sender", "domain", "subscription", "blocked"];
    private static readonly string[] PassingMarks =
        ["internal", "timeout", "timed out", "unavailable", "toomanyrequests", "too many requests", "throttl", "quota", "limitexceeded", "temporar"];

    /// <summary>Whether the request can have reached the service.</summary>
    public bool WasReached { get; init; } = true;

    /// <summary>The operation's status; null if the answer has none.</summary>
    public string? Operation { get; init; }

    /// <summary>The error's code; empty if the answer has none.</summary>
    public string Code { get; init; } = "";

    /// <summary>How long the service wants to be left alone; null if it did not say.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The service has the letter.</summary>
    public bool IsAccepted => Status is >= 200 and < 300;

    /// <summary>The service had the operation's id before.</summary>
    public bool IsConflict => Status == 409 || (Status == 400 && HasCode("duplicate", "alreadyexists", "conflict"));

    /// <summary>Nothing tells whether the service took the letter: something between it and us may have answered in its place.</summary>
    public bool IsUnclear => (Status == 0 && WasReached) || Status is 408 or 500 or 502 or 504;

    /// <summary>The service itself says that it does not know the operation; a strange 404 has no code.</summary>
    public bool IsUnknownOperation => Status == 404 && Code.Length > 0 && !HasCode("domain");

    public bool HasSucceeded => IsOperation("Succeeded");

    public bool HasFailed => IsOperation("Failed");

    public bool WasCanceled => IsOperation("Canceled") || IsOperation("Cancelled");

    /// <summary>The operation has ended, and another one may do better.</summary>
    public bool MayGoBetter => WasCanceled || (HasFailed && !IsAboutRecipient && (IsAboutSender || Says(PassingMarks)));

    public bool IsAboutRecipient => Says(RecipientMarks) && !Says("sender");

    public bool IsAboutSize => Status == 413 || Says(SizeMarks);

    public bool IsAboutSender => Says(SenderMarks);

    public bool IsAboutDomain => HasCode("domainnotlinked");

    /// <summary>Reads an answer. What is no JSON of the known shape is an answer without code and status.</summary>
    public static AcsAnswer Of(Response response, DateTimeOffset now)
    {
        (string? operation, string code, string message) = Read(response.Content);
        string text = string.Join(": ", new[] { code, message }.Where(part => part.Length > 0));
        return new AcsAnswer(response.Status, text)
        {
            Operation = operation,
            Code = code,
            RetryAfter = response.Headers.TryGetValue("Retry-After", out string? wait) ? Azure.RetryAfter.Of(wait, now) : null,
        };
    }

    private static (string? Operation, string Code, string Message) Read(BinaryData content)
    {
        try
        {
            using JsonDocument json = JsonDocument.Parse(content);
            if (json.RootElement.ValueKind != JsonValueKind.Object)
            {
                return (null, "", "");
            }

            JsonElement error = json.RootElement.TryGetProperty("error", out JsonElement found) ? found : default;
            return (TextOf(json.RootElement, "status"), TextOf(error, "code") ?? "", TextOf(error, "message") ?? "");
        }
        catch (JsonException)
        {
            return (null, "", "");
        }
    }

    private static string? TextOf(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object
        && parent.TryGetProperty(name, out JsonElement value)
        && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    private bool IsOperation(string status) => string.Equals(Operation, status, StringComparison.OrdinalIgnoreCase);

    private bool HasCode(params ReadOnlySpan<string> parts)
    {
        foreach (string part in parts)
        {
            if (Code.Contains(part, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private bool Says(params ReadOnlySpan<string> marks)
    {
        foreach (string mark in marks)
        {
            if (Text.Contains(mark, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
