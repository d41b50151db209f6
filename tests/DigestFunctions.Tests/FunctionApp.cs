using System.Reflection;
using ArticleDigest;
using DigestFunctions.Articles;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace DigestFunctions.Tests;

/// <summary>Finds the app's functions by their names and calls them, as the Functions host does.</summary>
internal sealed class FunctionApp(DigestPipeline pipeline)
{
    /// <summary>All functions of the app, by the names that the host knows them under.</summary>
    public static IReadOnlyDictionary<string, MethodInfo> Functions { get; } = typeof(ArticleDropped).Assembly.GetTypes()
        .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static))
        .Where(method => method.GetCustomAttribute<FunctionAttribute>() is not null)
        .ToDictionary(method => method.GetCustomAttribute<FunctionAttribute>()!.Name, StringComparer.Ordinal);

    /// <summary>An activity's input.</summary>
    public static ParameterInfo InputOf(string activity) =>
        Assert.Single(Functions[activity].GetParameters(), p => p.GetCustomAttribute<ActivityTriggerAttribute>() is not null);

    /// <summary>What a function's task brings; <see cref="object"/> if nothing.</summary>
    public static Type ResultOf(string function) =>
        Functions[function].ReturnType is { IsGenericType: true } task ? task.GetGenericArguments()[0] : typeof(object);

    public async Task<object?> RunActivityAsync(string name, object? input, CancellationToken cancellationToken)
    {
        MethodInfo activity = Functions[name];
        object instance = Activator.CreateInstance(activity.DeclaringType!, pipeline)!;
        return await ResultAsync((Task)activity.Invoke(instance, [input, cancellationToken])!);
    }

    public async Task<object?> RunOrchestratorAsync(string name, TaskOrchestrationContext context, object input) =>
        await ResultAsync((Task)Functions[name].Invoke(null, [context, input])!);

    private static async Task<object?> ResultAsync(Task task)
    {
        await task;
        return task.GetType().GetProperty(nameof(Task<>.Result)) is { } result && result.PropertyType.IsVisible ? result.GetValue(task) : null;
    }
}
