using ArticleDigest.Editions;
using ArticleDigest.Records;

namespace ArticleDigest.Letters;

/// <summary>A recipient of a schedule, and where that stands.</summary>
/// <param name="Schedule">The schedule.</param>
/// <param name="Place">A key of the configuration, or the record that lists recipients.</param>
/// <param name="Recipient">Who, and what they wish there.</param>
public sealed record RecipientPlace(string Schedule, string Place, Recipient Recipient);

/// <summary>How somebody stands who is configured or listed.</summary>
/// <param name="Key">Stands for the address in storage names and logs.</param>
/// <param name="Address">The bare e-mail address.</param>
/// <param name="Places">The schedules they are a recipient of, in order; empty if none is known.</param>
/// <param name="Suppression">Why they get no letters; null if they do.</param>
public sealed record RecipientState(string Key, string Address, IReadOnlyList<RecipientPlace> Places, Suppression? Suppression);

/// <summary>Somebody who gets no letters.</summary>
/// <param name="Key">Stands for the address.</param>
/// <param name="Address">The address; null if nobody who is configured or listed has that key.</param>
/// <param name="Suppression">Why.</param>
public sealed record SuppressedRecipient(string Key, string? Address, Suppression Suppression);

/// <summary>How all recipients stand.</summary>
/// <param name="Recipients">Those who are configured or listed, by address.</param>
/// <param name="Suppressed">Those who get no letters: those who are known by address, and then the others by key.</param>
/// <param name="Faults">Everything that is wrong with the list, each as a sentence that says where.</param>
/// <param name="Remarks">What else there is to know of it, each as a sentence.</param>
public sealed record RecipientSurvey(
    IReadOnlyList<RecipientState> Recipients,
    IReadOnlyList<SuppressedRecipient> Suppressed,
    IReadOnlyList<string> Faults,
    IReadOnlyList<string> Remarks);

/// <summary>What became of taking an address out of the list.</summary>
/// <param name="WasListed">Whether it was listed.</param>
/// <param name="ConfiguredAt">The keys of the configuration at which it still stands.</param>
public sealed record RecipientRemoval(bool WasListed, IReadOnlyList<string> ConfiguredAt);

/// <summary>What became of erasing somebody.</summary>
/// <param name="IsKnown">Whether anything was stored of them or they are configured.</param>
/// <param name="WasListed">Whether they were listed.</param>
/// <param name="Letters">How many letters' records were deleted.</param>
/// <param name="ConfiguredAt">The keys of the configuration at which the address still stands.</param>
public sealed record RecipientErasure(bool IsKnown, bool WasListed, int Letters, IReadOnlyList<string> ConfiguredAt);

/// <summary>Shows an operator the recipients, and changes the list of them and who gets no letters.</summary>
public sealed class RecipientDesk(IRecords digest, DigestOptions options, TimeProvider time)
{
    private readonly RecipientShelf _list = new(digest);
    private readonly RecipientBook _book = new(digest, options);
    private readonly EditionShelf _editions = new(digest);

