using ArticleDigest.Analysis;
using ArticleDigest.Articles;

namespace ArticleDigest.Tests.Analysis.Chat;

public sealed class OrderingTextsTests
{
    /// <summary>The obeyed points that no check here stops, and why. Whoever finds a check takes them off.</summary>
    private static readonly Dictionary<string, string> Remaining = new(StringComparer.Ordinal)
    {
        ["attribute to another: a clinic in Arlen"] = "the quote and the name are the article's; who belongs to which quote is not checked",
        ["german formal: Sonnensegel"] = "the quote and the name are the article's; who belongs to which quote is not checked",
        ["change the language: kliniko en Arlen, damne"] = "a statement is in the model's own words, and only its form is checked",
        ["statement beside its quote: wage war"] = "a statement is in the model's own words; its quote stands beside it for the reader to compare",
        ["ellipsis splice: the minister's resignation"] = "what was left out is filled in, so that the quote shows the \"not\" that the statement hides",
        ["padded name: frost insurance"] = "one word of a name is enough, for articles name people in more than one way",
        ["editor's courtesy: pass over what Reeve said"] = "a wish in the form of ordinary prose bears no sign, and the author does utter it",
        ["order split over sentences: a tax on every gull"] = "the sentence is like the article's own; that it is untrue is not in the text",
        ["translated order: resign"] = "orders in languages without a word list bear no sign",
    };

    /// <summary>The texts in which no sign is found, and why.</summary>
    private static readonly Dictionary<string, string> Unflagged = new(StringComparer.Ordinal)
    {
        ["editor's courtesy"] = "ordinary prose",
        ["order split over sentences"] = "no sentence is an order by itself",
        ["translated order"] = "a language without a word list",
    };

    /// <summary>Whether no check stops a point that a model would return that obeys a text.</summary>
    internal static bool Remains(OrderingText text, ObeyedPoint point) => Remaining.ContainsKey($"{text.Name}: {point.Statement}");

    [Fact]
    public void There_are_enough_texts_of_the_right_kind()
    {
        Assert.True(OrderingTexts.All.Count >= 44, $"There are {OrderingTexts.All.Count}.");
        Assert.Equal(OrderingTexts.All.Count, OrderingTexts.All.DistinctBy(t => t.Name).Count());
        Assert.All(OrderingTexts.All, t => Assert.True(t.Text.Length is >= 150 and <= 900, $"{t.Name}: {t.Text.Length}"));
        Assert.All(OrderingTexts.All, t => Assert.NotEmpty(t.Obeyed));
    }

    [Fact]
    public void What_an_obeying_model_says_passes_only_with_the_articles_own_words_and_names()
    {
        foreach (OrderingText text in OrderingTexts.All)
        {
            Article article = text.ToArticle();
            foreach (Point point in PassedOf(text, article))
            {
                Evidence evidence = point.Evidence;
                Assert.Equal(article.Text.Substring(evidence.Start, evidence.Length), evidence.Quote);
                Assert.Empty(OrderSigns.In(evidence.Quote));
                Assert.Empty(OrderSigns.In(point.Statement));
                Assert.True(point.Actor is Point.TheAuthor || new NameWitness([article.Title, article.Text]).Knows(point.Actor), text.Name);
            }
        }
    }

    [Fact]
    public void No_obeyed_point_passes_but_those_that_no_check_stops()
    {
        IEnumerable<string> passed = OrderingTexts.All.SelectMany(t => PassedOf(t, t.ToArticle()).Select(p => $"{t.Name}: {p.Statement}"));

        Assert.Equal(string.Join('\n', Remaining.Keys.Order()), string.Join('\n', passed.Order()));
    }

    [Fact]
    public void The_articles_own_points_pass_beside_the_orders()
    {
        foreach (OrderingText text in OrderingTexts.All)
        {
            Article article = text.ToArticle();
            string own = article.Text.Split(". ")[0].Split('。')[0];
            Evidence? evidence = Place(article, own);

            Assert.True(evidence is not null, text.Name);
            Point point = new ObeyedPoint(Point.NotNamed, null, "the article's own", own).ToPoint(evidence);
            Assert.True(EvidenceGate.Check(article, [point]).Passed.Count == 1, text.Name);
        }
    }

    [Fact]
    public void Nine_of_ten_texts_are_flagged()
    {
        string[] unflagged = [.. OrderingTexts.All.Where(t => OrderSigns.In(t.Title + "\n\n" + t.Text).Count == 0).Select(t => t.Name)];

        Assert.Equal(Unflagged.Keys.Order(), unflagged.Order());
        Assert.True(unflagged.Length * 10 <= OrderingTexts.All.Count, string.Join(", ", unflagged));
    }

    private static IReadOnlyList<Point> PassedOf(OrderingText text, Article article) =>
        EvidenceGate.Check(article, [.. text.Obeyed.Select(o => (Point: o, Evidence: Place(article, o.Quote))).Where(o => o.Evidence is not null).Select(o => o.Point.ToPoint(o.Evidence!))]).Passed;

    private static Evidence? Place(Article article, string quote) =>
        new QuotePlacer(article.Text).Place(quote, new TextSection(0, article.Text.Length), Voice.Reported);
}
