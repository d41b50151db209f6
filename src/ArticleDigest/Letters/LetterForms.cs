namespace ArticleDigest.Letters;

/// <summary>The forms of an edition's letters, one for each kind of recipient.</summary>
internal sealed class LetterForms
{
    // More kinds than that are written to one by one, rather than kept in memory.
    private const int Most = 16;

    private readonly Lock _gate = new();
    private readonly Dictionary<Recipient, Task<LetterForm>> _forms = [];

    /// <summary>Finds the form for a kind of recipient, or writes it.</summary>
    public Task<LetterForm> GetAsync(Recipient kind, Func<Task<LetterForm>> write)
    {
        lock (_gate)
        {
            if (_forms.TryGetValue(kind, out Task<LetterForm>? known) && !known.IsFaulted)
            {
                return known;
            }

            // Not under the gate: it takes a while.
            Task<LetterForm> written = Task.Run(write);
            if (known is not null || _forms.Count < Most)
            {
                _forms[kind] = written;
            }

            return written;
        }
    }
}