    /// <summary>How all recipients stand.</summary>
    /// <exception cref="System.Text.Json.JsonException">The list of recipients cannot be read.</exception>
    public async Task<RecipientSurvey> SurveyAsync(CancellationToken cancellationToken)
    {
        Dictionary<string, List<RecipientPlace>> places = new(StringComparer.Ordinal);
        foreach (string schedule in Schedules)
        {
            foreach (Recipient recipient in await _book.AllAsync(schedule, cancellationToken).ConfigureAwait(false))
            {
                if (!places.TryGetValue(recipient.Key, out List<RecipientPlace>? known))
                {
                    places[recipient.Key] = known = [];
                }

                string place = ConfiguredAt(recipient.Address, schedule).FirstOrDefault() ?? RecipientShelf.RecordName;
                known.Add(new RecipientPlace(schedule, place, recipient));
            }
        }

        IReadOnlySet<string> suppressed = await _book.Suppressions.KeysAsync(cancellationToken).ConfigureAwait(false);
        Dictionary<string, Suppression> reasons = new(StringComparer.Ordinal);
        foreach (string key in suppressed)
        {
            if (await _book.Suppressions.FindAsync(key, cancellationToken).ConfigureAwait(false) is { Holds: true } reason)
            {
                reasons[key] = reason;
            }
        }

        ListedRecipients listed = await _list.ReadAsync(cancellationToken).ConfigureAwait(false);
        Dictionary<string, string> addresses = places.ToDictionary(p => p.Key, p => p.Value[0].Recipient.Address, StringComparer.Ordinal);
        List<string> remarks = [];
        foreach (ListedRecipient recipient in listed.Recipients)
        {
            string address = recipient.Options.Address;
            addresses.TryAdd(await _book.KeyOfAsync(address, cancellationToken).ConfigureAwait(false), address);
            if (ConfiguredAt(address).Where(at => Schedules.Any(s => recipient.Gets(s) && ConfiguredAt(address, s).Contains(at, StringComparer.Ordinal))).ToList() is { Count: > 0 } counts)
            {
                remarks.Add($"{RecipientShelf.RecordName}: {address} is configured as well, and for that schedule the configuration counts: {string.Join(", ", counts)}.");
            }
        }

        return new RecipientSurvey(
            [
                .. addresses.OrderBy(a => a.Value, StringComparer.Ordinal).ThenBy(a => a.Key, StringComparer.Ordinal)
                    .Select(a => new RecipientState(a.Key, a.Value, places.GetValueOrDefault(a.Key) ?? [], reasons.GetValueOrDefault(a.Key))),
            ],
            [
                .. reasons.Select(r => new SuppressedRecipient(r.Key, addresses.GetValueOrDefault(r.Key), r.Value))
                    .OrderBy(r => r.Address is null).ThenBy(r => r.Address, StringComparer.Ordinal).ThenBy(r => r.Key, StringComparer.Ordinal),
            ],
            await _book.FaultsAsync(cancellationToken).ConfigureAwait(false),
            remarks);
    }

    /// <summary>Everything that speaks against a change of the list, each as a sentence; empty if nothing does.</summary>
    public IReadOnlyList<string> FaultsOf(RecipientChange change)
    {
        ArgumentNullException.ThrowIfNull(change);
        RecipientOptions wanted = new()
        {
            Address = change.Address,
            Name = change.Name ?? "",
            Language = change.Language ?? "",
            Follow = [.. change.Follow ?? []],
        };
        return
        [
            .. wanted.Faults(RecipientShelf.RecordName),
            .. (change.Schedules ?? []).Where(name => !options.Schedules.ContainsKey(name))
                .Select(name => $"There is no schedule {name}; there is {string.Join(", ", Schedules)}."),
        ];
    }

    /// <summary>Enters a recipient into the list, or changes what it has of them.</summary>
    /// <param name="change">A change without faults.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>True if the address was not listed before.</returns>
    /// <exception cref="ArgumentException">The change has faults.</exception>
    /// <exception cref="System.Text.Json.JsonException">The list of recipients cannot be read.</exception>
    /// <exception cref="IOException">The storage cannot be used just now.</exception>
    public Task<bool> AddAsync(RecipientChange change, CancellationToken cancellationToken) => FaultsOf(change) is [string fault, ..]
        ? throw new ArgumentException(fault, nameof(change))
        : _list.AddAsync(change, cancellationToken);

    /// <summary>Takes an address out of the list. What is configured stays.</summary>
    /// <exception cref="System.Text.Json.JsonException">The list of recipients cannot be read.</exception>
    /// <exception cref="IOException">The storage cannot be used just now.</exception>
    public async Task<RecipientRemoval> RemoveAsync(string address, CancellationToken cancellationToken) =>
        new(await _list.RemoveAsync(address, cancellationToken).ConfigureAwait(false), ConfiguredAt(address));

