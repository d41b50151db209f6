using System.Text;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.Logging.Abstractions;

namespace ArticleDigest.Letters;

/// <summary>Renders a component to HTML, outside any web application.</summary>
internal static class Markup
{
    public static async Task<string> RenderAsync<TComponent>(params (string Name, object? Value)[] parameters)
        where TComponent : IComponent
    {
        // One renderer per document: it has a single thread of its own, and making one costs next to nothing.
        HtmlRenderer renderer = new(NoServices.Instance, NullLoggerFactory.Instance);
        await using (renderer.ConfigureAwait(false))
        {
            ParameterView view = ParameterView.FromDictionary(
                parameters.ToDictionary(p => p.Name, p => p.Value, StringComparer.Ordinal));
            string html = await renderer.Dispatcher.InvokeAsync(
                async () => (await renderer.RenderComponentAsync<TComponent>(view).ConfigureAwait(true)).ToHtmlString()).ConfigureAwait(false);
            return Tidy(html);
        }
    }

    /// <summary>Takes out the indentation and empty lines of the templates, which are a fifth of the document.</summary>
    internal static string Tidy(string html)
    {
        StringBuilder tidy = new(html.Length);
        foreach (ReadOnlySpan<char> line in html.AsSpan().EnumerateLines())
        {
            ReadOnlySpan<char> content = line.Trim(' ');
            if (content.Length > 0)
            {
                tidy.Append(content).Append('\n');
            }
        }

        return tidy.ToString();
    }

    private sealed class NoServices : IServiceProvider
    {
        public static readonly NoServices Instance = new();

        public object? GetService(Type serviceType) => null;
    }
}
