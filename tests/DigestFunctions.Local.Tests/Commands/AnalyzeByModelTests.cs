using System.Globalization;
using System.Text.Json;
using ArticleDigest.Analysis;
using DigestFunctions.Local.Commands;
using LocalServers;
using ModelServer;

namespace DigestFunctions.Local.Tests.Commands;

/// <summary><c>digest analyze</c> where a language model reads.</summary>
public sealed class AnalyzeByModelTests
{
    private const string Secret = "s3cret-of-the-model";

    [Fact]
    public async Task The_models_points_are_told_with_their_places_and_with_what_they_cost()
    {
        await using ModelRoom room = await ModelRoom.OpenAsync();
        await room.WriteAsync("a.txt", Texts.Article(3));

        Finished finished = await room.With("Analysis:Analyst", null).RunAsync("analyze", "a.txt", "--analyst", "chat", "--json");
        JsonElement json = Json(finished);
        string text = json.GetProperty("text").GetString()!;
        JsonElement proposal = Assert.Single(json.GetProperty("proposals").EnumerateArray());
        JsonElement criticism = Assert.Single(json.GetProperty("criticisms").EnumerateArray());

        Asked asked = Assert.Single(room.Model.Requests);
        Assert.Empty(finished.Error);
        Assert.StartsWith("chat-played-model-", json.GetProperty("analyst").GetString(), StringComparison.Ordinal);
        Assert.Contains("congestion charge of 3 euros", QuoteIn(text, proposal), StringComparison.Ordinal);
        Assert.Contains("loss of 3 parking spaces", QuoteIn(text, criticism), StringComparison.Ordinal);
        Assert.Equal(asked.PromptTokens, json.GetProperty("inputTokens").GetInt32());
        Assert.InRange(json.GetProperty("outputTokens").GetInt32(), 1, asked.MaxTokens!.Value);
        Assert.Equal(1, json.GetProperty("calls").GetInt32());
        Assert.Equal(0, json.GetProperty("withheld").GetInt32());
        Assert.Equal("a-key-for-tests", asked.Headers["api-key"]);
    }

    [Fact]
    public async Task A_configuration_file_does_as_well_and_what_the_article_does_not_prove_is_withheld()
    {
        await using ModelRoom room = await ModelRoom.OpenAsync();
        await room.WriteAsync("a.txt", Texts.Article(3));
        await room.WriteAsync("digest.json", JsonSerializer.Serialize(new
        {
            Analysis = new
            {
                Analyst = "chat",
                Chat = new { Endpoint = room.Model.Endpoint.ToString(), Deployment = "played-model", Key = "a-key-for-tests", InputPrice = 1000, OutputPrice = 2000 },
            },
        }));
        room.Environment.Clear();
        room.Model.Usual = Script.Answer(asked => string.Equals(asked.FormName, "points", StringComparison.Ordinal) ? Answer(True, Invented) : """{"quotes":[]}""");

        Finished finished = await room.RunAsync("analyze", "a.txt", "--json");
        JsonElement json = Json(finished);

        Assert.Single(json.GetProperty("proposals").EnumerateArray());
        Assert.Empty(json.GetProperty("criticisms").EnumerateArray());
        Assert.Equal(1, json.GetProperty("withheld").GetInt32());
        Assert.Equal(["points", "quotes"], room.Model.Requests.Select(r => r.FormName));
        Assert.Equal(2, json.GetProperty("calls").GetInt32());
        Assert.Equal(
            (json.GetProperty("inputTokens").GetInt32() * 0.001m) + (json.GetProperty("outputTokens").GetInt32() * 0.002m),
            json.GetProperty("cost").GetDecimal());
    }

    [Fact]
    public async Task The_command_line_puts_the_extractive_analyst_in_the_place_of_a_configured_model()
    {
        await using ModelRoom room = await ModelRoom.OpenAsync();
        await room.WriteAsync("a.txt", Texts.Article(3));

        Finished finished = await room.RunAsync("analyze", "a.txt", "--json", "--analyst", "extractive");

        Assert.StartsWith("extractive-", Json(finished).GetProperty("analyst").GetString(), StringComparison.Ordinal);
        Assert.Empty(room.Model.Requests);
    }

