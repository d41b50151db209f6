using System.Globalization;
using ArticleDigest.Articles;
using ArticleDigest.Editions;

namespace DigestFunctions.Local.Tests.Demo;

/// <summary>Compares an edition with what was expected of it. Every difference is a line that names the entry.</summary>
internal sealed class EditionComparison
{
    private readonly ExpectedEdition _expected;
    private readonly Edition _edition;
    private readonly IReadOnlyDictionary<string, string> _drops;
    private readonly List<(ExpectedEntry Expected, EditionEntry Entry)> _pairs = [];
    private readonly List<string> _differences = [];

    private EditionComparison(ExpectedEdition expected, Edition edition)
    {
        (_expected, _edition) = (expected, edition);
        _drops = edition.Articles.ToDictionary(a => a.Id, a => a.Drops[0], StringComparer.Ordinal);
    }

    /// <summary>What is missing, unexpected or wrong; nothing if the edition is as expected.</summary>
    public static IReadOnlyList<string> Differences(ExpectedEdition expected, Edition edition)
    {
        EditionComparison comparison = new(expected, edition);
        comparison.Account();
        comparison.Pair();
        foreach ((ExpectedEntry wanted, EditionEntry entry) in comparison._pairs)
        {
            comparison.Compare(wanted, entry);
        }

        comparison.Lead();
        comparison.LookForAbsent();
        return comparison._differences;
    }

    private static bool HasAll(string text, IEnumerable<string> words) => words.All(w => HasAny(text, w));

    private static bool HasAny(string text, string words) => words.Split('|').Any(w => Even(text).Contains(w, StringComparison.OrdinalIgnoreCase));

    private static string Even(string text) => text.Replace('’', '\'');

    private static bool IsOf(string name, Party? party, string words) =>
        HasAny(name, words) || (party is not null && (HasAny(party.Name, words) || party.Keys.Any(k => HasAny(k, words))));

    private static bool IsBy(ExpectedEntry wanted, EditionEntry entry) =>
        wanted.Kind == entry.Kind
        && IsOf(entry.Actor, entry.ActorParty, wanted.Actor)
        && (wanted.Target is null || (entry.Target is { } target && IsOf(target, entry.TargetParty, wanted.Target)));

    private static string Describe(EditionEntry entry) =>
        $"{entry.Kind} of '{entry.Actor}'{(entry.Target is { } target ? $" → '{target}'" : "")}: '{entry.Statement}'";

    private static string Word<T>(T value)
        where T : struct, Enum => value.ToString()[..1].ToLowerInvariant() + value.ToString()[1..];

    private void Account()
    {
        Accounting account = _edition.Accounting;
        Is("the edition", "previous", _expected.Previous?.ToString("O", CultureInfo.InvariantCulture), _edition.Previous?.ToString("O", CultureInfo.InvariantCulture));
        Is("the edition", "analysed", $"{_expected.Analysed}", $"{account.Analysed}");
        Is("the edition", "received", $"{_expected.Analysed + _expected.Duplicates.Count + _expected.Rejected.Count}", $"{account.Received}");
        Is("the edition", "corrections", "0", $"{_edition.Corrections.Count}");
        foreach ((OutcomeStatus status, IReadOnlyDictionary<string, string> drops) in new[] { (OutcomeStatus.Duplicate, _expected.Duplicates), (OutcomeStatus.Rejected, _expected.Rejected) })
        {
            List<AccountLine> lines = [.. account.Lines.Where(l => l.Status == status)];
            Is("the edition", Word(status), Names(drops.Keys), Names(lines.Select(l => l.Drop)));
            foreach (AccountLine line in lines.Where(l => drops.ContainsKey(l.Drop) && !HasAny(l.Reason ?? "", drops[l.Drop])))
            {
                _differences.Add($"{line.Drop} is {Word(status)} because '{line.Reason}', not '{drops[line.Drop]}'");
            }
        }
    }

    private void Pair()
    {
        List<EditionEntry> unexpected = [.. _edition.Proposals.Concat(_edition.Criticisms)];
        List<ExpectedEntry> missing = [];
        foreach (ExpectedEntry wanted in _expected.Entries)
        {
            List<EditionEntry> found = unexpected.FindAll(e => IsBy(wanted, e) && HasAll(e.Statement, wanted.Says));
            unexpected.RemoveAll(found.Contains);
            _pairs.AddRange(found.Take(1).Select(e => (wanted, e)));
            if (found.Count > 1)
            {
                _differences.Add($"{wanted.Id} is {found.Count} entries where it should be one: {string.Join("; ", found.Select(e => $"{Describe(e)} in {Names(DropsOf(e))}"))}");
            }

            if (found.Count == 0 && wanted.Missed is null)
            {
                missing.Add(wanted);
            }
        }

        foreach (EditionEntry entry in unexpected)
        {
            ExpectedEntry? meant = missing.Find(m => HasAll(entry.Statement, m.Says) && m.In.Intersect(DropsOf(entry), StringComparer.Ordinal).Any());
            _differences.Add(meant is null
                ? $"unexpected in {Names(DropsOf(entry))}: {Describe(entry)}"
                : $"{meant.Id} is wrong: {Describe(entry)}, not {Word(meant.Kind)} of '{meant.Actor}'{(meant.Target is { } target ? $" → '{target}'" : "")}");
            missing.RemoveAll(m => m == meant);
        }

        _differences.AddRange(missing.Select(m => $"{m.Id} is missing: {Word(m.Kind)} of '{m.Actor}' in {Names(m.In)}"));
    }

