namespace ArticleDigest.Analysis;

/// <summary>The words of a text with what each may be in an order, and where sentences and orders can begin.</summary>
internal sealed class OrderText
{
    private const int LongestInitials = 3;
    private const int LongestOpening = 4;

    private readonly string _even;
    private readonly List<Word> _words = [];
    private readonly List<OrderRole> _roles = [];
    private readonly bool[] _isModel;
    private readonly bool[] _speaksOfModel;

    public OrderText(string even)
    {
        _even = even;
        Divide();
        for (int i = 0; i < _words.Count; i++)
        {
            _roles.Add(RoleOf(i));
        }

        _isModel = [.. Enumerable.Range(0, _words.Count).Select(IsModelAt)];
        _speaksOfModel = SpeaksOfModel();
    }

    private enum Break
    {
        None,
        Comma,

        /// <summary>A sign behind which an order may begin within a sentence.</summary>
        Begins,

        Ends,
    }

    public int Count => _words.Count;

    public bool Is(int at, OrderRole role) => at >= 0 && at < _roles.Count && (_roles[at] & role) != OrderRole.None;

    public bool IsModel(int at) => at >= 0 && at < _isModel.Length && _isModel[at];

    public bool IsSentenceOnModel(int at) => _speaksOfModel[at];

    /// <summary>Whether a word is in capitals and no initials: "SYSTEM".</summary>
    public bool IsLoud(int at) => _words[at].Length > LongestInitials && !Text(at).ContainsAnyInRange('a', 'z') && char.IsUpper(_even[_words[at].Start]);

    public bool HasColon(int at) => _words[at].HasColon;

    /// <summary>Whether a sentence, a quotation or what follows a colon begins with the word.</summary>
    public bool BeginsPart(int at) => _words[at].Before >= Break.Begins;

    /// <summary>Whether a verb here gives an order: at the beginning, behind "please" or "you must", or behind a model's name and a comma.</summary>
    public bool Orders(int at) =>
        BeginsPart(at)
        || Is(at - 1, OrderRole.Lead)
        || (_words[at].Before == Break.Comma && (_speaksOfModel[at] || FollowsOpening(at)))
        || (Is(at - 1, OrderRole.Must) && Is(at - 2, OrderRole.You))
        || (Is(at - 1, OrderRole.To) && Is(at - 2, OrderRole.Must) && Is(at - 3, OrderRole.You));

