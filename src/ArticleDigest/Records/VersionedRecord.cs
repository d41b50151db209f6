using System.Text.Json.Serialization;

namespace ArticleDigest.Records;

/// <summary>
/// What every JSON record is: it carries the version of its form, so that a reader of the next version still understands
/// this one, and a reader of an older program refuses it instead of losing what it does not know.
/// </summary>
public abstract record VersionedRecord
{
    private readonly int _current;

    /// <summary>A record of the form that is written now.</summary>
    /// <param name="current">That form's version, from 1.</param>
    protected VersionedRecord(int current) => (Schema, _current) = (current, current);

    /// <summary>The version of this record's form.</summary>
    [JsonPropertyOrder(-1)]
    public int Schema { get; init; }

    /// <summary>Whether this program understands the form: it is the one written now, or the one before.</summary>
    internal bool IsUnderstood => Schema == _current || (Schema == _current - 1 && Schema > 0);
}
