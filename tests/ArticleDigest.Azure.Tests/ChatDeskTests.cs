namespace ArticleDigest.Azure.Tests;

/// <summary>Tests with a played server of their own.</summary>
public abstract class ChatDeskTests : IAsyncLifetime
{
    private protected ChatDesk Desk { get; private set; } = null!;

    private protected static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => Desk = await ChatDesk.OpenAsync();

    public async ValueTask DisposeAsync()
    {
        await Desk.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
