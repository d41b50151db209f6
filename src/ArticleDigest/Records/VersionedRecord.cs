using System.Text.Json.Serialization;

namespace ArticleDigest.Records;

/// <summary>
/// What every JSON record is: it carries the version of its form, so that a reader of the next version still understands
/// this one, and a reader of an older program refuses it instead of losing what it does not know.
/// </summary>
public abstract record VersionedRecord
{
    private readonly int _current;
    private readonly int _oldest;

    /// <summary>A record of the form that is written now; the one before is understood too.</summary>
    /// <param name="current">That form's version, from 1.</param>
    protected VersionedRecord(int current)
        : this(current, Math.Max(1, current - 1))
    {
    }

    /// <summary>A record of the form that is written now, whose older forms are understood as well because it is kept for ever.</summary>
    /// <param name="current">That form's version, from 1.</param>
    /// <param name="oldest">The oldest form that is understood.</param>
    protected VersionedRecord(int current, int oldest) => (Schema, _current, _oldest) = (current, current, oldest);

    /// <summary>The version of this record's form.</summary>
    [JsonPropertyOrder(-1)]
    public int Schema { get; init; }

    /// <summary>Whether this program understands the form.</summary>
    internal bool IsUnderstood => Schema >= _oldest && Schema <= _current;
}
