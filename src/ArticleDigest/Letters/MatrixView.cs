using ArticleDigest.Analysis;
using ArticleDigest.Analysis.Parties;
using ArticleDigest.Editions;

namespace ArticleDigest.Letters;

/// <summary>Who criticises whom in an edition: parties that criticise in rows, those that are criticised in columns.</summary>
public sealed record MatrixView
{
    /// <summary>The most rows and the most columns.</summary>
    public const int MostParties = 24;

    /// <summary>The most statements that are told of one party against another.</summary>
    public const int MostStatements = 20;

    /// <summary>The most criticisms of things that are told.</summary>
    public const int MostThings = 100;

    // With fewer there is nothing to see that the edition's page does not show.
    private const int LeastCriticisms = 2;

    /// <summary>What the edition is called.</summary>
    public required string Edition { get; init; }

    /// <summary>How many criticisms there are between how many parties; or that there are none.</summary>
    public required string Lead { get; init; }

    /// <summary>Who criticises, the most active first.</summary>
    public required IReadOnlyList<MatrixParty> Critics { get; init; }

    /// <summary>Who is criticised, the most often first.</summary>
    public required IReadOnlyList<MatrixParty> Targets { get; init; }

    /// <summary>Who criticises whom, by rows and columns.</summary>
    public required IReadOnlyList<MatrixCell> Cells { get; init; }

    /// <summary>What is said against things, which are no parties: it is told and not drawn.</summary>
    public required IReadOnlyList<MatrixThing> Things { get; init; }

    /// <summary>How many more criticisms of things there are; null if none.</summary>
    public required string? MoreThings { get; init; }

    /// <summary>What is not drawn, a sentence each.</summary>
    public required IReadOnlyList<string> Rest { get; init; }

    /// <summary>The words around it.</summary>
    public required Words Words { get; init; }

    /// <summary>Whether an edition has enough criticisms between named parties that it is worth a page to see them together.</summary>
    /// <param name="edition">The edition, with all retractions laid over.</param>
    public static bool IsWorthwhile(Edition edition)
    {
        ArgumentNullException.ThrowIfNull(edition);
        KnownTargets targets = new(edition);
        return edition.Criticisms.Where(e => IsBetweenNamed(e) && targets.IsSomebody(e)).Skip(LeastCriticisms - 1).Any();
    }

    /// <summary>Makes the view of an edition.</summary>
    /// <param name="edition">The edition, with all retractions laid over.</param>
    /// <param name="words">The words around it.</param>
    /// <param name="addresses">Where pages are; null if readers cannot reach them.</param>
    public static MatrixView Of(Edition edition, Words words, PageAddresses? addresses = null)
    {
        ArgumentNullException.ThrowIfNull(edition);
        ActorPages pages = new(edition, addresses ?? PageAddresses.None);
        Wording wording = new(words);
        EditionEntry[] criticisms = [.. edition.Criticisms.Where(e => e is { Kind: PointKind.Criticism, Withdrawn: null })];
        KnownTargets known = new(edition);
        EditionEntry[] between = [.. criticisms.Where(IsBetweenNamed)];
        EditionEntry[] named = [.. between.Where(known.IsSomebody)];
        EditionEntry[] things = [.. between.Where(e => !known.IsSomebody(e))];
        CriticisedParties parties = new(named);

        // Columns are of those whom the rows criticise, so that no column is empty; a row can be, and goes.
        List<int> critics = parties.MostActive(Enumerable.Range(0, named.Length).Select(parties.CriticOf));
        int[] told = [.. Enumerable.Range(0, named.Length).Where(i => critics.Contains(parties.CriticOf(i)))];
        List<int> targets = parties.MostActive(told.Select(parties.TargetOf));
        told = [.. told.Where(i => targets.Contains(parties.TargetOf(i)))];
        critics = [.. critics.Where(critic => told.Any(i => parties.CriticOf(i) == critic))];

        return new MatrixView
        {
            Words = words,
            Edition = wording.Title(edition),
            Lead = named.Length == 0
                ? words.Say("matrix.none")
                : $"{words.Say("counts.criticisms", named.Length)}, {words.Say("matrix.parties", parties.Count)}",
            Critics = [.. critics.Select(party => PartyOf(parties, party, pages, wording))],
            Targets = [.. targets.Select(party => PartyOf(parties, party, pages, wording))],
            Cells =
            [
                .. told.GroupBy(i => (Row: critics.IndexOf(parties.CriticOf(i)), Column: targets.IndexOf(parties.TargetOf(i))))
                    .OrderBy(cell => cell.Key.Row)
                    .ThenBy(cell => cell.Key.Column)
                    .Select(cell => CellOf(cell.Key, [.. cell.Select(i => named[i])], words)),
            ],
            Things = [.. things.Take(MostThings).Select(e => ThingOf(e, wording))],
            MoreThings = things.Length > MostThings ? words.Say("relations.more", things.Length - MostThings) : null,
            Rest =
            [
                .. named.Length == told.Length ? Array.Empty<string>() : [words.Say("matrix.not-drawn", named.Length - told.Length)],
                .. things.Length == 0 ? Array.Empty<string>() : [words.Say("matrix.of-things", things.Length)],
                .. criticisms.Length == between.Length ? Array.Empty<string>() : [words.Say("matrix.not-named", criticisms.Length - between.Length)],
            ],
        };
    }

    private static bool IsBetweenNamed(EditionEntry entry) =>
        entry is { Kind: PointKind.Criticism, Withdrawn: null, Target: not null } && IsNamed(entry.Actor) && IsNamed(entry.Target);

    private static bool IsNamed(string name) => name is not (Point.TheAuthor or Point.NotNamed);

