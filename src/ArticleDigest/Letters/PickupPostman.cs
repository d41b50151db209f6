using System.Security.Cryptography;
using System.Text;
using MimeKit;

namespace ArticleDigest.Letters;

/// <summary>
/// Puts letters into a folder, one <c>.eml</c> file each, named after the letter's Message-ID. A file is there whole or
/// not at all, and the same letter is the same file.
/// </summary>
public sealed class PickupPostman(MailOptions options) : IPostman
{
    /// <inheritdoc/>
    public async Task<Delivery> DeliverAsync(
        MimeMessage message, Func<CancellationToken, Task<bool>> beforeSending, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        ArgumentNullException.ThrowIfNull(beforeSending);
        string file = FileOf(message);

        // Two may be at the same letter up to the moment at which one of them gets it.
        string unfinished = $"{file}.{Path.GetRandomFileName()}.tmp";
        try
        {
            await WriteAsync(message, unfinished, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            TakeAway(unfinished);
            return Unwritable(e);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            TakeAway(unfinished);
            return new Delivery(DeliveryStatus.PutOff, "stopped before the letter went out");
        }

        if (!await beforeSending(cancellationToken).ConfigureAwait(false))
        {
            TakeAway(unfinished);
            return new Delivery(DeliveryStatus.NotOurs, "somebody else has the letter");
        }

        try
        {
            File.Move(unfinished, file, overwrite: true);
            return new Delivery(DeliveryStatus.Sent, "put into the pickup folder");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            TakeAway(unfinished);
            return Unwritable(e);
        }
    }

    /// <inheritdoc/>
    /// <remarks>A letter that is not there may have been taken away by whoever empties the folder, so that tells nothing.</remarks>
    public Task<Delivery?> SettleAsync(MimeMessage message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        return Task.FromResult(
            File.Exists(FileOf(message)) ? new Delivery(DeliveryStatus.Sent, "found in the pickup folder") : null);
    }

    private async Task WriteAsync(MimeMessage message, string file, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(options.PickupFolder);
        FileStream stream = new(file, FileMode.Create, FileAccess.Write, FileShare.None);
        await using (stream.ConfigureAwait(false))
        {
            FormatOptions format = FormatOptions.Default.Clone();
            format.NewLineFormat = NewLineFormat.Dos;
            await message.WriteToAsync(format, stream, cancellationToken).ConfigureAwait(false);
            stream.Flush(flushToDisk: true);
        }
    }

    private static void TakeAway(string unfinished)
    {
        try
        {
            File.Delete(unfinished);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Whoever empties the folder sees by its name that it is no letter.
        }
    }

    /// <summary>The fault's own words have the path, which can have a person's name.</summary>
    private static Delivery Unwritable(Exception e) => new(
        DeliveryStatus.PutOff,
        $"the pickup folder ({MailOptions.Section}:{nameof(MailOptions.PickupFolder)}) cannot be written ({e.GetType().Name})");

    private string FileOf(MimeMessage message)
    {
        string id = message.MessageId ?? throw new ArgumentException("The letter has no Message-ID.", nameof(message));
        string[] parts = id[..Math.Max(0, id.LastIndexOf('@'))].Split('.');
        bool isPlain = parts.Length == 3
            && parts.All(p => p.Length is > 0 and <= 64 && p.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-'));

        // A name on disk is never made from anything but these few characters.
        string name = isPlain ? string.Join('-', parts) : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id)));
        return Path.Combine(options.PickupFolder, name + ".eml");
    }
}
