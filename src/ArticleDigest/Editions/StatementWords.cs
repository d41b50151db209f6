using ArticleDigest.Analysis.Parties;
using ArticleDigest.Editions.Merging;

namespace ArticleDigest.Editions;

/// <summary>
/// What a statement says, as merging compares it: the words that carry meaning, in their order and without endings, each
/// with whether its clause brings about or ends, and the numbers with what they count.
/// </summary>
internal sealed class StatementWords
{
    private const int MostTerms = 40;
    private const int MostFigures = 12;

    private readonly List<Term> _terms = [];
    private readonly List<Figure> _figures = [];
    private readonly List<int> _figurePlaces = [];

    private StatementWords(string language) => Language = language;

    /// <summary>The language (ISO 639-1).</summary>
    public string Language { get; }

    /// <summary>Whether nouns are joined to one word in its language.</summary>
    public bool JoinsNouns { get; private set; }

    /// <summary>Whether of words that stand together the first is what they name: "taxe de séjour", but "tourist tax".</summary>
    public bool HasHeadFirst { get; private set; }

    /// <summary>The words that carry meaning, in order.</summary>
    public IReadOnlyList<Term> Terms => _terms;

    /// <summary>The numbers, in order.</summary>
    public IReadOnlyList<Figure> Figures => _figures;

    /// <summary>Before which word each number stands.</summary>
    public IReadOnlyList<int> FigurePlaces => _figurePlaces;

    /// <summary>Whether the statement as a whole ends, forbids or denies something.</summary>
    public bool IsEnding => _terms.Count > 0 && _terms.Count(term => term.IsEnded) * 2 > _terms.Count;

    /// <summary>Whether a word for a plan or proposal of any kind is among those left out.</summary>
    public bool NamesPlan { get; private set; }

    /// <summary>Reads a statement.</summary>
    public static StatementWords Of(string statement, string language)
    {
        StatementWords read = new(language);
        read.Read(SpelledWord.Divide(statement), Vocabulary.Of(language));
        return read;
    }

    private void Read(List<SpelledWord> words, Vocabulary vocabulary)
    {
        JoinsNouns = vocabulary.IsNounCapital;
        HasHeadFirst = vocabulary.AdjectivesFollow;
        Clauses clauses = new(_terms, vocabulary.AdjectivesFollow, vocabulary.Limit, vocabulary.Floor);
        Details details = new(words, vocabulary);
        int chunk = 0;
        for (int at = 0; at < words.Count && _terms.Count < MostTerms;)
        {
            SpelledWord word = words[at];
            SpelledWord? before = at > 0 ? words[at - 1] : null;
            if (word.AfterMark != '\0' || vocabulary.Coordinates(word))
            {
                clauses.Begin();
                chunk++;
            }

            if (vocabulary.Subordinates(word) || (vocabulary.TellsWhen(words, at) && !vocabulary.Numbers.IsBefore(words, at)))
            {
                clauses.BeginApart();
            }

            details.Reach(at, _terms.Count);

            if (clauses.IsDenied && vocabulary.Limits(words, at))
            {
                clauses.LimitTo();
            }

            if (vocabulary.Numbers.IsBefore(words, at))
            {
                clauses.Bound();
            }

            int behind = vocabulary.Expression(words, at, out Concept? concept);
            if (behind == at && _figures.Count < MostFigures && vocabulary.Numbers.Read(words, at, _figures) is var figure && figure > at)
            {
                while (_figurePlaces.Count < _figures.Count)
                {
                    _figurePlaces.Add(_terms.Count);
                }

                at = figure;
                continue;
            }

            if (behind == at && (word.IsCapitalised || vocabulary.PeoplesAreSmall) && NameBook.Whole.Known(words, at) is { } name)
            {
                at = name.End;
                Add(new Term(name.Key, null) { IsName = true, Chunk = chunk, IsDetail = details.IsIn, Time = details.Time, Root = name.Key });
                continue;
            }

            bool isExpression = concept is not null;
            concept ??= vocabulary.ConceptOf(word);
            concept = concept is not null && concept.Has(ConceptMarks.Not) && vocabulary.TellsRemedy(words, at) ? null : concept;
            bool isAge = Vocabulary.IsAge(word.Folded) && IsBesideNumber(words, at, vocabulary);
            at = Math.Max(behind, at + 1);
            if (concept is not null && concept.Has(ConceptMarks.Below) && vocabulary.Numbers.IsSum(words, at))
            {
                clauses.LimitFrom();
            }

            // "10 instead of 12 teams" wants teams.
            bool countsInstead = concept is not null && concept.Has(ConceptMarks.Instead) && at < words.Count && vocabulary.Numbers.Read(words, at, []) > at;
            if (countsInstead || isAge || (concept?.Name is Concept.More && clauses.IsDenied) || (concept is not null && clauses.Take(concept, vocabulary.IsDoneBehind(words, at))))
            {
                NamesPlan |= concept?.Name is Concept.Planned;
                chunk++;
            }
            else if (concept is null && (vocabulary.IsSmall(word) || word.Folded.Length == 1 || NumberWords.IsUnit(word.Folded) || NumberWords.IsMany(word.Folded)))
            {
                clauses.EndChunk();
                chunk++;
            }
            else
            {
                Add(word, isExpression, before, concept, chunk, details, vocabulary, clauses);
            }
        }

        clauses.Settle();
    }

    // "older than 75", "16-year-olds", "über 75 Jahre alt"
    private static bool IsBesideNumber(List<SpelledWord> words, int at, Vocabulary vocabulary)
    {
        bool before = at > 0 && (words[at - 1].IsNumber || NumberWords.IsUnit(words[at - 1].Folded));
        return before || Enumerable.Range(at + 1, Math.Min(2, words.Count - at - 1)).Any(next => vocabulary.Numbers.Read(words, next, []) > next);
    }

    private void Add(SpelledWord word, bool isExpression, SpelledWord? before, Concept? concept, int chunk, Details details, Vocabulary vocabulary, Clauses clauses)
    {
        if (concept is null && vocabulary.Parts(word) is { } parts)
        {
            foreach (SpelledWord part in new[] { parts.First, parts.Last })
            {
                Concept? known = vocabulary.ConceptOfPart(part);
                string stem = vocabulary.StemOf(part);
                clauses.Apply(known);
                Add(new Term(known?.Name ?? stem, known) { Chunk = chunk, IsDetail = details.IsIn, Time = details.Time, Root = stem });
            }

            return;
        }

        clauses.Apply(concept);
        string root = isExpression ? "" : vocabulary.StemOf(word);
        Add(new Term(concept?.Name ?? root, concept)
        {
            Root = root,
            IsDetail = details.IsIn,
            Time = details.Time,
            IsName = concept is null && word.IsCapitalised && before is not null && !vocabulary.IsNounCapital,
            IsVerb = vocabulary.IsVerb(word, before),
            Chunk = chunk,
        });
    }

    private void Add(Term term)
    {
        if (_terms.Count < MostTerms)
        {
            _terms.Add(term);
        }
    }
}
