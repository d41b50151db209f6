using System.Text.Json.Nodes;

namespace Faults.Tests;

/// <summary>The check is shown storage in which one thing is wrong, and has to say which promise is broken.</summary>
public sealed class FaultCheckTests(SoundInstallation installation) : IClassFixture<SoundInstallation>
{
    private Observation Sound => installation.Seen;

    private string First => Sound.Names("editions/", "/edition.json")[0];

    private string Last => Sound.Names("editions/", "/edition.json")[^1];

    [Fact]
    public void Nothing_is_wrong_with_a_sound_storage()
    {
        Assert.Empty(FaultCheck.Check(Sound));
        Assert.Empty(OpenWork.Of(Sound.Storage, Sound.Due));
        Assert.Empty(installation.Place.Violations);
        Assert.Equal(6, Sound.Storage.Articles.Count);
        Assert.Equal(2, Sound.Names("editions/", "/edition.json").Count);
        Assert.NotNull(Sound.Letter("uncertain"));
    }

    [Fact]
    public void A_lost_drop_is_seen() =>
        Assert.Equal([Promise.DropsStay, Promise.OneFinalReceipt, Promise.AccountsAddUp], Broken(Sound.WithArticles(a => a.Remove("one.txt"))));

    [Fact]
    public void A_changed_drop_is_seen() =>
        Assert.Equal([Promise.DropsStay], Broken(Sound.WithArticles(a => a["one.txt"] = a["one.txt"] with { Hash = "00" })));

    [Fact]
    public void A_drop_that_nobody_dropped_is_seen() =>
        Assert.Contains(Promise.DropsStay, Broken(Sound.WithArticles(a => a["digest.txt"] = a["one.txt"])));

    [Fact]
    public void A_lost_receipt_is_seen() =>
        Assert.Contains(Promise.OneFinalReceipt, Broken(Sound.WithReceipts(r => r.Remove("junk.bin"))));

    [Fact]
    public void A_lost_receipt_of_a_refused_name_is_seen() =>
        Assert.Contains(Promise.OneFinalReceipt, Broken(Sound.Without(Sound.Names("refused/")[0])));

    [Fact]
    public void A_receipt_about_content_that_was_overwritten_is_seen() =>
        Assert.Equal([Promise.OneFinalReceipt], Broken(Sound.WithReceipt("two.html", r => r["dropETag"] = "0x1")));

    [Fact]
    public void A_receipt_whose_metadata_say_otherwise_is_seen() =>
        Assert.Equal([Promise.OneFinalReceipt], Broken(Sound.WithReceipts(r => r["one.txt"] = r["one.txt"] with { Metadata = r["junk.bin"].Metadata })));

    [Fact]
    public void A_pending_receipt_is_seen() =>
        Assert.Contains(Promise.NothingStaysLocked, Broken(Sound.WithReceipt("junk.bin", r => r["concluded"] = null)));

    [Fact]
    public void Work_on_a_pending_receipt_is_open() =>
        Assert.Single(OpenWork.Of(Sound.WithReceipt("junk.bin", r => r["concluded"] = null).Storage, []));

    [Fact]
    public void A_lost_outcome_is_seen() =>
        Assert.Contains(Promise.RightOutcome, Broken(Sound.Without($"outcomes/{OutcomeOf("one.txt")}.json")));

    [Fact]
    public void An_outcome_that_says_other_than_its_receipt_is_seen() =>
        Assert.Contains(Promise.RightOutcome, Broken(Sound.With($"outcomes/{OutcomeOf("one.txt")}.json", o => o["status"] = "failed")));

    [Fact]
    public void An_outcome_that_no_receipt_leads_to_is_seen() =>
        Assert.Contains(Promise.RightOutcome, Broken(Sound.WithReceipt("one.txt", r => r["concluded"]!["outcomeId"] = OutcomeOf("junk.bin"))));

