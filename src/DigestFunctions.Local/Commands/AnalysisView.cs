using System.Globalization;
using ArticleDigest.Analysis;
using ArticleDigest.Articles;
using Spectre.Console;

namespace DigestFunctions.Local.Commands;

/// <summary>Shows an analysis to people: each point with its quote in the sentence it stands in.</summary>
internal static class AnalysisView
{
    private const int WidestText = 100;
    private const int PipedWidth = 80;

    /// <summary>How much of the sentence before and after a quote is shown, in UTF-16 units.</summary>
    private const int Context = 120;

    private const string Faint = "grey";
    private const string Warning = "yellow";
    private const string KeyMark = "* ";
    private const string NoMark = "  ";

    // The widest label and two spaces.
    private static readonly int LabelWidth = NoMark.Length + "Own words".Length + 2;

    /// <summary>Shows an article's points, grouped by kind, in their order, and then how they were found.</summary>
    /// <param name="screen">Where.</param>
    /// <param name="article">The article.</param>
    /// <param name="analysis">What was found in it.</param>
    /// <param name="currency">The currency of the model's prices.</param>
    public static void Show(Screen screen, Article article, ArticleAnalysis analysis, string currency)
    {
        Capabilities terminal = screen.Out.Profile.Capabilities;
        bool hasColours = terminal.Ansi && terminal.ColorSystem != ColorSystem.NoColors;
        int width = screen.IsPiped ? PipedWidth : Math.Min(WidestText, screen.Out.Profile.Width - 1);
        string[] about =
        [
            .. new[] { article.Byline, article.Source, article.Published?.ToString("O", CultureInfo.InvariantCulture), article.Language }
                .Where(part => !string.IsNullOrEmpty(part))!,
        ];
        ShowLines(screen, Prose.Wrap([new Span(article.Title, "bold")], width, new Span(""), 0));
        ShowLines(screen, Prose.Wrap([new Span(string.Join(" · ", about), Faint)], width, new Span(""), 0));
        bool hasBrackets = false;
        foreach (IGrouping<(string Title, string Colour), Point> section in analysis.Points.OrderBy(p => p.Kind.IsStance() ? PointKind.Support : p.Kind).GroupBy(p => SectionOf(p.Kind)))
        {
            (string title, string colour) = section.Key;
            screen.Line();
            screen.Line($"[bold {colour}]{title}[/] [{Faint}]{section.Count()}[/]");
            foreach (Point point in section)
            {
                screen.Line();
                hasBrackets |= ShowPoint(screen, article, point, width, colour, hasColours);
            }
        }

        screen.Line();
        string counted = analysis.Points.All(p => p.Kind.IsStance()) ? "No proposals and no criticisms."
            : hasBrackets ? $"{KeyMark}key point. A quote that is part of a sentence is in [brackets]."
            : $"{KeyMark}key point.";
        string withheld = analysis.Withheld.Count == 1 ? "1 point" : $"{analysis.Withheld.Count} points";
        ShowLines(screen, Prose.Wrap([new Span($"{counted} {analysis.Analyst}; {withheld} withheld for want of evidence.", Faint)], width, new Span(""), 0));
        foreach (Span remark in Remarks(analysis, currency))
        {
            ShowLines(screen, Prose.Wrap([remark], width, new Span(""), 0));
        }
    }

    /// <summary>What there is to know of how the points were found, each in a sentence; nothing where no model had a part in it and the text is harmless.</summary>
    public static IEnumerable<Span> Remarks(ArticleAnalysis analysis, string currency)
    {
        if (analysis.Calls > 0)
        {
            string calls = analysis.Calls == 1 ? "1 question to the model" : $"{analysis.Calls} questions to the model";
            string kept = analysis.CachedTokens > 0 ? $" ({analysis.CachedTokens} of them kept from before)" : "";
            string cost = analysis.Cost > 0 ? string.Create(CultureInfo.InvariantCulture, $"; {analysis.Cost:0.######} {currency}") : "";
            yield return new Span($"{calls}: {analysis.InputTokens} tokens read{kept}, {analysis.OutputTokens} written{cost}.", Faint);
        }

        if (analysis.InsteadBecause is { } reason)
        {
            yield return new Span($"Read without the model, because {reason}.", Warning);
        }

        if (analysis.Flags.Count > 0)
        {
            yield return new Span($"The text {string.Join(", ", analysis.Flags)}.", Warning);
        }
    }

    /// <returns>Whether the quote is marked by brackets: it is not its whole sentence, and no colour tells it.</returns>
    private static bool ShowPoint(Screen screen, Article article, Point point, int width, string colour, bool hasColours)
    {
        Span mark = point.IsKey ? new Span(KeyMark, "yellow") : new Span(NoMark);
        ShowLines(screen, Prose.Wrap([new Span(StanceOf(point.Kind), colour), new Span(point.Statement, "bold")], width, mark, NoMark.Length));
        ShowPart(screen, width, "Actor", [new Span(point.Actor)]);
        if (point.Target is { } target)
        {
            ShowPart(screen, width, point.Kind == PointKind.Criticism ? "Target" : "Whose", [new Span(target)]);
        }

        QuoteInContext context = QuoteInContext.Of(article.Text, point.Evidence, Context);
        bool hasBrackets = !hasColours && context.Before.Length + context.After.Length > 0;
        string quote = hasBrackets ? $"[{context.Quote}]" : context.Quote;
        ShowPart(screen, width, NameOf(point.Evidence.Voice), [new Span(context.Before, Faint), new Span(quote, colour), new Span(context.After, Faint)]);
        return hasBrackets;
    }

    private static void ShowPart(Screen screen, int width, string label, IEnumerable<Span> spans) =>
        ShowLines(screen, Prose.Wrap(spans, width, new Span(NoMark + label, Faint), LabelWidth));

    private static void ShowLines(Screen screen, IEnumerable<string> lines)
    {
        foreach (string line in lines)
        {
            screen.Line(line);
        }
    }

    private static (string Title, string Colour) SectionOf(PointKind kind) => kind switch
    {
        PointKind.Proposal => ("Proposals", "green"),
        PointKind.Criticism => ("Criticisms", "red"),
        _ => ("Stances", "blue"),
    };

    private static string StanceOf(PointKind kind) => kind switch
    {
        PointKind.Support => "supports ",
        PointKind.Opposition => "opposes ",
        PointKind.Withdrawal => "withdraws ",
        _ => "",
    };

    private static string NameOf(Voice voice) => voice switch
    {
        Voice.Actor => "Own words",
        Voice.Reported => "Reported",
        _ => "Author's",
    };
}
