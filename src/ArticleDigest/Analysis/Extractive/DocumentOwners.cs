namespace ArticleDigest.Analysis.Extractive;

/// <summary>Knows whose "the statement", "the letter", "the report" is from where they came up first.</summary>
internal sealed class DocumentOwners(Discourse discourse, VerbGroups verbs, NounPhrases nouns, Subjects subjects, Mentions mentions)
{
    private readonly Dictionary<string, List<(int Token, string Name)>> _documents = new(StringComparer.Ordinal);

    /// <summary>Whose document of this kind came up last before a token; null if none did.</summary>
    public string? Before(string document, int token) => _documents.TryGetValue(document, out List<(int Token, string Name)>? owners) ? Naming.LastBefore(owners, token) : null;

    /// <summary>Remembers the documents of a sentence: "said in a joint statement", "a letter from the union", "the ministry's report".</summary>
    public void Remember(int s)
    {
        Sentence sentence = discourse.Sentences[s];
        Span<Token> tokens = discourse.Tokens;
        for (int i = sentence.First; i < sentence.End; i++)
        {
            if (!tokens[i].Means(Sense.Documents) || nouns.At(i) is not (>= 0 and var n) || nouns[n].Head != i || discourse.QuotationAt(i) >= 0 || !tokens[i].Word.IsKnown)
            {
                continue;
            }

            ref readonly NounPhrase noun = ref nouns[n];
            Token lead = tokens[noun.First];

            // "said in a statement", but not "opened its debate on the bill": a bill speaks for nobody
            bool speaks = !tokens[i].Word.Serves(WordUse.Bills | WordUse.Proposed | WordUse.Decided);
            bool indefinite = lead.Is(WordClass.Possessives) || (speaks && lead.Is(WordClass.Articles) && !lead.Is(WordClass.ObjectClitics) && lead.Length <= 5 && noun.Preposition >= 0);
            string? owner = null;
            if (i + 1 < sentence.End && tokens[i + 1].Is(WordClass.Agent) && n + 1 < nouns.Count && nouns[n + 1].Preposition == i + 1)
            {
                owner = mentions.Kinds.IsActor(nouns[n + 1]) ? mentions.Resolve(nouns.Whole(n + 1, joined: true, sentence.End), n + 1) : null;
            }
            else if (indefinite && MainActor(s) is { } main)
            {
                owner = main;
            }

            if (owner is not null && owner.Length < 100)
            {
                string word = tokens[i].Word.Norm;
                if (!_documents.TryGetValue(word, out List<(int Token, string Name)>? owners))
                {
                    _documents[word] = owners = [];
                }

                owners.Add((i, owner));
            }
        }
    }

    private string? MainActor(int s)
    {
        (int first, int end) = verbs.Of(s);
        for (int v = first; v < end; v++)
        {
            if (verbs[v].IsFinite && subjects.Of(v) is { IsNamed: true } subject && mentions.Kinds.IsActor(nouns[subject.Noun]))
            {
                return mentions.Resolve(subject);
            }
        }

        return null;
    }
}
