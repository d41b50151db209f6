using ArticleDigest.Analysis;
using ArticleDigest.Articles;
using ArticleDigest.Editions;
using ArticleDigest.Letters;
using ArticleDigest.Records;

namespace ArticleDigest.Tests.Editions;

public sealed class EditionCompilerTests : IDisposable
{
    private static readonly DateOnly Sunday = new(2026, 3, 1);
    private static readonly DateOnly Monday = new(2026, 3, 2);

    private readonly Installation _installation = new();

    public void Dispose() => _installation.Dispose();

    [Fact]
    public async Task An_edition_tells_the_points_of_its_articles_and_accounts_for_every_drop()
    {
        await DropAsync("a.txt", "Norland proposes a bridge over the strait.");
        await DropAsync("b.txt", "Norland proposes a bridge over the strait.");
        await _installation.DropAsync("c.pdf", "%PDF-1.7");
        await _installation.SweepAsync();
        await DropAsync("late.txt", "Sudria criticises Norland for the price.");

        await _installation.SendAsync(Sunday);

        Edition edition = (await _installation.ReadEditionAsync(Sunday))!;
        Assert.Equal("a bridge over the strait", Assert.Single(edition.Proposals).Statement);
        Assert.Empty(edition.Criticisms);
        Accounting account = edition.Accounting;
        Assert.Equal((4, 1, 1, 1, 1), (account.Received, account.Analysed, account.Duplicates, account.Rejected, account.Pending));
        Assert.Equal(account.Received, account.Analysed + account.Duplicates + account.Rejected + account.Filtered + account.Failed + account.Pending);
        Assert.Equal(["a.txt", "b.txt", "c.pdf"], account.Lines.Select(l => l.Drop));
        Assert.Equal(["a.txt", "b.txt"], Assert.Single(edition.Articles).Drops);
    }

    [Fact]
    public async Task A_duplicate_tells_which_edition_before_told_what_it_repeats_as_long_as_that_can_be_found_out()
    {
        await DropAsync("a.txt", "Norland proposes a bridge over the strait.");
        await DropAsync("b.txt", "Sudria criticises Norland for the price.");
        await _installation.SweepAsync();
        await _installation.SendAsync(Sunday);
        await DropAsync("b.txt", "Sudria proposes a tunnel under the strait.");
        await _installation.SweepAsync();
        await DropAsync("a-copy.txt", "Norland proposes a bridge over the strait.");
        await DropAsync("b-copy.txt", "Sudria proposes a tunnel under the strait.");
        await _installation.SweepAsync();

        await _installation.SendAsync(Monday);

        Edition edition = (await _installation.ReadEditionAsync(Monday))!;
        Assert.Equal(
            [("a-copy.txt", "a.txt", Sunday), ("b-copy.txt", "b.txt", null)],
            edition.Accounting.Lines.Where(l => l.Status == OutcomeStatus.Duplicate).Select(l => (l.Drop, l.Reason!, l.Told)));
    }

    [Fact]
    public async Task Points_and_articles_of_an_edition_tell_their_language()
    {
        using Installation installation = new(new MarkingAnalyst("fr"));
        await installation.DropAsync("a.txt", Article("Norland proposes a bridge over the strait."));
        await installation.DropAsync(
            "b.txt",
            "Sudria propose un tunnel sous le détroit. Les ministres des trois pays se sont réunis dimanche dans la capitale, " +
            "où ils parlent depuis l'été du détroit, des bateaux et du temps qu'il fait, comme ils le font tous les ans.");
        await installation.SweepAsync();

        await installation.SendAsync(Sunday);

        Edition edition = (await installation.ReadEditionAsync(Sunday))!;
        Assert.Equal(3, edition.Schema);
        Assert.Equal(
            [("Norland", "en", "en"), ("Sudria", "fr", "fr")],
            edition.Proposals.Select(p => (p.Actor, p.Language!, edition.Articles.Single(a => a.Id == p.Sources[0].ArticleId).Language)));
    }

