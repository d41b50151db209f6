using System.Net.Sockets;
using LocalServers;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace DigestFunctions.Local.Tests.LocalTools;

public sealed class SmtpServerTests
{
    [Fact]
    public async Task An_accepted_message_is_kept_whole_with_its_envelope()
    {
        await using SmtpServer server = await SmtpServer.StartAsync();

        await SendAsync(server, "ana@example.org");
        await server.SettleAsync();

        ReceivedMail mail = Assert.Single(server.Messages);
        Assert.Equal("digest@example.org", mail.From);
        Assert.Equal(["ana@example.org"], mail.To);
        Assert.Equal("Grüße 🌍", mail.Message.Subject);
        Assert.Equal("connect mail rcpt data message", string.Join(' ', server.Events.Take(5).Select(e => e.Event)));
    }

    [Fact]
    public async Task A_refused_recipient_is_refused_and_no_other()
    {
        await using SmtpServer server = await SmtpServer.StartAsync();
        await server.ScriptAsync(SmtpRule.RefuseRecipient("bo@example.org"));

        SmtpCommandException fault = await Assert.ThrowsAsync<SmtpCommandException>(() => SendAsync(server, "bo@example.org"));
        await SendAsync(server, "ana@example.org");
        await server.SettleAsync();

        Assert.Equal(550, (int)fault.StatusCode);
        Assert.Single(server.Messages);
    }

    [Fact]
    public async Task Greylisting_ends_after_the_given_number_of_times()
    {
        await using SmtpServer server = await SmtpServer.StartAsync();
        await server.ScriptAsync(SmtpRule.Greylist(1));

        SmtpCommandException fault = await Assert.ThrowsAsync<SmtpCommandException>(() => SendAsync(server, "ana@example.org"));
        await SendAsync(server, "ana@example.org");

        Assert.Equal(451, (int)fault.StatusCode);
    }

    [Theory]
    [InlineData(452)]
    [InlineData(554)]
    public async Task A_message_is_refused_after_its_body(int code)
    {
        await using SmtpServer server = await SmtpServer.StartAsync();
        await server.ScriptAsync(SmtpRule.RefuseData(code));

        SmtpCommandException fault = await Assert.ThrowsAsync<SmtpCommandException>(() => SendAsync(server, "ana@example.org"));
        await server.SettleAsync();

        Assert.Equal(code, (int)fault.StatusCode);
        Assert.Empty(server.Messages);
        Assert.False(Assert.Single(server.AllMessages).Accepted);
    }

    [Theory]
    [InlineData("connect", "drop", 0)]
    [InlineData("mail", "drop", 0)]
    [InlineData("rcpt", "drop", 0)]
    [InlineData("data", "drop", 0)]
    [InlineData("body", "drop", 0)]
    [InlineData("end", "drop", 0)]
    [InlineData("end", "accept-and-drop", 1)]
    public async Task The_connection_is_lost_where_the_script_says(string at, string action, int accepted)
    {
        await using SmtpServer server = await SmtpServer.StartAsync();
        await server.ScriptAsync(new SmtpRule(at, action, Times: 1));

        Exception fault = await Assert.ThrowsAnyAsync<Exception>(() => SendAsync(server, "ana@example.org"));
        await server.SettleAsync();

        Assert.True(fault is SmtpProtocolException or IOException or SocketException, fault.ToString());
        Assert.Equal(accepted, server.Messages.Count);
        Assert.Equal(at, server.Events.Single(e => e.Event is "rule").At);
    }

    [Fact]
    public async Task A_stalled_server_does_not_answer()
    {
        await using SmtpServer server = await SmtpServer.StartAsync();
        await server.ScriptAsync(SmtpRule.Stall("rcpt"));

        await Assert.ThrowsAnyAsync<Exception>(() => SendAsync(server, "ana@example.org", timeout: TimeSpan.FromSeconds(1)));

        Assert.Empty(server.Messages);
    }

    [Fact]
    public async Task Only_the_right_password_is_let_in()
    {
        await using SmtpServer server = await SmtpServer.StartAsync(new SmtpServerSettings("digest", "secret"));

        await Assert.ThrowsAsync<ServiceNotAuthenticatedException>(() => SendAsync(server, "ana@example.org"));
        await Assert.ThrowsAsync<AuthenticationException>(() => SendAsync(server, "ana@example.org", password: "wrong"));
        await SendAsync(server, "ana@example.org", password: "secret");
        await server.SettleAsync();

        Assert.Equal("digest", Assert.Single(server.Messages).User);
    }

    [Fact]
    public async Task StartTls_is_offered_with_the_servers_own_certificate()
    {
        await using SmtpServer server = await SmtpServer.StartAsync(new SmtpServerSettings(StartTls: true));

        await SendAsync(server, "ana@example.org", tls: SecureSocketOptions.StartTls);
        await server.SettleAsync();

        Assert.True(Assert.Single(server.Messages).Secure);
    }

    [Fact]
    public async Task A_restart_keeps_the_port_the_rules_and_what_was_received()
    {
        await using SmtpServer server = await SmtpServer.StartAsync();
        await server.ScriptAsync(SmtpRule.RefuseRecipient("bo@example.org"));
        await SendAsync(server, "ana@example.org");
        await server.StopAsync();

        await Assert.ThrowsAsync<SocketException>(() => SendAsync(server, "ana@example.org"));
        await server.RestartAsync();
        await SendAsync(server, "ana@example.org");

        await Assert.ThrowsAsync<SmtpCommandException>(() => SendAsync(server, "bo@example.org"));
        Assert.Equal(2, (await server.WaitForMessagesAsync(2, TimeSpan.FromSeconds(10))).Count);
    }

    private static async Task SendAsync(
        SmtpServer server,
        string to,
        string? password = null,
        SecureSocketOptions tls = SecureSocketOptions.None,
        TimeSpan? timeout = null)
    {
        using MimeMessage message = new(
            [new MailboxAddress("", "digest@example.org")], [new MailboxAddress("", to)], "Grüße 🌍", new TextPart { Text = "Hello" });
        using SmtpClient client = new();
        using CancellationTokenSource patience = new(timeout ?? TimeSpan.FromSeconds(20));
        client.ServerCertificateValidationCallback =
            (_, shown, _, _) => string.Equals(shown?.GetCertHashString(), server.Certificate?.GetCertHashString(), StringComparison.Ordinal);
        client.CheckCertificateRevocation = false;
        await client.ConnectAsync("127.0.0.1", server.Port, tls, patience.Token);
        await (password is null ? Task.CompletedTask : client.AuthenticateAsync("digest", password, patience.Token));
        await client.SendAsync(message, patience.Token);
        await client.DisconnectAsync(quit: true, patience.Token);
    }
}
