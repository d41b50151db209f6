using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ArticleDigest.Analysis;
using ArticleDigest.Records;

namespace ArticleDigest.Editions;

/// <summary>
/// What one party has stood for, by the days of a schedule's editions. A party with several names has a page under each, so
/// that it is found whichever name the next article has for it.
/// </summary>
public sealed record LedgerPage() : VersionedRecord(1)
{
    /// <summary>The most that a page keeps; what is older is forgotten first.</summary>
    public const int MostTakings = 200;

    private const int NameLength = 40;

    /// <summary>The party's name in the form in which names are compared.</summary>
    public required string Key { get; init; }

    /// <summary>What it stood for, the oldest first; on one day in the order of the entries' ids.</summary>
    public required IReadOnlyList<Taking> Takings { get; init; }

    internal static string FolderOf(string schedule, int generation) =>
        string.Create(CultureInfo.InvariantCulture, $"positions/{schedule}/{generation}/");

    internal static string PathOf(string schedule, int generation, string key) => PathOfName(schedule, generation, NameOf(key));

    internal static string PathOfName(string schedule, int generation, string name) => $"{FolderOf(schedule, generation)}{name[..2]}/{name}.json";

    /// <summary>The name of a page, which tells nothing of the party's: 40 lower-case hexadecimal digits.</summary>
    internal static string NameOf(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)))[..NameLength];

    /// <summary>Whether a page can have this name.</summary>
    internal static bool IsName(string name) => name.Length == NameLength && name.All(char.IsAsciiHexDigitLower);

    /// <summary>This page with just these takings on a date.</summary>
    internal LedgerPage With(DateOnly date, IEnumerable<Taking> takings) => this with
    {
        Takings =
        [
            .. Takings.Where(known => known.Date != date)
                .Concat(takings)
                .OrderBy(t => t.Date)
                .ThenBy(t => t.Entry, StringComparer.Ordinal)
                .ThenBy(t => t.Position.Kind)
                .TakeLast(MostTakings),
        ],
    };
}

/// <summary>A position that a party took in one edition.</summary>
/// <param name="Date">The edition's date.</param>
/// <param name="Entry">The id of the entry that tells of it.</param>
/// <param name="Position">What the party stood for.</param>
/// <param name="Standers">
/// The first keys of those who backed it, behind '+', and of those who were against it, behind '-'; ordered.
/// </param>
public sealed record Taking(DateOnly Date, string Entry, Position Position, IReadOnlyList<string> Standers)
{
    /// <summary>How firmly.</summary>
    public Firmness Firmness { get; init; } = Firmness.Plain;

    /// <summary>The word that says how firmly; null if none does.</summary>
    public string? FirmWord { get; init; }

    /// <summary>Of a criticism, support, opposition or withdrawal that is about a proposal of the edition, what that proposes; otherwise null.</summary>
    public string? About { get; init; }

    /// <summary>Of a criticism, whether it was told with what its target says to it; false in records that do not tell.</summary>
    public bool IsAnswered { get; init; }

    /// <summary>What the subject is called in which the edition tells it; null if that has no label, and in older takings.</summary>
    public SubjectName? Subject { get; init; }

    /// <summary>All positions that an edition tells of: those of its entries, and of those who stand to them.</summary>
    public static IEnumerable<Taking> Of(Edition edition)
    {
        ArgumentNullException.ThrowIfNull(edition);
        Dictionary<string, string> statements = edition.Proposals.ToDictionary(p => p.Id, p => p.Statement, StringComparer.Ordinal);
        Dictionary<string, SubjectName> subjects = SubjectsOf(edition);
        foreach (EditionEntry entry in edition.Proposals.Concat(edition.Criticisms).Where(e => e is { ActorParty: not null, Withdrawn: null }))
        {
            Position position = entry.ToPosition();
            (Firmness firmness, string? word) = FirmWords.Of(entry);
            yield return new Taking(edition.Date, entry.Id, position, StandersOf(entry))
            {
                Firmness = firmness,
                FirmWord = word,
                About = entry.About is { } about ? statements.GetValueOrDefault(about) : null,
                IsAnswered = entry.Reply is not null,
                Subject = subjects.GetValueOrDefault(entry.Id),
            };

            // Whoever has an entry of their own stands in the ledger by that.
            foreach (EntryStander stander in entry.Supporters.Where(s => s.Entry is null))
            {
                yield return new Taking(edition.Date, entry.Id, StanceTo(position, PointKind.Support, stander), []);
            }

            foreach (EntryStander stander in entry.Opposers.Where(s => s.Entry is null))
            {
                yield return new Taking(edition.Date, entry.Id, StanceTo(position, PointKind.Opposition, stander), []);
            }
        }
    }

    internal static IReadOnlyList<string> StandersOf(EditionEntry entry) =>
    [
        .. entry.Supporters.Select(s => $"+{s.Party.LedgerKeys.First()}")
            .Concat(entry.Opposers.Select(s => $"-{s.Party.LedgerKeys.First()}"))
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal),
    ];

    private static Dictionary<string, SubjectName> SubjectsOf(Edition edition)
    {
        Dictionary<string, SubjectName> names = new(StringComparer.Ordinal);
        foreach (EditionSubject subject in edition.Subjects.Where(s => s.Label.Length > 0))
        {
            SubjectName name = new(subject.Label, subject.Language, subject.Since ?? edition.Date);
            foreach (string entry in subject.Entries)
            {
                names.TryAdd(entry, name);
            }
        }

        return names;
    }

    private static Position StanceTo(Position proposal, PointKind kind, EntryStander stander) =>
        proposal with { Kind = kind, Actor = stander.Party, Target = proposal.Actor };
}

/// <summary>Which generation of a schedule's ledger is in use: making it anew makes the next one beside it.</summary>
internal sealed record LedgerState() : VersionedRecord(1)
{
    /// <summary>The generation, from 0.</summary>
    public required int Generation { get; init; }

    /// <summary>The latest generation that somebody began to make; at least <see cref="Generation"/>.</summary>
    public required int Begun { get; init; }

    public static string PathOf(string schedule) => $"positions/{schedule}/current.json";
}
