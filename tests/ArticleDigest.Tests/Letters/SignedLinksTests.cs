using ArticleDigest.Letters;

namespace ArticleDigest.Tests.Letters;

public sealed class SignedLinksTests
{
    private const string Recipient = "0123456789abcdef0123456789abcdef";
    private static readonly DateOnly LastDay = new(2026, 11, 24);
    private static readonly Admission First = new("k1", LastDay);
    private static readonly DateTimeOffset LastMoment = new(2026, 11, 24, 23, 59, 59, TimeSpan.Zero);

    private readonly SignedLinks _links = new(LinkKeys.Mail);

    [Fact]
    public void A_token_opens_its_schedule_until_the_end_of_its_last_day()
    {
        string token = _links.SignPages("daily", First);

        Assert.Equal(First, _links.VerifyPages("daily", token, LastMoment));
        Assert.Null(_links.VerifyPages("daily", token, LastMoment.AddSeconds(1)));
    }

    [Fact]
    public void A_token_serves_no_other_schedule_purpose_or_recipient()
    {
        string pages = _links.SignPages("daily", First);
        string feed = _links.SignFeed("daily", First);
        string unsubscribing = _links.SignUnsubscribing(Recipient);

        Assert.Null(_links.VerifyPages("daily2", pages, LastMoment));
        Assert.Null(_links.VerifyPages("dail", pages, LastMoment));
        Assert.Null(_links.VerifyFeed("daily", pages, LastMoment));
        Assert.Null(_links.VerifyPages("daily", feed, LastMoment));
        Assert.Null(_links.VerifyPages(Recipient, unsubscribing, LastMoment));
        Assert.False(_links.VerifyUnsubscribing("daily", pages));
        Assert.False(_links.VerifyUnsubscribing(Recipient.Replace('0', '1'), unsubscribing));
        Assert.True(_links.VerifyUnsubscribing(Recipient, unsubscribing));
    }

