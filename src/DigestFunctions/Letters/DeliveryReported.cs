using ArticleDigest;
using ArticleDigest.Azure;
using ArticleDigest.Letters;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace DigestFunctions.Letters;

/// <summary>The mail service tells what became of letters. Who calls has one of the app's keys; Event Grid has one in its address.</summary>
public sealed class DeliveryReported(DigestPipeline pipeline)
{
    [Function(nameof(DeliveryReported))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "delivery-reports")] HttpRequest request)
    {
        CancellationToken stop = request.HttpContext.RequestAborted;
        return await AcsEvents.ReadAsync(request.Body, stop) switch
        {
            null => Results.BadRequest(),
            { ValidationCode: { } code } => Results.Json(new { validationResponse = code }),
            { Reports: var reports } => await TakeAsync(reports, stop),
        };
    }

    private async Task<IResult> TakeAsync(IReadOnlyList<DeliveryReport> reports, CancellationToken cancellationToken)
    {
        foreach (DeliveryReport report in reports)
        {
            await pipeline.Reports.TakeAsync(report, cancellationToken);
        }

        return Results.Ok();
    }
}