    private static MatrixParty PartyOf(CriticisedParties parties, int party, ActorPages pages, Wording wording)
    {
        string name = Shown.Cut(wording.Name(parties.NameOf(party)), Shown.TitleLength);
        return new MatrixParty(name, MatrixDrawing.Label(name), parties.KnownAs(party).Select(pages.Of).FirstOrDefault(page => page is not null));
    }

    private static MatrixThing ThingOf(EditionEntry criticism, Wording wording) => new(
        Shown.Cut(wording.Name(criticism.Actor), Shown.TitleLength),
        Shown.Cut(wording.NameWithin(criticism.Target!), Shown.TitleLength),
        StatementOf(criticism, wording.Words));

    private static MatrixStatement StatementOf(EditionEntry criticism, Words words) =>
        new(criticism.Id, Shown.Cut(Shown.Line(criticism.Statement), 2 * Shown.TitleLength), LanguageView.Of(criticism.Language, words));

    private static MatrixCell CellOf((int Row, int Column) place, EditionEntry[] criticisms, Words words)
    {
        int hidden = criticisms.Length - MostStatements;
        return new MatrixCell(
            place.Row,
            place.Column,
            criticisms.Length,
            words.Say("matrix.times", criticisms.Length),
            [.. criticisms.Take(MostStatements).Select(e => StatementOf(e, words))],
            hidden > 0 ? words.Say("relations.more", hidden) : null);
    }

    /// <summary>The parties of criticisms: names that have a key in common are one, as the edition knows them.</summary>
    private sealed class CriticisedParties
    {
        private readonly EditionEntry[] _criticisms;
        private readonly int[] _partyOf;
        private readonly List<string> _names = [];
        private readonly List<IReadOnlyList<int>> _sets = [];

        /// <summary>Takes criticisms in; the critic of the i-th is name 2i, its target name 2i + 1.</summary>
        public CriticisedParties(EditionEntry[] criticisms)
        {
            _criticisms = criticisms;
            DisjointSets sets = new(2 * criticisms.Length);
            Dictionary<string, int> byKey = new(StringComparer.Ordinal);
            for (int name = 0; name < 2 * criticisms.Length; name++)
            {
                foreach (string key in Known(name).Keys)
                {
                    if (!byKey.TryAdd(key, name))
                    {
                        sets.Join(byKey[key], name);
                    }
                }
            }

            _partyOf = new int[2 * criticisms.Length];
            foreach (List<int> set in sets.Sets())
            {
                foreach (int name in set)
                {
                    _partyOf[name] = _names.Count;
                }

                _sets.Add(set);
                _names.Add(set.Select(name => Known(name).Name)
                    .CountBy(name => name, StringComparer.Ordinal)
                    .OrderByDescending(name => name.Value)
                    .ThenBy(name => name.Key, StringComparer.Ordinal)
                    .First().Key);
            }
        }

        public int CriticOf(int criticism) => _partyOf[2 * criticism];

        public int TargetOf(int criticism) => _partyOf[(2 * criticism) + 1];

        /// <summary>The name that a party has most often.</summary>
        public string NameOf(int party) => _names[party];

        /// <summary>A party as the criticisms know it, in their order.</summary>
        public IEnumerable<Party> KnownAs(int party) => _sets[party].Select(Known);

        public int Count => _names.Count;

        /// <summary>Those that occur most often, the first of all by name where several do as often.</summary>
        public List<int> MostActive(IEnumerable<int> parties) =>
        [
            .. parties.CountBy(party => party)
                .OrderByDescending(party => party.Value)
                .ThenBy(party => SpelledWord.Fold(_names[party.Key]), StringComparer.Ordinal)
                .ThenBy(party => _names[party.Key], StringComparer.Ordinal)
                .ThenBy(party => party.Key)
                .Take(MostParties)
                .Select(party => party.Key),
        ];

        /// <summary>Editions of older forms do not tell who has which names: there only a spelling is a party.</summary>
        private Party Known(int name)
        {
            EditionEntry criticism = _criticisms[name / 2];
            return name % 2 == 0
                ? criticism.ActorParty ?? new Party(criticism.Actor, [SpelledWord.Fold(criticism.Actor)])
                : criticism.TargetParty ?? new Party(criticism.Target!, [SpelledWord.Fold(criticism.Target!)]);
        }
    }
}

/// <summary>A party that criticises or is criticised.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Label">Its name, cut so that the drawing has room for it.</param>
/// <param name="Link">Where more is told of it; null if nothing is, or readers cannot reach it.</param>
public sealed record MatrixParty(string Name, string Label, string? Link);

/// <summary>What one party criticises another for.</summary>
/// <param name="Row">The critic's row, from 0.</param>
/// <param name="Column">The target's column, from 0.</param>
/// <param name="Count">How many criticisms there are.</param>
/// <param name="Times">That in words, such as "3 times".</param>
/// <param name="Statements">What is criticised; not all if there are many.</param>
/// <param name="More">How many more there are; null if none.</param>
public sealed record MatrixCell(int Row, int Column, int Count, string Times, IReadOnlyList<MatrixStatement> Statements, string? More)
{
    /// <summary>Serves as an anchor.</summary>
    public string Id => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"c-{Row + 1}-{Column + 1}");
}

/// <summary>One criticism.</summary>
/// <param name="Id">The id of its entry.</param>
/// <param name="Statement">What is criticised.</param>
/// <param name="Language">The statement's language.</param>
public sealed record MatrixStatement(string Id, string Statement, LanguageView Language);

/// <summary>A criticism of a thing.</summary>
/// <param name="Critic">Who criticises.</param>
/// <param name="Thing">What.</param>
/// <param name="Statement">For what.</param>
public sealed record MatrixThing(string Critic, string Thing, MatrixStatement Statement);
