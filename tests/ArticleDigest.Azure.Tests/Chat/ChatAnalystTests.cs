using ArticleDigest.Analysis;
using ArticleDigest.Analysis.Chat;
using ArticleDigest.Analysis.Extractive;
using ArticleDigest.Articles;
using ModelServer;

namespace ArticleDigest.Azure.Tests.Chat;

/// <summary>What becomes of an article when the model answers, answers badly, or does not answer.</summary>
public sealed class ChatAnalystTests
{
    private static readonly object Clinics = ChatWorkplace.Proposal(
        "Ines Falk", "reopen the rural clinics before winter", "the city should reopen the rural clinics before winter");

    private static readonly object Wards = ChatWorkplace.Criticism(
        "the nurses' union", "the ministry", "closing three wards", "The nurses' union sharply criticised the ministry for closing three wards.");

    [Fact]
    public async Task Points_with_quotes_of_the_article_are_published()
    {
        await using ChatWorkplace desk = await ChatWorkplace.OpenAsync();
        desk.Server.Play(Script.Answer(ChatWorkplace.Points(Clinics, Wards)));

        (_, ArticleAnalysis? analysis) = await desk.AnalyseAsync(ChatWorkplace.ArticleOf(ChatWorkplace.Text));

        Assert.NotNull(analysis);
        Assert.Equal(["Ines Falk", "the nurses' union"], analysis.Points.Select(p => p.Actor));
        Assert.All(analysis.Points, p => Assert.Equal(p.Evidence.Quote, ChatWorkplace.Text.Substring(p.Evidence.Start, p.Evidence.Length)));
        Assert.Empty(analysis.Withheld);
    }

    [Fact]
    public async Task The_analysis_tells_tokens_calls_and_cost()
    {
        await using ChatWorkplace desk = await ChatWorkplace.OpenAsync(o => (o.InputPrice, o.OutputPrice) = (2m, 8m));
        desk.Server.Play(Script.Answer(ChatWorkplace.Points(Clinics)));

        (_, ArticleAnalysis? analysis) = await desk.AnalyseAsync(ChatWorkplace.ArticleOf(ChatWorkplace.Text));

        Assert.NotNull(analysis);
        Assert.Equal(desk.Server.Requests[0].PromptTokens, analysis.InputTokens);
        Assert.Equal(1, analysis.Calls);
        Assert.Equal(((analysis.InputTokens * 2m) + (analysis.OutputTokens * 8m)) / 1_000_000, analysis.Cost);
    }

    [Fact]
    public async Task Points_say_in_which_language_they_are_told()
    {
        await using ChatWorkplace desk = await ChatWorkplace.OpenAsync(o => o.Language = "de");
        desk.Server.Play(Script.Answer(ChatWorkplace.Points(Clinics)));

        (_, ArticleAnalysis? analysis) = await desk.AnalyseAsync(ChatWorkplace.ArticleOf(ChatWorkplace.Text));

        Assert.Equal("de", Assert.Single(analysis!.Points).Language);
    }

