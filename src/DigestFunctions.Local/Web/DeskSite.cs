using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using ArticleDigest.Editions;
using ArticleDigest.Hosting.Configuration;
using ArticleDigest.Hosting.Pages;
using ArticleDigest.Letters;
using ArticleDigest.Letters.Pages;
using DigestFunctions.Local.Hosting;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace DigestFunctions.Local.Web;

/// <summary>Answers requests for the desk: the page, what changes on it, and its two forms.</summary>
internal sealed class DeskSite(
    DeskReader reader, DeskWatch watch, DeskGuard guard, DropForm files, EditionSender sender, Settings settings, IHostApplicationLifetime host)
{
    private const int MostOfCommand = 4096;

    /// <summary>The page.</summary>
    public async Task<IResult> PageAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        Visitor visitor = Visitor.OnThisMachine(request);
        DeskLook look = await reader.LookAsync(cancellationToken);

        // Where the program was started anew the token is another, and with it all that is shown.
        string mark = $"{guard.Start}{DeskReader.MarkOf(look)}";
        return PageAnswer.Desk(await DigestPages.DeskAsync(
            DeskView.Of(look, settings.Articles.MaxBytes, WordsFor(visitor)), mark, guard.Token, AddressesFor(visitor)));
    }

    /// <summary>Tells of changes as long as somebody listens.</summary>
    public IResult Events(HttpRequest request)
    {
        if (DeskGuard.IsFromElsewhere(request))
        {
            return TypedResults.StatusCode(StatusCodes.Status403Forbidden);
        }

        request.HttpContext.Response.Headers.XContentTypeOptions = "nosniff";
        return watch.Listen() is { } listener
            ? TypedResults.ServerSentEvents(FollowAsync(listener, request.HttpContext.RequestAborted))
            : TypedResults.StatusCode(StatusCodes.Status503ServiceUnavailable);
    }

    /// <summary>Drops files.</summary>
    public async Task<IResult> DropAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        Visitor visitor = Visitor.OnThisMachine(request);
        return (DeskGuard.IsFromHere(request) ? await files.TakeAsync(request, cancellationToken) : null) switch
        {
            null => await RefuseAsync(request),
            { IsWhole: true } => new SeeOther(AddressesFor(visitor).Desk),
            { } broken => PageAnswer.Page(
                await DigestPages.DeskBrokenAsync(broken.Files, AddressesFor(visitor), WordsFor(visitor)), StatusCodes.Status400BadRequest),
        };
    }

    /// <summary>Sends the edition of a schedule now.</summary>
    public async Task<IResult> SendAsync(string schedule, HttpRequest request, CancellationToken cancellationToken)
    {
        if (!DeskGuard.IsFromHere(request) || !await HasTokenAsync(request, cancellationToken) || !settings.Digest.Schedules.ContainsKey(schedule))
        {
            return await RefuseAsync(request);
        }

        sender.Begin(schedule);
        return new SeeOther(AddressesFor(Visitor.OnThisMachine(request)).Desk);
    }

    private async Task<bool> HasTokenAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out MediaTypeHeaderValue? type)
            || !type.MediaType.Equals("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        request.HttpContext.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = MostOfCommand;
        try
        {
            return guard.Knows((await request.ReadFormAsync(cancellationToken))[DeskPage.TokenName]);
        }
        catch (Exception fault) when (fault is InvalidDataException or IOException)
        {
            return false;
        }
    }

    private async Task<IResult> RefuseAsync(HttpRequest request)
    {
        Visitor visitor = Visitor.OnThisMachine(request);
        return PageAnswer.Page(await DigestPages.DeskRefusedAsync(AddressesFor(visitor), WordsFor(visitor)), StatusCodes.Status403Forbidden);
    }

    private async IAsyncEnumerable<SseItem<string>> FollowAsync(
        ChannelReader<string> listener, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // A host that stops waits for its requests to end.
        using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, host.ApplicationStopping);
        try
        {
            while (await NextAsync(listener, end.Token) is { } mark)
            {
                yield return new SseItem<string>($"{guard.Start}{mark}", "look");
            }
        }
        finally
        {
            watch.Leave(listener);
        }
    }

    private static async Task<string?> NextAsync(ChannelReader<string> listener, CancellationToken cancellationToken)
    {
        try
        {
            return await listener.ReadAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    private static PageAddresses AddressesFor(Visitor visitor) => new("/") { HasPreview = true, HasDesk = true, Language = visitor.Language };

    private Words WordsFor(Visitor visitor) => Words.Of(
        visitor.Language ?? settings.Digest.Schedules.OrderBy(s => s.Key, StringComparer.Ordinal).First().Value.Language);

    /// <summary>Sends a browser on to a page that it asks for by GET, so that going back or forth repeats nothing.</summary>
    private sealed class SeeOther(string address) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
            httpContext.Response.Headers.Location = address;
            httpContext.Response.Headers.CacheControl = "no-store";
            return Task.CompletedTask;
        }
    }
}
