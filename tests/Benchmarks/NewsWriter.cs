using System.Globalization;
using ArticleDigest.Analysis;
using ArticleDigest.Articles;

namespace Benchmarks;

/// <summary>
/// Makes analyses as a day's news have them: stories that one to six articles tell, each with some of the story's points, in
/// the same words or nearly, with actors of whom few are in the news often and most hardly ever. The same number gives the
/// same article.
/// </summary>
/// <param name="articles">How many articles there are.</param>
/// <param name="textLength">How long an article's text is, in characters; it has the same points whatever that is.</param>
internal sealed class NewsWriter(int articles, int textLength)
{
    private const int ArticlesPerStory = 3;
    private const int PointsPerStory = 5;

    private static readonly string[] Verbs = ["build", "close", "fund", "ban", "tax", "repair", "privatise", "reopen", "extend", "inspect", "subsidise", "postpone", "double", "halve", "protect", "sell"];
    private static readonly string[] Adjectives = ["public", "old", "regional", "rural", "electric", "unsafe", "disused", "central", "temporary", "foreign", "costly", "small", "northern", "new", "shared", "empty"];
    private static readonly string[] Nouns = ["bridges", "schools", "tram lines", "hospitals", "harbours", "wind farms", "night buses", "libraries", "quarries", "ferries", "reservoirs", "prisons", "data centres", "markets", "orchards", "museums", "runways", "landfills", "power lines", "playgrounds", "clinics", "archives", "dams", "tunnels"];
    private static readonly string[] Faults = ["the cost of", "the delay of", "the secrecy around", "the neglect of", "the waste on", "the haste in", "the damage done to", "the lack of"];
    private static readonly string[] Bodies = ["council", "ministry", "union", "chamber", "party", "agency", "court", "alliance", "institute", "board"];
    private static readonly string[] Beginnings = ["Ar", "Bel", "Cor", "Dun", "El", "Fen", "Gar", "Hol", "Is", "Jor", "Kel", "Lun", "Mar", "Nor", "Os", "Pel", "Quin", "Rav", "Sel", "Tor"];
    private static readonly string[] Middles = ["a", "e", "i", "o", "u", "an", "en", "in", "on", "un", "ar", "er"];
    private static readonly string[] Ends = ["by", "dale", "ford", "gard", "ham", "land", "mouth", "ness", "ton", "vik", "wick", "stad"];
    private static readonly string[] Sources = ["The Gazette", "Harbour Post", "Northern Wire", "The Ledger", "Valley Times", "Evening Courier"];

    /// <summary>The article of a number, without its text.</summary>
    public ArticleHead HeadOf(int article)
    {
        Random random = new(article);
        (Story story, _) = StoryOf(article);
        return new ArticleHead
        {
            Id = PlayedDay.IdOf(article),
            Title = $"{story.Actors[0]} and {story.Places[0]}: what is planned for {Nouns[random.Next(Nouns.Length)]}",
            Byline = $"{Name(random)} {Name(random)}",
            Source = Sources[random.Next(Sources.Length)],
            Published = new DateOnly(2026, 3, 1),
            Language = "en",
        };
    }

    /// <summary>The analysis of an article: two or three points.</summary>
    public ArticleAnalysis AnalysisOf(int article)
    {
        (Story story, int telling) = StoryOf(article);
        Random random = new(article ^ 0x5EED);
        return new ArticleAnalysis
        {
            ArticleId = PlayedDay.IdOf(article),
            Head = HeadOf(article),
            Analyst = PlayedDay.Analyst,
            Points = [.. Enumerable.Range(0, 2 + (article % 2)).Select(i => PointOf(story, (telling + (2 * i)) % PointsPerStory, i, random))],
            Withheld = [],
        };
    }

