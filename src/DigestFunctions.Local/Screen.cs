using System.Globalization;
using System.Text;
using System.Text.Json;
using ArticleDigest.Records;
using Spectre.Console;

namespace DigestFunctions.Local;

/// <summary>
/// What a command shows: tables and progress for people, JSON for programs, faults on the error stream. Names and titles
/// come from strangers, so nothing in them can steer the terminal.
/// </summary>
internal sealed class Screen
{
    private static readonly JsonSerializerOptions Indented = new(JsonRecords.Options) { WriteIndented = true };

    private readonly StreamOutput _out = new(Console.Out, Console.IsOutputRedirected);
    private readonly StreamOutput _error = new(Console.Error, Console.IsErrorRedirected);

    /// <summary>A screen on the program's own streams; without colour codes where they are not a terminal.</summary>
    public Screen()
    {
        Out = AnsiConsole.Create(new AnsiConsoleSettings { Out = _out });
        Error = AnsiConsole.Create(new AnsiConsoleSettings { Out = _error });
    }

    /// <summary>Results.</summary>
    public IAnsiConsole Out { get; }

    /// <summary>Faults, and progress beside results that programs read.</summary>
    public IAnsiConsole Error { get; }

    /// <summary>Whether results go to a file or another program instead of a terminal.</summary>
    public bool IsPiped { get; } = Console.IsOutputRedirected;

    /// <summary>Text from outside as markup that shows it and does nothing else.</summary>
    public static string Safe(string? text)
    {
        StringBuilder safe = new();
        foreach (Rune rune in (text ?? "").EnumerateRunes())
        {
            bool isInvisible = Rune.GetUnicodeCategory(rune)
                is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate
                or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
            safe.Append(isInvisible ? Rune.ReplacementChar.ToString() : rune.ToString());
        }

        return Markup.Escape(safe.ToString());
    }

    /// <summary>Shows one line; the text is markup.</summary>
    public void Line(string markup = "") => WriteLine(Out, _out, markup);

    /// <summary>Shows a fault as one line on the error stream.</summary>
    public void Fault(string text) => WriteLine(Error, _error, $"[red]{Safe(text)}[/]");

    /// <summary>Shows a remark as one line on the error stream.</summary>
    public void Remark(string text) => WriteLine(Error, _error, $"[grey]{Safe(text)}[/]");

    /// <summary>Writes a value as JSON.</summary>
    public void Json<T>(T value) => Out.Profile.Out.Writer.WriteLine(JsonSerializer.Serialize(value, Indented));

    /// <summary>Works through something of known size with a progress bar on the error stream.</summary>
    /// <param name="title">What is done.</param>
    /// <param name="total">How many there are.</param>
    /// <param name="work">The work; it is given what to call after each.</param>
    public Task ProgressAsync(string title, int total, Func<Action<int>, Task> work)
    {
        if (total == 0)
        {
            return work(_ => { });
        }

        return Error.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new SpinnerColumn())
            .StartAsync(async context =>
            {
                ProgressTask task = context.AddTask(title, maxValue: total);
                await work(done => task.Increment(done));
                task.Value = total;
            });
    }

    /// <summary>A line stays one, so that an address or a path in it can be copied; folding it is the terminal's business.</summary>
    private static void WriteLine(IAnsiConsole console, StreamOutput output, string markup)
    {
        lock (output)
        {
            output.IsUnbounded = true;
            console.MarkupLine(markup);
            output.IsUnbounded = false;
        }
    }

    /// <summary>A stream of the program as Spectre sees it; redirected it is wide enough for any line of a table.</summary>
    private sealed class StreamOutput(TextWriter writer, bool isRedirected) : IAnsiConsoleOutput
    {
        private const int RedirectedWidth = 160;
        private const int UnboundedWidth = 1_000_000;
        private readonly AnsiConsoleOutput _inner = new(writer);

        public TextWriter Writer => writer;

        public bool IsTerminal => !isRedirected && _inner.IsTerminal;

        /// <summary>Whether no line is folded.</summary>
        public bool IsUnbounded { get; set; }

        public int Width => IsUnbounded ? UnboundedWidth : isRedirected ? RedirectedWidth : _inner.Width;

        public int Height => _inner.Height;

        public void SetEncoding(Encoding encoding) => _inner.SetEncoding(encoding);
    }
}
