namespace ArticleDigest.Analysis.Extractive;

/// <summary>Inflects verbs by the paradigms of a language file: the longest ending that fits a lemma tells its forms.</summary>
internal sealed class Paradigms
{
    private readonly Dictionary<string, List<(VerbForms Form, string Ending)>> _byEnding = new(StringComparer.Ordinal);
    private readonly List<string> _withoutPrefix = [];

    /// <summary>Adds a line of a paradigm; false if it names no form.</summary>
    public bool Add(string ending, string line)
    {
        string[] parts = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (FormOf(parts[0]) is not { } form)
        {
            return false;
        }

        if (!_byEnding.TryGetValue(ending, out List<(VerbForms Form, string Ending)>? forms))
        {
            _byEnding[ending] = forms = [];
        }

        forms.AddRange(parts.Skip(1).Select(part => (form, part is "~" ? "" : part)));
        return true;
    }

    /// <summary>Adds beginnings of German verbs that have no "ge" in the participle.</summary>
    public void AddWithoutPrefix(IEnumerable<string> beginnings) => _withoutPrefix.AddRange(beginnings);

    /// <summary>All forms of a verb; the lemma alone if no paradigm fits.</summary>
    /// <param name="lemma">The lemma without its separable prefix.</param>
    /// <param name="prefix">The separable prefix; empty if there is none.</param>
    /// <param name="infix">What stands between prefix and infinitive where "to" is meant; empty if nothing does.</param>
    /// <returns>Spellings with their form; those of a separable verb that stand without the prefix name it.</returns>
    public IEnumerable<(string Spelling, VerbForms Form, string? Particle)> Inflect(string lemma, string prefix, string infix)
    {
        int cut = 0;
        while (cut <= lemma.Length && !_byEnding.ContainsKey(lemma[cut..]))
        {
            cut++;
        }

        if (cut > lemma.Length)
        {
            return [(prefix + lemma, VerbForms.Infinitive, null)];
        }

        return Inflect(lemma[..cut], lemma[cut..], prefix, infix);
    }

    private IEnumerable<(string Spelling, VerbForms Form, string? Particle)> Inflect(string stem, string ending, string prefix, string infix)
    {
        bool bare = _withoutPrefix.Exists(beginning => (stem + ending).StartsWith(beginning, StringComparison.Ordinal) && stem.Length + ending.Length > beginning.Length + 2);
        foreach ((VerbForms form, string tail) in _byEnding[ending])
        {
            int star = tail.IndexOf('*', StringComparison.Ordinal);
            string whole = star < 0 ? stem + tail : (bare ? "" : tail[..star]) + stem + tail[(star + 1)..];
            if (prefix.Length == 0)
            {
                yield return (whole, form, null);
                continue;
            }

            yield return (prefix + whole, form, null);
            if ((form & VerbForms.Finite) != VerbForms.None)
            {
                yield return (whole, form, prefix);
            }

            if (form == VerbForms.Infinitive && infix.Length > 0)
            {
                yield return (prefix + infix + whole, form, null);
            }
        }
    }

    private static VerbForms? FormOf(string name) => name switch
    {
        "inf" => VerbForms.Infinitive,
        "sg1" => VerbForms.FirstSingular,
        "pl1" => VerbForms.FirstPlural,
        "sg3" => VerbForms.Singular,
        "pl3" => VerbForms.Plural,
        "past" => VerbForms.Past | VerbForms.Singular | VerbForms.Plural | VerbForms.FirstSingular | VerbForms.FirstPlural,
        "base" => VerbForms.Infinitive | VerbForms.Plural | VerbForms.FirstSingular | VerbForms.FirstPlural,
        "second" => VerbForms.Second,
        "sub" => VerbForms.Subjunctive,
        "part" => VerbForms.Participle,
        "ger" => VerbForms.Gerund,
        "imp" => VerbForms.Imperative,
        _ => null,
    };
}
