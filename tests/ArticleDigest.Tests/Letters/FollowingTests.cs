using ArticleDigest.Editions;
using ArticleDigest.Letters;
using MimeKit;
using static ArticleDigest.Tests.Letters.SampleEditions;

namespace ArticleDigest.Tests.Letters;

/// <summary>What somebody follows stands whole in their letter; the rest shrinks or is left out, and is accounted for.</summary>
public sealed class FollowingTests
{
    private static readonly Extent Letter = new(80, 2, 50, 600, 200) { IsLetter = true };

    [Theory]
    [InlineData("trains", "a4,b3,a5")]
    [InlineData("NIGHT trains", "a4,b3,a5")]
    [InlineData("trains night", "a4,b3,a5")]
    [InlineData("train", "")]
    [InlineData("harbour trains", "")]
    [InlineData("péage", "a3")]
    [InlineData("PEAGE", "a3")]
    [InlineData("Samuel Ortega", "a5,b3")]
    [InlineData("Clara Weiss", "b2")]
    [InlineData("union", "a2,a3,a6")]
    [InlineData("permit", "a8")]
    public void An_entry_concerns_whoever_follows_its_subject_its_actor_its_target_or_words_of_its_statement(string term, string ids)
    {
        Edition edition = SecondDay();

        Following following = Of(edition, term);

        Assert.Equal(
            ids.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(IdOf).Order(StringComparer.Ordinal),
            edition.Proposals.Concat(edition.Criticisms).Select(e => e.Id).Where(following.Concerns).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_party_is_followed_under_every_name_that_the_sources_have_for_it_and_not_by_the_article_it_is_named_in()
    {
        Edition edition = SecondDay();
        EditionEntry named = edition.Proposals[7] with { ActorParty = new Party("The Lantern Society", ["lantern society", "society of lights@@article17"]) };
        edition = edition with { Proposals = [.. edition.Proposals.SkipLast(1), named] };

        Assert.True(Of(edition, "society of lights").Concerns(IdOf("a8")));
        Assert.False(Of(edition, "article17").Concerns(IdOf("a8")));
    }

    [Fact]
    public void What_is_not_followed_shrinks_to_a_line_below_what_is_and_the_letter_says_so()
    {
        EditionView view = EditionView.Of(SecondDay(), Letter, Words.English, Of(SecondDay(), "night trains"));

        Assert.Equal(["Night trains", "Harbour charge", "Mobile phones", "Other matters"], view.Sections.Select(s => s.Heading));
        Assert.Equal([false, false, true], view.Sections[0].Entries.Select(e => e.IsBrief));
        Assert.All(view.Sections.Skip(1).SelectMany(s => s.Entries), e => Assert.True(e.IsBrief));
        Assert.Equal("3 entries are about what you follow (night trains); the others are kept to one line each.", view.Followed);
        Assert.Equal([IdOf("a4")], view.Lead.Select(l => l.Entry.Id));
        Assert.Empty(view.Rest);
    }

    [Fact]
    public void A_line_says_what_is_new_in_what_is_not_followed()
    {
        EditionView view = EditionView.Of(SecondDay(), Letter, Words.English, Of(SecondDay(), "night trains"));

        Assert.Equal("sharper than on 17 November · 2 articles", EntryOf(view, "a1").Details);
        Assert.Equal("1 article", EntryOf(view, "a2").Details);
        Assert.Equal("New proposal", EntryOf(view, "a2").Kind);
    }

    [Fact]
    public void What_is_not_followed_is_left_out_and_counted_where_the_recipient_wants_it_so()
    {
        EditionView view = EditionView.Of(SecondDay(), Letter, Words.English, Of(SecondDay(), OtherEntries.Leave, "night trains"));

        Assert.Equal(["Night trains"], view.Sections.Select(s => s.Heading));
        Assert.Equal(["8 entries on what you do not follow are in the archive"], view.Rest);
        Assert.Equal("3 entries are about what you follow (night trains); the others are left out.", view.Followed);
    }

    [Fact]
    public void A_proposal_that_somebody_criticises_whom_the_reader_follows_is_told_in_a_line_at_least()
    {
        EditionView view = EditionView.Of(SecondDay(), Letter, Words.English, Of(SecondDay(), OtherEntries.Leave, "Chamber of Commerce"));

        Assert.Equal([IdOf("a1"), IdOf("b1")], view.Sections.SelectMany(s => s.Entries).Select(e => e.Id));
        Assert.Equal((true, false, true), (EntryOf(view, "a1").IsBrief, EntryOf(view, "b1").IsBrief, EntryOf(view, "b1").IsUnder));
        Assert.Equal(["9 entries on what you do not follow are in the archive"], view.Rest);
    }

    [Fact]
    public void Where_there_is_no_room_for_all_what_is_followed_comes_first()
    {
        Edition edition = SecondDay() with { LetterEntries = 5 };

        EditionView view = EditionView.Of(edition, Letter, Words.English, Of(edition, "night trains", "lantern"));

        Assert.Superset(
            new HashSet<string>([IdOf("a4"), IdOf("b3"), IdOf("a5"), IdOf("a8")]),
            view.Sections.SelectMany(s => s.Entries).Select(e => e.Id).ToHashSet());
        Assert.Equal(5, view.Sections.Sum(s => s.Entries.Count));
    }

    [Fact]
    public void Every_entry_is_shown_counted_as_repeated_or_counted_as_not_followed()
    {
        Edition edition = SecondDay(RepeatedEntries.Leave);

        EditionView view = EditionView.Of(edition, Letter, Words.English, Of(edition, OtherEntries.Leave, "night trains"));

        Assert.Equal([IdOf("a4"), IdOf("b3")], view.Sections.SelectMany(s => s.Entries).Select(e => e.Id));
        Assert.Equal(["1 entry that says nothing new is in the archive"], view.Sections.SelectMany(s => s.More));
        Assert.Equal(["8 entries on what you do not follow are in the archive"], view.Rest);
    }

    [Fact]
    public async Task Who_follows_nothing_of_an_edition_gets_a_letter_nevertheless_with_the_whole_account()
    {
        MimeMessage letter = await ComposeAsync(SecondDay(), new Recipient(new string('0', 32), "ana@example.org", "") { Follows = ["volcanoes"], Others = OtherEntries.Leave });

        Assert.Contains("None of it is about what you follow (volcanoes): the entries are left out.", OneLine(letter.TextBody!), StringComparison.Ordinal);
        Assert.All(["charge.txt", "divides.md", "lantern.txt", "phones.txt", "quai.txt", "trains.html"], drop => Assert.Contains(drop, letter.TextBody!, StringComparison.Ordinal));
        Assert.Contains("11 entries on what you do not follow are in the archive", letter.HtmlBody, StringComparison.Ordinal);
        Assert.Contains("href=\"https://digest.example.org/editions/daily/2026-11-23?t=", letter.HtmlBody, StringComparison.Ordinal);
        Assert.DoesNotContain("night trains", letter.HtmlBody, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Letters_to_who_follows_the_same_in_the_same_form_differ_in_the_recipient_alone()
    {
        Recipient ana = new(new string('a', 32), "ana@example.org", "") { Follows = ["trains"] };
        Recipient ben = new(new string('b', 32), "ben@example.org", "") { Follows = ["trains"] };

        string first = (await ComposeAsync(SecondDay(), ana)).HtmlBody!;
        string again = (await ComposeAsync(SecondDay(), ana)).HtmlBody!;
        string other = (await ComposeAsync(SecondDay(), ben)).HtmlBody!;

        Assert.Equal(first, again);
        Assert.Equal(WithoutLinks(first), WithoutLinks(other));
    }

    [Fact]
    public async Task Who_wants_text_gets_text_alone_and_the_same_words_as_others()
    {
        Recipient ana = new(new string('a', 32), "ana@example.org", "");

        MimeMessage text = await ComposeAsync(SecondDay(), ana with { Format = LetterFormat.Text });
        MimeMessage both = await ComposeAsync(SecondDay(), ana);

        Assert.Equal("text/plain", text.Body!.ContentType.MimeType);
        Assert.Null(text.HtmlBody);
        Assert.Equal(both.TextBody, text.TextBody);
    }

    [Fact]
    public async Task A_term_is_shown_as_text_whatever_is_in_it()
    {
        Recipient ana = new(new string('a', 32), "ana@example.org", "") { Follows = ["<script>alert(1)</script>", "a\u202Eb", .. Enumerable.Range(1, 8).Select(i => $"term{i}")] };

        MimeMessage letter = await ComposeAsync(SecondDay(), ana);

        Assert.Contains("(&lt;script&gt;alert(1)&lt;/script&gt;; ab; term1; term2; term3 and 5 more)", letter.HtmlBody, StringComparison.Ordinal);
    }

    private static Following Of(Edition edition, params string[] terms) => Of(edition, OtherEntries.Shrink, terms);

    private static Following Of(Edition edition, OtherEntries others, params string[] terms) =>
        Following.Of(edition, new Recipient(new string('0', 32), "ana@example.org", "") { Follows = terms, Others = others })!;

    private static Task<MimeMessage> ComposeAsync(Edition edition, Recipient recipient) => new LetterComposer(LinkKeys.Mail).ComposeAsync(edition, recipient);

    private static EntryView EntryOf(EditionView view, string id) => view.Sections.SelectMany(s => s.Entries).Single(e => e.Id == IdOf(id));

    private static string OneLine(string text) => string.Join(' ', text.Split([' ', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries));

    private static string WithoutLinks(string html) => System.Text.RegularExpressions.Regex.Replace(html, "href=\"[^\"]*\"", "");
}