    [Fact]
    public async Task All_mistakes_are_told_at_once_and_the_key_never()
    {
        await using ModelRoom room = await ModelRoom.OpenAsync();
        await room.WriteAsync("a.txt", Texts.Article(3));
        room.With("Analysis:Chat:Key", Secret)
            .With("Analysis:Chat:Endpoint", "http://models.example.org/")
            .With("Analysis:Chat:Deployment", "my model")
            .With("Analysis:Chat:InputPrice", "-0.1")
            .With("Analysis:Chat:Service", "Somewhere")
            .With("Analysis:Chat:BreakAfter", "0")
            .With("Analysis:Chat:Model", "x");

        Finished finished = await room.RunAsync("analyze", "a.txt", "--json");

        Assert.Equal((2, ""), (finished.ExitCode, finished.Output));
        Assert.Equal(
            [
                "Analysis:Chat has a price below 0",
                "Analysis:Chat:BreakAfter is 0; give a number from 1 to 100.",
                "Analysis:Chat:Deployment is 'my model'",
                "Analysis:Chat:Endpoint is missing or no address of a service",
                "Analysis:Chat:Model is not a known key",
                "Analysis:Chat:Service is 'Somewhere'; give one of Azure, OpenAI.",
            ],
            finished.Error.Trim().Split('\n').Order(StringComparer.Ordinal),
            (expected, line) => line.StartsWith(expected, StringComparison.Ordinal));
        Assert.DoesNotContain(Secret, finished.All, StringComparison.Ordinal);
        Assert.Empty(room.Model.Requests);
    }

