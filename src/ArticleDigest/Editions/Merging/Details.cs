using ArticleDigest.Analysis.Parties;

namespace ArticleDigest.Editions.Merging;

/// <summary>
/// Follows through a statement whether it just tells what is to be done, or when, why and what for, which one telling may
/// leave out: "close the lane <i>because the wall is loose</i>".
/// </summary>
internal sealed class Details(IReadOnlyList<SpelledWord> words, Vocabulary vocabulary)
{
    private bool _why;
    private bool _isWhyFirst;
    private bool _when;
    private int _whenFrom;

    /// <summary>Whether the word that was reached is told besides.</summary>
    public bool IsIn => _why || _when;

    /// <summary>Whether something is to be before (-1) or after (1) what was reached; otherwise 0.</summary>
    public int Time { get; private set; }

    /// <summary>Goes on to a word.</summary>
    /// <param name="at">Its place.</param>
    /// <param name="terms">How many words that are compared stand before it.</param>
    public void Reach(int at, int terms)
    {
        char mark = words[at].AfterMark;
        _why &= !(_isWhyFirst && mark == ',') && mark is not (';' or '.');
        _when &= mark == '\0' && !(terms > _whenFrom && vocabulary.IsSmall(words[at]));
        if (vocabulary.TellsWhy(words, at) && (terms > 0 || HasComma(at + 1)))
        {
            (_why, _isWhyFirst) = (true, terms == 0);
        }
        else if (vocabulary.TellsWhen(words, at))
        {
            (_when, _whenFrom) = (true, terms);
            Time = Vocabulary.TimeOf(words[at].Folded);
        }

        Time = _when ? Time : 0;
    }

    private bool HasComma(int from)
    {
        for (int i = from; i < words.Count; i++)
        {
            if (words[i].AfterMark == ',')
            {
                return true;
            }
        }

        return false;
    }
}
