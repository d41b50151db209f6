using ArticleDigest.Records;

namespace ArticleDigest.Tests.Records;

public sealed class InMemoryRecordsTests : RecordsContract
{
    protected override Task<IRecords> OpenAsync() => Task.FromResult<IRecords>(new InMemoryRecords());
}