    private void Compare(ExpectedEntry wanted, EditionEntry entry)
    {
        Is(wanted.Id, "in", Names(wanted.In), Names(DropsOf(entry)));
        Is(wanted.Id, "rivals", Names(wanted.Rivals), Names(entry.Rivals.Select(IdOf)));
        Is(wanted.Id, "about", wanted.About, entry.About is { } about ? IdOf(about) : null);
        Stand(wanted.Id, "support", wanted.Support, entry.Supporters);
        Stand(wanted.Id, "oppose", wanted.Oppose, entry.Opposers);
        if (wanted.Voice is { } voice)
        {
            Is(wanted.Id, "voice", voice, Word(entry.TargetVoice));
            Is(wanted.Id, "answers", Names(wanted.Answers), Names(entry.Answers.Select(IdOf)));
        }

        Is(wanted.Id, "news", wanted.News, entry.News is { } told ? Word(told.Kind) : null);
        if (entry.News is { } news)
        {
            Is(wanted.Id, "first", wanted.First ?? (wanted.News.Contains('|', StringComparison.Ordinal) ? First(news) : null), First(news));
            if (wanted.Before.Count > 0 && !HasAll(news.Before ?? "", wanted.Before))
            {
                _differences.Add($"{wanted.Id}: before is '{news.Before}', not '{Names(wanted.Before)}'");
            }
        }
    }

    private static string? First(EntryNews news) => news.First?.ToString("O", CultureInfo.InvariantCulture);

    private void Stand(string id, string how, IReadOnlyList<string> wanted, IReadOnlyList<EntryStander> standers)
    {
        List<string> names = [.. standers.Select(s => s.Name)];
        foreach (string name in wanted)
        {
            bool isFound = names.RemoveAll(n => HasAny(n, name.TrimEnd('?'))) > 0;
            if (!isFound && !name.EndsWith('?'))
            {
                _differences.Add($"{id}: {how} lacks '{name}'");
            }
        }

        _differences.AddRange(names.Select(n => $"{id}: {how} has '{n}', who is not expected there"));
    }

    private void Lead()
    {
        List<string> lead = [.. _edition.Lead.Select(IdOf)];
        Is("the edition", "number of lead lines", $"{_expected.Lead.Count}", $"{lead.Count}");
        foreach ((string wanted, string found) in _expected.Lead.Zip(lead))
        {
            Is("the lead", "a line", wanted, found);
        }

        foreach ((string id, string label) in _expected.Called)
        {
            EditionEntry? entry = _pairs.Find(p => string.Equals(p.Expected.Id, id, StringComparison.Ordinal)).Entry;
            Is(id, "its subject", label, _edition.Subjects.FirstOrDefault(s => entry is not null && s.Entries.Contains(entry.Id))?.Label.ToLowerInvariant());
        }
    }

    private void LookForAbsent()
    {
        foreach (EditionEntry entry in _edition.Proposals.Concat(_edition.Criticisms))
        {
            _differences.AddRange(_expected.Absent
                .Where(w => HasAny($"{entry.Actor}\n{entry.Target}\n{entry.Statement}", w))
                .Select(w => $"'{w}' must not be told: {Describe(entry)}"));
        }

        _differences.AddRange(_expected.Absent
            .Where(w => _edition.Subjects.Any(s => HasAny(s.Label, w)))
            .Select(w => $"'{w}' must not be a subject"));
    }

    private string IdOf(string entry) =>
        _pairs.Find(p => string.Equals(p.Entry.Id, entry, StringComparison.Ordinal)).Expected?.Id ?? $"({entry})";

    private IEnumerable<string> DropsOf(EditionEntry entry) => entry.Sources.Select(s => _drops[s.ArticleId]);

    private static string Names(IEnumerable<string> names) => string.Join(", ", names.Order(StringComparer.Ordinal));

    private void Is(string id, string what, string? expected, string? actual)
    {
        if (!(expected ?? "").Split('|').Contains(actual ?? "", StringComparer.Ordinal))
        {
            _differences.Add($"{id}: {what} is '{actual}', not '{expected}'");
        }
    }
}
