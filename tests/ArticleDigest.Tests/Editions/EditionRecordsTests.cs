using System.Text;
using ArticleDigest.Editions;
using ArticleDigest.Letters;
using ArticleDigest.Records;

namespace ArticleDigest.Tests.Editions;

public sealed class EditionRecordsTests
{
    private const string FormBefore = """
        {
          "schema": 2, "schedule": "daily", "title": "Daily digest", "date": "2026-03-01", "zone": "Etc/UTC",
          "compiledAt": "2026-03-01T07:00:00+00:00", "skipped": false,
          "proposals": [
            {
              "id": "0123456789abcdef", "kind": "proposal", "actor": "Norland", "statement": "a bridge over the strait", "language": "en", "isKey": true,
              "sources": [ { "articleId": "a", "evidence": { "quote": "Norland proposes a bridge.", "start": 0, "length": 26, "voice": "reported" } } ]
            }
          ],
          "criticisms": [],
          "articles": [ { "id": "a", "title": "A bridge", "language": "en", "drops": [ "a.txt" ], "points": 1, "revised": false } ],
          "accounting": {
            "received": 1, "analysed": 1, "duplicates": 0, "rejected": 0, "filtered": 0, "failed": 0, "pending": 0, "withheld": 0,
            "lines": [ { "drop": "a.txt", "status": "analysed", "title": "A bridge", "revised": false } ], "uncertain": []
          },
          "outcomes": [ "1" ], "recipients": [ "2" ]
        }
        """;

    [Fact]
    public async Task An_edition_of_the_form_before_is_read_and_shown()
    {
        InMemoryRecords digest = new();
        EditionRequest request = new("daily", new DateOnly(2026, 3, 1));
        await digest.CreateAsync(request.Path, new RecordContent(Encoding.UTF8.GetBytes(FormBefore)), default);

        Edition edition = (await new EditionShelf(digest).ReadAsync(request, default))!;
        string page = await DigestPages.EditionAsync(edition, PageAddresses.None);

        Assert.Equal((2, "en"), (edition.Schema, Assert.Single(edition.Proposals).Language));
        Assert.Empty(edition.Missed);
        Assert.Equal("en", edition.Language);
        Assert.Contains("<p lang=\"en\" dir=\"auto\" class=\"statement\">a bridge over the strait</p>", page, StringComparison.Ordinal);
        Assert.Contains("<p lang=\"en\" dir=\"auto\" class=\"quote\">Norland proposes a bridge.</p>", page, StringComparison.Ordinal);
    }
}
