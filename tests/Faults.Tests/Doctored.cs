using System.Text.Json.Nodes;

namespace Faults.Tests;

/// <summary>Changes what was seen, as a fault of the product would have.</summary>
internal static class Doctored
{
    /// <summary>Without a record of the container <c>digest</c>.</summary>
    public static Observation Without(this Observation seen, string name) =>
        seen.WithDigest(d => Assert.True(d.Remove(name), name));

    /// <summary>With another JSON in a record of the container <c>digest</c>.</summary>
    public static Observation With(this Observation seen, string name, Action<JsonNode> change) =>
        seen.WithDigest(d => d[name] = d[name].Changed(change));

    /// <summary>With another receipt.</summary>
    public static Observation WithReceipt(this Observation seen, string drop, Action<JsonNode> change) =>
        seen.WithReceipts(r => r[drop] = r[drop].Changed(change));

    public static Observation WithReceipts(this Observation seen, Action<Dictionary<string, FoundBlob>> change) =>
        seen with { Storage = seen.Storage with { Receipts = Changed(seen.Storage.Receipts, change) } };

    public static Observation WithArticles(this Observation seen, Action<Dictionary<string, FoundBlob>> change) =>
        seen with { Storage = seen.Storage with { Articles = Changed(seen.Storage.Articles, change) } };

    public static Observation WithDigest(this Observation seen, Action<Dictionary<string, FoundBlob>> change) =>
        seen with { Storage = seen.Storage with { Digest = Changed(seen.Storage.Digest, change) } };

    public static Observation WithStatus(this Observation seen, Action<JsonNode> change)
    {
        JsonNode status = seen.Status.DeepClone();
        change(status);
        return seen with { Status = status };
    }

    /// <summary>The names of the digest's records below a prefix.</summary>
    public static IReadOnlyList<string> Names(this Observation seen, string prefix, string ending = "") =>
        [.. seen.Storage.Digest.Keys.Where(n => n.StartsWith(prefix, StringComparison.Ordinal) && n.EndsWith(ending, StringComparison.Ordinal))];

    /// <summary>The first of the letters that stand there.</summary>
    public static string Letter(this Observation seen, string status) =>
        seen.Names("letters/").First(n => (string?)seen.Storage.Digest[n].Json()["status"] == status);

    private static Dictionary<string, FoundBlob> Changed(IReadOnlyDictionary<string, FoundBlob> blobs, Action<Dictionary<string, FoundBlob>> change)
    {
        Dictionary<string, FoundBlob> changed = new(blobs, StringComparer.Ordinal);
        change(changed);
        return changed;
    }

    private static FoundBlob Changed(this FoundBlob blob, Action<JsonNode> change)
    {
        JsonNode json = blob.Json();
        change(json);
        Dictionary<string, string> metadata = new(blob.Metadata, StringComparer.OrdinalIgnoreCase);
        if (metadata.ContainsKey("dropetag"))
        {
            metadata["dropetag"] = (string)json["dropETag"]!;
            metadata["status"] = (string?)json["concluded"]?["status"] ?? "pending";
        }

        return blob with { Metadata = metadata, Content = BinaryData.FromString(json.ToJsonString()) };
    }
}
