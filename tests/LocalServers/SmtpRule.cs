namespace LocalServers;

/// <summary>
/// What the mail server does instead of accepting. The first rule that fits the moment is used.
/// </summary>
/// <param name="At">The moment: connect, mail, rcpt, data (the command), body (its first bytes) or end (its last).</param>
/// <param name="Action">
/// refuse (not at body), delay (not at data and body), drop, stall, or accept-and-drop (at end). A refusal with code 421 ends the
/// connection, too.
/// </param>
/// <param name="Code">The answer's code, for refuse.</param>
/// <param name="Message">The answer's text, for refuse.</param>
/// <param name="To">The one recipient it is for; null for all. Not at connect and mail.</param>
/// <param name="Times">How many times it is used; null for ever.</param>
/// <param name="Milliseconds">How long the answer takes, for delay; or the time that <paramref name="Limit"/> is for.</param>
/// <param name="After">How many messages a connection must have carried; null for any.</param>
/// <param name="Over">How many connections must be open besides; null for any.</param>
/// <param name="Limit">How many messages must have been accepted within the milliseconds; null for any.</param>
public sealed record SmtpRule(
    string At, string Action, int? Code = null, string? Message = null, string? To = null, int? Times = null, int? Milliseconds = null,
    int? After = null, int? Over = null, int? Limit = null)
{
    /// <summary>Connections are answered by 421.</summary>
    public static SmtpRule Busy(int? times = null) => new("connect", "refuse", 421, "Too busy", Times: times);

    /// <summary>A recipient is refused for good.</summary>
    public static SmtpRule RefuseRecipient(string to) => new("rcpt", "refuse", 550, "No such user here", to);

    /// <summary>Recipients are put off a number of times.</summary>
    public static SmtpRule Greylist(int times, string? to = null) =>
        new("rcpt", "refuse", 451, "Greylisted, try again later", to, times);

    /// <summary>The message is refused after its last byte, by a code of 4xx or 5xx.</summary>
    public static SmtpRule RefuseData(int code, int? times = null) => new("end", "refuse", code, "Message refused", Times: times);

    /// <summary>The connection is lost at RCPT.</summary>
    public static SmtpRule DropAtRecipient(int? times = null) => new("rcpt", "drop", Times: times);

    /// <summary>The connection is lost at the command DATA, before any of the body.</summary>
    public static SmtpRule DropBeforeBody(int? times = null) => new("data", "drop", Times: times);

    /// <summary>The connection is lost when some of the body has gone out.</summary>
    public static SmtpRule DropInBody(int? times = null) => new("body", "drop", Times: times);

    /// <summary>The connection is lost after the body and before the answer; the message is not kept.</summary>
    public static SmtpRule DropBeforeAnswer(int? times = null) => new("end", "drop", Times: times);

    /// <summary>The message is accepted and kept, and the connection lost before the answer.</summary>
    public static SmtpRule AcceptAndDrop(int? times = null) => new("end", "accept-and-drop", Times: times);

    /// <summary>No answer comes at the moment given.</summary>
    public static SmtpRule Stall(string at, int? times = null) => new(at, "stall", Times: times);

    /// <summary>The answer takes its time; at end the message is kept before it comes.</summary>
    public static SmtpRule Slow(string at, int milliseconds) => new(at, "delay", Milliseconds: milliseconds);

    /// <summary>A connection is ended when it has carried so many messages.</summary>
    public static SmtpRule EndAfter(int messages) => new("mail", "refuse", 421, "Too many messages in this session", After: messages);

    /// <summary>No more than so many connections are open at once.</summary>
    public static SmtpRule Admit(int connections) => new("connect", "refuse", 421, "Too many concurrent connections", Over: connections);

    /// <summary>No more than so many messages are accepted within a time.</summary>
    public static SmtpRule RateLimit(int messages, int milliseconds, string message) =>
        new("rcpt", "refuse", 450, message, Milliseconds: milliseconds, Limit: messages);
}
