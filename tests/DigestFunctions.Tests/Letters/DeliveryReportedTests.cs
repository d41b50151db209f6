using System.Text;
using DigestFunctions.Letters;
using LocalServers;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace DigestFunctions.Tests.Letters;

/// <summary>The mail service's reports, as Event Grid brings them.</summary>
public sealed class DeliveryReportedTests(AzuriteServer azurite)
{
    [Fact]
    public async Task Who_bounced_gets_no_more_letters_and_the_question_of_event_grid_is_answered()
    {
        await using Workplace workplace = await Workplace.OpenAsync(azurite);
        IReadOnlyList<string> both = await workplace.Pipeline.Recipients.KeysAsync("daily", TestContext.Current.CancellationToken);
        string ana = await workplace.Pipeline.Recipients.KeyOfAsync("ana@example.org", TestContext.Current.CancellationToken);

        (int Status, string Body) asked = await PostAsync(
            workplace, """[{"eventType": "Microsoft.EventGrid.SubscriptionValidationEvent", "data": {"validationCode": "512d38b6"}}]""");
        (int Status, string Body) told = await PostAsync(
            workplace,
            """[{"eventType": "Microsoft.Communication.EmailDeliveryReportReceived", "data": {"recipient": "ana@example.org", "status": "Bounced"}}]""");
        (int Status, string Body) strange = await PostAsync(workplace, "ana@example.org");

        Assert.Equal((200, """{"validationResponse":"512d38b6"}"""), asked);
        Assert.Equal((200, 400), (told.Status, strange.Status));
        Assert.Equal(both.Where(key => key != ana), await workplace.Pipeline.Recipients.KeysAsync("daily", TestContext.Current.CancellationToken));
    }

    private static async Task<(int Status, string Body)> PostAsync(Workplace workplace, string body)
    {
        await using ServiceProvider services = new ServiceCollection().AddLogging().BuildServiceProvider();
        DefaultHttpContext context = new() { RequestServices = services };
        context.Request.Method = "POST";
        context.Request.Body = new MemoryStream(Encoding.UTF8.GetBytes(body));
        context.Response.Body = new MemoryStream();
        await (await new DeliveryReported(workplace.Pipeline).RunAsync(context.Request)).ExecuteAsync(context);
        context.Response.Body.Position = 0;
        using StreamReader reader = new(context.Response.Body);
        return (context.Response.StatusCode, await reader.ReadToEndAsync(TestContext.Current.CancellationToken));
    }
}
