using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using ArticleDigest.Articles;
using ArticleDigest.Records;

namespace Benchmarks;

/// <summary>
/// A storage with a day's articles, all analysed and waiting for the edition, of which every record is made when it is read:
/// so that what an edition has in memory can be told from what the storage has. What is written is kept in memory.
/// </summary>
/// <param name="articles">How many articles there are.</param>
/// <param name="textLength">How long their texts are, in characters.</param>
internal sealed class PlayedDay(int articles, int textLength)
{
    public const string Analyst = "played-1";

    private readonly NewsWriter _writer = new(articles, textLength);
    private readonly InMemoryRecords _written = new();

    /// <summary>How many articles there are.</summary>
    public int Count => articles;

    /// <summary>How many texts were read.</summary>
    public int TextsRead { get; private set; }

    /// <summary>The storage as the pipeline sees it.</summary>
    public DigestStorage Storage => new(new Drops(this), new Receipts(this), new Digest(this));

    /// <summary>What stands for an article or an outcome: 64 hexadecimal digits, the first eight of which are its number.</summary>
    public static string IdOf(int number) =>
        number.ToString("x8", CultureInfo.InvariantCulture) + Convert.ToHexStringLower(SHA256.HashData(BitConverter.GetBytes(number)))[8..];

    private static int NumberOf(ReadOnlySpan<char> id) => int.Parse(id[..8], NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    private static string DropOf(int number) => string.Create(CultureInfo.InvariantCulture, $"news/2026-03-01/{number:00000000}.txt");

    private static string ETagOf(int number) => string.Create(CultureInfo.InvariantCulture, $"0x8DE{number:X12}");

    private Outcome OutcomeOf(int number) => new()
    {
        Id = IdOf(number),
        Drop = DropOf(number),
        DropETag = ETagOf(number),
        Status = OutcomeStatus.Analysed,
        ArticleId = IdOf(number),
        Title = _writer.HeadOf(number).Title,
        AnalystVersion = Analyst,
    };

    private RecordContent? Make(string name)
    {
        string[] parts = name.Split('/');
        switch (parts[0])
        {
            case "outcomes":
                return JsonRecords.ToContent(OutcomeOf(NumberOf(parts[1])));
            case "analyses":
                return JsonRecords.ToContent(_writer.AnalysisOf(NumberOf(parts[1])));
            case "texts":
                TextsRead++;
                return JsonRecords.ToContent(new ArticleText { Owner = DropOf(NumberOf(parts[1])), OwnerETag = ETagOf(NumberOf(parts[1])), Article = _writer.ArticleOf(NumberOf(parts[1])) });
            default:
                return null;
        }
    }

    private abstract class Played : IRecords
    {
        public abstract Task<StoredRecord?> ReadAsync(string name, long maxBytes, CancellationToken cancellationToken);

        public abstract IAsyncEnumerable<RecordEntry> ListAsync(string prefix, CancellationToken cancellationToken);

        public virtual Task<string?> CreateAsync(string name, RecordContent content, CancellationToken cancellationToken) => throw Unused();

        public virtual Task<string?> ReplaceAsync(string name, RecordContent content, string etag, CancellationToken cancellationToken) => throw Unused();

        public virtual Task<bool> DeleteAsync(string name, string etag, CancellationToken cancellationToken) => throw Unused();

        private static NotSupportedException Unused() => new("An edition writes nothing here.");
    }

    private sealed class Drops(PlayedDay day) : Played
    {
        public override Task<StoredRecord?> ReadAsync(string name, long maxBytes, CancellationToken cancellationToken) => Task.FromResult<StoredRecord?>(null);

        public override async IAsyncEnumerable<RecordEntry> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            await Task.CompletedTask;
            for (int i = 0; i < day.Count; i++)
            {
                yield return new RecordEntry(DropOf(i), ETagOf(i), 1, RecordContent.NoMetadata);
            }
        }
    }

    private sealed class Receipts(PlayedDay day) : Played
    {
        public override Task<StoredRecord?> ReadAsync(string name, long maxBytes, CancellationToken cancellationToken) => Task.FromResult<StoredRecord?>(null);

        public override async IAsyncEnumerable<RecordEntry> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            await Task.CompletedTask;
            for (int i = 0; i < day.Count; i++)
            {
                yield return new RecordEntry(DropOf(i), "1", 1, new ReceiptStub(ETagOf(i), OutcomeStatus.Analysed, 1, null).ToMetadata());
            }
        }
    }

    private sealed class Digest(PlayedDay day) : Played
    {
        private const string Inbox = "inbox/daily/";

        public override async Task<StoredRecord?> ReadAsync(string name, long maxBytes, CancellationToken cancellationToken)
        {
            RecordContent? made = day.Make(name);
            return made is null
                ? await day._written.ReadAsync(name, maxBytes, cancellationToken)
                : new StoredRecord(name, "1", made.Bytes.Length, maxBytes < made.Bytes.Length ? null : made.Bytes, made.Metadata);
        }

        public override async IAsyncEnumerable<RecordEntry> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            if (string.Equals(prefix, Inbox, StringComparison.Ordinal))
            {
                for (int i = 0; i < day.Count; i++)
                {
                    yield return new RecordEntry(Inbox + IdOf(i), "1", 0, RecordContent.NoMetadata);
                }
            }
            else
            {
                await foreach (RecordEntry entry in day._written.ListAsync(prefix, cancellationToken))
                {
                    yield return entry;
                }
            }
        }

        public override Task<string?> CreateAsync(string name, RecordContent content, CancellationToken cancellationToken) =>
            day._written.CreateAsync(name, content, cancellationToken);

        public override Task<string?> ReplaceAsync(string name, RecordContent content, string etag, CancellationToken cancellationToken) =>
            day._written.ReplaceAsync(name, content, etag, cancellationToken);
    }
}
