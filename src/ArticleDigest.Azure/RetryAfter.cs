using System.Net.Http.Headers;

namespace ArticleDigest.Azure;

/// <summary>The header Retry-After: seconds, or a date.</summary>
internal static class RetryAfter
{
    /// <summary>How long to wait; null if that cannot be read.</summary>
    public static TimeSpan? Of(string header, DateTimeOffset now) =>
        !RetryConditionHeaderValue.TryParse(header, out RetryConditionHeaderValue? value) ? null
        : value.Delta ?? (value.Date is not { } date ? null : date > now ? date - now : TimeSpan.Zero);
}
