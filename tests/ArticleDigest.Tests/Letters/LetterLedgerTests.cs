using ArticleDigest.Editions;
using ArticleDigest.Letters;
using ArticleDigest.Records;

namespace ArticleDigest.Tests.Letters;

public sealed class LetterLedgerTests
{
    private static readonly DateOnly Sunday = SampleEditions.Monday.AddDays(-1);
    private static readonly DateOnly Tuesday = SampleEditions.Monday.AddDays(1);
    private static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Letters_are_counted_by_where_they_stand()
    {
        LetterRoom room = await LetterRoom.OpenAsync();
        await KeepAsync(room, Sunday, LetterStatus.Sent, LetterStatus.Sent, LetterStatus.Uncertain, LetterStatus.Reserved, LetterStatus.Withdrawn);
        await KeepAsync(room, Sunday.AddDays(-1), LetterStatus.Refused);

        LetterCounts counts = await new LetterLedger(room.Records).StatusAsync("daily", Sunday, default);

        Assert.Equal(new LetterCounts(Reserved: 1, Sending: 0, Sent: 2, Refused: 0, Uncertain: 1, Withdrawn: 1), counts);
        Assert.Equal((5, 1), (counts.Total, counts.Open));
    }

    [Fact]
    public async Task Every_uncertain_letter_is_told_of_by_exactly_one_edition()
    {
        LetterRoom room = await LetterRoom.OpenAsync();
        await KeepAsync(room, Sunday, LetterStatus.Uncertain, LetterStatus.Sent);
        LetterLedger ledger = new(room.Records);

        IReadOnlyList<UncertainLetter> before = await ledger.UntoldAsync("daily", Sunday, Noon.AddSeconds(-1), default);
        IReadOnlyList<UncertainLetter> told = await ledger.UntoldAsync("daily", Sunday, Noon, default);
        await KeepEditionAsync(room, told);
        IReadOnlyList<UncertainLetter> after = await ledger.UntoldAsync("daily", Tuesday, Noon.AddDays(2), default);

        Assert.Empty(before);
        Assert.Equal([new UncertainLetter(Sunday, "00", "lost")], told);
        Assert.Empty(after);
    }

    [Fact]
    public async Task A_letter_whose_record_came_after_an_edition_was_compiled_is_told_of_by_the_next()
    {
        LetterRoom room = await LetterRoom.OpenAsync();
        LetterLedger ledger = new(room.Records);
        await KeepEditionAsync(room, await ledger.UntoldAsync("daily", Sunday, Noon.AddDays(2), default));
        await KeepAsync(room, Sunday, LetterStatus.Uncertain);

        IReadOnlyList<UncertainLetter> told = await ledger.UntoldAsync("daily", Tuesday, Noon.AddDays(3), default);

        Assert.Equal([new UncertainLetter(Sunday, "00", "lost")], told);
    }

    [Fact]
    public async Task A_letter_that_was_sent_again_and_is_uncertain_again_is_told_of_again()
    {
        LetterRoom room = await LetterRoom.OpenAsync();
        LetterLedger ledger = new(room.Records);
        await KeepEditionAsync(room, [new UncertainLetter(Sunday, "00", "lost")]);
        await room.KeepLetterAsync(
            Sunday, "00", new Letter { Status = LetterStatus.Uncertain, Attempts = 2, Since = Noon, At = Noon.AddDays(3), Detail = "lost again" });

        IReadOnlyList<UncertainLetter> told = await ledger.UntoldAsync("daily", Tuesday, Noon.AddDays(4), default);

        Assert.Equal([new UncertainLetter(Sunday, "00", "lost again")], told);
    }

    [Fact]
    public async Task Letters_of_a_fortnight_are_looked_into_oldest_first_and_no_others()
    {
        LetterRoom room = await LetterRoom.OpenAsync();
        await KeepAsync(room, Sunday, LetterStatus.Uncertain);
        await KeepAsync(room, Sunday.AddDays(-13), LetterStatus.Uncertain);
        await KeepAsync(room, Sunday.AddDays(-14), LetterStatus.Uncertain);

        IReadOnlyList<UncertainLetter> told = await new LetterLedger(room.Records).UncertainAsync("daily", Sunday, Noon, default);

        Assert.Equal([Sunday.AddDays(-13), Sunday], told.Select(l => l.Date));
    }

    [Fact]
    public async Task The_first_edition_has_no_letters_before_it() =>
        Assert.Empty(await new LetterLedger((await LetterRoom.OpenAsync()).Records).UncertainAsync("daily", null, Noon, default));

    /// <summary>Tuesday's edition, compiled two days after the letters of Sunday became uncertain.</summary>
    private static Task KeepEditionAsync(LetterRoom room, IReadOnlyList<UncertainLetter> uncertain)
    {
        Edition quiet = SampleEditions.QuietDay();
        Edition edition = quiet with { Date = Tuesday, CompiledAt = Noon.AddDays(2), Accounting = quiet.Accounting with { Uncertain = uncertain } };
        return room.Records.CreateJsonAsync(new EditionRequest("daily", Tuesday).Path, edition, default);
    }

    private static async Task KeepAsync(LetterRoom room, DateOnly date, params LetterStatus[] statuses)
    {
        foreach ((int index, LetterStatus status) in statuses.Index())
        {
            await room.KeepLetterAsync(
                date,
                $"{index:D2}",
                new Letter { Status = status, Attempts = 1, Since = Noon, At = Noon, Detail = "lost" });
        }
    }
}
