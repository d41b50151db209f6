using System.Globalization;
using DigestFunctions.Local.LocalTools;
using Xunit;

namespace LocalServers;

/// <summary>
/// One Azurite in memory for all tests of an assembly:
/// <c>[assembly: AssemblyFixture(typeof(AzuriteServer))]</c>, and the test class takes it in its constructor.
/// </summary>
public sealed class AzuriteServer : IAsyncLifetime
{
    private const int Accounts = 100;

    private AzuriteProcess? _azurite;
    private int _prefixes;
    private int _accounts;

    /// <summary>The process; tests that stop or restart it start one of their own.</summary>
    public AzuriteProcess Process => _azurite ?? throw new InvalidOperationException("Azurite has not been started.");

    /// <summary>What a storage client needs to know.</summary>
    public string ConnectionString => Process.ConnectionString;

    /// <summary>Finds and if need be installs the tools.</summary>
    public static Task<NodeTools> PrepareToolsAsync(CancellationToken cancellationToken) =>
        NodeTools.PrepareAsync(progress: null, cancellationToken);

    /// <summary>An Azurite of a test's own. Disposing stops it.</summary>
    public static async Task<AzuriteProcess> StartOwnAsync(AzuriteSettings settings, CancellationToken cancellationToken) =>
        await AzuriteProcess.StartAsync(await PrepareToolsAsync(cancellationToken), settings, cancellationToken);

    /// <summary>A beginning for container names that no other test has.</summary>
    public string NewPrefix() => string.Create(CultureInfo.InvariantCulture, $"t{Interlocked.Increment(ref _prefixes)}-");

    /// <summary>What a storage client needs to know of an account that no other test has.</summary>
    public string NewAccount() =>
        Interlocked.Increment(ref _accounts) is <= Accounts and int account
            ? AzuriteProcess.ConnectionStringOf(Process.Port, AccountName(account))
            : throw new InvalidOperationException($"Only {Accounts} accounts were made.");

    /// <inheritdoc/>
    public async ValueTask InitializeAsync() =>
        _azurite = await StartOwnAsync(
            new AzuriteSettings { MoreAccounts = [.. Enumerable.Range(1, Accounts).Select(AccountName)] }, CancellationToken.None);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_azurite is { } azurite)
        {
            await azurite.DisposeAsync();
        }
    }

    private static string AccountName(int number) => string.Create(CultureInfo.InvariantCulture, $"tests{number}");
}
