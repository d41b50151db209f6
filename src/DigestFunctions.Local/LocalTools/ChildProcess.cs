using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Threading.Channels;

namespace DigestFunctions.Local.LocalTools;

/// <summary>
/// A process that this one started and that does not outlive it. It is asked to stop by SIGTERM (on Windows, by closing
/// its standard input) and killed only if it does not.
/// </summary>
public sealed partial class ChildProcess : IAsyncDisposable
{
    private const int SigTerm = 15;
    private const int KeptLines = 20;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private readonly Process _process;
    private readonly Channel<string> _output = Channel.CreateUnbounded<string>(new UnboundedChannelOptions { SingleWriter = true });
    private readonly Queue<string> _lastLines = new();
    private readonly Task _reading;

    private ChildProcess(Process process)
    {
        _process = process;
        Id = process.Id;
        AppDomain.CurrentDomain.ProcessExit += StopAtExit;
        _reading = Task.WhenAll(
            ReadAsync(process.StandardOutput, _output.Writer),
            ReadAsync(process.StandardError, writer: null));
    }

    /// <summary>The operating system's number of the process.</summary>
    public int Id { get; }

    /// <summary>When the operating system says it began; null if it has ended already.</summary>
    public DateTimeOffset? StartTime
    {
        get
        {
            try
            {
                return new DateTimeOffset(_process.StartTime);
            }
            catch (InvalidOperationException)
            {
                return null;
            }
        }
    }

    /// <summary>What it prints on its standard output, line by line; ends when the process does.</summary>
    public ChannelReader<string> Output => _output.Reader;

    /// <summary>Whether it has ended.</summary>
    public bool HasExited => _process.HasExited;

    /// <summary>The last lines of what it printed, on one line; empty if it printed nothing.</summary>
    public string LastLines
    {
        get
        {
            lock (_lastLines)
            {
                return string.Join(" | ", _lastLines);
            }
        }
    }

    /// <summary>Starts a program with its standard streams in our hands.</summary>
    /// <param name="program">The program's full path.</param>
    /// <param name="arguments">Its arguments, as they are.</param>
    /// <param name="folder">The folder it starts in.</param>
    /// <param name="environment">Variables to set, or with null to take away.</param>
    /// <exception cref="LocalToolsException">The program cannot be started.</exception>
    public static ChildProcess Start(
        string program, IEnumerable<string> arguments, string folder, IReadOnlyDictionary<string, string?>? environment = null)
    {
        ProcessStartInfo start = new(program, arguments)
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            CreateNoWindow = true,
        };
        foreach ((string name, string? value) in environment ?? new Dictionary<string, string?>(StringComparer.Ordinal))
        {
            start.Environment.Remove(name);
            if (value is not null)
            {
                start.Environment[name] = value;
            }
        }

        try
        {
            return new ChildProcess(Process.Start(start) ?? throw new LocalToolsException($"{program} did not start."));
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new LocalToolsException($"{program} cannot be started: {e.Message}.", e);
        }
    }

    /// <summary>Writes one line to its standard input.</summary>
    /// <exception cref="IOException">The process has ended.</exception>
    public async Task WriteLineAsync(string line, CancellationToken cancellationToken)
    {
        await _process.StandardInput.WriteLineAsync(line.AsMemory(), cancellationToken);
        await _process.StandardInput.FlushAsync(cancellationToken);
    }

    /// <summary>Waits until it has ended and all it printed is read.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> WaitAsync(CancellationToken cancellationToken)
    {
        await _process.WaitForExitAsync(cancellationToken);
        await _reading.WaitAsync(cancellationToken);
        return _process.ExitCode;
    }

    /// <summary>Asks it to stop, waits for its end, and kills it if it takes longer than 15 seconds.</summary>
    public async Task StopAsync()
    {
        AskToStop();
        try
        {
            await WaitAsync(CancellationToken.None).WaitAsync(Patience, TimeProvider.System);
        }
        catch (TimeoutException)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        AppDomain.CurrentDomain.ProcessExit -= StopAtExit;
        await StopAsync();
        _process.Dispose();
    }

    private void AskToStop()
    {
        if (_process.HasExited)
        {
            return;
        }

        if (OperatingSystem.IsWindows())
        {
            _process.StandardInput.Close();
        }
        else
        {
            _ = SendSignal(Id, SigTerm);
        }
    }

    private void StopAtExit(object? sender, EventArgs e)
    {
        AskToStop();
        if (!_process.WaitForExit(Patience))
        {
            _process.Kill(entireProcessTree: true);
        }
    }

    private async Task ReadAsync(StreamReader reader, ChannelWriter<string>? writer)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            lock (_lastLines)
            {
                _lastLines.Enqueue(line);
                if (_lastLines.Count > KeptLines)
                {
                    _lastLines.Dequeue();
                }
            }

            writer?.TryWrite(line);
        }

        writer?.Complete();
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int SendSignal(int processId, int signal);
}
