using ArticleDigest.Analysis;
using ArticleDigest.Articles;
using ArticleDigest.Editions;
using DigestFunctions.Analysis;
using DigestFunctions.Articles;
using DigestFunctions.Editions;
using Microsoft.DurableTask.Converters;

namespace DigestFunctions.Tests;

/// <summary>What goes between an orchestrator and its activities is written down by Durable and read again.</summary>
public sealed class TravelTests
{
    private static readonly AnalysisRequest Analysis = new("folder/\u00fc \"quoted\" \u2028.txt", "0x8DE1", "f00d", "0123", "extractive-1");
    private static readonly EditionRequest Edition = new("daily", new DateOnly(2026, 3, 1));
    private static readonly DateTimeOffset Time = new DateTimeOffset(2026, 3, 1, 9, 5, 7, TimeSpan.FromHours(5.5)).AddTicks(1234567);

    public static TheoryData<object?, Type> Values => new()
    {
        { Analysis, typeof(AnalysisRequest) },
        { Edition, typeof(EditionRequest) },
        { 7, typeof(int?) },
        { null, typeof(int?) },
        { Time, typeof(DateTimeOffset?) },
        { null, typeof(DateTimeOffset?) },
        { new Verdict(OutcomeStatus.Duplicate, "the same text as b", "b"), typeof(Verdict) },
        { new Verdict(OutcomeStatus.Analysed), typeof(Verdict) },
        { null, typeof(Verdict) },
        { new SectionOutcome(SectionStatus.Throttled, "busy", Time), typeof(SectionOutcome) },
        { new SectionOutcome(SectionStatus.Analysed), typeof(SectionOutcome) },
        { null, typeof(SectionOutcome) },
        { new SectionTask(Analysis, 3), typeof(SectionTask) },
        { new ConclusionTask(Analysis, new Verdict(OutcomeStatus.Failed, "no answer")), typeof(ConclusionTask) },
        { new HoldTask(Analysis, Time), typeof(HoldTask) },
        { new BatchTask(Edition, 99), typeof(BatchTask) },
    };

    [Theory]
    [MemberData(nameof(Values), DisableDiscoveryEnumeration = true)]
    public void What_a_step_is_given_or_answers_comes_back_equal(object? value, Type type)
    {
        Assert.Equal(value, RecordedOrchestration.Travel(value, type));
    }

    [Fact]
    public void What_the_blob_trigger_says_of_a_blob_it_gave_up_is_read()
    {
        const string message = """
            {"Type":"BlobTrigger","FunctionId":"Host.Functions.ArticleDropped","BlobType":"BlockBlob","ContainerName":"articles","BlobName":"folder/a.txt","ETag":"\"0x8D\""}
            """;

        object? poison = JsonDataConverter.Default.Deserialize(message, typeof(PoisonBlob));

        Assert.Equal(new PoisonBlob("folder/a.txt"), poison);
    }
}
