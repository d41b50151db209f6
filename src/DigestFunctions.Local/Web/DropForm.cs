using ArticleDigest.Articles;
using ArticleDigest.Letters;
using ArticleDigest.Letters.Pages;
using ArticleDigest.Records;
using DigestFunctions.Local.Commands;
using DigestFunctions.Local.Hosting;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace DigestFunctions.Local.Web;

/// <summary>
/// Takes the desk's form with files: reads it part by part as it comes in, one file in memory at a time and none on disk, and
/// drops each as <c>digest add</c> does.
/// </summary>
internal sealed class DropForm(IRecords articles, ArticlesOptions options, DeskGuard guard, DroppedFiles dropped, Bell sweep, TimeProvider time) : IDisposable
{
    private const int MostOfField = 1024;
    private const int MostBesideFiles = 1024 * 1024;
    private const int LongestBoundary = 70;

    // One form after the other, so that memory does not grow with the number of browser tabs.
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>Takes a form; what comes in whole before it breaks off is dropped.</summary>
    /// <returns>What came of it; null if it is not the form of our page, with our token before all else.</returns>
    public async Task<TakenForm?> TakeAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out MediaTypeHeaderValue? type)
            || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
            || HeaderUtilities.RemoveQuotes(type.Boundary).ToString() is not { Length: > 0 and <= LongestBoundary } boundary)
        {
            return null;
        }

        request.HttpContext.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = (DroppedFile.MostAtOnce * options.MaxBytes) + MostBesideFiles;
        await _turn.WaitAsync(cancellationToken);
        try
        {
            MultipartReader form = new(boundary, request.Body);
            return await HasTokenAsync(form, cancellationToken) ? await TakeAsync(form, cancellationToken) : null;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    /// <summary>Whether a form begins with our token.</summary>
    private async Task<bool> HasTokenAsync(MultipartReader form, CancellationToken cancellationToken)
    {
        try
        {
            return await form.ReadNextSectionAsync(cancellationToken) is { } part
                && ContentDispositionHeaderValue.TryParse(part.ContentDisposition, out ContentDispositionHeaderValue? about)
                && !about.IsFileDisposition()
                && HeaderUtilities.RemoveQuotes(about.Name).ToString() is DeskPage.TokenName
                && await ReadAsync(part.Body, MostOfField, cancellationToken) is { } value
                && guard.Knows(System.Text.Encoding.UTF8.GetString(value));
        }
        catch (Exception fault) when (IsBreakingOff(fault))
        {
            return false;
        }
    }

    private async Task<TakenForm> TakeAsync(MultipartReader form, CancellationToken cancellationToken)
    {
        List<DroppedFile> files = [];
        bool mayReplace = false;
        string? coming = null;
        try
        {
            while (await form.ReadNextSectionAsync(cancellationToken) is { } part)
            {
                if (!ContentDispositionHeaderValue.TryParse(part.ContentDisposition, out ContentDispositionHeaderValue? about))
                {
                    return new TakenForm(files, IsWhole: false);
                }

                mayReplace |= !about.IsFileDisposition() && HeaderUtilities.RemoveQuotes(about.Name).ToString() is DeskPage.ReplaceName;

                // Where no file was chosen browsers send one without a name.
                if (about.IsFileDisposition() && NameOf(about) is { Length: > 0 } file)
                {
                    if (files.Count == DroppedFile.MostAtOnce)
                    {
                        files.Add(Tell(file, DropResult.TooMany));
                        break;
                    }

                    coming = file;
                    byte[]? content = await ReadAsync(part.Body, options.MaxBytes, cancellationToken);
                    coming = null;
                    files.Add(await DropAsync(file, content, mayReplace, cancellationToken));
                }
            }
        }
        catch (Exception fault) when (IsBreakingOff(fault))
        {
            if (coming is not null)
            {
                files.Add(Tell(coming, DropResult.BrokenOff));
            }

            return new TakenForm(files, IsWhole: false);
        }

        return new TakenForm(files, IsWhole: true);
    }

    private async Task<DroppedFile> DropAsync(string name, byte[]? content, bool mayReplace, CancellationToken cancellationToken)
    {
        if (content is null)
        {
            return Tell(name, DropResult.TooLarge);
        }

        try
        {
            (DropResult result, string? reason) = await AddCommand.AddAsync(articles, name, content, mayReplace, cancellationToken);
            if (result is DropResult.Added or DropResult.Replaced)
            {
                sweep.Ring();
            }

            return Tell(name, result, reason);
        }
        catch (IOException fault)
        {
            return Tell(name, DropResult.Refused, fault.Message);
        }
    }

    private DroppedFile Tell(string name, DropResult result, string? reason = null)
    {
        DroppedFile file = new(name, result, reason, time.GetUtcNow());
        dropped.Add(file);
        return file;
    }

    /// <summary>Whether a fault is the form's: its end is missing, or it is none.</summary>
    private static bool IsBreakingOff(Exception fault) => fault is InvalidDataException or IOException;

    /// <summary>The file's name as it is on its disk: of its signs browsers escape quotation marks.</summary>
    private static string NameOf(ContentDispositionHeaderValue about) =>
        HeaderUtilities.RemoveQuotes(about.FileName).ToString().Replace("%22", "\"", StringComparison.Ordinal);

    /// <summary>Reads a part; null if it is longer than it may be.</summary>
    private static async Task<byte[]?> ReadAsync(Stream body, long most, CancellationToken cancellationToken)
    {
        using MemoryStream whole = new();
        byte[] buffer = new byte[64 * 1024];
        while (await body.ReadAsync(buffer, cancellationToken) is > 0 and int count)
        {
            if (whole.Length + count > most)
            {
                return null;
            }

            whole.Write(buffer, 0, count);
        }

        return whole.ToArray();
    }
}

/// <summary>What came of a form with files.</summary>
/// <param name="Files">What came of each file that came in, in their order.</param>
/// <param name="IsWhole">Whether the form came in whole.</param>
internal sealed record TakenForm(IReadOnlyList<DroppedFile> Files, bool IsWhole);
