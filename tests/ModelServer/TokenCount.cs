using System.Text.Json;
using Microsoft.ML.Tokenizers;

namespace ModelServer;

/// <summary>
/// Counts tokens (o200k_base) as the service does: those of the form's schema, which stands before everything, then 3 for
/// each message and those of its text, then 3 for the answer's beginning.
/// </summary>
internal sealed class TokenCount
{
    private const int PerMessage = 3;
    private const int PerAnswer = 3;
    private const int LeastKept = 1024;
    private const int KeptStep = 128;
    private const int MostKept = 64;

    // No token of a text has one of these numbers.
    private const int Mark = -1;

    private static readonly Lazy<TiktokenTokenizer> Tokenizer = new(() => TiktokenTokenizer.CreateForEncoding("o200k_base"));
    private readonly Lock _gate = new();
    private readonly Queue<int[]> _kept = [];

    /// <summary>How many tokens a text has.</summary>
    public static int Of(string text) => Tokenizer.Value.CountTokens(text);

    /// <summary>The beginning of a text that has no more tokens than given.</summary>
    public static string Begin(string text, int tokens) => text[..Tokenizer.Value.GetIndexByTokenCount(text, tokens, out _, out _)];

    /// <summary>
    /// Counts a question's tokens, and how many of them a question before began with: in steps of 128, from 1,024 on. It is kept.
    /// </summary>
    public (int Prompt, int Cached) Take(Asked asked)
    {
        int[] tokens = [.. Sequence(asked)];
        lock (_gate)
        {
            int common = _kept.Select(earlier => earlier.AsSpan().CommonPrefixLength(tokens)).DefaultIfEmpty().Max();
            _kept.Enqueue(tokens);
            if (_kept.Count > MostKept)
            {
                _kept.Dequeue();
            }

            return (tokens.Length, common < LeastKept ? 0 : common / KeptStep * KeptStep);
        }
    }

    private static IEnumerable<int> Sequence(Asked asked) =>
    [
        .. asked.Schema is { } schema ? Tokenizer.Value.EncodeToIds(JsonSerializer.Serialize(schema)) : [],
        .. Json.Of(asked.Body, "messages").EnumerateArray().SelectMany(message => Enumerable.Repeat(Mark, PerMessage).Concat(Tokenizer.Value.EncodeToIds(Asked.ContentOf(message)))),
        .. Enumerable.Repeat(Mark, PerAnswer),
    ];
}
