using System.CommandLine;
using ModelServer;

Option<int> port = new("--port") { Description = "The port on 127.0.0.1; a free one unless given." };
Option<int> delay = new("--delay") { Description = "How long every answer takes, in milliseconds.", HelpName = "MS" };
Option<string> deployment = new("--deployment") { Description = "The deployment or model it has.", DefaultValueFactory = _ => new PlayedModelSettings().Deployment };
Option<string> key = new("--key") { Description = "The key it wants.", DefaultValueFactory = _ => new PlayedModelSettings().Key };
RootCommand root = new("Plays an Azure OpenAI server on this machine until Ctrl+C.") { port, delay, deployment, key };
root.SetAction(async (parsed, cancellationToken) =>
{
    PlayedModelSettings settings = new()
    {
        Port = parsed.GetValue(port),
        Delay = TimeSpan.FromMilliseconds(parsed.GetValue(delay)),
        Deployment = parsed.GetValue(deployment)!,
        Key = parsed.GetValue(key)!,
        KeepsRequests = false,
    };
    await using PlayedModel model = await PlayedModel.StartAsync(settings);
    Console.WriteLine($"{model.Endpoint} plays the deployments '{settings.Deployment}' and '{settings.EmbeddingDeployment}' with the key '{settings.Key}'; Ctrl+C ends it.");
    await Task.Delay(Timeout.Infinite, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    return 0;
});
return await root.Parse(args).InvokeAsync();