    [Fact]
    public void A_rejected_article_is_seen() =>
        Assert.Contains(Promise.RightOutcome, Broken(Sound with { Drops = new Dictionary<string, PlannedDrop>(Sound.Drops, StringComparer.Ordinal) { ["junk.bin"] = Sound.Drops["junk.bin"] with { Expected = Expected.Article } } }));

    [Fact]
    public void An_outcome_in_two_editions_is_seen() =>
        Assert.Contains(Promise.OneEdition, Broken(Sound.With(Last, e => e["outcomes"]!.AsArray().Add((string)Sound.Storage.Digest[First].Json()["outcomes"]![0]!))));

    [Fact]
    public void An_outcome_in_no_edition_is_seen() =>
        Assert.Contains(Promise.OneEdition, Broken(Sound.Without($"claims/desk-1/{OutcomeOf("one.txt")}").With(First, e => Remove(e["outcomes"]!, o => (string)o! == OutcomeOf("one.txt")))));

    [Fact]
    public void An_unclaimed_outcome_is_seen() =>
        Assert.Equal([Promise.OneEdition], Broken(Sound.Without($"claims/desk-1/{OutcomeOf("one.txt")}")));

    [Fact]
    public void A_claim_for_an_edition_that_does_not_have_the_outcome_is_seen() =>
        Assert.Equal([Promise.OneEdition], Broken(Sound.WithDigest(d => d["claims/desk-1/0000"] = d[$"claims/desk-1/{OutcomeOf("one.txt")}"])));

    [Fact]
    public void An_account_that_does_not_add_up_is_seen() =>
        Assert.Equal([Promise.AccountsAddUp], Broken(Sound.With(First, e => e["accounting"]!["received"] = 99)));

    [Fact]
    public void A_count_without_its_lines_is_seen() =>
        Assert.Equal([Promise.AccountsAddUp], Broken(Sound.With(First, e => e["accounting"]!["lines"]!.AsArray().RemoveAt(0))));

    [Fact]
    public void A_status_that_leaves_a_drop_out_is_seen() =>
        Assert.Equal([Promise.AccountsAddUp], Broken(Sound.WithStatus(s => s["received"] = 5)));

    [Fact]
    public void A_quote_that_is_not_in_the_text_is_seen() =>
        Assert.Equal([Promise.QuotesAreTrue], Broken(Sound.With(First, e => e["proposals"]![0]!["sources"]![0]!["evidence"]!["quote"] = "Nobody said this.")));

    [Fact]
    public void A_quote_at_another_place_is_seen() =>
        Assert.Equal([Promise.QuotesAreTrue], Broken(Sound.With(First, e => e["criticisms"]![0]!["sources"]![0]!["evidence"]!["start"] = 1)));

    [Fact]
    public void A_quote_from_a_lost_text_is_seen() =>
        Assert.Contains(Promise.QuotesAreTrue, Broken(Sound.Without(Sound.Names("texts/")[0])));

    [Fact]
    public void An_article_left_out_of_its_edition_is_seen() =>
        Assert.Equal([Promise.PointsAreTold], Broken(Sound.With(First, e => e["articles"]!.AsArray().Clear())));

    [Fact]
    public void Points_left_out_of_their_edition_are_seen() =>
        Assert.Equal([Promise.PointsAreTold], Broken(Sound.With(First, e =>
        {
            e["proposals"]!.AsArray().Clear();
            e["criticisms"]!.AsArray().Clear();
        })));

    [Fact]
    public void A_lost_analysis_is_seen() =>
        Assert.Equal([Promise.PointsAreTold], Broken(Sound.Without(Sound.Names("analyses/")[0])));

    [Fact]
    public void A_duplicate_of_a_text_that_nobody_tells_is_seen() =>
        Assert.Contains(Promise.PointsAreTold, Broken(Sound.With($"outcomes/{OutcomeOf("one.txt")}.json", o => o["status"] = "failed")));

    [Fact]
    public void A_letter_that_was_never_begun_is_seen() =>
        Assert.Equal([Promise.OneLetter], Broken(Sound.Without(Sound.Letter("sent"))));

