using System.Globalization;

namespace ArticleDigest.Editions;

/// <summary>
/// The steps of an edition. Locally a step is a direct call; in Azure it is an activity. Every step may run twice.
/// </summary>
public interface IEditionSteps
{
    /// <summary>Compiles the edition, or finds the one compiled before; null if a later one was compiled already.</summary>
    Task<CompiledEdition?> CompileAsync(EditionRequest request);

    /// <summary>Claims the edition's outcomes for good and takes their markers from the inbox.</summary>
    Task ClaimAsync(EditionRequest request);

    /// <summary>Sends one recipient's letter; when to try again, or null if the letter is settled.</summary>
    Task<DateTimeOffset?> SendLetterAsync(EditionRequest request, string recipientKey);

    /// <summary>Waits; a durable timer in Azure.</summary>
    Task WaitAsync(DateTimeOffset until);

    /// <summary>Closes the edition.</summary>
    Task CloseAsync(EditionRequest request);
}

/// <summary>A compiled edition as its flow needs it.</summary>
/// <param name="Recipients">The keys of those it goes to.</param>
public sealed record CompiledEdition(IReadOnlyList<string> Recipients);

/// <summary>
/// The way of an edition: compile, claim, letters, close. Deterministic: it awaits its steps and nothing else, so that it
/// can run inside a Durable orchestration.
/// </summary>
public static class EditionFlow
{
    /// <summary>How many letters are on their way at once.</summary>
    public const int LettersAtOnce = 8;

    /// <summary>The instance of this flow for an edition; starting one that runs already is not an error.</summary>
    public static string InstanceId(EditionRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return string.Create(CultureInfo.InvariantCulture, $"edition-{request.Schedule}-{request.Date:yyyy-MM-dd}");
    }

    /// <summary>Runs the flow to its end: every letter is settled then.</summary>
    /// <returns>False if there is no such edition because a later one was compiled before it.</returns>
    public static async Task<bool> RunAsync(EditionRequest request, IEditionSteps steps)
    {
        ArgumentNullException.ThrowIfNull(steps);
        CompiledEdition? compiled = await steps.CompileAsync(request);
        if (compiled is null)
        {
            return false;
        }

        await steps.ClaimAsync(request);
        List<string> open = [.. compiled.Recipients];
        while (open.Count > 0)
        {
            (open, DateTimeOffset? next) = await SendRoundAsync(request, open, steps);
            if (next is { } until)
            {
                await steps.WaitAsync(until);
            }
        }

        await steps.CloseAsync(request);
        return true;
    }

    /// <summary>Tries every open letter once; those that have to wait do not hold up the others.</summary>
    private static async Task<(List<string> Open, DateTimeOffset? Next)> SendRoundAsync(
        EditionRequest request, List<string> letters, IEditionSteps steps)
    {
        List<string> open = [];
        DateTimeOffset? next = null;
        foreach (string[] batch in letters.Chunk(LettersAtOnce))
        {
            DateTimeOffset?[] again = await Task.WhenAll(batch.Select(key => steps.SendLetterAsync(request, key)));
            for (int i = 0; i < batch.Length; i++)
            {
                if (again[i] is { } time)
                {
                    open.Add(batch[i]);
                    next = next is { } earlier && earlier < time ? earlier : time;
                }
            }
        }

        return (open, next);
    }
}
