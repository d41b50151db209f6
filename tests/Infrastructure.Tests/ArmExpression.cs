using System.Globalization;
using System.Text;

namespace Infrastructure.Tests;

/// <summary>An expression of a template that is known only in Azure, taken apart: a text, a number or a call.</summary>
/// <param name="Name">A call's function; null for a text or number.</param>
/// <param name="Text">A text's or number's value; for a call what follows it, such as <c>.outputs.name.value</c>.</param>
/// <param name="Arguments">A call's arguments.</param>
internal sealed record ArmExpression(string? Name, string Text, IReadOnlyList<ArmExpression> Arguments)
{
    /// <summary>Whether a value of a template is an expression.</summary>
    public static bool IsOne(string value) =>
        value is ['[', _, ..] && value[^1] == ']' && !value.StartsWith("[[", StringComparison.Ordinal);

    /// <summary>Takes <c>[expression]</c> apart.</summary>
    public static ArmExpression Parse(string value)
    {
        string text = value[1..^1];
        int at = 0;
        ArmExpression expression = Parse(text, ref at);
        return at == text.Length ? expression : throw new FormatException($"Not understood from {at} on: {text}");
    }

    private static ArmExpression Parse(string text, ref int at)
    {
        while (text[at] == ' ')
        {
            at++;
        }

        if (text[at] == '\'')
        {
            return new ArmExpression(null, ParseText(text, ref at), []);
        }

        int start = at;
        while (at < text.Length && (char.IsLetterOrDigit(text[at]) || text[at] is '-' or '.'))
        {
            at++;
        }

        string name = text[start..at];
        if (at == text.Length || text[at] != '(')
        {
            return new ArmExpression(null, name, []);
        }

        List<ArmExpression> arguments = [];
        at++;
        while (text[at] != ')')
        {
            arguments.Add(Parse(text, ref at));
            at += text[at] == ',' ? 1 : 0;
        }

        at++;
        return new ArmExpression(name, ParseAccess(text, ref at), arguments);
    }

    private static string ParseText(string text, ref int at)
    {
        StringBuilder result = new();
        for (at++; text[at] != '\'' || (at + 1 < text.Length && text[at + 1] == '\''); at++)
        {
            at += text[at] == '\'' ? 1 : 0;
            result.Append(text[at]);
        }

        at++;
        return result.ToString();
    }

    private static string ParseAccess(string text, ref int at)
    {
        int start = at;
        int depth = 0;
        while (at < text.Length && (depth > 0 || text[at] is '.' or '[' || char.IsLetterOrDigit(text[at])))
        {
            depth += text[at] switch { '[' => 1, ']' => -1, _ => 0 };
            at++;
        }

        return text[start..at];
    }

    /// <summary>The value, with a plausible one for what only Azure knows.</summary>
    public string Evaluate() => (Name, Text) switch
    {
        (null, _) => Text,
        ("format", _) => string.Format(
            CultureInfo.InvariantCulture, Arguments[0].Text, [.. Arguments.Skip(1).Select(a => (object)a.Evaluate())]),
        ("environment", ".suffixes.storage") => "core.windows.net",
        ("reference", ".outputs.clientId.value") => "33333333-3333-3333-3333-333333333333",
        ("reference", ".outputs.sender.value") => "DoNotReply@example.org",
        ("reference", ".outputs.endpoint.value") => "https://mail.example.org",
        ("reference", ".outputs.name.value") => "name" + Module(),
        ("reference", ".defaultHostName") => "digest.example.org",
        ("reference", ".ConnectionString") => "InstrumentationKey=44444444-4444-4444-4444-444444444444",
        ("lambdaVariables", _) => "0",
        ("variables", _) => "ana@example.org",
        _ => throw new NotSupportedException($"{Name}(…){Text} is not known."),
    };

    /// <summary>The module that an output is read from.</summary>
    private string Module() => Arguments[0].Arguments[^1].Arguments[0].Text.Split('-')[0].ToLowerInvariant();
}