    [Fact]
    public async Task A_quote_that_differs_in_signs_only_becomes_the_articles_own_words()
    {
        await using ChatWorkplace desk = await ChatWorkplace.OpenAsync();
        desk.Server.Play(Script.Answer(ChatWorkplace.Points(ChatWorkplace.Criticism(
            "the nurses’ union", "the ministry", "closing three wards", "“The nurses’ union  sharply criticised the ministry for closing three wards”"))));

        (_, ArticleAnalysis? analysis) = await desk.AnalyseAsync(ChatWorkplace.ArticleOf(ChatWorkplace.Text));

        Assert.StartsWith("The nurses' union sharply criticised", Assert.Single(analysis!.Points).Evidence.Quote, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Better_evidence_is_asked_for_once_and_used()
    {
        await using ChatWorkplace desk = await ChatWorkplace.OpenAsync();
        desk.Server.Play(
            Script.Answer(ChatWorkplace.Points(ChatWorkplace.Proposal("Ines Falk", "reopen clinics", "the town must open all clinics again"))),
            Script.Answer("""{"quotes":[{"number":1,"quote":"the city should reopen the rural clinics before winter"}]}"""));

        (_, ArticleAnalysis? analysis) = await desk.AnalyseAsync(ChatWorkplace.ArticleOf(ChatWorkplace.Text));

        Assert.Equal("the city should reopen the rural clinics before winter", Assert.Single(analysis!.Points).Evidence.Quote);
        Assert.Equal(2, desk.Server.Requests.Count);
    }

    [Fact]
    public async Task A_point_without_evidence_is_withheld_and_counted()
    {
        await using ChatWorkplace desk = await ChatWorkplace.OpenAsync();
        desk.Server.Play(
            Script.Answer(ChatWorkplace.Points(ChatWorkplace.Proposal("Ines Falk", "build a stadium", "the city should build a stadium"), Clinics)),
            Script.Answer("""{"quotes":[{"number":1,"quote":null}]}"""));

        (_, ArticleAnalysis? analysis) = await desk.AnalyseAsync(ChatWorkplace.ArticleOf(ChatWorkplace.Text));

        Assert.Equal("reopen the rural clinics before winter", Assert.Single(analysis!.Points).Statement);
        Assert.Equal("the quote is not in the text", Assert.Single(analysis.Withheld).Reason);
    }

    [Theory]
    [InlineData("this is no JSON")]
    [InlineData("{\"points\":\"none\"}")]
    [InlineData("{\"points\":[{\"kind\":\"praise\"}]}")]
    public async Task A_bad_answer_is_asked_for_once_more_with_the_fault_named(string bad)
    {
        await using ChatWorkplace desk = await ChatWorkplace.OpenAsync();
        desk.Server.Play(Script.Answer(bad), Script.Answer(ChatWorkplace.Points(Clinics)));

        (_, ArticleAnalysis? analysis) = await desk.AnalyseAsync(ChatWorkplace.ArticleOf(ChatWorkplace.Text));

        Assert.Single(analysis!.Points);
        Assert.Equal(2, analysis.Calls);
        Assert.Contains("Your last answer could not be used", desk.Server.Requests[1].UserText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_article_that_is_answered_badly_twice_fails()
    {
        await using ChatWorkplace desk = await ChatWorkplace.OpenAsync();
        desk.Server.Play(Script.Answer("no"), Script.Answer("{}"));

        (SectionAnalysis? stop, _) = await desk.AnalyseAsync(ChatWorkplace.ArticleOf(ChatWorkplace.Text));

        Assert.Equal(SectionStatus.Failed, stop?.Status);
        Assert.Contains("twice", stop?.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_that_gets_too_long_is_asked_for_in_halves()
    {
        await using ChatWorkplace desk = await ChatWorkplace.OpenAsync();
        string text = string.Join("\n\n", ChatWorkplace.Text, ChatWorkplace.Text.Replace("clinics", "schools", StringComparison.Ordinal), ChatWorkplace.Text.Replace("clinics", "courts", StringComparison.Ordinal));
        desk.Server.Play(
            Script.Cut("""{"points":[{"kind":"""),
            Script.Answer(ChatWorkplace.Points(Clinics)),
            Script.Answer(ChatWorkplace.Points(ChatWorkplace.Proposal("Ines Falk", "reopen the rural courts", "the city should reopen the rural courts before winter"))));

        (_, ArticleAnalysis? analysis) = await desk.AnalyseAsync(ChatWorkplace.ArticleOf(text));

        Assert.Equal(2, analysis!.Points.Count);
        Assert.Equal(3, analysis.Calls);
    }

    [Fact]
    public async Task What_the_filter_refuses_is_filtered_for_good()
    {
        await using ChatWorkplace desk = await ChatWorkplace.OpenAsync(fallback: new ExtractiveAnalyst());
        desk.Server.Play(Script.FilterQuestion("violence"));

        (SectionAnalysis? stop, _) = await desk.AnalyseAsync(ChatWorkplace.ArticleOf(ChatWorkplace.Text));

        Assert.Equal(SectionStatus.Filtered, stop?.Status);
        Assert.Contains("violence", stop?.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_filtered_answer_and_a_refusal_are_filtered_too()
    {
        await using ChatWorkplace desk = await ChatWorkplace.OpenAsync();
        desk.Server.Play(Script.FilterAnswer(), Script.Refuse());

        Assert.Equal(SectionStatus.Filtered, (await desk.AnalyseAsync(ChatWorkplace.ArticleOf(ChatWorkplace.Text))).Stop?.Status);
        Assert.Equal(SectionStatus.Filtered, (await desk.AnalyseAsync(ChatWorkplace.ArticleOf(ChatWorkplace.Text))).Stop?.Status);
    }

    [Fact]
    public async Task A_throttled_article_waits_as_long_as_the_service_says_even_where_another_analyst_could_read_it()
    {
        await using ChatWorkplace desk = await ChatWorkplace.OpenAsync(fallback: new ExtractiveAnalyst());
        desk.Server.Play(Script.Throttle("37"));

        (SectionAnalysis? stop, _) = await desk.AnalyseAsync(ChatWorkplace.ArticleOf(ChatWorkplace.Text));

        Assert.Equal(SectionStatus.Throttled, stop?.Status);
        Assert.Equal(desk.Time.GetUtcNow().AddSeconds(37), stop?.Until);
    }

    [Fact]
    public async Task A_dead_service_is_asked_a_few_times_and_then_left_alone()
    {
        await using ChatWorkplace desk = await ChatWorkplace.OpenAsync(o => o.BreakAfter = 3);
        desk.Server.Usual = Script.Fault(503);

        for (int asked = 0; asked < 10; asked++)
        {
            Assert.Equal(SectionStatus.Throttled, (await desk.AnalyseAsync(ChatWorkplace.ArticleOf(ChatWorkplace.Text))).Stop?.Status);
        }

        Assert.Equal(3, desk.Server.Requests.Count);
    }

    [Fact]
    public async Task A_service_that_is_left_alone_costs_nothing_of_the_day()
    {
        await using ChatWorkplace desk = await ChatWorkplace.OpenAsync(o => (o.BreakAfter, o.TokensPerDay) = (1, 20_000));
        desk.Server.Play(Script.Fault(503));
        for (int asked = 0; asked < 10; asked++)
        {
            Assert.Equal(SectionStatus.Throttled, (await desk.AnalyseAsync(ChatWorkplace.ArticleOf($"{ChatWorkplace.Text}\n\nArticle {asked}."))).Stop?.Status);
        }

        desk.Time.Advance(TimeSpan.FromSeconds(desk.Options.BreakSeconds + 1));

        Assert.Null((await desk.AnalyseAsync(ChatWorkplace.ArticleOf(ChatWorkplace.Text))).Stop);
    }

    [Fact]
    public async Task While_a_dead_service_is_left_alone_the_extractive_analyst_reads_if_it_may_and_says_so()
    {
        await using ChatWorkplace desk = await ChatWorkplace.OpenAsync(o => o.BreakAfter = 2, new ExtractiveAnalyst());
        desk.Server.Usual = Script.Fault(503);
        await desk.AnalyseAsync(ChatWorkplace.ArticleOf(ChatWorkplace.Text));
        await desk.AnalyseAsync(ChatWorkplace.ArticleOf(ChatWorkplace.Text));

        (_, ArticleAnalysis? analysis) = await desk.AnalyseAsync(ChatWorkplace.ArticleOf(ChatWorkplace.Text));

        Assert.NotNull(analysis);
        Assert.NotEmpty(analysis.Points);
        Assert.Contains("left alone", analysis.InsteadBecause, StringComparison.Ordinal);
        Assert.All(analysis.Points, p => Assert.Null(p.Language));
    }

    [Fact]
    public async Task A_wrong_key_waits_for_somebody_to_mend_it_and_names_the_setting()
    {
        await using ChatWorkplace desk = await ChatWorkplace.OpenAsync(o => o.Key = "wrong-key-1234");

        (SectionAnalysis? stop, _) = await desk.AnalyseAsync(ChatWorkplace.ArticleOf(ChatWorkplace.Text));

        Assert.Equal(SectionStatus.Throttled, stop?.Status);
        Assert.Contains("Analysis:Chat:Key", stop?.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong-key-1234", stop?.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_article_that_was_answered_once_is_not_asked_about_again()
    {
        await using ChatWorkplace desk = await ChatWorkplace.OpenAsync();
        desk.Server.Play(Script.Answer(ChatWorkplace.Points(Clinics)));
        await desk.AnalyseAsync(ChatWorkplace.ArticleOf(ChatWorkplace.Text));

        (_, ArticleAnalysis? again) = await desk.Again().AnalyseAsync(ChatWorkplace.ArticleOf(ChatWorkplace.Text));

        Assert.Single(again!.Points);
        Assert.Equal((0, 0, 0m), (again.Calls, again.InputTokens, again.Cost));
        Assert.Single(desk.Server.Requests);
    }

    [Fact]
    public async Task Another_language_of_the_digest_is_another_question_and_another_version()
    {
        await using ChatWorkplace desk = await ChatWorkplace.OpenAsync();
        await desk.AnalyseAsync(ChatWorkplace.ArticleOf(ChatWorkplace.Text));
        ChatWorkplace german = desk.Again(o => o.Language = "de");

        await german.AnalyseAsync(ChatWorkplace.ArticleOf(ChatWorkplace.Text));

        Assert.NotEqual(desk.Analyst.Version, german.Analyst.Version);
        Assert.Equal(2, desk.Server.Requests.Count);
    }

    [Fact]
    public async Task An_outage_of_any_length_costs_an_article_nothing()
    {
        await using ChatWorkplace desk = await ChatWorkplace.OpenAsync(o => (o.TokensPerArticle, o.BreakAfter) = (o.ContextTokens, 2));
        desk.Server.Usual = Script.ResetInBody();
        for (int round = 0; round < 40; round++)
        {
            Assert.Equal(SectionStatus.Throttled, (await desk.AnalyseAsync(ChatWorkplace.ArticleOf(ChatWorkplace.Text))).Stop?.Status);
            desk.Time.Advance(TimeSpan.FromMinutes(16));
        }

        desk.Server.Usual = Script.Answer(ChatWorkplace.Points(Clinics));

        Assert.Null((await desk.AnalyseAsync(ChatWorkplace.ArticleOf(ChatWorkplace.Text))).Stop);
        Assert.True(desk.Server.Requests.Count > 30);
    }

    [Fact]
    public async Task Nothing_more_is_asked_once_an_article_has_cost_what_it_may()
    {
        await using ChatWorkplace desk = await ChatWorkplace.OpenAsync(o => (o.ContextTokens, o.MaxOutputTokens, o.TokensPerArticle) = (4_000, 500, 9_500));
        string text = string.Join("\n\n", Enumerable.Range(0, 400).Select(i => $"Paragraph {i}: the council of town {i} met and went home."));

        (SectionAnalysis? stop, _) = await desk.AnalyseAsync(ChatWorkplace.ArticleOf(text));

        Assert.Equal(SectionStatus.Failed, stop?.Status);
        Assert.Contains("Analysis:Chat:TokensPerArticle", stop?.Reason, StringComparison.Ordinal);
        Assert.InRange(desk.Server.Requests.Sum(r => r.PromptTokens), 1, 9_500);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("""{"prompt_tokens":-5,"completion_tokens":0,"total_tokens":-5}""")]
    [InlineData("""{"prompt_tokens":9000000000000000000,"completion_tokens":0,"total_tokens":0}""")]
    public async Task A_service_that_does_not_tell_what_an_answer_cost_is_taken_to_have_cost_the_most(string usage)
    {
        await using ChatWorkplace desk = await ChatWorkplace.OpenAsync(o => o.TokensPerDay = 10_000);
        desk.Server.Usual = Script.Send(200, $$"""{"id":"chatcmpl-1","object":"chat.completion","created":1767225600,"model":"played-model","choices":[{"index":0,"message":{"role":"assistant","content":"{\"points\":[]}"},"finish_reason":"stop"}],"usage":{{usage}}}""");
        for (int article = 0; article < 10; article++)
        {
            await desk.AnalyseAsync(ChatWorkplace.ArticleOf($"{ChatWorkplace.Text}\n\nArticle {article}."));
        }

        Assert.InRange(desk.Server.Requests.Count, 1, 2);
    }

    [Theory]
    [InlineData("The")]
    [InlineData("said on")]
    public async Task A_word_or_two_prove_nothing(string quote)
    {
        await using ChatWorkplace desk = await ChatWorkplace.OpenAsync(o => o.AskForEvidence = false);
        desk.Server.Play(Script.Answer(ChatWorkplace.Points(ChatWorkplace.Proposal("Ines Falk", "abolish elections", quote))));

        (_, ArticleAnalysis? analysis) = await desk.AnalyseAsync(ChatWorkplace.ArticleOf(ChatWorkplace.Text));

        Assert.Empty(analysis!.Points);
    }

    [Fact]
    public async Task Of_an_article_whose_questions_alone_cost_too_much_none_is_asked()
    {
        await using ChatWorkplace desk = await ChatWorkplace.OpenAsync(o => (o.ContextTokens, o.MaxOutputTokens, o.TokensPerArticle) = (4_000, 500, 8_000));
        string text = string.Join("\n\n", Enumerable.Range(0, 1_000).Select(i => $"Paragraph {i}: the council of town {i} met and went home."));

        (SectionAnalysis? stop, _) = await desk.AnalyseAsync(ChatWorkplace.ArticleOf(text));

        Assert.Equal(SectionStatus.Failed, stop?.Status);
        Assert.Empty(desk.Server.Requests);
    }

    [Fact]
    public async Task When_the_day_is_spent_articles_wait_for_the_next_one()
    {
        await using ChatWorkplace desk = await ChatWorkplace.OpenAsync(o => o.TokensPerDay = 10_000);
        SectionAnalysis? stop = null;
        for (int article = 0; article < 30 && stop is null; article++)
        {
            (stop, _) = await desk.AnalyseAsync(ChatWorkplace.ArticleOf($"{ChatWorkplace.Text}\n\nArticle {article}."));
        }

        Assert.Equal(SectionStatus.Throttled, stop?.Status);
        Assert.InRange(stop!.Until!.Value, new DateTimeOffset(2026, 3, 2, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2026, 3, 2, 1, 0, 0, TimeSpan.Zero));
        Assert.InRange(desk.Server.Requests.Sum(r => r.PromptTokens), 1, 10_000);
    }

    [Fact]
    public async Task A_long_article_is_asked_about_in_parts_and_no_point_is_told_twice()
    {
        await using ChatWorkplace desk = await ChatWorkplace.OpenAsync(o => (o.ContextTokens, o.MaxOutputTokens) = (4_000, 500));
        string text = string.Join("\n\n", Enumerable.Range(0, 300).Select(i => $"In town {i} the mayor said that the council should build bridge {i} before winter comes."));
        desk.Server.Usual = Script.Answer(asked => ChatWorkplace.Points(
            [.. Enumerable.Range(0, 300).Where(i => asked.UserText.Contains($"In town {i} the", StringComparison.Ordinal)).Take(8)
                .Select(i => ChatWorkplace.Proposal("the mayor", $"build bridge {i}", $"In town {i} the mayor said that the council should build bridge {i} before winter comes."))]));
        Article article = ChatWorkplace.ArticleOf(text);

        (_, ArticleAnalysis? analysis) = await desk.AnalyseAsync(article);

        Assert.True(desk.Analyst.Divide(article).Count > 2);
        Assert.Equal(analysis!.Points.Count, analysis.Points.Select(p => p.Evidence.Start).Distinct().Count());
        Assert.InRange(desk.Server.Requests.Max(r => r.PromptTokens), 1, 3_500);
    }

    [Fact]
    public async Task Instructions_are_the_same_for_all_articles_so_that_the_service_can_keep_them()
    {
        await using ChatWorkplace desk = await ChatWorkplace.OpenAsync();

        await desk.AnalyseAsync(ChatWorkplace.ArticleOf(ChatWorkplace.Text));
        await desk.AnalyseAsync(ChatWorkplace.ArticleOf("Another text about the weather of the town and its river."));

        Assert.Single(desk.Server.Requests.Select(r => r.SystemText).Distinct(StringComparer.Ordinal));
    }
}
