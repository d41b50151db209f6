namespace ArticleDigest.Evaluation;

/// <summary>How the analyses of one or more articles compare with their labels. Counts add up; shares follow from them.</summary>
/// <param name="Proposals">The proposals.</param>
/// <param name="Criticisms">The criticisms.</param>
/// <param name="Texts">The texts and the quotes of both kinds.</param>
public sealed record Figures(PointFigures Proposals, PointFigures Criticisms, TextFigures Texts)
{
    /// <summary>Figures of no article.</summary>
    public static Figures None { get; } = new(new PointFigures(), new PointFigures(), new TextFigures());

    /// <summary>Of the actors of all points that were found, the share that is right; null if none was found.</summary>
    public double? Actors => Share.Of(Proposals.Actors + Criticisms.Actors, Proposals.Found + Criticisms.Found);

    /// <summary>The figures of several articles together.</summary>
    public static Figures Sum(IEnumerable<Figures> articles)
    {
        ArgumentNullException.ThrowIfNull(articles);
        return articles.Aggregate(None, (sum, next) => new Figures(sum.Proposals + next.Proposals, sum.Criticisms + next.Criticisms, sum.Texts + next.Texts));
    }
}

/// <summary>The figures of one kind of point. A share is from 0 to 1, or null where there is nothing to divide.</summary>
public sealed record PointFigures
{
    /// <summary>Labelled points.</summary>
    public int Labelled { get; init; }

    /// <summary>Labelled points that are key.</summary>
    public int Key { get; init; }

    /// <summary>Points the analyst gave.</summary>
    public int Predicted { get; init; }

    /// <summary>Given points whose quote is a place of a labelled one.</summary>
    public int Right { get; init; }

    /// <summary>Labelled points that were found.</summary>
    public int Found { get; init; }

    /// <summary>Key points that were found.</summary>
    public int FoundKey { get; init; }

    /// <summary>Right points beyond the first for a labelled one.</summary>
    public int Duplicates { get; init; }

    /// <summary>Found points whose actor is right.</summary>
    public int Actors { get; init; }

    /// <summary>Found points whose target is right; of proposals, which have none, all.</summary>
    public int Targets { get; init; }

    /// <summary>Given points that are right with their names.</summary>
    public int StrictlyRight { get; init; }

    /// <summary>Key points that were found with their names.</summary>
    public int StrictlyFoundKey { get; init; }

    /// <summary>Wrong points that hit a distractor.</summary>
    public int Distractors { get; init; }

    /// <summary>Points given for articles that have none of the kind.</summary>
    public int FalseAlarms { get; init; }

    /// <summary>The share of given points that are right.</summary>
    public double? Precision => Share.Of(Right, Predicted);

    /// <summary>The share of key points that were found.</summary>
    public double? KeyRecall => Share.Of(FoundKey, Key);

    /// <summary>The share of labelled points that were found.</summary>
    public double? Recall => Share.Of(Found, Labelled);

    /// <summary>The harmonic mean of <see cref="Precision"/> and <see cref="KeyRecall"/>.</summary>
    public double? F1 => Share.HarmonicMean(Precision, KeyRecall);

    /// <summary>The same with only those points right whose names are.</summary>
    public double? StrictF1 => Share.HarmonicMean(Share.Of(StrictlyRight, Predicted), Share.Of(StrictlyFoundKey, Key));

    /// <summary>The share of found points whose actor is right.</summary>
    public double? ActorAccuracy => Share.Of(Actors, Found);

    /// <summary>The share of found points whose target is right.</summary>
    public double? TargetAccuracy => Share.Of(Targets, Found);

    /// <summary>The counts of both.</summary>
    public static PointFigures operator +(PointFigures left, PointFigures right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        return new PointFigures
        {
            Labelled = left.Labelled + right.Labelled,
            Key = left.Key + right.Key,
            Predicted = left.Predicted + right.Predicted,
            Right = left.Right + right.Right,
            Found = left.Found + right.Found,
            FoundKey = left.FoundKey + right.FoundKey,
            Duplicates = left.Duplicates + right.Duplicates,
            Actors = left.Actors + right.Actors,
            Targets = left.Targets + right.Targets,
            StrictlyRight = left.StrictlyRight + right.StrictlyRight,
            StrictlyFoundKey = left.StrictlyFoundKey + right.StrictlyFoundKey,
            Distractors = left.Distractors + right.Distractors,
            FalseAlarms = left.FalseAlarms + right.FalseAlarms,
        };
    }
}

/// <summary>The figures of texts and quotes. A share is from 0 to 1, or null where there is nothing to divide.</summary>
public sealed record TextFigures
{
    /// <summary>Articles.</summary>
    public int Articles { get; init; }

    /// <summary>Quotes of all points the analyst gave.</summary>
    public int Quotes { get; init; }

    /// <summary>Quotes that stand in the article and, at their place, in the text that was given.</summary>
    public int Grounded { get; init; }

    /// <summary>The words of all quotes.</summary>
    public int QuoteWords { get; init; }

    /// <summary>Articles whose labelled title stands in the article for the most part, so that it can be judged.</summary>
    public int Titles { get; init; }

    /// <summary>Titles that are right.</summary>
    public int TitlesRight { get; init; }

    /// <summary>Languages that are right.</summary>
    public int LanguagesRight { get; init; }

    /// <summary>The share of quotes that are grounded.</summary>
    public double? Grounding => Share.Of(Grounded, Quotes);

    /// <summary>How long quotes are, in words, on average.</summary>
    public double? WordsPerQuote => Share.Of(QuoteWords, Quotes);

    /// <summary>The share of titles that are right.</summary>
    public double? TitleAccuracy => Share.Of(TitlesRight, Titles);

    /// <summary>The share of languages that are right.</summary>
    public double? LanguageAccuracy => Share.Of(LanguagesRight, Articles);

    /// <summary>The counts of both.</summary>
    public static TextFigures operator +(TextFigures left, TextFigures right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        return new TextFigures
        {
            Articles = left.Articles + right.Articles,
            Quotes = left.Quotes + right.Quotes,
            Grounded = left.Grounded + right.Grounded,
            QuoteWords = left.QuoteWords + right.QuoteWords,
            Titles = left.Titles + right.Titles,
            TitlesRight = left.TitlesRight + right.TitlesRight,
            LanguagesRight = left.LanguagesRight + right.LanguagesRight,
        };
    }
}

/// <summary>Shares of counts.</summary>
internal static class Share
{
    public static double? Of(int part, int whole) => whole == 0 ? null : (double)part / whole;

    /// <summary>Null where there was nothing to find; 0 where nothing right was given.</summary>
    public static double? HarmonicMean(double? precision, double? recall) =>
        recall is not { } r ? null : precision is > 0 and { } p && r > 0 ? 2 * p * r / (p + r) : 0;
}
