namespace ArticleDigest.Analysis.Extractive;

/// <summary>The verbs of a text with their auxiliaries, in order, and which tokens belong to which.</summary>
internal sealed class VerbGroups : IDisposable
{
    private const int NoGroup = -1;

    private readonly PooledList<VerbGroup> _groups = new(128);
    private readonly PooledList<int> _firstOfSentence = new(64);
    private readonly PooledList<int> _groupOf;

    public VerbGroups(Discourse discourse, Lexicon lexicon)
    {
        _groupOf = new PooledList<int>(discourse.Tokens.Length);
        _groupOf.Fill(NoGroup, discourse.Tokens.Length);
        ClauseBrackets brackets = new(discourse, this);
        AdjacentVerbs adjacent = new(discourse, lexicon, this);
        foreach (Sentence sentence in discourse.Sentences)
        {
            _firstOfSentence.Add(_groups.Count);
            if (lexicon.IsVerbSecond)
            {
                brackets.Read(sentence);
            }
            else
            {
                adjacent.Read(sentence);
            }
        }

        _firstOfSentence.Add(_groups.Count);
    }

    /// <summary>How many there are.</summary>
    public int Count => _groups.Count;

    /// <summary>One of them.</summary>
    public ref readonly VerbGroup this[int index] => ref _groups[index];

    /// <summary>One of them, of which more became known.</summary>
    public ref VerbGroup Amend(int index) => ref _groups[index];

    /// <summary>The indexes of a sentence's verbs, in order.</summary>
    public (int First, int End) Of(int sentence) => (_firstOfSentence[sentence], _firstOfSentence[sentence + 1]);

    /// <summary>The index of the verb a token belongs to; -1 if to none.</summary>
    public int At(int token) => _groupOf[token];

    /// <summary>Whether a token belongs to a verb.</summary>
    public bool IsVerb(int token) => _groupOf[token] != NoGroup;

    /// <summary>Adds a group that is to have the tokens from one on to another, the end excluded.</summary>
    public void Add(in VerbGroup group, int first, int end)
    {
        _groupOf.Span[first..end].Fill(_groups.Count);
        _groups.Add(group);
    }

    /// <summary>Adds a group whose tokens join it one by one.</summary>
    public void Add(in VerbGroup group) => _groups.Add(group);

    /// <summary>Gives a token to a group.</summary>
    public void Join(int token, int group) => _groupOf[token] = group;

    /// <inheritdoc/>
    public void Dispose()
    {
        _groups.Dispose();
        _firstOfSentence.Dispose();
        _groupOf.Dispose();
    }
}
