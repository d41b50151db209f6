using System.Collections;
using System.Globalization;
using System.Reflection;
using Microsoft.Extensions.Configuration;

namespace ArticleDigest.Hosting.Configuration;

/// <summary>Something in a section that its options do not know or cannot hold.</summary>
/// <param name="Path">The key, with the section's name.</param>
/// <param name="Text">A sentence that names the key.</param>
internal sealed record FormFault(string Path, string Text);

/// <summary>
/// Checks a section of the configuration against the options it is bound to: unknown keys and values of the wrong kind,
/// which binding would pass over or throw at one by one.
/// </summary>
internal static class ConfigurationForm
{
    /// <summary>Everything in a section that the options do not know or cannot hold.</summary>
    public static IEnumerable<FormFault> Faults(IConfigurationSection section, Type type)
    {
        Type options = Nullable.GetUnderlyingType(type) ?? type;
        if (ElementOf(options) is { } element)
        {
            return section.Value is { Length: > 0 }
                ? [new FormFault(section.Path, $"{section.Path} is a single value; it needs entries of its own, such as {section.Path}:0.")]
                : section.GetChildren().SelectMany(child => Faults(child, element));
        }

        return IsValue(options) ? ValueFaults(section, options) : ObjectFaults(section, options);
    }

    private static IEnumerable<FormFault> ObjectFaults(IConfigurationSection section, Type options)
    {
        Dictionary<string, PropertyInfo> known = options
            .GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(p => p.SetMethod is { IsPublic: true } || ElementOf(p.PropertyType) is not null)
            .ToDictionary(p => p.Name, StringComparer.OrdinalIgnoreCase);
        foreach (IConfigurationSection child in section.GetChildren())
        {
            if (!known.TryGetValue(child.Key, out PropertyInfo? property))
            {
                string names = string.Join(", ", known.Values.Select(p => p.Name).Order(StringComparer.Ordinal));
                yield return new FormFault(child.Path, $"{child.Path} is not a known key; known here: {names}.");
                continue;
            }

            foreach (FormFault fault in Faults(child, property.PropertyType))
            {
                yield return fault;
            }
        }
    }

    private static IEnumerable<FormFault> ValueFaults(IConfigurationSection section, Type type)
    {
        if (section.GetChildren().Any())
        {
            yield return new FormFault(section.Path, $"{section.Path} has entries of its own; give it a single value.");
        }
        else if (!CanHold(type, section.Value ?? ""))
        {
            yield return new FormFault(section.Path, $"{section.Path} is '{section.Value}'; give {Kind(type)}.");
        }
    }

    private static bool CanHold(Type type, string text) =>
        type == typeof(string)
        || (type == typeof(bool) && bool.TryParse(text, out _))
        || (type == typeof(int) && int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out _))
        || (type == typeof(long) && long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out _))
        || (type == typeof(decimal) && decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _))
        || (type.IsEnum && Enum.GetNames(type).Contains(text, StringComparer.OrdinalIgnoreCase));

    private static string Kind(Type type) =>
        type == typeof(bool) ? "true or false"
        : type.IsEnum ? $"one of {string.Join(", ", Enum.GetNames(type))}"
        : type == typeof(decimal) ? "a number, such as 0.15"
        : "a whole number";

    private static bool IsValue(Type type) =>
        type.IsEnum || type == typeof(string) || type == typeof(bool) || type == typeof(int) || type == typeof(long) || type == typeof(decimal);

    /// <summary>What a list or a dictionary of options holds; null for anything else.</summary>
    private static Type? ElementOf(Type type) =>
        type.IsGenericType && typeof(IEnumerable).IsAssignableFrom(type) ? type.GetGenericArguments()[^1] : null;
}
