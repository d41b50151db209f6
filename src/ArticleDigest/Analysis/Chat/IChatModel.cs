using System.Text.Json;

namespace ArticleDigest.Analysis.Chat;

/// <summary>A language model that answers one question at a time. A port: everything that goes wrong with a model is an outcome.</summary>
public interface IChatModel
{
    /// <summary>The model's name as it is configured, such as <c>gpt-4.1-mini</c>; part of versions and of what answers are kept under.</summary>
    string Name { get; }

    /// <summary>Asks once; nothing is tried again here.</summary>
    /// <param name="question">What is asked.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The answer, or why there is none.</returns>
    /// <exception cref="OperationCanceledException">The call was ended from outside; a model's time-out is an outcome.</exception>
    Task<ModelAnswer> AskAsync(ModelQuestion question, CancellationToken cancellationToken);
}

/// <summary>A question: instructions that are the same for every article, then what they are about.</summary>
/// <param name="Instructions">What is to be done; the same text for every article, so that a provider can keep it.</param>
/// <param name="Text">What it is to be done with; hostile.</param>
/// <param name="Form">What the answer looks like.</param>
/// <param name="MaxOutputTokens">How long the answer may be.</param>
public sealed record ModelQuestion(string Instructions, string Text, AnswerForm Form, int MaxOutputTokens);

/// <summary>The form of an answer: a JSON schema that the model is held to.</summary>
/// <param name="Name">Its name: letters, digits and '_'.</param>
/// <param name="Schema">The schema, such as strict structured outputs take it.</param>
public sealed record AnswerForm(string Name, JsonElement Schema);

/// <summary>How a question ended.</summary>
public enum AnswerStatus
{
    /// <summary>The model answered; whether in the right form is for the reader to see.</summary>
    Answered,

    /// <summary>The content filter refused the question.</summary>
    QuestionFiltered,

    /// <summary>The content filter cut the answer off.</summary>
    AnswerFiltered,

    /// <summary>The answer is longer than it may be and ends within.</summary>
    Truncated,

    /// <summary>The question is longer than the model takes.</summary>
    TooLong,

    /// <summary>The model refuses to answer.</summary>
    Refused,

    /// <summary>Too much was asked of the service; it says, or we guess, when to ask again.</summary>
    Throttled,

    /// <summary>The service has a fault, does not answer in time or cannot be reached; later it may.</summary>
    Unavailable,

    /// <summary>The endpoint, deployment or credential is wrong: nothing will be better before somebody mends it.</summary>
    Misconfigured,

    /// <summary>It was not asked: the article has cost what it may cost.</summary>
    OverBudget,
}

/// <summary>What became of a question.</summary>
/// <param name="Status">How it ended.</param>
public sealed record ModelAnswer(AnswerStatus Status)
{
    /// <summary>What the model said: all of it if it answered, the beginning if it was cut off; otherwise empty.</summary>
    public string Text { get; init; } = "";

    /// <summary>Why there is no whole answer: lower case, no full stop, safe to show; null if there is one.</summary>
    public string? Reason { get; init; }

    /// <summary>When the service wants to be asked again; null if it does not say.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Whether the service was asked at all: not while it is left alone. Then nothing can have been used.</summary>
    public bool WasAsked { get; init; } = true;

    /// <summary>Whether the question may have been billed though nobody can say what: it was lost on its way, or its answer was.</summary>
    public bool MayHaveCost { get; init; }

    /// <summary>What was used, as the service counts it; nought where it does not tell.</summary>
    public TokenUse Use { get; init; } = TokenUse.None;
}

/// <summary>Tokens that a model read and wrote.</summary>
/// <param name="Input">What it was given, those it had kept included.</param>
/// <param name="Cached">How many of these it had kept from before, which cost less.</param>
/// <param name="Output">What it wrote.</param>
public sealed record TokenUse(int Input, int Cached, int Output)
{
    /// <summary>Nothing.</summary>
    public static TokenUse None { get; } = new(0, 0, 0);

    /// <summary>The sum of two.</summary>
    public static TokenUse operator +(TokenUse one, TokenUse other)
    {
        ArgumentNullException.ThrowIfNull(one);
        ArgumentNullException.ThrowIfNull(other);
        return new TokenUse(one.Input + other.Input, one.Cached + other.Cached, one.Output + other.Output);
    }

    /// <summary>The sum of two.</summary>
    public static TokenUse Add(TokenUse left, TokenUse right) => left + right;
}