    [Fact]
    public void A_token_changed_at_any_place_opens_nothing()
    {
        string token = _links.SignPages("daily", First);
        string unsubscribing = _links.SignUnsubscribing(Recipient);

        Assert.All(Changes(token), changed => Assert.Null(_links.VerifyPages("daily", changed, LastMoment)));
        Assert.All(Changes(unsubscribing), changed => Assert.False(_links.VerifyUnsubscribing(Recipient, changed)));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("k1..")]
    [InlineData("k1.20261124.")]
    [InlineData("k1.20261124.AAAA")]
    [InlineData("k1.2026-11-24.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("k1.99999999.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("k1.never.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("k9.20261124.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("k1.20261124.\u0430AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("k1\n.20261124.AAAA")]
    public void What_is_no_token_opens_nothing(string? token)
    {
        Assert.Null(_links.VerifyPages("daily", token, LastMoment));
        Assert.False(_links.VerifyUnsubscribing(Recipient, token));
    }

    [Fact]
    public void Whatever_anybody_makes_up_opens_nothing_and_breaks_nothing()
    {
        const string alphabet = "k1.20261124-_AZaz09\n\u0000\uD83D%+=/";
        Random random = new(20261124);
        string[] madeUp = [.. Enumerable.Range(0, 5000).Select(i => string.Concat(Enumerable.Range(0, random.Next(0, i % 300 + 1)).Select(_ => alphabet[random.Next(alphabet.Length)])))];

        Assert.All(madeUp, token => Assert.Null(_links.VerifyPages("daily", token, LastMoment)));
        Assert.All(madeUp, token => Assert.False(_links.VerifyUnsubscribing(token, token)));
    }

    [Fact]
    public void An_old_key_verifies_and_signs_no_more()
    {
        string old = _links.SignPages("daily", First);
        MailOptions options = LinkKeys.Mail;
        options.TokenKeys["k2"] = LinkKeys.New;
        options.TokenKey = "k2";
        SignedLinks rotated = new(options);

        Assert.Equal(First, rotated.VerifyPages("daily", old, LastMoment));
        Admission fresh = rotated.AdmissionOf(new DateOnly(2026, 8, 26));
        Assert.Equal(new Admission("k2", LastDay), fresh);
        Assert.StartsWith("k2.", rotated.SignPages("daily", fresh), StringComparison.Ordinal);
        Assert.Null(_links.VerifyPages("daily", rotated.SignPages("daily", fresh), LastMoment));
    }

    [Fact]
    public void What_is_signed_on_the_strength_of_an_old_key_dies_with_it()
    {
        MailOptions options = LinkKeys.Mail;
        options.TokenKeys["k2"] = LinkKeys.New;
        options.TokenKey = "k2";
        SignedLinks rotated = new(options);
        Admission? admission = rotated.VerifyPages("daily", _links.SignPages("daily", First), LastMoment);
        PageAddresses addresses = PageAddresses.Signed("/", "daily", admission!, rotated);
        options.TokenKeys.Remove("k1");
        SignedLinks later = new(options);

        Assert.Null(later.VerifyPages("daily", addresses.PagesToken, LastMoment));
        Assert.Null(later.VerifyFeed("daily", addresses.FeedToken, LastMoment));
    }

    [Fact]
    public void A_token_that_is_good_for_longer_than_any_letters_is_good_for_nothing()
    {
        DateOnly today = new(2026, 8, 26);
        DateTimeOffset now = new(today, default, TimeSpan.Zero);

        Assert.NotNull(_links.VerifyPages("daily", _links.SignPages("daily", new Admission("k1", today.AddDays(91))), now));
        Assert.Null(_links.VerifyPages("daily", _links.SignPages("daily", new Admission("k1", today.AddDays(92))), now));
        Assert.Null(_links.VerifyPages("daily", _links.SignPages("daily", new Admission("k1", DateOnly.MaxValue)), now));
    }

    [Fact]
    public void A_key_under_another_id_makes_another_signature()
    {
        SignedLinks other = new(new MailOptions { TokenKeys = { ["k2"] = LinkKeys.Old } });

        string moved = "k2" + _links.SignPages("daily", First)[2..];

        Assert.Null(other.VerifyPages("daily", moved, LastMoment));
    }

    [Fact]
    public void Without_a_key_nothing_is_signed()
    {
        SignedLinks none = new(new MailOptions());

        Assert.False(none.CanSign);
        Assert.Throws<InvalidOperationException>(() => none.AdmissionOf(LastDay));
        Assert.Throws<InvalidOperationException>(() => none.SignUnsubscribing(Recipient));
        Assert.Null(none.VerifyPages("daily", _links.SignPages("daily", First), LastMoment));
    }

    [Fact]
    public void Mistakes_in_the_keys_are_told_without_the_keys()
    {
        MailOptions options = new() { TokenKeys = { ["K 1"] = LinkKeys.Old, ["k2"] = "c2hvcnQtc2VjcmV0" }, LinkDays = 0 };

        string[] faults = [.. options.Faults()];

        Assert.Contains(faults, f => f.StartsWith("Mail:TokenKeys:K 1 is no key's id", StringComparison.Ordinal));
        Assert.Contains(faults, f => f.StartsWith("Mail:TokenKeys:k2 is no base64 of at least 32 bytes", StringComparison.Ordinal));
        Assert.Contains(faults, f => f.StartsWith("Mail:TokenKey is ''; give the id of the key", StringComparison.Ordinal));
        Assert.Contains(faults, f => f.StartsWith("Mail:LinkDays is 0", StringComparison.Ordinal));
        Assert.DoesNotContain(faults, f => f.Contains("c2hvcnQ", StringComparison.Ordinal) || f.Contains(LinkKeys.Old, StringComparison.Ordinal));
    }

    /// <summary>Every character replaced by others, in the other case, left out, doubled.</summary>
    private static IEnumerable<string> Changes(string token) =>
        Enumerable.Range(0, token.Length).SelectMany(i => new[]
        {
            token[..i] + (token[i] == 'A' ? 'B' : 'A') + token[(i + 1)..],
            token[..i] + (token[i] == '9' ? '8' : '9') + token[(i + 1)..],
            token[..i] + token[(i + 1)..],
            token[..(i + 1)] + token[i..],
            token[..i] + Flip(token[i]) + token[(i + 1)..],
        }).Where(changed => changed != token).Append(token + "=").Append(" " + token).Append(token + "\n");

    private static char Flip(char c) => char.IsAsciiLetterUpper(c) ? char.ToLowerInvariant(c) : char.ToUpperInvariant(c);
}