    [Fact]
    public void A_letter_of_no_edition_is_seen() =>
        Assert.Equal([Promise.OneLetter], Broken(Sound.WithDigest(d => d["letters/desk-1/2020-01-01/00.json"] = d[Sound.Letter("sent")])));

    [Fact]
    public void A_doubled_letter_is_seen() =>
        Assert.Equal([Promise.OneLetter], Broken(Sound with { Mails = [.. Sound.Mails, Sound.Mails[^1]] }));

    [Fact]
    public void A_letter_sent_that_did_not_arrive_is_seen() =>
        Assert.Equal([Promise.OneLetter], Broken(Sound with { Mails = [.. Sound.Mails.SkipLast(1)] }));

    [Fact]
    public void A_refused_letter_that_arrived_is_seen() =>
        Assert.Equal([Promise.OneLetter], Broken(Sound.With(Sound.Letter("sent"), l => l["status"] = "refused")));

    [Fact]
    public void A_letter_to_somebody_else_is_seen() =>
        Assert.Equal([Promise.OneLetter], Broken(Sound with { Mails = [.. Sound.Mails.SkipLast(1), Sound.Mails[^1] with { To = ["eve@example.org"] }] }));

    [Fact]
    public void Two_letters_to_the_same_recipient_are_seen() =>
        Assert.Equal([Promise.OneLetter], Broken(Sound with { Mails = [.. Sound.Mails.SkipLast(1), Sound.Mails[^1] with { To = Sound.Mails[^2].To }] }));

    [Fact]
    public void A_message_that_no_edition_has_is_seen() =>
        Assert.Equal([Promise.OneLetter], Broken(Sound with { Mails = [.. Sound.Mails, Sound.Mails[0] with { MessageId = "desk-1.2020-01-01.00@example.org" }] }));

    [Fact]
    public void An_edition_that_leaves_a_recipient_out_is_seen() =>
        Assert.Contains(Promise.OneLetter, Broken(Sound.With(Last, e => e["recipients"]!.AsArray().RemoveAt(0))));

    [Theory]
    [InlineData("reserved")]
    [InlineData("sending")]
    public void A_letter_that_stays_open_is_seen(string status) =>
        Assert.Contains(Promise.NothingStaysLocked, Broken(Sound.With(Sound.Letter("sent"), l => l["status"] = status)));

    [Fact]
    public void An_uncertain_letter_that_nobody_names_is_seen() =>
        Assert.Equal([Promise.UncertainIsNamed], Broken(Sound
            .With(Last, e => e["accounting"]!["uncertain"]!.AsArray().Clear())
            .WithStatus(s => s["schedules"]![0]!["uncertain"]!.AsArray().Clear())));

    [Fact]
    public void An_edition_that_stays_open_is_seen() =>
        Assert.Equal([Promise.NothingStaysLocked], Broken(Sound.Without(First.Replace("edition.json", "closed.json", StringComparison.Ordinal))));

    [Fact]
    public void An_edition_that_was_due_and_never_made_is_seen() =>
        Assert.Equal([Promise.NothingStaysLocked], Broken(Sound with { Due = ["desk-1/2020-01-01"] }));

    [Fact]
    public void A_schedule_that_stands_at_an_edition_never_made_is_seen() =>
        Assert.Equal([Promise.NothingStaysLocked], Broken(Sound.With("schedules/desk-1.json", s => s["current"] = "2020-01-01")));

    private static IReadOnlyList<Promise> Broken(Observation seen) =>
        [.. FaultCheck.Check(seen).Select(v => v.Promise).Distinct().Order()];

    private static void Remove(JsonNode array, Predicate<JsonNode?> what) =>
        array.AsArray().RemoveAt(array.AsArray().ToList().FindIndex(what));

    private string OutcomeOf(string drop) => (string)Sound.Storage.Receipts[drop].Json()["concluded"]!["outcomeId"]!;
}
