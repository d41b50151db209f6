using System.Text;
using ArticleDigest.Azure;
using ArticleDigest.Letters;

namespace ArticleDigest.Azure.Tests;

/// <summary>What Event Grid brings is read, and what is not Event Grid's is refused without harm.</summary>
public sealed class AcsEventsTests
{
    [Fact]
    public async Task Reports_of_letters_are_read_and_other_events_left_out()
    {
        AcsEvents events = (await ReadAsync("""
            [
              {"id": "1", "topic": "/subscriptions/s/communicationServices/c", "subject": "sender/news@example.net/message/m", "eventType": "Microsoft.Communication.EmailDeliveryReportReceived", "eventTime": "2026-11-23T07:01:00Z", "dataVersion": "1.0", "metadataVersion": "1",
               "data": {"sender": "news@example.net", "recipient": "ana@example.org", "messageId": "m", "status": "Bounced", "deliveryStatusDetails": {"statusMessage": "550 5.1.1 no such user"}, "deliveryAttemptTimeStamp": "2026-11-23T07:00:59Z"}},
              {"id": "2", "eventType": "Microsoft.Communication.EmailDeliveryReportReceived", "data": {"recipient": "ben@example.org", "status": "Quarantined"}},
              {"id": "3", "eventType": "Microsoft.Communication.EmailDeliveryReportReceived", "data": {"recipient": 7, "status": "Bounced"}},
              {"id": "5", "eventType": "Microsoft.Communication.EmailDeliveryReportReceived", "data": {"recipient": "\ud800", "status": "Bounced"}},
              {"id": "4", "eventType": "Microsoft.Communication.EmailEngagementTrackingReportReceived", "data": {"recipient": "cem@example.org", "status": "Bounced"}},
              17
            ]
            """))!;

        Assert.Null(events.ValidationCode);
        Assert.Equal(
            [new DeliveryReport("ana@example.org", "Bounced") { Answer = "550 5.1.1 no such user" }, new DeliveryReport("ben@example.org", "Quarantined")],
            events.Reports);
    }

    [Fact]
    public async Task The_question_whether_events_are_wanted_brings_the_code_to_answer_with()
    {
        AcsEvents events = (await ReadAsync(
            """[{"id": "1", "eventType": "Microsoft.EventGrid.SubscriptionValidationEvent", "data": {"validationCode": "512d38b6", "validationUrl": "https://example.net/"}}]"""))!;

        Assert.Equal("512d38b6", events.ValidationCode);
        Assert.Empty(events.Reports);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[")]
    [InlineData("List-Unsubscribe=One-Click")]
    [InlineData("\u0000\u0001")]
    public async Task What_is_no_list_of_events_is_refused(string body)
    {
        Assert.Null(await ReadAsync(body));
    }

    [Fact]
    public async Task What_is_larger_than_Event_Grid_sends_is_refused_and_not_read_to_its_end()
    {
        using MemoryStream body = new(new byte[5_000_000]);

        Assert.Null(await AcsEvents.ReadAsync(body, TestContext.Current.CancellationToken));

        Assert.True(body.Position < 2_000_000);
    }

    [Fact]
    public async Task What_is_nested_without_end_is_refused()
    {
        Assert.Null(await ReadAsync(new string('[', 100_000)));
    }

    private static async Task<AcsEvents?> ReadAsync(string body)
    {
        using MemoryStream stream = new(Encoding.UTF8.GetBytes(body));
        return await AcsEvents.ReadAsync(stream, TestContext.Current.CancellationToken);
    }
}
