using System.Text.Json;
using ArticleDigest.Analysis;

namespace ArticleDigest.Evaluation;

/// <summary>Reads the JSON file in which a person labelled an article.</summary>
public static class LabelFile
{
    /// <summary>Reads a label file. Parts of it that are not known, such as notes, are left alone.</summary>
    /// <param name="file">The file's content, UTF-8.</param>
    /// <param name="faults">Everything that is wrong with it, each as "place: what"; empty if it could be read.</param>
    /// <returns>The labels; null if something is wrong.</returns>
    public static LabelledArticle? Read(ReadOnlyMemory<byte> file, out IReadOnlyList<string> faults)
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
            LabelledArticle labels = new()
            {
                Language = form.Text(root, "language", "language"),
                Title = form.Text(root, "title", "title"),
                Points =
                [
                    .. form.List(root, "proposals", "proposals").Select(p => ReadPoint(form, p.Item, p.Place, PointKind.Proposal)),
                    .. form.List(root, "criticisms", "criticisms").Select(p => ReadPoint(form, p.Item, p.Place, PointKind.Criticism)),
                ],
                Distractors =
                [
                    .. form.List(root, "distractors", "distractors", isOptional: true).Select(d => ReadDistractor(form, d.Item, d.Place)),
                ],
            };
            return form.Faults.Count == 0 ? labels : null;
        }
    }

    private static LabelledPoint ReadPoint(JsonForm form, JsonElement item, string place, PointKind kind)
    {
        bool criticism = kind == PointKind.Criticism;
        string statement = criticism ? "criticism" : "proposal";
        form.OptionalText(item, statement, $"{place}.{statement}");
        return new LabelledPoint
        {
            Kind = kind,
            Actor = form.Text(item, "actor", $"{place}.actor"),
            ActorAlso = form.Texts(item, "actor_also", $"{place}.actor_also"),
            Target = criticism ? form.Text(item, "target", $"{place}.target") : null,
            TargetAlso = criticism ? form.Texts(item, "target_also", $"{place}.target_also") : [],
            Evidence = form.Text(item, "evidence", $"{place}.evidence"),
            EvidenceAlso = form.Texts(item, "evidence_also", $"{place}.evidence_also"),
            IsKey = form.Truth(item, "key", $"{place}.key"),
        };
    }

    private static Distractor ReadDistractor(JsonForm form, JsonElement item, string place)
    {
        PointKind? kind = JsonForm.Get(item, "kind") switch
        {
            { ValueKind: JsonValueKind.Undefined } => null,
            { ValueKind: JsonValueKind.String } told when told.ValueEquals("proposal") => PointKind.Proposal,
            { ValueKind: JsonValueKind.String } told when told.ValueEquals("criticism") => PointKind.Criticism,
            _ => form.Miss<PointKind?>($"{place}.kind", "\"proposal\" or \"criticism\"", null),
        };
        return new Distractor(form.Text(item, "evidence", $"{place}.evidence"), kind);
    }
}
