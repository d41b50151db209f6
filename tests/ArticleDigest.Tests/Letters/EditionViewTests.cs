using ArticleDigest.Analysis;
using ArticleDigest.Articles;
using ArticleDigest.Editions;
using ArticleDigest.Letters;
using static ArticleDigest.Tests.Letters.SampleEditions;

namespace ArticleDigest.Tests.Letters;

public sealed class EditionViewTests
{
    private static readonly Wording English = new(Words.English);
    private static readonly Extent Letter = new(80, 2, 50, 600, 200) { IsLetter = true };

    [Fact]
    public void The_account_has_what_went_wrong_on_top_and_the_rest_in_a_list_titles_before_names()
    {
        AccountView account = EditionView.Of(FullDay(), Letter, Words.English).Account;

        Assert.Equal(["broken.html", "scan-2026-11-22.bin", "trial.txt"], account.Exceptions.Select(l => l.Drop));
        Assert.Equal(["harbour.html", "mirror/harbour-copy.txt", "porto.txt", "talks.md", "valley.txt", "weekly/costs.html"], account.Rest.Select(l => l.Drop));
        Assert.Equal(["Two governments, one sea floor", "Two governments, one sea floor"], account.Rest.Take(2).Select(l => l.Title));
        Assert.StartsWith("10 articles received: 5 analysed (1 with nothing to report), 1 duplicate", account.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_read_only_in_part_or_told_more_than_it_proves_is_an_exception_too()
    {
        Edition edition = FullDay();
        edition = edition with
        {
            Articles = [.. edition.Articles.Select(a => a.Id is "talks" ? a with { Withheld = 2 } : a)],
            Accounting = edition.Accounting with { Lines = [.. edition.Accounting.Lines.Select(l => l.Drop is "porto.txt" ? l with { Reason = "its text addresses an AI" } : l)] },
        };

        AccountView account = EditionView.Of(edition, Letter, Words.English).Account;

        Assert.Equal(["broken.html", "porto.txt", "scan-2026-11-22.bin", "talks.md", "trial.txt"], account.Exceptions.Select(l => l.Drop));
        Assert.Contains("2 points were withheld because their articles do not prove them: Deep-sea talks resume in Tromsø.", account.Notes.Select(n => n.ToString()));
    }

    [Fact]
    public void A_duplicate_of_what_an_edition_before_told_says_of_which()
    {
        Edition edition = FullDay();
        edition = edition with { Accounting = edition.Accounting with { Lines = [new("copy.txt", OutcomeStatus.Duplicate, "A title", "old.txt", false) { Told = Tuesday }] } };

        LineView line = Assert.Single(EditionView.Of(edition, Letter, Words.English).Account.Rest);

        Assert.Equal(("old.txt", "duplicate of old.txt, told on 17 Nov 2026"), (line.Original, (line.Became with { Inner = line.Original! }).ToString()));
    }

    [Fact]
    public void A_line_and_the_first_sentence_count_what_the_articles_pages_tell()
    {
        Edition edition = SecondDay();
        edition = edition with
        {
            Criticisms = [.. edition.Criticisms.Select(c => c.Id == IdOf("b2") ? c with { Reply = Source("phones", "Not so, she said.") } : c)],
            Accounting = edition.Accounting with { Lines = [.. edition.Articles.Select(a => new AccountLine(a.Drops[0], OutcomeStatus.Analysed, a.Title, null, false))] },
        };

        EditionView view = EditionView.Of(edition, Extent.Whole, Words.English);

        Assert.All(edition.Articles, article =>
        {
            int told = ArticleView.Of(edition, new Retractions([]), article.Id, null, new PageAddresses("/"), Words.English)!.Points!.Count;
            string line = view.Account.Rest.Single(l => l.Drop == article.Drops[0]).Became.ToString();
            Assert.Equal(told == 1 ? "analysed; 1 point" : $"analysed; {told} points", line);
        });
        Assert.Contains("from 6 articles", view.Opening, StringComparison.Ordinal);
    }

    [Fact]
    public void Subjects_are_headings_and_what_shares_nothing_stands_under_other_matters()
    {
        EditionView view = EditionView.Of(SecondDay(), Letter, Words.English);

        Assert.Equal(["Harbour charge", "Night trains", "Mobile phones", "Other matters"], view.Sections.Select(s => s.Heading));
        Assert.Equal(["en", "en", "en", null], view.Sections.Select(s => s.Language?.Code));
        Assert.Empty(view.Rest);
    }

    [Fact]
    public void Where_nothing_shares_anything_there_is_one_heading_for_all()
    {
        Edition edition = Of([Proposal("a1", "Norland", "a bridge", "x")], [], [], Accounting.Nothing) with { Subjects = [new EditionSubject("5d", "", "", [IdOf("a1")])] };

        Assert.Equal("Proposals and criticisms", Assert.Single(EditionView.Of(edition, Letter, Words.English).Sections).Heading);
    }

    [Fact]
    public void An_edition_of_the_form_before_has_a_section_of_each_kind_and_nothing_else()
    {
        EditionView view = EditionView.Of(FullDay(), Letter, Words.English);

        Assert.Equal(["Proposals", "Criticisms"], view.Sections.Select(s => s.Heading));
        Assert.Empty(view.Lead);
        Assert.All(view.Sections.SelectMany(s => s.Entries), e => Assert.True(e is { Kind: null, News: null, IsBrief: false, Relations.Count: 0 }));
    }

    [Theory]
    [InlineData(PointKind.Proposal, "Proposal", "New proposal")]
    [InlineData(PointKind.Criticism, "Criticism", "New criticism")]
    [InlineData(PointKind.Support, "Support", "New support")]
    [InlineData(PointKind.Opposition, "Opposition", "New opposition")]
    [InlineData(PointKind.Withdrawal, "Withdrawal", "New withdrawal")]
    public void An_entrys_kind_is_told_in_words_and_that_it_is_new_only_where_an_edition_went_before(PointKind kind, string first, string later)
    {
        EditionEntry entry = Proposal("a1", "Norland", "a bridge", "x") with { Kind = kind, News = Fresh };

        Assert.Equal(first, English.Kind(entry, previous: null, Standing.Alone));
        Assert.Equal(later, English.Kind(entry, previous: Tuesday, Standing.Alone));
    }

    [Theory]
    [InlineData(NewsKind.New, null)]
    [InlineData(NewsKind.Repeated, "Again, first told 9 March")]
    [InlineData(NewsKind.Developed, "Again, first told 9 March")]
    [InlineData(NewsKind.Sharpened, "Sharper than on 17 November")]
    [InlineData(NewsKind.Softened, "Softer than on 17 November")]
    [InlineData(NewsKind.Withdrawn, "First proposed 9 March")]
    [InlineData(NewsKind.Reversed, "Turned round: held another position on 17 November")]
    public void News_is_told_in_words_with_the_day_it_is_measured_by(NewsKind kind, string? words)
    {
        EditionEntry entry = Proposal("a1", "Norland", "a bridge", "x") with { News = new EntryNews { Kind = kind, First = new DateOnly(2026, 3, 9), Last = Tuesday, BeforeKind = PointKind.Proposal } };

        Assert.Equal(words, English.News(entry, Monday, 600)?.Words);
    }

    [Theory]
    [InlineData(PointKind.Proposal, null, "Turned round: on 17 November for a cap on rents")]
    [InlineData(PointKind.Support, null, "Turned round: on 17 November in favour of a cap on rents")]
    [InlineData(PointKind.Opposition, null, "Turned round: on 17 November against a cap on rents")]
    [InlineData(PointKind.Criticism, "a congestion charge of four euros", "Turned round: on 17 November against a congestion charge of four euros")]
    [InlineData(PointKind.Criticism, null, "Turned round: held another position on 17 November (then: a cap on rents)")]
    [InlineData(PointKind.Withdrawal, null, "Turned round: on 17 November gave up a cap on rents")]
    public void Who_turned_round_is_told_with_what_they_stood_for_then(PointKind kind, string? about, string told)
    {
        EditionEntry entry = Proposal("a1", "Norland", "no cap at all", "x") with
        {
            News = new EntryNews { Kind = NewsKind.Reversed, First = Tuesday, Last = Tuesday, BeforeKind = kind, Before = "a cap on rents", BeforeLanguage = "en", BeforeAbout = about },
        };

        NewsView news = English.News(entry, Monday, 600)!;

        Assert.Equal(told, news.Words + news.Before + news.After);
    }

    [Fact]
    public void Who_stands_to_a_repeated_proposal_since_is_told_with_how()
    {
        EditionEntry entry = Proposal("a1", "Norland", "a bridge", "x") with
        {
            Supporters = [Stander("Mia Lund", Source("x", "Lund backs it."), null)],
            News = new EntryNews { Kind = NewsKind.Developed, First = Tuesday, Last = Tuesday, NewStanders = ["Mia Lund", "Sudria", "Olga Brandt", "Estia"], NewCritics = ["Olga Brandt"] },
        };

        Assert.Equal(
            "again, now also backed by Mia Lund; now also opposed by Sudria, Estia; now also criticised by Olga Brandt",
            English.NewsInShort(entry, Tuesday, Monday));
        Assert.StartsWith("Again, first told 17 November; now also backed by Mia Lund; ", English.News(entry, Monday, 600)!.Words, StringComparison.Ordinal);
    }

    [Fact]
    public void A_reply_that_was_not_told_before_is_told_with_the_accusation()
    {
        Edition edition = SecondDay();
        EntrySource reply = Source("charge", "Weiss denied it.");
        edition = edition with
        {
            Criticisms =
            [
                .. edition.Criticisms.Select(c => c.Id != IdOf("b2") ? c : c with
                {
                    Target = "the mayor",
                    Reply = reply,
                    TargetVoice = TargetVoice.Answers,
                    News = new EntryNews { Kind = NewsKind.Developed, First = Tuesday, Last = Tuesday, IsReplyNew = true },
                }),
            ],
        };

        EntryView entry = EntryOf(EditionView.Of(edition, Letter, Words.English), "b2");

        Assert.Equal((false, "Again, first told 17 November; now answered by the mayor"), (entry.IsBrief, entry.News!.Words));
        Assert.Equal(("The mayor in the same article", "Weiss denied it."), (entry.Reply!.Words, entry.Reply.Quote.Quote));
    }

    [Fact]
    public void What_the_articles_ask_in_other_words_is_a_remark()
    {
        EditionEntry entry = Proposal("a1", "Norland", "a bridge", "x") with
        {
            News = new EntryNews { Kind = NewsKind.Repeated, First = Tuesday, Last = Tuesday, Words = new ChangedWords("suggested", "demanded") },
        };

        Assert.Equal("again, first told 17 November", English.NewsInShort(entry, Tuesday, Monday));
        Assert.Equal("Again, first told 17 November; in the articles’ words “suggested”, now “demanded”", English.News(entry, Monday, 600)!.Words);
    }

    [Fact]
    public void A_day_of_another_year_has_its_year()
    {
        Assert.Equal("9 December 2025", Words.English.Day(new DateOnly(2025, 12, 9), Monday));
        Assert.Equal("9 December", Words.English.Day(new DateOnly(2026, 12, 9), Monday));
    }

    [Fact]
    public void What_was_said_before_stands_beside_what_is_said_now_in_its_own_language()
    {
        EntryView entry = EntryOf(EditionView.Of(SecondDay(), Letter, Words.English), "a3");

        Assert.Equal(new NewsView("Softer than on 17 November (then: ", "renoncer au péage", LanguageView.Of("fr", Words.English), ")"), entry.News);
    }

    [Fact]
    public void What_says_nothing_new_shrinks_to_a_line_in_a_letter_and_is_whole_on_the_page()
    {
        EntryView brief = EntryOf(EditionView.Of(SecondDay(), Letter, Words.English), "a5");
        EntryView whole = EntryOf(EditionView.Of(SecondDay(), Extent.Whole, Words.English), "a5");

        Assert.True(brief.IsBrief);
        Assert.Empty(brief.Quotes);
        Assert.Equal("again, first told 17 November · 1 article", brief.Details);
        Assert.False(whole.IsBrief);
        Assert.Single(whole.Quotes);
        Assert.Equal("Again, first told 17 November", whole.News!.Words);
    }

    [Fact]
    public void What_says_nothing_new_leaves_a_letter_with_a_count_where_the_schedule_says_so()
    {
        EditionView view = EditionView.Of(SecondDay(RepeatedEntries.Leave), Letter, Words.English);

        Assert.DoesNotContain(view.Sections.SelectMany(s => s.Entries), e => e.IsBrief);
        Assert.Equal(["1 entry that says nothing new is in the archive"], view.Sections.Single(s => s.Heading == "Night trains").More);
        Assert.Equal(11, EditionView.Of(SecondDay(RepeatedEntries.Leave), Extent.Whole, Words.English).Sections.Sum(s => s.Entries.Count));
    }

    [Fact]
    public void A_repeated_proposal_stays_as_a_line_over_new_criticism_of_it()
    {
        Edition edition = SecondDay(RepeatedEntries.Leave);
        edition = edition with { Proposals = [.. edition.Proposals.Select(p => p.Id == IdOf("a1") ? p with { News = new EntryNews { Kind = NewsKind.Repeated, First = Tuesday } } : p)] };

        EditionView view = EditionView.Of(edition, Letter, Words.English);

        Assert.True(EntryOf(view, "a1").IsBrief);
        Assert.Equal("New criticism of this proposal", EntryOf(view, "b1").Kind);
    }

    [Fact]
    public void A_subject_of_which_nothing_is_left_is_counted_at_the_end()
    {
        Edition edition = SecondDay(RepeatedEntries.Leave) with { Subjects = [new EditionSubject("5a", "trains", "en", [IdOf("a4")]), new EditionSubject("5b", "nights", "en", [IdOf("a5"), IdOf("a7")])] };
        edition = edition with { Proposals = [.. edition.Proposals.Where(p => p.Id == IdOf("a4") || p.Id == IdOf("a5") || p.Id == IdOf("a7"))], Criticisms = [] };

        EditionView view = EditionView.Of(edition, Letter, Words.English);

        Assert.Equal("Trains", Assert.Single(view.Sections).Heading);
        Assert.Equal(["2 entries that say nothing new are in the archive"], view.Rest);
    }

    [Fact]
    public void Criticism_stands_marked_under_the_proposal_it_is_about()
    {
        EditionView view = EditionView.Of(SecondDay(), Letter, Words.English);

        Assert.Equal(["a1", "b1", "a2", "a3", "b2"], view.Sections[0].Entries.Select(e => e.Id.TrimStart('0')));
        Assert.Equal([false, true, false, false, false], view.Sections[0].Entries.Select(e => e.IsUnder));
        Assert.Equal("New criticism of this proposal", view.Sections[0].Entries[1].Kind);
    }

    [Fact]
    public void Criticism_away_from_its_proposal_says_which_that_is()
    {
        Edition edition = SecondDay();
        EditionView view = EditionView.Of(edition with { Subjects = [new EditionSubject("5a", "", "", [IdOf("b1"), IdOf("a1")])] }, Letter, Words.English);

        RelationView relation = EntryOf(view, "b1").Relations[0];
        Assert.Equal("On a proposal", relation.Words);
        Assert.Equal("The city council of Port Arlen", Assert.Single(relation.Others).Who);
    }

    [Fact]
    public void Of_those_who_back_a_proposal_five_are_told_with_the_words_that_prove_it_and_the_others_counted()
    {
        RelationView backed = EntryOf(EditionView.Of(SecondDay(), Letter, Words.English), "a1").Relations[0];

        Assert.Equal("Backed by", backed.Words);
        Assert.Equal(5, backed.Others.Count);
        Assert.Equal(("Residents of the Quay", "“Residents of the Quay welcomed the plan.”"), (backed.Others[0].Who, backed.Others[0].Statement));
        Assert.Equal("and 2 more", backed.More);
    }

    [Fact]
    public void Who_is_told_in_one_sentence_is_told_with_it_once()
    {
        Edition edition = SecondDay();
        EntrySource both = Source("divides", "The Museum and the Fish Market welcomed it.");
        edition = edition with
        {
            Proposals = [.. edition.Proposals.Select(p => p.Id == IdOf("a1") ? p with { Supporters = [Stander("the Fish Market", both, null), Stander("the Museum", both, null)] } : p)],
        };

        ReferenceView told = Assert.Single(EntryOf(EditionView.Of(edition, Letter, Words.English), "a1").Relations[0].Others);

        Assert.Equal(("the Fish Market, the Museum", "“The Museum and the Fish Market welcomed it.”"), (told.Who, told.Statement));
    }

    [Fact]
    public void Who_is_against_it_is_named_only_where_what_they_say_does_not_stand_right_under_it()
    {
        Edition edition = SecondDay();
        RelationView[] near = [.. EntryOf(EditionView.Of(edition, Letter, Words.English), "a1").Relations];
        RelationView[] far = [.. EntryOf(EditionView.Of(edition with { Subjects = [new EditionSubject("5a", "", "", [IdOf("b1"), IdOf("a1")])] }, Letter, Words.English), "a1").Relations];

        Assert.Equal(["Backed by", "Rival proposals"], near.Select(r => r.Words));
        Assert.Equal("Against it", far[1].Words);
        Assert.Equal(new ReferenceView(IdOf("b1"), IsHere: true, "the Chamber of Commerce", null, LanguageView.Of(null, Words.English)), Assert.Single(far[1].Others));
    }

    [Fact]
    public void An_answer_stands_under_the_accusation_which_then_need_not_refer_to_it()
    {
        EditionView view = EditionView.Of(Quarrel(), Letter, Words.English);

        Assert.Equal(["c1", "c2", "c3"], view.Sections[0].Entries.Select(e => e.Id.TrimStart('0')));
        Assert.Equal([false, true, true], view.Sections[0].Entries.Select(e => e.IsUnder));
        Assert.Equal(["New criticism", "New answer to this criticism", "New answer to this criticism"], view.Sections[0].Entries.Select(e => e.Kind));
        Assert.All(view.Sections[0].Entries, e => Assert.Empty(e.Relations));
    }

    [Fact]
    public void An_answer_away_from_the_accusation_is_told_there_too()
    {
        Edition edition = Quarrel() with { Subjects = [new EditionSubject("5a", "", "", [IdOf("c2"), IdOf("c1"), IdOf("c3")])] };

        EditionView view = EditionView.Of(edition, Letter, Words.English);

        Assert.Equal([false, false, false], view.Sections[0].Entries.Select(e => e.IsUnder));
        Assert.Equal("Answered by", Assert.Single(EntryOf(view, "c1").Relations).Words);
    }

    [Fact]
    public void A_repeated_accusation_stays_as_a_line_over_a_new_answer_to_it()
    {
        Edition edition = Quarrel() with { Repeats = RepeatedEntries.Leave };
        edition = edition with { Criticisms = [.. edition.Criticisms.Select(c => c.Id == IdOf("c1") ? c with { News = new EntryNews { Kind = NewsKind.Repeated, First = Tuesday } } : c)] };

        EditionView view = EditionView.Of(edition, Letter, Words.English);

        Assert.Equal((true, true), (EntryOf(view, "c1").IsBrief, EntryOf(view, "c2").IsUnder));
    }

    [Fact]
    public void Rivals_that_are_beside_it_are_named_and_others_told()
    {
        Edition edition = SecondDay();
        ReferenceView[] near = [.. EntryOf(EditionView.Of(edition, Letter, Words.English), "a1").Relations[1].Others];
        ReferenceView[] far = [.. EntryOf(EditionView.Of(edition with { LetterEntries = 1 }, Letter, Words.English), "a1").Relations[2].Others];

        Assert.Equal([null, null], near.Select(r => r.Statement));
        Assert.Equal("a car-free quarter instead", far[0].Statement);
        Assert.False(far[0].IsHere);
    }

    [Theory]
    [InlineData(TargetVoice.NotHeard, null)]
    [InlineData(TargetVoice.Unanswered, "No answer from the city council in the sources.")]
    [InlineData(TargetVoice.Answers, "Answered by")]
    public void Only_a_target_that_had_a_say_is_said_to_answer_or_not(TargetVoice voice, string? words)
    {
        Edition edition = SecondDay();
        edition = edition with { Criticisms = [.. edition.Criticisms.Select(c => c with { TargetVoice = voice })] };

        Assert.Equal(words, EntryOf(EditionView.Of(edition, Letter, Words.English), "b1").Relations.SingleOrDefault()?.Words);
    }

    [Fact]
    public void The_lead_tells_each_entry_in_a_line()
    {
        EditionView view = EditionView.Of(SecondDay(), Letter, Words.English);

        Assert.Equal(["Proposal", "Withdrawal", "Proposal", "Criticism"], view.Lead.Select(l => l.Kind));
        Assert.Equal("The Chamber of Commerce → the city council", view.Lead[3].Entry.Who);
        Assert.Equal(
            ["1 article · turned round since 9 December 2025", "1 article · first proposed 17 November", "2 articles · sharper than on 17 November", "1 article · new"],
            view.Lead.Select(l => l.Details));
        Assert.All(view.Lead, l => Assert.True(l.Entry.IsHere));
    }

    [Fact]
    public void A_letter_shows_some_of_every_subject_before_all_of_any_and_says_how_many_more_there_are()
    {
        Edition edition = SecondDay() with { LetterEntries = 9 };

        EditionView letter = EditionView.Of(edition, Letter, Words.English);
        EditionView page = EditionView.Of(edition, Extent.Whole, Words.English);

        Assert.Equal([3, 3, 2, 1], letter.Sections.Select(s => s.Entries.Count));
        Assert.Equal(["and 2 more on this in the archive"], letter.Sections[0].More);
        Assert.Equal(11, page.Sections.Sum(s => s.Entries.Count));
        Assert.All(page.Sections, s => Assert.Empty(s.More));
    }

    [Fact]
    public void Subjects_beyond_a_letters_limit_are_counted_at_its_end()
    {
        EditionView view = EditionView.Of(SecondDay() with { LetterEntries = 5 }, Letter, Words.English);

        Assert.Equal([3, 2], view.Sections.Select(s => s.Entries.Count));
        Assert.Equal(["and 3 entries on 2 more subjects in the archive"], view.Rest);
    }

    [Fact]
    public void An_entry_that_no_subject_has_is_shown_all_the_same()
    {
        Edition edition = SecondDay();

        EditionView view = EditionView.Of(edition with { Subjects = [.. edition.Subjects.SkipLast(1)] }, Letter, Words.English);

        Assert.Equal(IdOf("a8"), Assert.Single(view.Sections[^1].Entries).Id);
    }

    [Fact]
    public void Corrections_say_of_which_edition_what_and_why()
    {
        string correction = Assert.Single(EditionView.Of(SecondDay(), Letter, Words.English).Corrections).ToString();

        Assert.StartsWith("Correction to the edition of Tuesday 17 November 2026: “a tax on bread”", correction, StringComparison.Ordinal);
        Assert.EndsWith(" is withdrawn. the article was a parody", correction, StringComparison.Ordinal);
    }

    [Fact]
    public void Counts_tell_what_is_new_only_where_not_all_is()
    {
        Edition edition = SecondDay();
        Edition fresh = edition with { Proposals = [.. edition.Proposals.Select(p => p with { News = Fresh })] };
        Edition stale = edition with
        {
            Proposals = [edition.Proposals[4]],
            Criticisms = [],
            Corrections = [],
        };

        Assert.Equal("7 proposals, 3 criticisms, 1 other stance, 4 new, 4 changed, 1 correction", English.Counts(edition));
        Assert.Equal("7 proposals, 3 criticisms, 1 other stance, 1 correction", English.Counts(edition with { Previous = null }));
        Assert.Equal("7 proposals, 3 criticisms, 1 other stance, 10 new, 1 correction", English.Counts(fresh));
        Assert.Equal("1 proposal, nothing new", English.Counts(stale));
        Assert.EndsWith(" None of them is new.", English.Opening(stale), StringComparison.Ordinal);
    }

    private static EntryView EntryOf(EditionView view, string id) => view.Sections.SelectMany(s => s.Entries).Single(e => e.Id == IdOf(id));

    /// <summary>An accusation, what answers it, and what answers that.</summary>
    private static Edition Quarrel()
    {
        Edition edition = SecondDay();
        return edition with
        {
            Proposals = [],
            Lead = [],
            Criticisms =
            [
                Criticism("c1", "Anton Berger", "Clara Weiss", "drafting the plan behind closed doors", "charge") with { News = Fresh, TargetVoice = TargetVoice.Answers, Answers = [IdOf("c2")] },
                Criticism("c2", "Clara Weiss", "Anton Berger", "missing all three meetings", "charge") with { News = Fresh, TargetVoice = TargetVoice.Answers, Answers = [IdOf("c3")] },
                Criticism("c3", "Anton Berger", "Clara Weiss", "holding them at night", "charge") with { News = Fresh },
            ],
            Subjects = [new EditionSubject("5a", "harbour charge", "en", [IdOf("c1"), IdOf("c2"), IdOf("c3")])],
        };
    }
}
