using MimeKit;

namespace ArticleDigest.Letters;

/// <summary>Hands a letter over for delivery. A port: SMTP, a pickup folder, a provider's API.</summary>
public interface IPostman
{
    /// <summary>
    /// Why no letter can be handed over just now, with the time that it lasts in <see cref="Delivery.RetryAfter"/>; null if
    /// one can be tried.
    /// </summary>
    Delivery? Rest => null;

    /// <summary>Delivers one letter to its one recipient. Faults of the server are outcomes, not exceptions.</summary>
    /// <param name="message">The letter, complete.</param>
    /// <param name="beforeSending">
    /// Called once the postman could begin (connected, authenticated) and before anything of the letter goes out, so that
    /// the intention is on record. False means that the letter is no longer ours to send.
    /// </param>
    /// <param name="cancellationToken">
    /// Ends the call. Once body bytes have gone out the answer is waited for as long as the postman's time-out allows.
    /// </param>
    Task<Delivery> DeliverAsync(
        MimeMessage message, Func<CancellationToken, Task<bool>> beforeSending, CancellationToken cancellationToken);

    /// <summary>
    /// Finds out what became of a letter whose sending was begun and never finished, or whose delivery was
    /// <see cref="DeliveryStatus.Unsettled"/>. Sends nothing.
    /// </summary>
    /// <returns>
    /// Null if nobody can ever know; <see cref="DeliveryStatus.Unsettled"/> if it can be known later;
    /// <see cref="DeliveryStatus.PutOff"/> only if the letter was provably not accepted.
    /// </returns>
    Task<Delivery?> SettleAsync(MimeMessage message, CancellationToken cancellationToken);
}

/// <summary>How a delivery ended.</summary>
public enum DeliveryStatus
{
    /// <summary>Accepted for delivery.</summary>
    Sent,

    /// <summary>Refused for good.</summary>
    Refused,

    /// <summary>Provably not accepted; may be tried again.</summary>
    PutOff,

    /// <summary>Body bytes went out and no answer came.</summary>
    Uncertain,

    /// <summary>
    /// Begun, and how it ends is not known yet but can be asked later with <see cref="IPostman.SettleAsync"/>. Never sent
    /// again before that has told.
    /// </summary>
    Unsettled,

    /// <summary>Not begun: <c>beforeSending</c> said no.</summary>
    NotOurs,
}

/// <summary>A delivery's end.</summary>
/// <param name="Status">How it ended.</param>
/// <param name="Detail">The server's answer or the fault, one line for a person; never an address or a secret.</param>
public sealed record Delivery(DeliveryStatus Status, string Detail)
{
    /// <summary>When put off or unsettled: how long the server wants to be left alone; null if it did not say.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>When put off: whether the reason holds for every letter, so that none need be tried before its time is over.</summary>
    public bool ConcernsAll { get; init; }

    /// <summary>When refused: what that says of the recipient's address; null if nothing.</summary>
    public AddressFault? AddressFault { get; init; }
}
