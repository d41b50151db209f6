using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace LocalServers;

/// <summary>What the program came to.</summary>
public sealed record Finished(int ExitCode, string Output, string Error)
{
    public string All => Output + Error;
}

/// <summary>The real program in a process of its own. Disposing kills it if it has not ended.</summary>
public sealed class DigestProgram : IAsyncDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private static readonly string Dotnet = Path.GetFullPath(
        Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"));

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _error = new();
    private readonly Task _reading;

    private DigestProgram(Process process)
    {
        _process = process;
        _reading = Task.WhenAll(ReadAsync(process.StandardOutput, _output), ReadAsync(process.StandardError, _error));
    }

    public bool HasExited => _process.HasExited;

    /// <summary>What it printed so far.</summary>
    public string Output => Text(_output);

    /// <summary>Starts <c>digest</c>.</summary>
    /// <param name="folder">The folder it is in.</param>
    /// <param name="environment">Variables to set, or with null to take away.</param>
    /// <param name="arguments">Its arguments.</param>
    public static DigestProgram Start(string folder, IReadOnlyDictionary<string, string?> environment, params IEnumerable<string> arguments)
    {
        ProcessStartInfo start = new(Dotnet, [Path.Combine(AppContext.BaseDirectory, "digest.dll"), .. arguments])
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        foreach ((string name, string? value) in environment)
        {
            start.Environment[name] = value;
        }

        return new DigestProgram(Process.Start(start) ?? throw new InvalidOperationException("The program did not start."));
    }

    /// <summary>Starts <c>digest run</c> and waits until it serves its pages.</summary>
    /// <param name="folder">The folder it is in.</param>
    /// <param name="environment">Variables to set, or with null to take away.</param>
    /// <returns>The program and the pages' address.</returns>
    public static async Task<(DigestProgram Program, Uri Pages)> StartHostAsync(string folder, IReadOnlyDictionary<string, string?> environment)
    {
        DigestProgram program = Start(folder, environment, "run", "--port", "0");
        try
        {
            await program.WaitForAsync("Running;");
            string line = program.Output.Split('\n').First(l => l.StartsWith("Pages", StringComparison.Ordinal));
            return (program, new Uri(line["Pages".Length..].Trim()));
        }
        catch
        {
            await program.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs <c>digest</c> to its end.</summary>
    public static async Task<Finished> RunAsync(
        string folder, IReadOnlyDictionary<string, string?> environment, params IEnumerable<string> arguments)
    {
        await using DigestProgram program = Start(folder, environment, arguments);
        return await program.EndAsync();
    }

    /// <summary>Waits until it has printed a text on its standard output.</summary>
    public async Task WaitForAsync(string text)
    {
        long begin = TimeProvider.System.GetTimestamp();
        while (!Output.Contains(text, StringComparison.Ordinal))
        {
            if (_process.HasExited || TimeProvider.System.GetElapsedTime(begin) > Patience)
            {
                throw new InvalidOperationException($"The program did not print '{text}' but: {Output}{Text(_error)}");
            }

            await Task.Delay(20);
        }
    }

    /// <summary>Waits for its end.</summary>
    public async Task<Finished> EndAsync()
    {
        try
        {
            await _process.WaitForExitAsync().WaitAsync(Patience);
        }
        catch (TimeoutException e)
        {
            throw new TimeoutException($"The program did not end; it printed: {Output}{Text(_error)}", e);
        }

        // A process that was killed may leave its streams to a child that ends a moment later.
        await _reading.WaitAsync(Patience);
        return new Finished(_process.ExitCode, Output, Text(_error));
    }

    /// <summary>Ends it as a power cut would: nothing in it gets to run any more.</summary>
    public Task<Finished> KillAsync()
    {
        _process.Kill();
        return EndAsync();
    }

    /// <summary>Asks it to end by SIGTERM and waits until it has.</summary>
    public async Task<Finished> TerminateAsync()
    {
        using Process kill = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
        return await EndAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        await _reading.WaitAsync(Patience);
        _process.Dispose();
    }

    private static string Text(StringBuilder builder)
    {
        lock (builder)
        {
            return builder.ToString();
        }
    }

    private static async Task ReadAsync(StreamReader reader, StringBuilder to)
    {
        char[] buffer = new char[4096];
        while (await reader.ReadAsync(buffer) is > 0 and int count)
        {
            lock (to)
            {
                to.Append(buffer, 0, count);
            }
        }
    }
}