    [Fact]
    public async Task An_edition_keeps_the_language_that_its_schedule_had()
    {
        await DropAsync("a.txt", "Norland proposes a bridge over the strait.");
        await _installation.SweepAsync();
        _installation.DigestOptions.Schedules["daily"].Language = "de";

        await _installation.SendAsync(Sunday);
        _installation.DigestOptions.Schedules["daily"].Language = "fr";

        Edition edition = (await _installation.ReadEditionAsync(Sunday))!;
        Assert.Equal("de", edition.Language);
        Assert.Contains("<html lang=\"de\">", await DigestPages.EditionAsync(edition, PageAddresses.None), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_lands_after_an_edition_was_compiled_comes_with_the_next_and_nothing_comes_twice()
    {
        await DropAsync("a.txt", "Norland proposes a bridge over the strait.");
        await _installation.SweepAsync();
        await _installation.SendAsync(Sunday);
        await DropAsync("b.txt", "Sudria criticises Norland for the price.");
        await _installation.SweepAsync();
        await _installation.SendAsync(Sunday);
        await _installation.SendAsync(Monday);

        Edition first = (await _installation.ReadEditionAsync(Sunday))!;
        Edition second = (await _installation.ReadEditionAsync(Monday))!;
        Assert.Equal(["a.txt"], first.Accounting.Lines.Select(l => l.Drop));
        Assert.Equal(["b.txt"], second.Accounting.Lines.Select(l => l.Drop));
        Assert.Equal(Sunday, second.Previous);
        Assert.Equal(4, _installation.Letters.Count);
    }

    [Fact]
    public async Task The_same_articles_give_the_same_edition_byte_for_byte()
    {
        using Installation other = new();
        foreach (string name in new[] { "a.txt", "b.txt", "c.txt" })
        {
            await DropAsync(name, $"Norland proposes a bridge called {name[0]} over the strait.");
        }

        foreach (string name in new[] { "c.txt", "a.txt", "b.txt" })
        {
            await other.DropAsync(name, Article($"Norland proposes a bridge called {name[0]} over the strait."));
            await other.WorkAsync(name);
        }

        await _installation.SweepAsync();
        string path = new EditionRequest("daily", Sunday).Path;
        Edition mine = await _installation.Pipeline.EditionSteps(default).DraftAsync(new EditionRequest("daily", Sunday));
        Edition theirs = await other.Pipeline.EditionSteps(default).DraftAsync(new EditionRequest("daily", Sunday));

        // Recipient keys are made with each storage's own secret.
        Assert.Equal(
            System.Text.Json.JsonSerializer.Serialize(mine with { Recipients = [] }, ArticleDigest.Records.JsonRecords.Options),
            System.Text.Json.JsonSerializer.Serialize(theirs with { Recipients = [] }, ArticleDigest.Records.JsonRecords.Options));
        Assert.DoesNotContain(path, await _installation.NamesAsync("editions/"));
    }

    [Fact]
    public async Task A_day_with_nothing_to_report_is_skipped_and_its_drops_are_accounted_for_by_the_next_edition()
    {
        _installation.DigestOptions.Schedules["daily"].EmptyDays = EmptyDay.Skip;
        await DropAsync("quiet.txt", "The lanterns were lit at six and the band played until midnight.");
        await _installation.SweepAsync();
        await _installation.SendAsync(Sunday);
        Assert.True((await _installation.ReadEditionAsync(Sunday))!.Skipped);
        Assert.Empty(_installation.Letters);

        await DropAsync("loud.txt", "Norland proposes a bridge over the strait.");
        await _installation.SweepAsync();
        await _installation.SendAsync(Monday);

        Edition next = (await _installation.ReadEditionAsync(Monday))!;
        Assert.Equal(["loud.txt", "quiet.txt"], next.Accounting.Lines.Select(l => l.Drop));
        Assert.Null(next.Previous);
    }

    [Fact]
    public async Task A_preview_of_a_quiet_day_accounts_for_what_came_in_although_the_day_would_be_skipped()
    {
        _installation.DigestOptions.Schedules["daily"].EmptyDays = EmptyDay.Skip;
        await DropAsync("quiet.txt", "The lanterns were lit at six and the band played until midnight.");
        await _installation.SweepAsync();

        Edition draft = await _installation.Pipeline.EditionSteps(default).DraftAsync(new EditionRequest("daily", Sunday));

        Assert.Equal((1, 1), (draft.Accounting.Received, draft.Accounting.Analysed));
        Assert.False(draft.Skipped);
        Assert.True(_installation.Pipeline.Compiler.IsToBeSkipped(draft));
    }

    [Fact]
    public async Task A_day_with_only_failures_is_reported_even_where_empty_days_are_skipped()
    {
        _installation.DigestOptions.Schedules["daily"].EmptyDays = EmptyDay.Skip;
        await _installation.DropAsync("c.pdf", "%PDF-1.7");
        await _installation.SweepAsync();
        await _installation.SendAsync(Sunday);

        Assert.False((await _installation.ReadEditionAsync(Sunday))!.Skipped);
        Assert.Equal(2, _installation.Letters.Count);
    }

    [Fact]
    public async Task Every_step_of_an_edition_run_twice_sends_and_keeps_the_same_as_once()
    {
        using Installation once = new();
        foreach (Installation installation in new[] { once, _installation })
        {
            await PrepareAsync(installation);
        }

        EditionRequest request = new("daily", Sunday);
        await EditionFlow.RunAsync(request, once.Pipeline.EditionSteps(default));
        await EditionFlow.RunAsync(request, new TwiceSteps(_installation.Pipeline.EditionSteps(default)));

        Assert.Equal(await once.NamesAsync("claims/"), await _installation.NamesAsync("claims/"));
        Assert.Equal(await once.NamesAsync("editions/"), await _installation.NamesAsync("editions/"));
        Assert.Equal((await once.ReadEditionAsync(Sunday))!.Outcomes, (await _installation.ReadEditionAsync(Sunday))!.Outcomes);
        Assert.Equal(2, _installation.Deliveries.Count);
    }

    [Fact]
    public async Task An_outcome_whose_points_are_no_longer_kept_is_accounted_for_and_holds_nothing_up()
    {
        await PrepareAsync(_installation);
        await ForgetAsync("analyses/");

        await _installation.SendAsync(Sunday);

        Accounting account = (await _installation.ReadEditionAsync(Sunday))!.Accounting;
        Assert.Equal(2, account.Analysed);
        Assert.All(account.Lines, line => Assert.Equal("its points are no longer kept", line.Reason));
    }

    [Fact]
    public async Task The_points_of_an_article_are_told_though_its_text_is_no_longer_kept()
    {
        await PrepareAsync(_installation);
        await ForgetAsync("texts/");

        await _installation.SendAsync(Sunday);

        Edition edition = (await _installation.ReadEditionAsync(Sunday))!;
        Assert.Equal((1, 1), (edition.Proposals.Count, edition.Criticisms.Count));
        Assert.Equal(["a.txt", "b.txt"], edition.Articles.Select(a => Assert.Single(a.Drops)));
    }

    [Fact]
    public async Task After_days_of_downtime_one_edition_makes_up_for_those_that_were_missed_and_names_them()
    {
        await PrepareAsync(_installation);
        await TickAndSendAsync();
        _installation.Time.Advance(TimeSpan.FromHours(1));
        await TickAndSendAsync();
        await DropAsync("c.txt", "Ostria proposes a tunnel under the strait.");
        await _installation.SweepAsync();
        _installation.Time.Advance(TimeSpan.FromDays(3));

        await TickAndSendAsync();

        Assert.Equal(["editions/daily/2026-03-01/closed.json", "editions/daily/2026-03-01/edition.json", "editions/daily/2026-03-04/closed.json", "editions/daily/2026-03-04/edition.json"], await _installation.NamesAsync("editions/"));
        Edition edition = (await _installation.ReadEditionAsync(new DateOnly(2026, 3, 4)))!;
        Assert.Equal((Sunday, "c.txt"), (edition.Previous, Assert.Single(edition.Accounting.Lines).Drop));
        Assert.Equal([Monday, Monday.AddDays(1)], edition.Missed);
    }

    [Fact]
    public async Task An_edition_that_was_skipped_is_none_that_was_missed()
    {
        _installation.DigestOptions.Schedules["daily"].EmptyDays = EmptyDay.Skip;
        await TickAndSendAsync();
        _installation.Time.Advance(TimeSpan.FromHours(1));
        await TickAndSendAsync();
        await PrepareAsync(_installation);
        _installation.Time.Advance(TimeSpan.FromDays(2));

        await TickAndSendAsync();

        Assert.True((await _installation.ReadEditionAsync(Sunday))!.Skipped);
        Assert.Equal([Monday], (await _installation.ReadEditionAsync(Monday.AddDays(1)))!.Missed);
    }

    [Fact]
    public async Task An_edition_whose_turn_was_taken_and_that_nobody_compiled_is_made_up_for_by_the_one_that_is_due()
    {
        await TickAndSendAsync();
        await PrepareAsync(_installation);
        _installation.Time.Advance(TimeSpan.FromHours(1));
        (_installation.Plan.CrashAt, _installation.Plan.IsAfterWrite) = (_installation.Plan.Writes + 1, true);
        await Assert.ThrowsAsync<CrashException>(TickAndSendAsync);
        Assert.Equal(Sunday, (await new EditionShelf(_installation.Digest).StateAsync("daily", default))!.Current);
        _installation.Plan.CrashAt = null;
        _installation.Time.Advance(TimeSpan.FromDays(1));

        await TickAndSendAsync();
        await TickAndSendAsync();

        Edition passed = (await _installation.ReadEditionAsync(Sunday))!;
        Edition edition = (await _installation.ReadEditionAsync(Monday))!;
        Assert.Equal((true, true, 0), (passed.PassedOver, passed.Skipped, passed.Outcomes.Count));
        Assert.Equal([Sunday], edition.Missed);
        Assert.Equal(2, edition.Outcomes.Count);
        Assert.Equal(2, _installation.Letters.Count);
        Assert.Empty(await _installation.Pipeline.Clock.TickAsync(default));
    }

    [Fact]
    public async Task A_drop_whose_worker_died_before_it_wrote_the_receipt_is_told_once_and_is_not_pending()
    {
        await DropAsync("a.txt", "Norland proposes a bridge over the strait.");
        using Installation other = new();
        await other.DropAsync("a.txt", Article("Norland proposes a bridge over the strait."));
        await other.SweepAsync();
        _installation.Plan.CrashAt = other.Plan.Writes;
        await Assert.ThrowsAsync<CrashException>(_installation.SweepAsync);
        _installation.Plan.CrashAt = null;
        Assert.Null((await _installation.ReceiptAsync("a.txt")).Concluded);

        await _installation.SendAsync(Sunday);
        await _installation.SendAsync(Monday);
        _installation.Time.Advance(TimeSpan.FromDays(1));
        await _installation.SweepAsync();
        await _installation.SendAsync(Monday.AddDays(1));

        Accounting[] accounts =
        [
            (await _installation.ReadEditionAsync(Sunday))!.Accounting,
            (await _installation.ReadEditionAsync(Monday))!.Accounting,
            (await _installation.ReadEditionAsync(Monday.AddDays(1)))!.Accounting,
        ];
        Assert.Equal([(1, 1, 0), (0, 0, 0), (0, 0, 0)], accounts.Select(a => (a.Received, a.Analysed, a.Pending)));
        Assert.NotNull((await _installation.ReceiptAsync("a.txt")).Concluded);
    }

    [Fact]
    public async Task The_account_sums_what_a_model_was_asked_for_the_articles_and_what_that_cost()
    {
        MarkingAnalyst analyst = new();
        using Installation installation = new(analyst);
        await installation.DropAsync("a.txt", Article("Norland proposes a bridge over the strait."));
        await installation.DropAsync("b.txt", Article("Sudria criticises Norland for the price."));
        analyst.AnswerNext(new SectionAnalysis { Status = SectionStatus.Analysed, Points = [], InputTokens = int.MaxValue, OutputTokens = 3, Cost = 0.5m, Currency = "EUR" });
        analyst.AnswerNext(new SectionAnalysis { Status = SectionStatus.Analysed, Points = [], InputTokens = 10, OutputTokens = 7, Cost = 0.25m, Currency = "EUR" });
        await installation.SweepAsync();

        await installation.SendAsync(Sunday);

        Accounting account = (await installation.ReadEditionAsync(Sunday))!.Accounting;
        Assert.Equal((int.MaxValue + 20L, 0.75m, "EUR"), (account.Tokens, account.Cost, account.Currency));
    }

    [Fact]
    public async Task Costs_in_several_currencies_are_not_summed()
    {
        MarkingAnalyst analyst = new();
        using Installation installation = new(analyst);
        await installation.DropAsync("a.txt", Article("Norland proposes a bridge over the strait."));
        await installation.DropAsync("b.txt", Article("Sudria criticises Norland for the price."));
        analyst.AnswerNext(new SectionAnalysis { Status = SectionStatus.Analysed, Points = [], InputTokens = 1, Cost = 0.5m, Currency = "EUR" });
        analyst.AnswerNext(new SectionAnalysis { Status = SectionStatus.Analysed, Points = [], InputTokens = 1, Cost = 0.5m, Currency = "USD" });
        await installation.SweepAsync();

        await installation.SendAsync(Sunday);

        Accounting account = (await installation.ReadEditionAsync(Sunday))!.Accounting;
        Assert.Equal((2L, 0m, (string?)null), (account.Tokens, account.Cost, account.Currency));
    }

    [Fact]
    public async Task An_empty_day_is_told_in_a_letter_where_the_schedule_says_so()
    {
        await _installation.SendAsync(Sunday);

        Assert.False((await _installation.ReadEditionAsync(Sunday))!.Skipped);
        Assert.Equal(2, _installation.Letters.Count);
    }

    [Fact]
    public async Task What_does_not_fit_into_one_edition_is_pending_in_it_and_comes_with_the_next()
    {
        for (int i = 0; i < 12; i++)
        {
            await DropAsync($"{i:00}.txt", $"Norland proposes bridge number {i} over the strait.");
        }

        await _installation.SweepAsync();
        EditionCompiler compiler = new(
            new DigestStorage(_installation.Articles, _installation.Receipts, _installation.Digest), _installation.Pipeline.Survey, new EmbeddingDesk(null, _installation.Digest, new EmbeddingOptions(), _installation.Time), _installation.DigestOptions, _installation.Time)
        {
            MostBytes = 15_000,
        };

        List<Edition> editions = [];
        for (int day = 0; day < 4; day++)
        {
            EditionRequest request = new("daily", Sunday.AddDays(day));
            editions.Add((await compiler.CompileAsync(request, (_, _, _, _) => Task.FromResult(new LetterNews([], [])), default))!);
            await compiler.ClaimAsync(request, default);
            Assert.InRange((await _installation.Digest.ReadAsync(request.Path, 0, default))!.Length, 1, 15_000);
        }

        Assert.InRange(editions[0].Accounting.Analysed, 3, 11);
        Assert.All(editions, e => Assert.Equal(e.Accounting.Received, e.Accounting.Analysed + e.Accounting.Pending));
        Assert.Equal(12, editions.SelectMany(e => e.Outcomes).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(12, editions.Sum(e => e.Outcomes.Count));
    }

    [Fact]
    public async Task An_edition_of_which_a_letter_is_sent_again_is_open_until_that_letter_is_settled()
    {
        await PrepareAsync(_installation);
        await _installation.SendAsync(Sunday);
        EditionRequest request = new("daily", Sunday);

        await EditionShelf.ReopenAsync(_installation.Digest, request, default);

        Assert.Equal([request], await _installation.Pipeline.Clock.TickAsync(default));
        await _installation.SendAsync(Sunday);
        Assert.Empty(await _installation.Pipeline.Clock.TickAsync(default));
        Assert.Equal(2, _installation.Deliveries.Count);
    }

    [Fact]
    public async Task An_edition_that_a_later_one_overtook_can_never_be()
    {
        await _installation.SendAsync(Monday);

        Assert.False(await _installation.SendAsync(Sunday));
        Assert.Null(await _installation.ReadEditionAsync(Sunday));
    }

    [Fact]
    public async Task Two_processes_that_compile_different_dates_at_once_divide_the_outcomes_between_them()
    {
        for (int i = 0; i < 30; i++)
        {
            await DropAsync($"{i:00}.txt", $"Norland proposes bridge number {i} over the strait.");
        }

        await _installation.SweepAsync();
        DigestPipeline first = _installation.Pipeline;
        DigestPipeline second = _installation.Open();

        await Task.WhenAll(
            Task.Run(() => EditionFlow.RunAsync(new EditionRequest("daily", Sunday), first.EditionSteps(default))),
            Task.Run(() => EditionFlow.RunAsync(new EditionRequest("daily", Monday), second.EditionSteps(default))));

        IEnumerable<string> told = (await Task.WhenAll(_installation.ReadEditionAsync(Sunday), _installation.ReadEditionAsync(Monday)))
            .SelectMany(e => e?.Outcomes ?? []);
        Assert.Equal((await _installation.OutcomesAsync()).Select(o => o.Id).Order(StringComparer.Ordinal), told.Order(StringComparer.Ordinal));
        Assert.Empty(await _installation.NamesAsync("inbox/"));
    }

    [Fact]
    public async Task The_clock_names_open_editions_first_and_then_the_one_that_is_due()
    {
        Assert.Empty(await _installation.Pipeline.Clock.TickAsync(default));
        await _installation.Pipeline.EditionSteps(default).CompileAsync(new EditionRequest("daily", Sunday));
        _installation.Time.Advance(TimeSpan.FromDays(1.5));

        Assert.Equal(
            [new EditionRequest("daily", Sunday), new EditionRequest("daily", Monday)],
            await _installation.Pipeline.Clock.TickAsync(default));
    }

    [Fact]
    public async Task An_edition_of_which_only_the_turn_was_taken_is_named_by_the_clock()
    {
        int writes = 0;
        while (_installation.Plan.CrashAt is null || !(await _installation.NamesAsync("schedules/")).Contains("schedules/daily.json"))
        {
            (_installation.Plan.CrashAt, _installation.Plan.IsAfterWrite) = (++writes, true);
            await Assert.ThrowsAsync<CrashException>(() => _installation.SendAsync(Sunday));
        }

        _installation.Plan.CrashAt = null;
        Assert.Empty(await _installation.NamesAsync("editions/"));
        Assert.Equal([new EditionRequest("daily", Sunday)], await _installation.Pipeline.Clock.TickAsync(default));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task After_a_crash_at_any_write_every_outcome_is_in_one_edition_and_no_letter_is_sent_twice(bool isAfterWrite)
    {
        int writes = await SendTwoDaysAsync(_installation);
        for (int crashAt = 1; crashAt <= writes; crashAt++)
        {
            using Installation installation = new();
            await PrepareAsync(installation);
            int before = installation.Plan.Writes;
            (installation.Plan.CrashAt, installation.Plan.IsAfterWrite) = (before + crashAt, isAfterWrite);
            await Assert.ThrowsAsync<CrashException>(() => SendBothAsync(installation));

            installation.Plan.CrashAt = null;
            installation.Time.Advance(TimeSpan.FromMinutes(10));
            foreach (EditionRequest open in await installation.Pipeline.Clock.TickAsync(default))
            {
                await installation.SendAsync(open.Date);
            }

            await SendBothAsync(installation);

            List<string> told = [];
            foreach (DateOnly date in new[] { Sunday, Monday })
            {
                Edition edition = (await installation.ReadEditionAsync(date))!;
                told.AddRange(edition.Outcomes);
                LetterCounts letters = await installation.Pipeline.Ledger.StatusAsync("daily", date, default);
                Assert.Equal(edition.Recipients.Count, letters.Sent + letters.Uncertain);
                Assert.Equal(installation.Deliveries.Distinct(StringComparer.Ordinal), installation.Deliveries);
                Assert.NotNull(await installation.Pipeline.Shelf.ClosedAtAsync(new EditionRequest("daily", date), default));
            }

            Assert.Equal((await installation.OutcomesAsync()).Select(o => o.Id).Order(StringComparer.Ordinal), told.Order(StringComparer.Ordinal));
            Assert.Empty(await installation.NamesAsync("inbox/"));
        }
    }

    private async Task TickAndSendAsync()
    {
        foreach (EditionRequest edition in await _installation.Pipeline.Clock.TickAsync(default))
        {
            await _installation.SendAsync(edition);
        }
    }

    private async Task ForgetAsync(string prefix)
    {
        foreach (string name in await _installation.NamesAsync(prefix))
        {
            await _installation.Digest.DeleteAsync(name, (await _installation.Digest.ReadAsync(name, 0, default))!.ETag, default);
        }
    }

    private static async Task<int> SendTwoDaysAsync(Installation installation)
    {
        await PrepareAsync(installation);
        int before = installation.Plan.Writes;
        await SendBothAsync(installation);
        int writes = installation.Plan.Writes - before;
        Assert.InRange(writes, 15, 60);
        return writes;
    }

    private static async Task PrepareAsync(Installation installation)
    {
        await installation.DropAsync("a.txt", Article("Norland proposes a bridge over the strait."));
        await installation.DropAsync("b.txt", Article("Sudria criticises Norland for the price."));
        await installation.SweepAsync();
    }

    private static async Task SendBothAsync(Installation installation)
    {
        await installation.SendAsync(Sunday);
        if (await installation.Articles.ReadAsync("c.txt", 0, default) is null)
        {
            await installation.DropAsync("c.txt", Article("Ostria proposes a tunnel under the strait."));
        }

        await installation.SweepAsync();
        await installation.SendAsync(Monday);
    }

    internal static string Article(string sentence) =>
        $"{sentence} This was said on Sunday in the capital, where the ministers of the three countries have met since the summer " +
        "to talk about the strait, the ferries and the weather, as they do every year.";

    private Task DropAsync(string name, string sentence) => _installation.DropAsync(name, Article(sentence));
}
