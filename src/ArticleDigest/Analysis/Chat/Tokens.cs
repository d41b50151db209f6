using Microsoft.ML.Tokenizers;

namespace ArticleDigest.Analysis.Chat;

/// <summary>
/// Counts tokens as the models do that are asked (encoding o200k_base; other models' counts differ by some per cent).
/// Long texts are counted in stretches, which counts a token too many here and there and never takes long, whatever the text.
/// </summary>
internal static class Tokens
{
    private const int Stretch = 2_000;

    // A run of letters without a space takes time that grows with the square of its length.
    private const int Run = 200;

    // Roles and ends of two messages, and the answer's beginning; what a service adds for a schema is its own matter.
    private const int OfMessages = 12;

    private static readonly Lazy<Tokenizer> Encoding = new(() => TiktokenTokenizer.CreateForEncoding("o200k_base"));

    /// <summary>How many tokens a text has.</summary>
    public static int Count(ReadOnlySpan<char> text)
    {
        int tokens = 0;
        while (text.Length > 0)
        {
            int length = StretchOf(text);
            tokens += Encoding.Value.CountTokens(text[..length]);
            text = text[length..];
        }

        return tokens;
    }

    /// <summary>How many tokens a question has, with its form.</summary>
    public static int Count(ModelQuestion question) =>
        Count(question.Instructions) + Count(question.Text) + Count(question.Form.Schema.GetRawText()) + OfMessages;

    /// <summary>How much of a text has at most so many tokens, in UTF-16 units.</summary>
    public static int Fit(ReadOnlySpan<char> text, int most)
    {
        int fit = 0;
        while (fit < text.Length)
        {
            ReadOnlySpan<char> stretch = text.Slice(fit, StretchOf(text[fit..]));
            int tokens = Encoding.Value.CountTokens(stretch);
            if (tokens > most)
            {
                if (most <= 0)
                {
                    return fit;
                }

                return fit + Encoding.Value.GetIndexByTokenCount(stretch, most, out _, out _);
            }

            most -= tokens;
            fit += stretch.Length;
        }

        return fit;
    }

    // Up to the last space, so that few words are cut.
    private static int StretchOf(ReadOnlySpan<char> text)
    {
        if (text.Length > Run && !text[..Run].Contains(' '))
        {
            return char.IsHighSurrogate(text[Run - 1]) ? Run - 1 : Run;
        }

        return text.Length <= Stretch ? text.Length : Math.Max(1, text[..Stretch].LastIndexOf(' '));
    }
}
