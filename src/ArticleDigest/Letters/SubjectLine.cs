using ArticleDigest.Editions;

namespace ArticleDigest.Letters;

/// <summary>A letter's subject: what happened, and when. What there is no room for begins the letter's preview.</summary>
internal static class SubjectLine
{
    // A telephone shows 40 characters of it, a list of mails on a screen two or three times as many.
    private const int MostOfLines = 100;
    private const int MostLines = 2;
    private const int LongestTitle = 100;
    private const string Separator = "; ";

    /// <summary>The subject.</summary>
    /// <param name="edition">The edition.</param>
    /// <param name="gists">What it tells its reader first; without any, the subject counts what there is.</param>
    /// <param name="wording">The words around it.</param>
    /// <param name="sender">The sender's name, which stands beside the subject and need not be repeated in it.</param>
    public static string Of(Edition edition, IReadOnlyList<Gist> gists, Wording wording, string sender)
    {
        Words words = wording.Words;
        string title = Shown.Cut(Shown.Line(edition.Title), LongestTitle);
        if (Lines(gists, wording) is not { Count: > 0 } lines)
        {
            return $"{title} · {words.Long(edition.Date)}{words.Colon}{wording.Counts(edition)}";
        }

        // Whoever was told what is not so should see that at once.
        string[] corrected = edition.Corrections.Count > 0 ? [words.Say("counts.corrections", edition.Corrections.Count)] : [];
        string[] titled = string.Equals(title, sender, StringComparison.Ordinal) ? [] : [title];
        return string.Join(" · ", [string.Join(Separator, lines), .. corrected, .. titled, words.DayOfYear(edition.Date)]);
    }

    /// <summary>What the subject has no room for, each in a line; empty if it has room for all.</summary>
    public static IReadOnlyList<Remark> Rest(IReadOnlyList<Gist> gists, Wording wording) =>
        [.. gists.Skip(Lines(gists, wording).Count).Select(gist => wording.Gist(gist, MostOfLines))];

    private static IReadOnlyList<string> Lines(IReadOnlyList<Gist> gists, Wording wording)
    {
        // Rather one line that says what happened than two that begin to.
        int room = MostOfLines - Separator.Length;
        if (gists.Count < MostLines || wording.LeastOf(gists[0]) + wording.LeastOf(gists[1]) > room)
        {
            return [.. gists.Take(1).Select(gist => Line(gist, MostOfLines))];
        }

        string first = Line(gists[0], Math.Max(wording.LeastOf(gists[0]), room - Line(gists[1], MostOfLines).Length));
        return [first, Line(gists[1], room - first.Length)];

        string Line(Gist gist, int most) => wording.Gist(gist, most).ToString();
    }
}
