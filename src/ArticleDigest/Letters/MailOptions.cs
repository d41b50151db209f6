using System.Net;
using ArticleDigest.Editions;

namespace ArticleDigest.Letters;

/// <summary>How the connection to the mail server is protected.</summary>
public enum MailSecurity
{
    /// <summary>Not at all: for a server on this machine, or where <see cref="MailOptions.AllowPlaintext"/> says so.</summary>
    None,

    /// <summary>The connection begins readable and must be encrypted before anything else is said.</summary>
    StartTls,

    /// <summary>Encrypted from the first byte.</summary>
    Tls,
}

/// <summary>Configuration section <c>Mail</c>: where letters go out, and how long that is tried.</summary>
public sealed partial class MailOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Mail";

    /// <summary>The sender where letters go to a folder and nobody configured another.</summary>
    public const string PickupSender = "digest@localhost";

    /// <summary>
    /// The sender's bare address; needed with <see cref="Host"/> and <see cref="AcsEndpoint"/>; default for a pickup folder
    /// digest@localhost.
    /// </summary>
    public string From { get; set; } = "";

    /// <summary>The name shown for the sender; default "Daily digest".</summary>
    public string FromName { get; set; } = "Daily digest";

    /// <summary>The mail server's name or address; empty if letters go to a folder.</summary>
    public string Host { get; set; } = "";

    /// <summary>The mail server's port; 1 to 65535; default 587.</summary>
    public int Port { get; set; } = 587;

    /// <summary>How the connection is protected; default <see cref="MailSecurity.StartTls"/>.</summary>
    public MailSecurity Security { get; set; } = MailSecurity.StartTls;

    /// <summary>Whether letters may travel unprotected to a server on another machine; never with a password; default no.</summary>
    public bool AllowPlaintext { get; set; }

    /// <summary>The name to log in with; empty if the server wants none.</summary>
    public string User { get; set; } = "";

    /// <summary>The password for <see cref="User"/>.</summary>
    public string Password { get; set; } = "";

    /// <summary>The folder that gets one <c>.eml</c> file per letter; empty if letters go to a server.</summary>
    public string PickupFolder { get; set; } = "";

    /// <summary>
    /// The https endpoint of an Azure Communication Services resource, such as https://name.communication.azure.com/, opened
    /// by the identity that the program runs under; empty if letters go elsewhere.
    /// </summary>
    public string AcsEndpoint { get; set; } = "";

    /// <summary>How many letters a minute go to <see cref="AcsEndpoint"/>; 1 to 10000; default 30, what a new resource allows.</summary>
    public int AcsPerMinute { get; set; } = 30;

    /// <summary>
    /// How long the server may take to connect and log in, to accept sender and recipient, and to accept the letter, in
    /// seconds each; 1 to 300; default 30.
    /// </summary>
    public int TimeoutSeconds { get; set; } = 30;

    /// <summary>How long a letter that cannot be delivered is tried again, in hours; 1 to 720; default 48.</summary>
    public int GiveUpAfterHours { get; set; } = 48;

    /// <summary>
    /// How long whoever takes a letter has for it, in seconds; 15 to 3600 and at least three times
    /// <see cref="TimeoutSeconds"/>, so that no delivery outlives its reservation; default 120.
    /// </summary>
    public int ReservationSeconds { get; set; } = 120;

    /// <summary>The archive's https address as recipients reach it; empty if they cannot.</summary>
    public string PublicUrl { get; set; } = "";

    /// <summary>Whether a way for letters is configured at all: a server, a folder or a service.</summary>
    public bool IsConfigured => Host.Length > 0 || PickupFolder.Length > 0 || AcsEndpoint.Length > 0;

    /// <summary>The server or service that letters go to, as people name it; empty if they go to a folder.</summary>
    public string Service =>
        Host.Length > 0 ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Host}:{Port}") : AcsEndpoint;

    /// <summary>The sender's address that is used.</summary>
    public string Sender => From.Length > 0 ? From : PickupSender;

    /// <summary>The archive's address, ending with '/'; null if there is none.</summary>
    public Uri? Archive => IsPublicUrl(PublicUrl) ? new Uri(PublicUrl.TrimEnd('/') + "/") : null;

    internal TimeSpan Timeout => TimeSpan.FromSeconds(TimeoutSeconds);

    internal TimeSpan Reservation => TimeSpan.FromSeconds(ReservationSeconds);

    internal TimeSpan GiveUpAfter => TimeSpan.FromHours(GiveUpAfterHours);

    /// <summary>
    /// Everything that is wrong with these options, each as a sentence that names the key and never the password; empty
    /// if nothing is. That no way for letters is named is no fault here: see <see cref="IsConfigured"/>.
    /// </summary>
    public IEnumerable<string> Faults()
    {
        string[] ways = [.. new[] { (nameof(Host), Host), (nameof(PickupFolder), PickupFolder), (nameof(AcsEndpoint), AcsEndpoint) }
            .Where(way => way.Item2.Length > 0).Select(way => $"{Section}:{way.Item1}")];
        if (ways.Length > 1)
        {
            yield return $"{string.Join(" and ", ways)} are there at once; leave only the one that letters shall take.";
        }

        foreach (string fault in SenderFaults().Concat(ServerFaults()).Concat(AcsFaults()).Concat(TimeFaults()).Concat(LinkFaults()))
        {
            yield return fault;
        }

        if (PublicUrl.Length > 0 && !IsPublicUrl(PublicUrl))
        {
            yield return $"{Section}:{nameof(PublicUrl)} is '{PublicUrl}'; give the archive's absolute https address without query or fragment, such as https://digest.example.org/.";
        }
    }

    private IEnumerable<string> SenderFaults()
    {
        if (From.Length > 0 && !RecipientOptions.IsAddress(From))
        {
            yield return $"{Section}:{nameof(From)} is '{From}', which is no e-mail address; give one such as digest@example.org.";
        }
        else if (From.Length == 0 && (Host.Length > 0 || AcsEndpoint.Length > 0))
        {
            yield return $"{Section}:{nameof(From)} is empty; give the sender's address, such as digest@example.org.";
        }

        if (FromName.Length > 100 || FromName.Any(char.IsControl))
        {
            yield return $"{Section}:{nameof(FromName)} is longer than 100 characters or has control characters; give a short name.";
        }
    }

    private IEnumerable<string> ServerFaults()
    {
        if (Host.Length == 0)
        {
            yield break;
        }

        if (Uri.CheckHostName(Host) == UriHostNameType.Unknown)
        {
            yield return $"{Section}:{nameof(Host)} is '{Host}', which is no host name; give one such as smtp.example.org, without a scheme or port.";
        }

        if (Port is < 1 or > 65535)
        {
            yield return $"{Section}:{nameof(Port)} is {Port}; give a port from 1 to 65535, such as 587.";
        }

        if (!Enum.IsDefined(Security))
        {
            yield return $"{Section}:{nameof(Security)} is {(int)Security}; give None, StartTls or Tls.";
        }

        if (User.Length > 0 != Password.Length > 0)
        {
            yield return User.Length > 0
                ? $"{Section}:{nameof(User)} is there without {Section}:{nameof(Password)}; give both or neither."
                : $"{Section}:{nameof(Password)} is there without {Section}:{nameof(User)}; give both or neither.";
        }

        if (Password.StartsWith("@Microsoft.KeyVault(", StringComparison.Ordinal))
        {
            yield return $"{Section}:{nameof(Password)} is a reference to a Key Vault that was not resolved; give the app the right to read that secret, and refresh its references.";
        }

        if (Security == MailSecurity.None && !IsLoopback(Host))
        {
            if (Password.Length > 0)
            {
                yield return $"{Section}:{nameof(Security)} is None, so the password would travel readable to another machine; give StartTls or Tls.";
            }
            else if (!AllowPlaintext)
            {
                yield return $"{Section}:{nameof(Security)} is None and {Section}:{nameof(Host)} is another machine; give StartTls or Tls, or set {Section}:{nameof(AllowPlaintext)} to true if letters may travel readable.";
            }
        }
    }

    private IEnumerable<string> AcsFaults()
    {
        // What stands there is not repeated: it may be a whole connection string with its key.
        if (AcsEndpoint.Length > 0 && !IsAcsEndpoint(AcsEndpoint))
        {
            yield return $"{Section}:{nameof(AcsEndpoint)} is no https endpoint; give one such as https://name.communication.azure.com/, without path, query or key.";
        }

        if (AcsPerMinute is < 1 or > 10_000)
        {
            yield return $"{Section}:{nameof(AcsPerMinute)} is {AcsPerMinute}; give a number of letters a minute from 1 to 10000.";
        }
    }

    private IEnumerable<string> TimeFaults()
    {
        if (TimeoutSeconds is < 1 or > 300)
        {
            yield return $"{Section}:{nameof(TimeoutSeconds)} is {TimeoutSeconds}; give a number of seconds from 1 to 300.";
        }

        if (GiveUpAfterHours is < 1 or > 720)
        {
            yield return $"{Section}:{nameof(GiveUpAfterHours)} is {GiveUpAfterHours}; give a number of hours from 1 to 720.";
        }

        if (ReservationSeconds is < 15 or > 3600)
        {
            yield return $"{Section}:{nameof(ReservationSeconds)} is {ReservationSeconds}; give a number of seconds from 15 to 3600.";
        }
        else if (TimeoutSeconds is >= 1 and <= 300 && ReservationSeconds < 3 * TimeoutSeconds)
        {
            yield return $"{Section}:{nameof(ReservationSeconds)} is {ReservationSeconds}, too short for a {Section}:{nameof(TimeoutSeconds)} of {TimeoutSeconds}; give at least {3 * TimeoutSeconds}.";
        }
    }

    private static bool IsLoopback(string host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase)
        || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host, out IPAddress? address) && IPAddress.IsLoopback(address));

    private static bool IsAcsEndpoint(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out Uri? url)
        && (string.Equals(url.Scheme, Uri.UriSchemeHttps, StringComparison.Ordinal)
            || (string.Equals(url.Scheme, Uri.UriSchemeHttp, StringComparison.Ordinal) && url.IsLoopback))
        && url is { PathAndQuery: "/", Fragment: "", UserInfo: "" }
        && !text.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || c is ';' or '?' or '#');

    private static bool IsPublicUrl(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out Uri? url)
        && string.Equals(url.Scheme, Uri.UriSchemeHttps, StringComparison.Ordinal)
        && url.UserInfo.Length == 0
        && url.Query.Length == 0
        && url.Fragment.Length == 0
        && !text.Any(c => char.IsWhiteSpace(c) || char.IsControl(c));
}