    /// <summary>An article with its text, which no edition should ask for.</summary>
    public Article ArticleOf(int article)
    {
        ArticleHead head = HeadOf(article);
        return new Article
        {
            Id = head.Id,
            Title = head.Title,
            Byline = head.Byline,
            Source = head.Source,
            Published = head.Published,
            Language = head.Language,
            Text = new string('x', textLength),
        };
    }

    private (Story Story, int Telling) StoryOf(int article)
    {
        int stories = Math.Max(1, articles / ArticlesPerStory);
        int number = (int)((uint)article * 2654435761L % stories);
        return (new Story(number), article % PointsPerStory);
    }

    private Point PointOf(Story story, int index, int rank, Random random)
    {
        (PointKind kind, string actor, string? target, string statement) = story.Tell(index, random);
        string quote = string.Create(CultureInfo.InvariantCulture, $"\u201cWe have said so since the spring,\u201d a speaker for {actor} told reporters, who asked whether to {statement} was still what was wanted.");
        return new Point
        {
            Kind = kind,
            Actor = actor,
            Target = target,
            Statement = statement,
            Evidence = new Evidence(quote, random.Next(Math.Max(1, textLength - quote.Length)), quote.Length, Voice.Reported),
            IsKey = rank == 0 && kind is PointKind.Proposal or PointKind.Criticism,
        };
    }

    private static string Name(Random random) =>
        Beginnings[random.Next(Beginnings.Length)] + Middles[random.Next(Middles.Length)] + Middles[random.Next(Middles.Length)] + Ends[random.Next(Ends.Length)];

    /// <summary>What happened, in points that articles tell.</summary>
    private sealed class Story
    {
        private const int KnownActors = 5000;

        private readonly int _number;

        public Story(int number)
        {
            _number = number;
            Random random = new(number ^ 0x0BAD);
            Actors = [.. Enumerable.Range(0, 3).Select(_ => Actor(random))];
            Places = [.. Enumerable.Range(0, 3).Select(_ => Name(random))];
        }

        public string[] Actors { get; }

        public string[] Places { get; }

        public (PointKind Kind, string Actor, string? Target, string Statement) Tell(int index, Random telling)
        {
            Random random = new((_number * PointsPerStory) + index);
            string verb = Verbs[random.Next(Verbs.Length)];
            string noun = Nouns[random.Next(Nouns.Length)];
            string adjective = Adjectives[random.Next(Adjectives.Length)];
            string place = Places[random.Next(Places.Length)];
            int year = 2027 + random.Next(12);

            // One telling in eight leaves a word out, one in sixteen has another number.
            string what = telling.Next(8) == 0 ? $"{noun} near {place}" : $"{adjective} {noun} near {place}";
            int told = telling.Next(16) == 0 ? year + 1 : year;
            string proposal = string.Create(CultureInfo.InvariantCulture, $"{verb} {what} by {told}");
            return index switch
            {
                0 or 1 => (PointKind.Proposal, Actors[index], null, proposal),
                2 => (PointKind.Criticism, Actors[2], Actors[0], $"{Faults[random.Next(Faults.Length)]} {what}"),
                3 => (PointKind.Criticism, Actors[1], $"the plan for {noun} near {place}", $"{Faults[random.Next(Faults.Length)]} {what}"),
                _ => (random.Next(3) switch { 0 => PointKind.Support, 1 => PointKind.Opposition, _ => PointKind.Withdrawal }, Actors[2], null, proposal),
            };
        }

        // Of five thousand, the hundredth part that is best known is in the news every fifth time.
        private static string Actor(Random random)
        {
            double fame = random.NextDouble();
            Random actor = new((int)(KnownActors * fame * fame * fame));
            return actor.Next(3) switch
            {
                0 => $"{Name(actor)} {Name(actor)}",
                1 => $"the {Name(actor)} {Bodies[actor.Next(Bodies.Length)]}",
                _ => $"{Name(actor)}'s {Bodies[actor.Next(Bodies.Length)]}",
            };
        }
    }
}
