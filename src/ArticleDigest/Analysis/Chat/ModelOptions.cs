namespace ArticleDigest.Analysis.Chat;

/// <summary>How a model's service is spoken to.</summary>
public enum ModelService
{
    /// <summary>Azure OpenAI: a deployment of a resource.</summary>
    Azure,

    /// <summary>Any service with OpenAI's interface.</summary>
    OpenAI,
}

/// <summary>What it takes to reach a model, whatever it is asked for.</summary>
public abstract class ModelOptions
{
    private const int LongestName = 64;

    /// <summary>Options of a model that is waited for so long unless something else is configured.</summary>
    /// <param name="timeoutSeconds">The default of <see cref="TimeoutSeconds"/>.</param>
    private protected ModelOptions(int timeoutSeconds) => TimeoutSeconds = timeoutSeconds;

    /// <summary>The section of the configuration that these options come from.</summary>
    public abstract string SectionName { get; }

    /// <summary>The service's endpoint, such as <c>https://name.openai.azure.com/</c>; https, or http on this machine.</summary>
    public string Endpoint { get; set; } = "";

    /// <summary>How the service is spoken to; default Azure.</summary>
    public ModelService Service { get; set; } = ModelService.Azure;

    /// <summary>The deployment in Azure, the model elsewhere: 1 to 64 letters, digits, '.', '-', '_', and '/' elsewhere.</summary>
    public string Deployment { get; set; } = "";

    /// <summary>The key; empty for the identity the program runs under, which only Azure takes.</summary>
    public string Key { get; set; } = "";

    /// <summary>Patience with one call, in seconds.</summary>
    public int TimeoutSeconds { get; set; }

    /// <summary>What stands for one model, for what it answered is kept under it: a deployment of the same name may be another model elsewhere.</summary>
    public string Identity => $"{Service} {Endpoint} {Deployment}";

    /// <summary>Everything that is wrong with these options, each as a sentence that names the key; empty if nothing is.</summary>
    public abstract IEnumerable<string> Faults();

    /// <summary>What is wrong with the way to the model.</summary>
    private protected IEnumerable<string> AccessFaults()
    {
        if (!IsEndpoint(Endpoint))
        {
            yield return $"{SectionName}:{nameof(Endpoint)} is missing or no address of a service; give its https address without a login, a query or a key (http only on this machine).";
        }

        if (!IsModelName(Deployment) || (Service == ModelService.Azure && Deployment.Contains('/', StringComparison.Ordinal)))
        {
            yield return $"{SectionName}:{nameof(Deployment)} is '{Deployment}'; give the deployment's or model's name, 1 to 64 letters, digits, '.', '-' and '_'.";
        }

        if (Service == ModelService.OpenAI && Key.Length == 0)
        {
            yield return $"{SectionName}:{nameof(Key)} is missing; only Azure takes the program's identity instead. Give it in the environment as {SectionName.Replace(":", "__", StringComparison.Ordinal)}__{nameof(Key)}.";
        }
    }

    /// <summary>What is wrong with numbers: each has a least and a most.</summary>
    private protected IEnumerable<string> RangeFaults(params IEnumerable<(string Key, long Value, long Least, long Most)> ranges) => ranges
        .Where(range => range.Value < range.Least || range.Value > range.Most)
        .Select(range => $"{SectionName}:{range.Key} is {range.Value}; give a number from {range.Least} to {range.Most}.");

    private static bool IsEndpoint(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out Uri? endpoint)
        && (endpoint.Scheme.Equals(Uri.UriSchemeHttps, StringComparison.Ordinal) || (endpoint.Scheme.Equals(Uri.UriSchemeHttp, StringComparison.Ordinal) && endpoint.IsLoopback))
        && endpoint.UserInfo.Length + endpoint.Query.Length + endpoint.Fragment.Length == 0;

    private static bool IsModelName(string name) =>
        name.Length is > 0 and <= LongestName && char.IsAsciiLetterOrDigit(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-' or '/');
}
