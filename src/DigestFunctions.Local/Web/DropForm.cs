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
    /// <summary>How many files a form may have.</summary>
    public const int MostFiles = 50;

    private const int MostOfField = 1024;
    private const int MostBesideFiles = 1024 * 1024;
    private const int LongestBoundary = 70;

    // One form after the other, so that memory does not grow with the number of browser tabs.
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>Takes a form.</summary>
    /// <returns>False if it is not the form of our page, with our token before all else, or breaks off; what came in whole until then is dropped all the same.</returns>
    public async Task<bool> TakeAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out MediaTypeHeaderValue? type)
            || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
            || HeaderUtilities.RemoveQuotes(type.Boundary).ToString() is not { Length: > 0 and <= LongestBoundary } boundary)
        {
            return false;
        }

        request.HttpContext.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = (MostFiles * options.MaxBytes) + MostBesideFiles;
        await _turn.WaitAsync(cancellationToken);
        try
        {
            return await TakeAsync(new MultipartReader(boundary, request.Body), cancellationToken);
        }
        catch (Exception fault) when (fault is InvalidDataException or IOException)
        {
            // What came in whole until then is dropped, and told.
            return false;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    private async Task<bool> TakeAsync(MultipartReader form, CancellationToken cancellationToken)
    {
        bool isOurs = false;
        bool mayReplace = false;
        int files = 0;
        while (await form.ReadNextSectionAsync(cancellationToken) is { } part)
        {
            if (!ContentDispositionHeaderValue.TryParse(part.ContentDisposition, out ContentDispositionHeaderValue? about))
            {
                return false;
            }

            if (!about.IsFileDisposition())
            {
                string name = HeaderUtilities.RemoveQuotes(about.Name).ToString();
                byte[]? value = await ReadAsync(part.Body, MostOfField, cancellationToken);
                isOurs |= name is DeskPage.TokenName && value is not null && guard.Knows(System.Text.Encoding.UTF8.GetString(value));
                mayReplace |= name is DeskPage.ReplaceName;
            }

            if (!isOurs)
            {
                return false;
            }

            // Where no file was chosen browsers send one without a name.
            if (about.IsFileDisposition() && NameOf(about) is { Length: > 0 } file)
            {
                if (++files > MostFiles)
                {
                    Tell(file, DropResult.Refused, $"a form may have {MostFiles} files at most; this one and those after it are left out");
                    break;
                }

                await DropAsync(file, await ReadAsync(part.Body, options.MaxBytes, cancellationToken), mayReplace, cancellationToken);
            }
        }

        return isOurs;
    }

    private async Task DropAsync(string name, byte[]? content, bool mayReplace, CancellationToken cancellationToken)
    {
        if (content is null)
        {
            Tell(name, DropResult.Refused, $"the file is larger than {options.MaxBytes} bytes");
            return;
        }

        try
        {
            (DropResult result, string? reason) = await AddCommand.AddAsync(articles, name, content, mayReplace, cancellationToken);
            Tell(name, result, reason);
            if (result is DropResult.Added or DropResult.Replaced)
            {
                sweep.Ring();
            }
        }
        catch (IOException fault)
        {
            Tell(name, DropResult.Refused, fault.Message);
        }
    }

    private void Tell(string name, DropResult result, string? reason) => dropped.Add(new DroppedFile(name, result, reason, time.GetUtcNow()));

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