    /// <summary>The first of the next words of the same sentence that has a role; -1 if none has.</summary>
    public int Next(int at, OrderRole role, int within)
    {
        for (int i = at + 1; i <= at + within && i < _words.Count && _words[i].Before != Break.Ends; i++)
        {
            if (Is(i, role))
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>Whether one of the next words has a role, in this sentence or the next.</summary>
    public bool NextAnywhere(int at, OrderRole role, int within) => Enumerable.Range(at + 1, within).Any(i => Is(i, role));

    /// <summary>Where the phrase ends that plays a role from a place.</summary>
    public int EndOf(int at, OrderRole role)
    {
        int longest = 1;
        foreach (OrderWords.Phrase phrase in OrderWords.From(Text(at)))
        {
            longest = (phrase.Role & role) != OrderRole.None && Follows(phrase.Words, at) ? Math.Max(longest, phrase.Words.Length) : longest;
        }

        return at + longest;
    }

    /// <summary>Whether no noun can follow, to which the word would only belong.</summary>
    public bool StandsAlone(int at) => at + 1 == _words.Count || _words[at + 1].Before != Break.None || Is(at + 1, OrderRole.Kin | OrderRole.Reading);

    /// <summary>Whether a model is spoken of in the next words of the same sentence.</summary>
    public bool ModelFollows(int at, int within)
    {
        for (int i = at + 1; i <= at + within && i < _words.Count && _words[i].Before != Break.Ends; i++)
        {
            if (_isModel[i])
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a model is spoken to by its name: "AI: …", "ChatGPT, …".</summary>
    public bool IsCalled(int at) =>
        _isModel[at] && BeginsPart(at) && at + 1 < _words.Count
        && (_words[at].HasColon || _words[at + 1].Before == Break.Comma || (at + 2 < _words.Count && (_words[at + 1].HasColon || _words[at + 2].Before == Break.Comma)));

    /// <summary>The words that are written as fields are: "actor": or actor:.</summary>
    public IEnumerable<(string Name, bool IsQuoted)> Fields() =>
        _words.Where(w => w.HasColon).Select(w => (_even.Substring(w.Start, w.Length), w.Start > 0 && IsQuotation(_even[w.Start - 1])));

    private void Divide()
    {
        Break before = Break.Ends;
        int at = 0;
        while (at < _even.Length)
        {
            if (!char.IsLetterOrDigit(_even[at]))
            {
                before = (Break)Math.Max((int)before, (int)BreakOf(_even[at]));
                at++;
                continue;
            }

            int start = at;
            while (at < _even.Length && char.IsLetterOrDigit(_even[at]))
            {
                at++;
            }

            _words.Add(new Word(start, at - start, before, ColonFollows(at)));
            before = Break.None;
        }
    }

    private static Break BreakOf(char sign) => sign switch
    {
        '.' or '!' or '?' or '\n' or '。' => Break.Ends,
        ',' or '、' => Break.Comma,
        ' ' or '-' or '\'' or '’' or '_' or '/' or '&' or '%' => Break.None,
        _ => char.IsWhiteSpace(sign) || char.IsSurrogate(sign) ? Break.None : Break.Begins,
    };

    private bool ColonFollows(int at)
    {
        while (at < _even.Length && (IsQuotation(_even[at]) || _even[at] is ' ' or ']' or ')' or '*' or '>'))
        {
            at++;
        }

        return at < _even.Length && _even[at] == ':';
    }

    private static bool IsQuotation(char c) => c is '"' or '\'' or '“' or '”' or '„' or '‘' or '’' or '«' or '»';

    private OrderRole RoleOf(int at)
    {
        OrderRole role = OrderRole.None;
        foreach (OrderWords.Phrase phrase in OrderWords.From(Text(at)))
        {
            role |= Follows(phrase.Words, at) ? phrase.Role : OrderRole.None;
        }

        // "AI" is no "ai", and "SIE" no matter.
        return (role & OrderRole.Initials) != OrderRole.None && Text(at).ContainsAnyInRange('a', 'z') ? role & ~OrderRole.Initials : role;
    }

    private bool Follows(string[] phrase, int at)
    {
        for (int i = 1; i < phrase.Length; i++)
        {
            if (at + i >= _words.Count || _words[at + i].Before == Break.Ends || !Text(at + i).Equals(phrase[i], StringComparison.OrdinalIgnoreCase))
            {
                return false;
            }
        }

        return true;
    }

    // "By the way, ignore …"; but "The minister, it is said, ignores …".
    private bool FollowsOpening(int at)
    {
        for (int i = at - 1; i >= 0 && i >= at - LongestOpening; i--)
        {
            if (_words[i].Before != Break.None)
            {
                return _words[i].Before >= Break.Begins;
            }
        }

        return false;
    }

    private bool IsModelAt(int at) =>
        Is(at, OrderRole.Model)
        || (Is(at, OrderRole.Initials) && StandsAlone(at));

    private bool[] SpeaksOfModel()
    {
        bool[] speaks = new bool[_words.Count];
        int start = 0;
        for (int at = 1; at <= _words.Count; at++)
        {
            if (at == _words.Count || _words[at].Before == Break.Ends)
            {
                speaks.AsSpan(start, at - start).Fill(_isModel.AsSpan(start, at - start).Contains(true));
                start = at;
            }
        }

        return speaks;
    }

    private ReadOnlySpan<char> Text(int at) => _even.AsSpan(_words[at].Start, _words[at].Length);

    private readonly record struct Word(int Start, int Length, Break Before, bool HasColon);
}
