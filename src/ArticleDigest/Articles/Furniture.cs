using System.Text.RegularExpressions;

namespace ArticleDigest.Articles;

/// <summary>
/// Leaves out of an article's paragraphs what the page around it left there: offers, notices, credits of images and
/// captions told twice. It only ever takes whole paragraphs, and only ones whose form is known.
/// </summary>
internal sealed class Furniture
{
    private const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    /// <summary>Longer paragraphs are never furniture, whatever they begin with.</summary>
    private const int LongestLine = 250;

    /// <summary>Up to this paragraph a caption told twice is the picture above the text.</summary>
    private const int Opening = 4;

    /// <summary>One machine for so many patterns: each takes milliseconds to build, and its size has a limit.</summary>
    private const int PatternsTogether = 30;

    /// <summary>Signs around a line that do not make it another one.</summary>
    private const string Signs = " .,:;|·•*-–—_»«›‹<>…!?\"'“”‘’[]()→←↑↓▼▲►#/\\+";

    private static readonly char[] Trimmed = Signs.ToCharArray();

    private readonly WrittenDates _dates;
    private readonly Regex[] _anywhere;
    private readonly Regex[] _edges;
    private readonly Regex[] _captions;

    /// <summary>Loads the patterns.</summary>
    public Furniture(WrittenDates dates)
    {
        _dates = dates;
        var lists = WordLists.Open("furniture");
        _anywhere = Patterns(lists, "anywhere");
        _edges = Patterns(lists, "edges");
        _captions = Patterns(lists, "captions");
    }

    /// <summary>The paragraphs that belong to the article, in order.</summary>
    public IReadOnlyList<string> Without(IReadOnlyList<string> paragraphs)
    {
        List<string> lines = paragraphs.Where(paragraph => !Matches(_anywhere, paragraph)).ToList();
        return WithoutEdges(WithoutRepetitions(lines));
    }

    /// <summary>The paragraphs without what is furniture at the beginning or end only.</summary>
    public IReadOnlyList<string> WithoutEdges(IReadOnlyList<string> kept)
    {
        int start = 0;
        while (start < kept.Count && Matches(_edges, kept[start]))
        {
            start++;
        }

        int end = kept.Count;
        while (end > start && Matches(_edges, kept[end - 1]))
        {
            end--;
        }

        return kept.Skip(start).Take(end - start).ToList();
    }

    private List<string> WithoutRepetitions(List<string> paragraphs)
    {
        List<string> kept = [];
        HashSet<string> seen = new(StringComparer.Ordinal);
        for (int i = 0; i < paragraphs.Count; i++)
        {
            string paragraph = paragraphs[i];
            bool twice = i + 1 < paragraphs.Count && string.Equals(paragraph, paragraphs[i + 1], StringComparison.Ordinal);
            if (twice && i < Opening && paragraphs.Count > 4 && IsCaption(paragraph))
            {
                i++;
                continue;
            }

            // "Yes." may be said twice; a whole paragraph is not.
            if (seen.Add(paragraph) || CleanText.CountWords(paragraph) < 5)
            {
                kept.Add(paragraph);
            }
        }

        return kept;
    }

    // A paragraph told twice above a text is a caption if it does not end as a sentence does, is credited, or ends with the day it shows.
    private bool IsCaption(string paragraph) =>
        paragraph.Length <= 400
        && (!CleanText.EndsSentence(paragraph) || _dates.IsAtEnd(paragraph) || _captions.Any(pattern => pattern.IsMatch(paragraph.ToLowerInvariant())));

    private static bool Matches(Regex[] patterns, string paragraph) =>
        paragraph.Length <= LongestLine && paragraph.Trim(Trimmed).ToLowerInvariant() is var bare && patterns.Any(pattern => pattern.IsMatch(bare));

    private static Regex[] Patterns(WordLists lists, string kind) =>
        lists.Sections
            .Where(section => section.EndsWith(kind, StringComparison.Ordinal))
            .SelectMany(section => lists.Lines(section).Chunk(PatternsTogether))
            .Select(patterns => new Regex($"^({string.Join('|', patterns)})$", Options))
            .ToArray();
}
