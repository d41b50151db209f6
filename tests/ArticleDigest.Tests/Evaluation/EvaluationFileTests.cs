using System.Text;
using ArticleDigest.Analysis;
using ArticleDigest.Evaluation;

namespace ArticleDigest.Tests.Evaluation;

/// <summary>What is wrong with files of labels and of analyses is told all at once, each fault with its place.</summary>
public class EvaluationFileTests
{
    [Fact]
    public void Labels_are_read_with_all_their_parts()
    {
        LabelledArticle? labels = LabelFile.Read(Bytes("""
            { "source": "made up", "licence": "CC0", "language": "en", "title": "T", "notes": { "any": ["thing"] },
              "proposals": [ { "actor": "A", "actor_also": ["B"], "proposal": "p", "evidence": "e", "evidence_also": ["f", "g"], "key": true } ],
              "criticisms": [ { "actor": "A", "target": "T", "target_also": ["U"], "evidence": "e", "key": false } ],
              "distractors": [ { "evidence": "d", "why": "w" }, { "evidence": "d", "kind": "proposal" }, { "evidence": "d", "kind": "criticism" } ] }
            """), out IReadOnlyList<string> faults);

        Assert.Empty(faults);
        Assert.Equal([PointKind.Proposal, PointKind.Criticism], labels!.Points.Select(p => p.Kind));
        Assert.Equal(["B"], labels.Points[0].ActorAlso);
        Assert.Equal(["f", "g"], labels.Points[0].EvidenceAlso);
        Assert.Equal(["U"], labels.Points[1].TargetAlso);
        Assert.Equal([true, false], labels.Points.Select(p => p.IsKey));
        Assert.Equal([null, PointKind.Proposal, PointKind.Criticism], labels.Distractors.Select(d => d.Kind));
    }

    [Fact]
    public void All_faults_of_labels_are_told()
    {
        LabelledArticle? labels = LabelFile.Read(Bytes("""
            { "title": 3, "proposals": [ { "actor": "A", "proposal": [], "evidence": null, "actor_also": "B", "key": 1 }, "x" ],
              "criticisms": {}, "distractors": [ { "kind": "remark" }, { "evidence": "d", "kind": null } ] }
            """), out IReadOnlyList<string> faults);

        Assert.Null(labels);
        Assert.Equal(
            [
                "criticisms: not a list",
                "distractors[0].evidence: not a string",
                "distractors[0].kind: not \"proposal\" or \"criticism\"",
                "distractors[1].kind: not \"proposal\" or \"criticism\"",
                "language: not a string",
                "proposals[0].actor_also: not a list",
                "proposals[0].evidence: not a string",
                "proposals[0].key: not true or false",
                "proposals[0].proposal: not a string",
                "proposals[1].actor: not a string",
                "proposals[1].evidence: not a string",
                "proposals[1].key: not true or false",
                "title: not a string",
            ],
            faults.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void All_faults_of_an_analysis_are_told()
    {
        PredictedAnalysis? analysis = PredictionFile.Read(Bytes("""
            { "title": null, "language": "en", "text": "t", "published": "2021",
              "proposals": [ { "actor": "A", "proposal": "p", "key": null, "evidence": { "quote": "q", "start": "1", "length": 1.0 } } ],
              "criticisms": [ { "actor": "A", "criticism": "c", "evidence": { "start": -1, "length": true } }, { "actor": "\ud800", "target": "T", "criticism": "c", "evidence": [] } ] }
            """), out IReadOnlyList<string> faults);

        Assert.Null(analysis);
        Assert.Equal(
            [
                "criticisms[0].evidence.length: not a whole number from 0",
                "criticisms[0].evidence.quote: not a string",
                "criticisms[0].evidence.start: not a whole number from 0",
                "criticisms[0].target: not a string",
                "criticisms[1].actor: not a string of whole characters",
                "criticisms[1].evidence.length: not a whole number from 0",
                "criticisms[1].evidence.quote: not a string",
                "criticisms[1].evidence.start: not a whole number from 0",
                "proposals[0].evidence.length: not a whole number from 0",
                "proposals[0].evidence.start: not a whole number from 0",
                "proposals[0].key: not true or false",
                "published: not null or YYYY-MM-DD",
                "title: not a string",
            ],
            faults.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("null")]
    [InlineData("\"2020-01-31\"")]
    public void The_date_of_an_analysis_is_a_date_or_null(string date)
    {
        PredictionFile.Read(Bytes($$"""{ "title": "", "language": "", "text": "", "published": {{date}}, "proposals": [], "criticisms": [] }"""), out IReadOnlyList<string> faults);

        Assert.Empty(faults);
    }

    [Theory]
    [InlineData("{", "cannot be read: ")]
    [InlineData("", "cannot be read: ")]
    [InlineData("[]", "not a JSON object")]
    public void What_is_no_JSON_object_is_told(string content, string fault)
    {
        Assert.Null(LabelFile.Read(Bytes(content), out IReadOnlyList<string> labelFaults));
        Assert.Null(PredictionFile.Read(Bytes(content), out IReadOnlyList<string> analysisFaults));

        Assert.StartsWith(fault, Assert.Single(labelFaults), StringComparison.Ordinal);
        Assert.StartsWith(fault, Assert.Single(analysisFaults), StringComparison.Ordinal);
    }

    [Fact]
    public void A_byte_order_mark_is_no_fault()
    {
        LabelFile.Read(Bytes("\uFEFF" + """{ "language": "en", "title": "", "proposals": [], "criticisms": [] }"""), out IReadOnlyList<string> faults);

        Assert.Empty(faults);
    }

    private static byte[] Bytes(string json) => Encoding.UTF8.GetBytes(json);
}
