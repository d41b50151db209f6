using System.Diagnostics;

namespace Infrastructure.Tests;

/// <summary>Runs the hooks with a program in place of az that writes down what it was asked, since no Azure is at hand.</summary>
public sealed class HooksTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("digest-hooks-");

    [Fact]
    public void A_missing_token_key_is_made_of_32_bytes_and_never_on_a_command_line()
    {
        Outcome outcome = Run("postprovision.sh", az: "[ \"$3\" = set ] && cp \"$FILE\" \"$HERE/kept\"; exit 0");

        Assert.Equal(0, outcome.ExitCode);
        string key = File.ReadAllText(Path.Combine(_folder.FullName, "kept"));
        Assert.Equal(32, Convert.FromBase64String(key).Length);
        Assert.DoesNotContain(key, outcome.Asked, StringComparison.Ordinal);
        Assert.DoesNotContain(key, outcome.Told, StringComparison.Ordinal);
        Assert.Contains("--name mail-token-key-k1", outcome.Asked, StringComparison.Ordinal);
        Assert.Contains("/config/configreferences/appsettings/refresh", outcome.Asked, StringComparison.Ordinal);
    }

    [Fact]
    public void Secrets_leave_nothing_on_the_disk()
    {
        Outcome outcome = Run("postprovision.sh", az: "exit 0");

        Assert.Equal(0, outcome.ExitCode);
        Assert.Empty(Directory.GetFileSystemEntries(Path.Combine(_folder.FullName, "tmp")));
    }

    [Fact]
    public void A_secret_is_readable_by_nobody_else_while_it_is_in_a_file()
    {
        Outcome outcome = Run("postprovision.sh", az: "[ \"$3\" = set ] && ls -l \"$FILE\" >\"$HERE/mode\"; exit 0");

        Assert.Equal(0, outcome.ExitCode);
        Assert.StartsWith("-rw------- ", File.ReadAllText(Path.Combine(_folder.FullName, "mode")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_that_is_there_is_left_alone()
    {
        Outcome outcome = Run("postprovision.sh", az: "[ \"$3\" = list ] && echo mail-token-key-k1; exit 0");

        Assert.Equal(0, outcome.ExitCode);
        Assert.DoesNotContain("secret set", outcome.Asked, StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_that_is_there_is_left_alone_where_az_ends_its_lines_as_on_Windows()
    {
        Outcome outcome = Run("postprovision.sh", az: "[ \"$3\" = list ] && printf 'mail-token-key-k1\\r\\n'; exit 0");

        Assert.Equal(0, outcome.ExitCode);
        Assert.DoesNotContain("secret set", outcome.Asked, StringComparison.Ordinal);
    }

    [Fact]
    public void The_app_looks_for_its_secrets_until_it_has_them_also_if_they_were_made_before()
    {
        Outcome outcome = Run(
            "postprovision.sh",
            az: "[ \"$3\" = list ] && echo mail-token-key-k1; if [ \"$1 $3\" = 'rest get' ] && [ ! -e \"$HERE/second\" ]; then touch \"$HERE/second\"; echo Mail__TokenKeys__k1; fi; exit 0");

        Assert.Equal(0, outcome.ExitCode);
        Assert.Equal(2, outcome.Asked.Split("/config/configreferences/appsettings/refresh").Length - 1);
        Assert.Contains("https://management.azure.com/subscriptions/", outcome.Asked, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("DIGEST_SEND_AT", "25:00")]
    [InlineData("DIGEST_SEND_AT", "7:00")]
    [InlineData("DIGEST_RECIPIENTS", " , ")]
    [InlineData("DIGEST_RECIPIENTS", "Ana <ana@example.org>")]
    [InlineData("DIGEST_RECIPIENTS", "ana@example.org,ANA@example.org")]
    public void What_the_app_would_refuse_at_its_start_is_told_before_anything_is_made(string name, string value)
    {
        Outcome outcome = Run("preprovision.sh", az: "exit 0", (name, value));

        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains(name, outcome.Told, StringComparison.Ordinal);
    }

    [Fact]
    public void Good_settings_pass()
    {
        Outcome outcome = Run("preprovision.sh", az: "exit 0", ("DIGEST_SEND_AT", "23:59"), ("DIGEST_RECIPIENTS", "ana@example.org, bo@example.org"));

        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Told));
    }

    [Fact]
    public void A_vault_that_does_not_know_the_right_yet_is_waited_for()
    {
        Outcome outcome = Run("postprovision.sh", az: "if [ \"$3\" = list ] && [ ! -e \"$HERE/second\" ]; then touch \"$HERE/second\"; exit 1; fi; exit 0");

        Assert.Equal(0, outcome.ExitCode);
        Assert.Equal(3, outcome.Asked.Split("keyvault secret").Length - 1);
    }

    [Fact]
    public void A_vault_that_stays_shut_is_told_with_what_to_do()
    {
        Outcome outcome = Run("postprovision.sh", az: "echo Forbidden >&2; exit 1");

        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains("Forbidden", outcome.Told, StringComparison.Ordinal);
        Assert.Contains("same account as azd", outcome.Told, StringComparison.Ordinal);
    }

    [Fact]
    public void The_password_of_the_mail_server_comes_from_the_environment_and_not_on_a_command_line()
    {
        Outcome outcome = Run(
            "postprovision.sh",
            az: "[ \"$3\" = set ] && cat \"$FILE\" >>\"$HERE/kept\"; [ \"$3\" = list ] && echo mail-token-key-k1; exit 0",
            ("DIGEST_SMTP_LOGIN", "true"),
            ("SMTP_PASSWORD", "pass word $1 \\n"));

        Assert.Equal(0, outcome.ExitCode);
        Assert.Equal("pass word $1 \\n", File.ReadAllText(Path.Combine(_folder.FullName, "kept")));
        Assert.DoesNotContain("pass word", outcome.Asked + outcome.Told, StringComparison.Ordinal);
        Assert.Contains("--name smtp-password", outcome.Asked, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_password_stops_where_nobody_can_be_asked()
    {
        Outcome outcome = Run("postprovision.sh", az: "exit 0", ("DIGEST_SMTP_LOGIN", "true"));

        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains("SMTP_PASSWORD", outcome.Told, StringComparison.Ordinal);
    }

    [Fact]
    public void The_event_subscription_is_tried_until_the_app_is_ready()
    {
        Outcome outcome = Run("postdeploy.sh", az: "if [ ! -e \"$HERE/second\" ]; then touch \"$HERE/second\"; exit 1; fi; exit 0");

        Assert.Equal(0, outcome.ExitCode);
        Assert.Equal(2, outcome.Asked.Split("--template-file infra/events.bicep").Length - 1);
        Assert.DoesNotContain("keys list", outcome.Asked, StringComparison.Ordinal);
    }

    [Fact]
    public void An_app_that_never_gets_ready_for_events_is_told()
    {
        Outcome outcome = Run("postdeploy.sh", az: "exit 1");

        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains("azd hooks run postdeploy", outcome.Told, StringComparison.Ordinal);
    }

    [Fact]
    public void An_Azure_program_that_is_not_signed_in_is_told_before_anything_is_made()
    {
        Outcome outcome = Run("preprovision.sh", az: "exit 1");

        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains("az login", outcome.Told, StringComparison.Ordinal);
    }

    [Fact]
    public void A_mail_server_without_a_sender_is_told_before_anything_is_made()
    {
        Outcome outcome = Run("preprovision.sh", az: "exit 0", ("MAIL_VIA", "smtp"), ("SMTP_HOST", "smtp.example.org"));

        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains("MAIL_FROM", outcome.Told, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private sealed record Outcome(int ExitCode, string Asked, string Told);

    private Outcome Run(string hook, string az, params (string Name, string Value)[] environment)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The hooks need a POSIX shell.");
        string tmp = _folder.CreateSubdirectory("tmp").FullName;
        string bin = _folder.CreateSubdirectory("bin").FullName;
        string program = Path.Combine(bin, "az");
        string log = Path.Combine(_folder.FullName, "asked");
        File.WriteAllText(program, $"""
            #!/bin/sh
            HERE='{_folder.FullName}'
            echo "$*" >>'{log}'
            FILE=; last=
            for word in "$@"; do [ "$last" = --file ] && FILE=$word; last=$word; done
            {az}
            """);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        ProcessStartInfo start = new("/bin/sh", [Path.Combine("infra", "hooks", hook)])
        {
            WorkingDirectory = Repository.Root,
            RedirectStandardInput = true,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["PATH"] = $"{bin}:{start.Environment["PATH"]}";
        start.Environment["TMPDIR"] = tmp;
        start.Environment["DIGEST_PAUSE_SECONDS"] = "0";
        start.Environment["AZURE_SUBSCRIPTION_ID"] = "11111111-1111-1111-1111-111111111111";
        start.Environment["AZURE_RESOURCE_GROUP"] = "rg-test";
        start.Environment["DIGEST_APP_NAME"] = "digest-app";
        start.Environment["DIGEST_TOPIC_NAME"] = "digest-topic";
        start.Environment["DIGEST_VAULT_NAME"] = "digest-vault";
        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        using Process process = Process.Start(start)!;
        process.StandardInput.Close();
        Task<string> faults = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new Outcome(process.ExitCode, File.Exists(log) ? File.ReadAllText(log) : "", output + faults.GetAwaiter().GetResult());
    }
}
