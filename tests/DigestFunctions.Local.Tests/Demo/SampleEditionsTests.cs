using System.Globalization;
using System.Text.Json;
using ArticleDigest.Editions;
using ArticleDigest.Records;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using DigestFunctions.Local.LocalTools;
using LocalServers;
using MimeKit;

namespace DigestFunctions.Local.Tests.Demo;

/// <summary><c>digest demo --days 3</c>: three days of samples, and a day between them on which the program is down.</summary>
public sealed class SampleEditionsTests(SampleEditionsTests.ThreeDays played) : IClassFixture<SampleEditionsTests.ThreeDays>
{
    [Theory]
    [InlineData("2026-03-03")]
    [InlineData("2026-03-04")]
    [InlineData("2026-03-06")]
    public void An_edition_of_the_samples_has_what_was_written_down_beforehand(string date)
    {
        ExpectedEdition expected = ExpectedEditions.Read().Editions.Single(e => e.Date == DateOnly.Parse(date, CultureInfo.InvariantCulture));

        IReadOnlyList<string> differences = EditionComparison.Differences(expected, played.Edition(expected.Date));

        Assert.True(differences.Count == 0, $"{differences.Count} differences on {date}:\n{string.Join('\n', differences)}");
    }

    [Fact]
    public void A_comparison_tells_by_name_what_is_missing_unexpected_or_wrong()
    {
        ExpectedEdition written = ExpectedEditions.Read().Editions[0];
        ExpectedEntry trams = written.Entries.Single(e => string.Equals(e.Id, "trams", StringComparison.Ordinal));
        ExpectedEdition other = written with
        {
            Entries =
            [
                trams with { Id = "moved", In = ["harbour-congestion-charge.txt", "lantern-walk.txt"] },
                trams with { Id = "invented", Says = ["saffron buns"] },
                .. written.Entries.Where(e => e.Id is not ("trams" or "compensate" or "tax-credit")),
                trams with { Id = "misnamed", Actor = "Mia Lund", Says = ["tax credit"], In = ["storage-law.txt"] },
            ],
            Absent = ["tram lines"],
        };

        IReadOnlyList<string> differences = EditionComparison.Differences(other, played.Edition(written.Date));

        Assert.Contains("invented is missing: proposal of 'Clara Weiss' in gazette-harbour-toll.html, harbour-congestion-charge.txt", differences);
        Assert.Contains(differences, d => d.StartsWith("unexpected in fisheries-quota.html: Proposal of 'Ruth Abebe'", StringComparison.Ordinal));
        Assert.Contains(differences, d => d.StartsWith("moved: in is 'gazette-harbour-toll.html, harbour-congestion-charge.txt', not", StringComparison.Ordinal));
        Assert.Contains(differences, d => d.StartsWith("misnamed is wrong: Proposal of 'Labour Party'", StringComparison.Ordinal));
        Assert.Contains(differences, d => d.StartsWith("'tram lines' must not be told", StringComparison.Ordinal));
    }

    [Fact]
    public void Nine_of_ten_expected_entries_are_such_as_the_analyst_can_find()
    {
        List<ExpectedEntry> expected = [.. ExpectedEditions.Read().Editions.SelectMany(e => e.Entries)];

        Assert.True(expected.Count >= 60, $"Only {expected.Count} are expected.");
        Assert.InRange(expected.Count(e => e.Missed is not null), 1, expected.Count / 10);
    }

    [Fact]
    public void Every_edition_goes_out_once_and_the_one_after_the_outage_tells_of_both_days()
    {
        IReadOnlyList<DateOnly> dates = [.. ExpectedEditions.Read().Editions.Select(e => e.Date)];

        Assert.True(played.Finished.ExitCode == 0, played.Finished.All);
        Assert.Equal(dates, played.Editions.Select(e => e.Date));
        Assert.Equal(2 * dates.Count, played.Letters.Count);
        Assert.Equal(2, played.Letters.Count(l => l.TextBody!.Contains("since the edition of Wednesday 4 March 2026", StringComparison.Ordinal)));
        Assert.DoesNotContain(played.Editions.SelectMany(e => e.Outcomes).CountBy(o => o, StringComparer.Ordinal), o => o.Value > 1);
    }

    [Fact]
    public void The_screen_tells_day_by_day_what_happened_and_when_the_program_was_down()
    {
        string output = played.Finished.Output;

        string[] told =
        [
            "Day 1 of the demo, 2026-03-03", "Day 2 of the demo, 2026-03-04",
            "The program was down on 2026-03-05: 4 articles came in, no edition went out.", "Day 3 of the demo, 2026-03-06",
        ];
        Assert.All(told, line => Assert.Contains(line, output, StringComparison.Ordinal));
        Assert.Equal(told.Order(Comparer<string>.Create((a, b) => output.IndexOf(a, StringComparison.Ordinal) - output.IndexOf(b, StringComparison.Ordinal))), told);
        Assert.Equal(3, output.Split("2 new .eml files").Length - 1);
        Assert.Matches("parents-drop-lockers[.]txt +│ analysed +│ [1-9]", output);
        Assert.Contains("more in mail and page.", output, StringComparison.Ordinal);
    }

    /// <summary>The demo, run once for all tests, and what it left behind, seen from outside.</summary>
    public sealed class ThreeDays : IAsyncLifetime
    {
        private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("digest-");

        public Finished Finished { get; private set; } = new(-1, "", "");

        public IReadOnlyList<Edition> Editions { get; private set; } = [];

        public IReadOnlyList<MimeMessage> Letters { get; private set; } = [];

        public Edition Edition(DateOnly date) =>
            Editions.SingleOrDefault(e => e.Date == date) ?? throw new InvalidOperationException($"There is no edition of {date:O}: {Finished.All}");

        public async ValueTask InitializeAsync()
        {
            Finished = await DigestProgram.RunAsync(_folder.FullName, new Dictionary<string, string?>(StringComparer.Ordinal), "demo", "--days", "3");
            string demo = Path.Combine(_folder.FullName, "digest-demo");
            Letters = [.. Directory.EnumerateFiles(Path.Combine(demo, "mail"), "*.eml").Select(file => MimeMessage.Load(file))];
            await using AzuriteProcess storage = await AzuriteServer.StartOwnAsync(
                new AzuriteSettings { Folder = Path.Combine(demo, "storage") }, CancellationToken.None);
            BlobContainerClient digest = new BlobServiceClient(storage.ConnectionString).GetBlobContainerClient("digest");
            List<Edition> editions = [];
            await foreach (BlobItem blob in digest.GetBlobsAsync(BlobTraits.None, BlobStates.None, "editions/daily/", default))
            {
                if (blob.Name.EndsWith("/edition.json", StringComparison.Ordinal))
                {
                    BlobDownloadResult read = await digest.GetBlobClient(blob.Name).DownloadContentAsync();
                    editions.Add(JsonSerializer.Deserialize<Edition>(read.Content, JsonRecords.Options)!);
                }
            }

            Editions = editions;
        }

        public ValueTask DisposeAsync()
        {
            _folder.Delete(recursive: true);
            return ValueTask.CompletedTask;
        }
    }
}