    /// <summary>
    /// Erases what is stored of somebody: their entry in the list and the records of their letters. What stays is that their
    /// key gets no letters, so that none goes out a second time, and that key in the editions that went to them, of which one
    /// that is still being sent notes that it did not go to the key; none of this has their address. May run again at any time.
    /// </summary>
    /// <exception cref="System.Text.Json.JsonException">The list of recipients cannot be read.</exception>
    /// <exception cref="IOException">The storage cannot be used just now.</exception>
    public async Task<RecipientErasure> EraseAsync(string address, CancellationToken cancellationToken)
    {
        string key = await _book.KeyOfAsync(address, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<string> configured = ConfiguredAt(address);
        ListedRecipients listed = await _list.ReadAsync(cancellationToken).ConfigureAwait(false);
        if (configured.Count == 0
            && !listed.Recipients.Any(r => RecipientBook.IsOneAddress(r.Options.Address, address))
            && await _book.Suppressions.FindAsync(key, cancellationToken).ConfigureAwait(false) is null
            && (await LettersAsync(key, cancellationToken).ConfigureAwait(false)).Count == 0)
        {
            // Not even the key of a stranger is kept.
            return new RecipientErasure(IsKnown: false, WasListed: false, 0, []);
        }

        // First of all: from here on no letter begins to go out, whatever is deleted, and wherever this dies.
        await _book.Suppressions.EraseAsync(key, time.GetUtcNow(), cancellationToken).ConfigureAwait(false);
        bool wasListed = await _list.RemoveAsync(address, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<string> letters = await LettersAsync(key, cancellationToken).ConfigureAwait(false);
        foreach (string letter in letters)
        {
            await DeleteAsync(letter, cancellationToken).ConfigureAwait(false);
        }

        return new RecipientErasure(IsKnown: true, wasListed, letters.Count, configured);
    }

    /// <summary>Why an address gets no letters; null if nothing speaks against it.</summary>
    public async Task<Suppression?> SuppressionOfAsync(string address, CancellationToken cancellationToken)
    {
        string key = await _book.KeyOfAsync(address, cancellationToken).ConfigureAwait(false);
        return await _book.Suppressions.FindAsync(key, cancellationToken).ConfigureAwait(false) is { Holds: true } suppression ? suppression : null;
    }

    /// <summary>Sees to it that an address gets no letters any more, because an operator was told so.</summary>
    /// <returns>False if it got none before for as strong a reason.</returns>
    public async Task<bool> SuppressAsync(string address, SuppressionReason reason, CancellationToken cancellationToken)
    {
        string key = await _book.KeyOfAsync(address, cancellationToken).ConfigureAwait(false);
        Suppression suppression = new() { Reason = reason, At = time.GetUtcNow() };
        return await _book.Suppressions.SuppressAsync(key, suppression, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Lets an address in again: it gets the editions that are compiled from now on.</summary>
    public async Task AllowAsync(string address, CancellationToken cancellationToken)
    {
        string key = await _book.KeyOfAsync(address, cancellationToken).ConfigureAwait(false);
        await _book.Suppressions.LiftAsync(key, time.GetUtcNow(), cancellationToken).ConfigureAwait(false);
    }

    private IEnumerable<string> Schedules => options.Schedules.Keys.Order(StringComparer.Ordinal);

    private List<string> ConfiguredAt(string address) => [.. Schedules.SelectMany(schedule => ConfiguredAt(address, schedule))];

    private IEnumerable<string> ConfiguredAt(string address, string schedule) => options.Schedules[schedule].Recipients
        .Select((recipient, i) => (recipient.Address, Key: $"{DigestOptions.Section}:{nameof(DigestOptions.Schedules)}:{schedule}:{nameof(ScheduleOptions.Recipients)}:{i}"))
        .Where(r => RecipientBook.IsOneAddress(r.Address, address))
        .Select(r => r.Key);

    private async Task<IReadOnlyList<string>> LettersAsync(string key, CancellationToken cancellationToken)
    {
        List<string> letters = [];
        foreach (string schedule in await _editions.SchedulesAsync(cancellationToken).ConfigureAwait(false))
        {
            foreach ((DateOnly date, _) in await _editions.ListAsync(schedule, cancellationToken).ConfigureAwait(false))
            {
                string name = Letter.NameOf(schedule, date, key);
                if (await digest.ReadAsync(name, 0, cancellationToken).ConfigureAwait(false) is not null)
                {
                    letters.Add(name);
                }
            }
        }

        return letters;
    }

    private async Task DeleteAsync(string name, CancellationToken cancellationToken)
    {
        // Whoever sends the letter just now writes into its record a few times at most.
        while (await digest.ReadAsync(name, 0, cancellationToken).ConfigureAwait(false) is { } record
            && !await digest.DeleteAsync(name, record.ETag, cancellationToken).ConfigureAwait(false))
        {
        }
    }
}
