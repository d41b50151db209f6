using System.Text.Json;
using ArticleDigest.Editions;

namespace ArticleDigest.Letters;

/// <summary>A recipient whom the storage lists.</summary>
/// <param name="Options">Who, and what they wish.</param>
/// <param name="Schedules">The schedules whose editions they get; empty for all.</param>
public sealed record ListedRecipient(RecipientOptions Options, IReadOnlyList<string> Schedules)
{
    /// <summary>Whether they get a schedule's editions.</summary>
    public bool Gets(string schedule) => Schedules.Count == 0 || Schedules.Contains(schedule, StringComparer.Ordinal);
}

/// <summary>
/// The recipients whom the storage lists. People edit that list by hand: whoever has an address that letters can go to gets
/// them whatever else is wrong, and a wish that is not understood is as if it were not there.
/// </summary>
/// <param name="Recipients">Those to whom letters can go, in the list's order.</param>
/// <param name="Faults">Everything that is wrong with the list, each as a sentence that says where.</param>
public sealed record ListedRecipients(IReadOnlyList<ListedRecipient> Recipients, IReadOnlyList<string> Faults)
{
    /// <summary>Nobody is listed.</summary>
    public static ListedRecipients None { get; } = new([], []);

    internal static ListedRecipients Of(IReadOnlyList<JsonElement> entries)
    {
        List<ListedRecipient> recipients = [];
        List<string> faults = [];
        for (int i = 0; i < entries.Count; i++)
        {
            string at = $"{RecipientShelf.RecordName}, entry {i + 1}";
            try
            {
                if (new ListedEntry(entries[i], at, faults).Read() is { } recipient)
                {
                    recipients.Add(recipient);
                }
            }
            catch (InvalidOperationException)
            {
                // JSON is read before its texts are.
                faults.Add($"{at} has text that is not UTF-8; save the list as UTF-8. Nobody gets letters by it.");
            }
        }

        return new ListedRecipients(recipients, faults);
    }

    /// <summary>Reads one entry.</summary>
    private sealed class ListedEntry(JsonElement entry, string at, List<string> faults)
    {
        private static readonly string[] Known = [.. RecipientShelf.Members.Order(StringComparer.Ordinal)];

        public ListedRecipient? Read()
        {
            if (entry.ValueKind != JsonValueKind.Object)
            {
                faults.Add($"{at} is no object; give one such as {{\"address\": \"ana@example.org\"}}. Nobody gets letters by it.");
                return null;
            }

            foreach (JsonProperty member in entry.EnumerateObject().Where(m => !Known.Contains(m.Name, StringComparer.OrdinalIgnoreCase)))
            {
                faults.Add($"{at}: {member.Name} is not known and does nothing; known here: {string.Join(", ", Known)}.");
            }

            string address = TextOf(RecipientShelf.Address) ?? "";
            if (RecipientOptions.AddressFault(address) is { } fault)
            {
                faults.Add($"{at}: {RecipientShelf.Address} {fault} Nobody gets letters by it.");
                return null;
            }

            RecipientOptions options = new()
            {
                Address = address,
                Name = Sound(RecipientShelf.Name, RecipientOptions.NameFault) ?? "",
                Language = Sound(RecipientShelf.Language, RecipientOptions.LanguageFault) ?? "",
                Follow = [.. TermsOf()],
                Others = ChoiceOf(RecipientShelf.Others, OtherEntries.Shrink),
                Format = ChoiceOf(RecipientShelf.Format, LetterFormat.Html),
            };
            return new ListedRecipient(options, [.. TextsOf(RecipientShelf.Schedules).Distinct(StringComparer.Ordinal)]);
        }

        private IEnumerable<string> TermsOf()
        {
            List<string> terms = [];
            foreach (string term in TextsOf(RecipientShelf.Follow))
            {
                if (RecipientOptions.TermFault(term) is { } fault)
                {
                    Tell(RecipientShelf.Follow, fault);
                }
                else
                {
                    terms.Add(term);
                }
            }

            if (terms.Count > RecipientOptions.MostFollowed)
            {
                Tell(RecipientShelf.Follow, $"has {terms.Count} terms; the first {RecipientOptions.MostFollowed} count.");
            }

            return terms.Take(RecipientOptions.MostFollowed);
        }

        private T ChoiceOf<T>(string name, T otherwise)
            where T : struct, Enum
        {
            if (TextOf(name) is not { } text)
            {
                return otherwise;
            }

            string? choice = Enum.GetNames<T>().FirstOrDefault(n => string.Equals(n, text, StringComparison.OrdinalIgnoreCase));
            if (choice is null)
            {
                Tell(name, $"is '{text}' and counts as {otherwise}; give one of {string.Join(", ", Enum.GetNames<T>())}.");
            }

            return choice is null ? otherwise : Enum.Parse<T>(choice);
        }

        private string? Sound(string name, Func<string, string?> faultOf)
        {
            string? text = TextOf(name);
            if (text is null || faultOf(text) is not { } fault)
            {
                return text;
            }

            Tell(name, fault);
            return null;
        }

        private IEnumerable<string> TextsOf(string name)
        {
            if (ValueOf(name) is not { } value)
            {
                return [];
            }

            if (value.ValueKind == JsonValueKind.String)
            {
                return [value.GetString()!];
            }

            if (value.ValueKind != JsonValueKind.Array || value.EnumerateArray().Any(v => v.ValueKind != JsonValueKind.String))
            {
                Tell(name, "is no list of texts; what is none does not count.");
            }

            return value.ValueKind == JsonValueKind.Array
                ? value.EnumerateArray().Where(v => v.ValueKind == JsonValueKind.String).Select(v => v.GetString()!)
                : [];
        }

        private string? TextOf(string name)
        {
            if (ValueOf(name) is not { } value)
            {
                return null;
            }

            if (value.ValueKind == JsonValueKind.String)
            {
                return value.GetString();
            }

            Tell(name, "is no text.");
            return null;
        }

        private JsonElement? ValueOf(string name)
        {
            JsonElement? found = null;
            foreach (JsonProperty member in entry.EnumerateObject().Where(m => string.Equals(m.Name, name, StringComparison.OrdinalIgnoreCase)))
            {
                found = member.Value.ValueKind == JsonValueKind.Null ? null : member.Value;
            }

            return found;
        }

        private void Tell(string name, string fault) => faults.Add($"{at}: {name} {fault}");
    }
}