    [Theory]
    [InlineData("Analysis:Analyst", "oracle", "Analysis:Analyst is 'oracle'; the analysts there are, are 'extractive' and 'chat'.")]
    [InlineData("Analysis:Chat:Endpoint", null, "Analysis:Chat:Endpoint is missing")]
    [InlineData("Analysis:Chat:Endpoint", "http://models.example.org/", "Analysis:Chat:Endpoint is missing or no address")]
    [InlineData("Analysis:Chat:Endpoint", "https://models.example.org/?api-key=" + Secret, "Analysis:Chat:Endpoint is missing or no address")]
    [InlineData("Analysis:Chat:Endpoint", "https://me:" + Secret + "@models.example.org/", "Analysis:Chat:Endpoint is missing or no address")]
    [InlineData("Analysis:Chat:OutputPrice", "-1", "Analysis:Chat has a price below 0")]
    [InlineData("Analysis:Chat:OutputPrice", "cheap", "Analysis:Chat:OutputPrice is 'cheap'; give a number")]
    [InlineData("Analysis:Chat:Deployment", "my model", "Analysis:Chat:Deployment is 'my model'")]
    [InlineData("Analysis:Chat:Key:0", Secret, "Analysis:Chat:Key has entries of its own")]
    public async Task A_mistake_is_told_in_one_line(string key, string? value, string told)
    {
        await using ModelRoom room = await ModelRoom.OpenAsync();
        await room.WriteAsync("a.txt", Texts.Article(3));

        Finished finished = await room.With(key, value).RunAsync("analyze", "a.txt");

        Assert.Equal((2, ""), (finished.ExitCode, finished.Output));
        Assert.StartsWith(told, Assert.Single(finished.Error.Trim().Split('\n')), StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, finished.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_analyst_on_the_command_line_is_told_as_one_in_the_configuration()
    {
        await using ModelRoom room = await ModelRoom.OpenAsync();
        await room.WriteAsync("a.txt", Texts.Article(3));

        Finished finished = await room.RunAsync("analyze", "a.txt", "--analyst", "oracle");

        Assert.Equal((2, ""), (finished.ExitCode, finished.Output));
        Assert.StartsWith("Analysis:Analyst is 'oracle'", Assert.Single(finished.Error.Trim().Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_short_wait_is_told_and_waited_for()
    {
        await using ModelRoom room = await ModelRoom.OpenAsync();
        await room.WriteAsync("a.txt", Texts.Article(3));
        room.Model.Play(Script.ThrottleMilliseconds("50"));

        Finished finished = await room.RunAsync("analyze", "a.txt", "--json");

        Assert.Single(Json(finished).GetProperty("proposals").EnumerateArray());
        Assert.Equal(2, room.Questions.Count);
        Assert.StartsWith("a.txt waits 1 s for the model: the model's service is asked too much", finished.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_paid_for_before_a_wait_counts()
    {
        await using ModelRoom room = await ModelRoom.OpenAsync();
        await room.WriteAsync("a.txt", string.Join("\n\n", [Texts.Article(3), .. Enumerable.Range(1, 20).Select(line => $"The boats of line {line} left on time on all days of the week, the company said.")]));
        room.Model.Play(Script.Cut("""{"points":["""), Script.Answer(Answer()), Script.ThrottleMilliseconds("50"));

        Finished finished = await room.RunAsync("analyze", "a.txt", "--json");
        JsonElement json = Json(finished);

        // The whole is cut off, its first half answered, its second refused; then comes the whole once more.
        Assert.Equal(room.Questions.Count, json.GetProperty("calls").GetInt32());
        Assert.Equal(room.Questions.Where((_, number) => number != 2).Sum(q => q.PromptTokens), json.GetProperty("inputTokens").GetInt32());
    }

    [Theory]
    [InlineData("Key", Secret, "the model's service does not take the key; check Analysis:Chat:Key and Analysis:Chat:Endpoint")]
    [InlineData("Deployment", "other-model", "the model's service has no 'other-model'; check Analysis:Chat:Deployment")]
    [InlineData("Key", "two words", "Analysis:Chat:Key has blanks")]
    public async Task What_somebody_has_to_mend_ends_the_command_at_once_with_the_reason(string key, string value, string reason)
    {
        await using ModelRoom room = await ModelRoom.OpenAsync();
        await room.WriteAsync("a.txt", Texts.Article(3));

        Finished finished = await room.With($"Analysis:Chat:{key}", value).RunAsync("analyze", "a.txt", "--json");

        EndsWith(finished, $"a.txt cannot be analysed now: {reason}");
        Assert.DoesNotContain(Secret, finished.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wait_of_more_than_a_minute_ends_the_command_at_once_with_the_reason()
    {
        await using ModelRoom room = await ModelRoom.OpenAsync();
        await room.WriteAsync("a.txt", Texts.Article(3));
        room.Model.Usual = Script.Throttle("61");

        Finished finished = await room.RunAsync("analyze", "a.txt");

        EndsWith(finished, "a.txt cannot be analysed now: the model's service is asked too much");
    }

    [Fact]
    public async Task What_the_filter_refuses_is_refused_with_its_categories()
    {
        await using ModelRoom room = await ModelRoom.OpenAsync();
        await room.WriteAsync("a.txt", Texts.Article(3));
        room.Model.Usual = Script.FilterQuestion("violence");

        Finished finished = await room.RunAsync("analyze", "a.txt");

        EndsWith(finished, "a.txt is refused: the model's content filter refuses the article");
        Assert.Contains("violence", finished.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_evaluation_ends_without_figures_when_the_model_cannot_be_asked()
    {
        await using ModelRoom room = await ModelRoom.OpenAsync();
        Directory.CreateDirectory(Path.Combine(room.Folder, "set", "articles"));
        Directory.CreateDirectory(Path.Combine(room.Folder, "set", "gold"));
        await room.WriteAsync("set/articles/a.txt", Texts.Article(3));
        await room.WriteAsync("set/gold/a.json", """{ "language": "en", "title": "Harbour charge", "proposals": [], "criticisms": [] }""");

        Finished finished = await room.With("Analysis:Chat:Key", Secret).RunAsync("evaluate", "set");

        EndsWith(finished, "a.txt cannot be analysed now: the model's service does not take the key");
    }

    [Fact]
    public async Task People_are_told_questions_tokens_and_cost_at_the_end()
    {
        await using ModelRoom room = await ModelRoom.OpenAsync();
        await room.WriteAsync("a.txt", Texts.Article(3));
        room.With("Analysis:Chat:InputPrice", "1000").With("Analysis:Chat:OutputPrice", "2000").With("Analysis:Chat:Currency", "EUR");

        Finished finished = await room.RunAsync("analyze", "a.txt");

        Assert.True(finished.ExitCode == 0, finished.All);
        Assert.Matches(
            string.Create(CultureInfo.InvariantCulture, $"; 0 points withheld for want of\\s+evidence[.]\n1 question to the model: {Assert.Single(room.Questions).PromptTokens} tokens read, [1-9][0-9]* written; [0-9]+[.][0-9]+ EUR[.]\n$"),
            finished.Output);
    }

    [Fact]
    public async Task Without_prices_no_cost_is_told()
    {
        await using ModelRoom room = await ModelRoom.OpenAsync();
        await room.WriteAsync("a.txt", Texts.Article(3));

        Finished finished = await room.RunAsync("analyze", "a.txt");

        Assert.Matches("\n1 question to the model: [1-9][0-9]* tokens read, [1-9][0-9]* written[.]\n$", finished.Output);
    }

    [Fact]
    public async Task People_are_told_why_the_model_did_not_read()
    {
        await using ModelRoom room = await ModelRoom.OpenAsync();
        await room.WriteAsync("a.txt", Texts.Article(3));
        room.Model.Usual = Script.Fault(503);

        Finished finished = await room
            .With("Analysis:Chat:Fallback", "Extractive").With("Analysis:Chat:BreakAfter", "1").RunAsync("analyze", "a.txt");

        Assert.True(finished.ExitCode == 0, finished.All);
        Assert.Contains("Harbour Board", finished.Output, StringComparison.Ordinal);
        Assert.Matches("\nRead without the model, because the model's service has a fault: 503[^.]*[.][^\n]*\n", finished.Output);
    }

    [Fact]
    public void Kept_tokens_and_signs_of_orders_are_told()
    {
        ArticleAnalysis analysis = new()
        {
            ArticleId = "0",
            Analyst = "chat-x",
            Points = [],
            Withheld = [],
            Calls = 2,
            InputTokens = 3000,
            CachedTokens = 1024,
            OutputTokens = 20,
            Cost = 0.0012m,
            Flags = ["seems to give orders to a model", "has invisible characters"],
        };

        Assert.Equal(
            [
                "2 questions to the model: 3000 tokens read (1024 of them kept from before), 20 written; 0.0012 USD.",
                "The text seems to give orders to a model, has invisible characters.",
            ],
            AnalysisView.Remarks(analysis, "USD").Select(span => span.Text));
    }

    private static object True => new
    {
        kind = "proposal",
        actor = "The Harbour Board",
        target = (string?)null,
        statement = "a congestion charge",
        quote = "The Harbour Board proposed a congestion charge of 3 euros a day",
        voice = "reported",
        key = true,
    };

    private static object Invented => new
    {
        kind = "criticism",
        actor = "The Cyclists' Union",
        target = "the mayor",
        statement = "the mayor sleeps",
        quote = "The Cyclists' Union said that the mayor sleeps",
        voice = "reported",
        key = true,
    };

    private static string Answer(params object[] points) => JsonSerializer.Serialize(new { points });

    private static JsonElement Json(Finished finished)
    {
        Assert.True(finished.ExitCode == 0, finished.All);
        return JsonDocument.Parse(finished.Output).RootElement;
    }

    /// <summary>The quote of a point, if it stands at its place.</summary>
    private static string QuoteIn(string text, JsonElement point)
    {
        JsonElement evidence = point.GetProperty("evidence");
        string quote = evidence.GetProperty("quote").GetString()!;
        Assert.Equal(quote, text.Substring(evidence.GetProperty("start").GetInt32(), evidence.GetProperty("length").GetInt32()));
        return quote;
    }

    private static void EndsWith(Finished finished, string reason)
    {
        Assert.Equal((1, ""), (finished.ExitCode, finished.Output));
        Assert.StartsWith(reason, Assert.Single(finished.Error.Trim().Split('\n')), StringComparison.Ordinal);
    }
}
