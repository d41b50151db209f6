using System.Text;
using ArticleDigest.Editions;
using ArticleDigest.Letters;
using ArticleDigest.Records;
using Microsoft.Extensions.Time.Testing;

namespace ArticleDigest.Tests.Letters;

/// <summary>An operator sees who gets letters, and takes out whoever asks for it, without a letter going out twice or being left behind.</summary>
public sealed class RecipientDeskTests
{
    private readonly LetterRoom _room = LetterRoom.OpenAsync().GetAwaiter().GetResult();
    private readonly FakeTimeProvider _clock = new(SampleEditions.CompiledAt.AddHours(2));

    [Fact]
    public async Task All_recipients_are_seen_with_where_they_stand_and_why_somebody_gets_nothing()
    {
        await Desk().AddAsync(new RecipientChange("ben@example.org") { Name = "Ben" }, default);
        await Desk().AddAsync(new RecipientChange("ANA@example.org"), default);
        await Desk().SuppressAsync("ben@example.org", SuppressionReason.Complained, default);
        await Desk().SuppressAsync("stranger@example.org", SuppressionReason.Unsubscribed, default);

        RecipientSurvey survey = await Desk().SurveyAsync(default);

        Assert.Equal(["ana@example.org", "ben@example.org"], survey.Recipients.Select(r => r.Address));
        Assert.Equal(["Digest:Schedules:daily:Recipients:0", "recipients.json"], survey.Recipients.Select(r => Assert.Single(r.Places).Place));
        Assert.Equal([null, SuppressionReason.Complained], survey.Recipients.Select(r => r.Suppression?.Reason));
        Assert.Equal(["ben@example.org", null], survey.Suppressed.Select(s => s.Address));
        Assert.Empty(survey.Faults);
        Assert.Contains("ANA@example.org is configured as well", Assert.Single(survey.Remarks), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ben@example.org\r\nBcc: eve@example.org", null, null, "Address")]
    [InlineData("Ben <ben@example.org>", null, null, "Address")]
    [InlineData("ben@example.org", "Ben\r\nBcc: eve@example.org", null, "Name")]
    [InlineData("ben@example.org", null, "monthly", "There is no schedule monthly")]
    public async Task What_nobody_could_be_is_refused_and_nothing_is_written(string address, string? name, string? schedule, string told)
    {
        RecipientChange change = new(address) { Name = name, Schedules = schedule is null ? null : [schedule] };

        Assert.Contains(told, Assert.Single(Desk().FaultsOf(change)), StringComparison.Ordinal);
        await Assert.ThrowsAsync<ArgumentException>(() => Desk().AddAsync(change, default));

        Assert.Null(await _room.Records.ReadAsync("recipients.json", 0, default));
    }

    [Theory]
    [InlineData("=?utf-8?q?eve=40example.org?=", "= ?utf-8?q?eve=40example.org?=")]
    [InlineData("\"Ben\" <eve@example.org>, Ben", "\"Ben\" <eve@example.org>, Ben")]
    [InlineData("Ben\u202Egro.elpmaxe@eve", "Bengro.elpmaxe@eve")]
    public async Task A_name_is_a_name_whatever_is_in_it(string name, string shown)
    {
        await Desk().AddAsync(new RecipientChange("ben@example.org") { Name = name }, default);
        RecipientBook book = new(_room.Records, _room.Digest);
        Recipient ben = (await book.AllAsync("daily", default)).Single(r => r.Address == "ben@example.org");

        using MemoryStream source = new();
        await (await new LetterComposer(_room.Mail).ComposeAsync(SampleEditions.FullDay(), ben)).WriteToAsync(source);
        source.Position = 0;
        MimeKit.MimeMessage read = await MimeKit.MimeMessage.LoadAsync(source);

        MimeKit.MailboxAddress to = Assert.Single(read.To.Mailboxes);
        Assert.Equal("ben@example.org", to.Address);
        Assert.Equal(shown, to.Name);
        Assert.Empty(read.Bcc);
    }

    [Fact]
    public async Task Who_is_configured_cannot_be_taken_out_by_command_and_is_told_where_they_stand()
    {
        RecipientRemoval removal = await Desk().RemoveAsync("Ana@example.org", default);

        Assert.Equal((false, "Digest:Schedules:daily:Recipients:0"), (removal.WasListed, Assert.Single(removal.ConfiguredAt)));
    }

    [Fact]
    public async Task Of_who_is_erased_nothing_is_left_that_has_their_address_or_what_became_of_their_letters()
    {
        await ScheduleIsKnownAsync();
        await Desk().AddAsync(new RecipientChange("ben@example.org"), default);
        string ben = await new RecipientBook(_room.Records, _room.Digest).KeyOfAsync("ben@example.org", default);
        await _room.KeepLetterAsync(SampleEditions.Monday, ben, SentLetter);

        RecipientErasure erasure = await Desk().EraseAsync("ben@example.org", default);
        RecipientErasure again = await Desk().EraseAsync("ben@example.org", default);

        Assert.Equal((true, true, 1), (erasure.IsKnown, erasure.WasListed, erasure.Letters));
        Assert.Equal((true, false, 0), (again.IsKnown, again.WasListed, again.Letters));
        Assert.Equal([$"suppressions/{ben}"], (await ContentsAsync()).Where(r => r.Name.Contains(ben, StringComparison.Ordinal)).Select(r => r.Name));
        Assert.DoesNotContain(await ContentsAsync(), r => r.Content.Contains("ben@", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Nobody_who_is_erased_gets_an_edition_twice_even_when_let_in_again_while_it_is_open()
    {
        await ScheduleIsKnownAsync();
        FatedPostman postman = new(async begin =>
        {
            await begin();
            return new Delivery(DeliveryStatus.Sent, "250 ok");
        });
        await _room.SendAsync(postman);

        await Desk().EraseAsync("ana@example.org", default);
        await _room.SendAsync(postman);
        await Desk().EraseAsync("ana@example.org", default);
        await Desk().AllowAsync("ana@example.org", default);
        await _room.SendAsync(postman);

        Assert.Equal(1, postman.Sent);
        Assert.Equal([_room.Key], await new RecipientBook(_room.Records, _room.Digest).KeysAsync("daily", default));
    }

    [Fact]
    public async Task Of_a_stranger_not_even_the_key_is_kept()
    {
        RecipientErasure erasure = await Desk().EraseAsync("stranger@example.org", default);

        Assert.False(erasure.IsKnown);
        Assert.DoesNotContain(await ContentsAsync(), r => r.Name.StartsWith("suppressions/", StringComparison.Ordinal));
    }

    private static Letter SentLetter => new() { Status = LetterStatus.Sent, Attempts = 1, Since = SampleEditions.CompiledAt, At = SampleEditions.CompiledAt, Detail = "250 ok" };

    private RecipientDesk Desk() => new(_room.Records, _room.Digest, _clock);

    private Task ScheduleIsKnownAsync() => _room.Records.CreateJsonAsync(
        ScheduleState.PathOf("daily"), new ScheduleState { Started = SampleEditions.CompiledAt, Current = SampleEditions.Monday }, default);

    private async Task<IReadOnlyList<(string Name, string Content)>> ContentsAsync()
    {
        List<(string Name, string Content)> contents = [];
        await foreach (RecordEntry entry in _room.Records.ListAsync("", default))
        {
            contents.Add((entry.Name, Encoding.UTF8.GetString((await _room.Records.ReadAsync(entry.Name, 1_000_000, default))!.Content!.Value.Span)));
        }

        return contents;
    }
}
