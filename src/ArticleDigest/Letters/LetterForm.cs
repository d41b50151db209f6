using System.Text;
using MimeKit;
using MimeKit.Text;

namespace ArticleDigest.Letters;

/// <summary>
/// What letters have in common, written and encoded once for all who get the same but for the links that are their own. It
/// was written to somebody who does not exist, whose key and token nobody can know; where these stand, each letter has its
/// recipient's. Both consist of letters, digits and signs that stand for themselves in addresses, HTML, plain text and
/// quoted-printable, and are as long as anybody's, so that the outcome is what writing to the recipient alone would give.
/// </summary>
internal sealed class LetterForm
{
    private readonly FormPart[] _parts;

    /// <param name="text">The plain part.</param>
    /// <param name="html">The HTML part; null if there is none.</param>
    /// <param name="marks">The key and the token it was written with.</param>
    public LetterForm(string text, string? html, IReadOnlyList<string> marks) =>
        _parts = [new FormPart(TextFormat.Plain, text, marks), .. html is null ? Array.Empty<FormPart>() : [new FormPart(TextFormat.Html, html, marks)]];

    /// <summary>The parts for a recipient.</summary>
    /// <param name="own">The recipient's key and token, in the order of the marks and each as long as its mark.</param>
    public IEnumerable<TextPart> For(IReadOnlyList<string> own) => _parts.Select(part => part.For(own));

    /// <summary>A part in quoted-printable, and where the marks stand in it.</summary>
    private sealed class FormPart
    {
        private readonly TextFormat _format;
        private readonly byte[] _encoded;
        private readonly IReadOnlyList<Place> _places;

        public FormPart(TextFormat format, string text, IReadOnlyList<string> marks)
        {
            _format = format;
            using TextPart part = new(format) { ContentTransferEncoding = ContentEncoding.QuotedPrintable };
            part.SetText(Encoding.UTF8, text);
            using MemoryStream encoded = new();
            FormatOptions options = FormatOptions.Default.Clone();
            options.NewLineFormat = NewLineFormat.Unix;
            part.WriteTo(options, encoded, contentOnly: true);
            _encoded = encoded.ToArray();
            _places = [.. marks.SelectMany((mark, i) => Find(mark, i)).OrderBy(place => place.Offset)];
        }

        public TextPart For(IReadOnlyList<string> own)
        {
            TextPart part = new(_format) { ContentTransferEncoding = ContentEncoding.QuotedPrintable };
            part.ContentType.Charset = Encoding.UTF8.WebName;
            FilledStream filled = new(_encoded, [.. _places.Select(place => (place.Offset, (byte)own[place.Mark][place.Index]))]);
            part.Content = new MimeContent(filled, ContentEncoding.QuotedPrintable);
            return part;
        }

        private IEnumerable<Place> Find(string mark, int number) =>
            Enumerable.Range(0, _encoded.Length).Where(start => _encoded[start] == mark[0]).SelectMany(start => At(start, mark, number));

        /// <summary>The places of a mark's characters if it begins here; a line may be broken between any two of them.</summary>
        private List<Place> At(int start, string mark, int number)
        {
            List<Place> places = [];
            for (int offset = start; places.Count < mark.Length; offset++)
            {
                offset += _encoded.AsSpan(offset).StartsWith("=\n"u8) ? 2 : 0;
                if (offset >= _encoded.Length || _encoded[offset] != mark[places.Count])
                {
                    return [];
                }

                places.Add(new Place(offset, number, places.Count));
            }

            return places;
        }

        private sealed record Place(int Offset, int Mark, int Index);
    }
}

/// <summary>Bytes that many share, read with a few of them replaced.</summary>
/// <param name="shared">The bytes.</param>
/// <param name="own">What stands at which offsets instead, in their order.</param>
internal sealed class FilledStream(byte[] shared, (int Offset, byte Value)[] own) : Stream
{
    private int _position;

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => true;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => shared.Length;

    /// <inheritdoc/>
    public override long Position
    {
        get => _position;
        set => Seek(value, SeekOrigin.Begin);
    }

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        int count = Math.Min(buffer.Length, shared.Length - _position);
        shared.AsSpan(_position, count).CopyTo(buffer);
        int next = Array.FindIndex(own, place => place.Offset >= _position);
        for (; next >= 0 && next < own.Length && own[next].Offset < _position + count; next++)
        {
            buffer[own[next].Offset - _position] = own[next].Value;
        }

        _position += count;
        return count;
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count)
    {
        ValidateBufferArguments(buffer, offset, count);
        return Read(buffer.AsSpan(offset, count));
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin)
    {
        long position = offset + (origin switch
        {
            SeekOrigin.Begin => 0,
            SeekOrigin.Current => _position,
            _ => shared.Length,
        });
        ArgumentOutOfRangeException.ThrowIfNegative(position, nameof(offset));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(position, shared.Length, nameof(offset));
        return _position = (int)position;
    }

    /// <inheritdoc/>
    public override void Flush()
    {
        // There is nothing to be written.
    }

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException("It is read-only.");

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("It is read-only.");
}
