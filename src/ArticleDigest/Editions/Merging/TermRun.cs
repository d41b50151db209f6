namespace ArticleDigest.Editions.Merging;

/// <summary>Words of a statement that stand one behind the other.</summary>
/// <param name="terms">The statement's words.</param>
/// <param name="first">Where the run begins.</param>
/// <param name="end">Where it has ended.</param>
internal readonly struct TermRun(IReadOnlyList<Term> terms, int first, int end)
{
    /// <summary>Whether all words only say when, why or what for.</summary>
    public bool TellsBesides
    {
        get
        {
            for (int i = first; i < end; i++)
            {
                if (!terms[i].IsDetail)
                {
                    return false;
                }
            }

            return true;
        }
    }

    /// <summary>Whether the data knows what each word stands for.</summary>
    public bool IsKnown
    {
        get
        {
            for (int i = first; i < end; i++)
            {
                if (terms[i].Concept is null)
                {
                    return false;
                }
            }

            return true;
        }
    }

    /// <summary>Whether the data knows of a word what is done.</summary>
    /// <param name="withWeak">Whether that something is to be counts as well.</param>
    public bool DoesKnown(bool withWeak)
    {
        for (int i = first; i < end; i++)
        {
            if (terms[i].IsDone && terms[i].Concept is not null && (withWeak || !terms[i].IsWeak))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a word that the other statement has not says what is done.</summary>
    /// <param name="pairs">Where each of the statement's words is in the other; below 0 where it is not.</param>
    public bool Does(int[] pairs)
    {
        for (int i = first; i < end; i++)
        {
            if (pairs[i] < 0 && terms[i].IsDone)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a word names a thing.</summary>
    /// <param name="withActions">Whether a noun for what is done counts as well.</param>
    public bool Names(bool withActions)
    {
        for (int i = first; i < end; i++)
        {
            if (!terms[i].IsVerb && (withActions || !terms[i].IsAction))
            {
                return true;
            }
        }

        return false;
    }
}
