using System.Text.Json;
using ArticleDigest.Analysis;

namespace ArticleDigest.Evaluation;

/// <summary>Reads an analysis in the form that <c>digest analyze --json</c> prints, whoever made it.</summary>
public static class PredictionFile
{
    /// <summary>Reads an analysis. Parts of it that are not known are left alone.</summary>
    /// <param name="file">The file's content, UTF-8.</param>
    /// <param name="faults">Everything that is wrong with it, each as "place: what"; empty if it could be read.</param>
    /// <returns>The analysis; null if something is wrong.</returns>
    public static PredictedAnalysis? Read(ReadOnlyMemory<byte> file, out IReadOnlyList<string> faults)
    {
        JsonForm form = new();
        faults = form.Faults;
        if (!form.TryParse(file, out JsonDocument? document))
        {
            return null;
        }

        using (document)
        {
            JsonElement root = document.RootElement;
            PredictedAnalysis analysis = new()
            {
                Title = form.Text(root, "title", "title"),
                Language = form.Text(root, "language", "language"),
                Text = form.Text(root, "text", "text"),
                Points =
                [
                    .. form.List(root, "proposals", "proposals").Select(p => ReadPoint(form, p.Item, p.Place, PointKind.Proposal)),
                    .. form.List(root, "criticisms", "criticisms").Select(p => ReadPoint(form, p.Item, p.Place, PointKind.Criticism)),
                ],
            };
            if (form.OptionalText(root, "published", "published") is { } date && !IsDate(date))
            {
                form.Miss("published", "null or YYYY-MM-DD", date);
            }

            return form.Faults.Count == 0 ? analysis : null;
        }
    }

    private static PredictedPoint ReadPoint(JsonForm form, JsonElement item, string place, PointKind kind)
    {
        bool criticism = kind == PointKind.Criticism;
        string statement = criticism ? "criticism" : "proposal";
        JsonElement evidence = JsonForm.Get(item, "evidence");
        PredictedPoint point = new(
            kind,
            form.Text(item, "actor", $"{place}.actor"),
            criticism ? form.Text(item, "target", $"{place}.target") : null,
            form.Text(evidence, "quote", $"{place}.evidence.quote"),
            form.Number(evidence, "start", $"{place}.evidence.start"),
            form.Number(evidence, "length", $"{place}.evidence.length"));
        form.Text(item, statement, $"{place}.{statement}");
        form.OptionalTruth(item, "key", $"{place}.key");
        return point;
    }

    private static bool IsDate(string text) =>
        text.Length == 10 && text.Index().All(sign => sign.Index is 4 or 7 ? sign.Item == '-' : char.IsDigit(sign.Item));
}
