using ArticleDigest.Letters;

namespace ArticleDigest.Tests.Letters;

public sealed class MailOptionsTests
{
    [Fact]
    public void Nothing_configured_is_no_fault_and_says_so()
    {
        MailOptions options = new();

        Assert.Empty(options.Faults());
        Assert.False(options.IsConfigured);
    }

    [Fact]
    public void A_folder_alone_is_enough()
    {
        MailOptions options = new() { PickupFolder = "outbox" };

        Assert.Empty(options.Faults());
        Assert.True(options.IsConfigured);
        Assert.Equal("digest@localhost", options.Sender);
    }

    [Fact]
    public void A_server_with_login_over_starttls_is_fine() =>
        Assert.Empty(new MailOptions { Host = "smtp.example.org", From = "d@example.org", User = "u", Password = "p" }.Faults());

    [Theory]
    [InlineData("localhost")]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    public void A_server_on_this_machine_needs_no_encryption(string host) =>
        Assert.Empty(new MailOptions { Host = host, From = "d@example.org", Security = MailSecurity.None }.Faults());

    [Fact]
    public void A_server_elsewhere_needs_encryption_unless_plaintext_is_allowed()
    {
        MailOptions options = new() { Host = "mail.example.org", From = "d@example.org", Security = MailSecurity.None };

        Assert.Contains("Mail:Security", Assert.Single(options.Faults()), StringComparison.Ordinal);
        options.AllowPlaintext = true;
        Assert.Empty(options.Faults());
    }

    [Fact]
    public void A_password_never_travels_readable_and_is_never_told()
    {
        MailOptions options = new()
        {
            Host = "mail.example.org",
            From = "d@example.org",
            Security = MailSecurity.None,
            AllowPlaintext = true,
            User = "u",
            Password = "s3cret-word",
        };

        string fault = Assert.Single(options.Faults());
        Assert.Contains("password would travel readable", fault, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret-word", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void All_mistakes_are_told_at_once_each_with_its_key()
    {
        MailOptions options = new()
        {
            Host = "not a host",
            PickupFolder = "outbox",
            From = "nobody",
            FromName = "a\r\nBcc: x@y.example",
            Port = 0,
            Security = (MailSecurity)7,
            Password = "p",
            TimeoutSeconds = 0,
            GiveUpAfterHours = 0,
            ReservationSeconds = 1,
            PublicUrl = "http://digest.example.org/?a=b",
        };

        string all = string.Join('\n', options.Faults());

        Assert.All(
            ["PickupFolder", "Host is 'not a host'", "From ", "FromName", "Port", "Security", "User", "TimeoutSeconds", "GiveUpAfterHours", "ReservationSeconds", "PublicUrl"],
            key => Assert.Contains($"Mail:{key}", all, StringComparison.Ordinal));
    }

    [Fact]
    public void A_reservation_outlives_the_slowest_delivery() =>
        Assert.Contains(
            "at least 180",
            Assert.Single(new MailOptions { TimeoutSeconds = 60 }.Faults()),
            StringComparison.Ordinal);

    [Theory]
    [InlineData("https://digest.europe.communication.azure.com")]
    [InlineData("https://digest.europe.communication.azure.com/")]
    [InlineData("http://127.0.0.1:5301")]
    [InlineData("http://localhost:5301/")]
    public void A_service_with_a_sender_is_fine(string endpoint)
    {
        MailOptions options = new() { AcsEndpoint = endpoint, From = "d@example.org" };

        Assert.Empty(options.Faults());
        Assert.True(options.IsConfigured);
    }

    [Theory]
    [InlineData("digest.communication.azure.com")]
    [InlineData("http://digest.communication.azure.com/")]
    [InlineData("https://digest.communication.azure.com/emails:send")]
    [InlineData("https://digest.communication.azure.com/?a=b")]
    [InlineData("https://digest.communication.azure.com/#a")]
    [InlineData("https://user:s3cret-word@digest.communication.azure.com/")]
    [InlineData("endpoint=https://digest.communication.azure.com/;accesskey=s3cret-word")]
    [InlineData("https://digest.communication.azure.com/;accesskey=s3cret-word")]
    public void A_service_is_named_by_its_bare_https_endpoint_and_a_key_there_is_never_told(string endpoint)
    {
        string fault = Assert.Single(new MailOptions { AcsEndpoint = endpoint, From = "d@example.org" }.Faults());

        Assert.StartsWith("Mail:AcsEndpoint is no https endpoint", fault, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret-word", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void A_service_needs_a_sender() => Assert.Contains(
        "Mail:From is empty",
        Assert.Single(new MailOptions { AcsEndpoint = "https://digest.communication.azure.com/" }.Faults()),
        StringComparison.Ordinal);

    [Theory]
    [InlineData(0)]
    [InlineData(10_001)]
    public void The_letters_a_minute_are_from_1_to_10000(int perMinute) => Assert.StartsWith(
        $"Mail:AcsPerMinute is {perMinute}", Assert.Single(new MailOptions { AcsPerMinute = perMinute }.Faults()), StringComparison.Ordinal);

    [Theory]
    [InlineData("smtp.example.org", "", "https://a.example/", "Mail:Host and Mail:AcsEndpoint are")]
    [InlineData("", "outbox", "https://a.example/", "Mail:PickupFolder and Mail:AcsEndpoint are")]
    [InlineData("smtp.example.org", "outbox", "", "Mail:Host and Mail:PickupFolder are")]
    [InlineData("smtp.example.org", "outbox", "https://a.example/", "Mail:Host and Mail:PickupFolder and Mail:AcsEndpoint are")]
    public void Letters_take_one_way(string host, string folder, string endpoint, string fault) => Assert.StartsWith(
        fault,
        Assert.Single(new MailOptions { Host = host, PickupFolder = folder, AcsEndpoint = endpoint, From = "d@example.org" }.Faults()),
        StringComparison.Ordinal);
}
