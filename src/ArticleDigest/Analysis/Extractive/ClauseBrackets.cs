namespace ArticleDigest.Analysis.Extractive;

/// <summary>
/// Reads German verbs, which hold their clause between them: "hat … kritisiert", "lehnt … ab", "dass … abgelehnt wird".
/// A clause between commas holds one verb, its parts second and last.
/// </summary>
internal sealed class ClauseBrackets(Discourse discourse, VerbGroups groups)
{
    /// <summary>Adds the verbs of a sentence.</summary>
    public void Read(Sentence sentence)
    {
        int first = sentence.First;
        while (first < sentence.End)
        {
            int end = ClauseEnd(first, sentence);
            ReadClause(new Phrase(first, end));
            first = end;
        }
    }

    private int ClauseEnd(int first, Sentence sentence)
    {
        Span<Token> tokens = discourse.Tokens;
        bool verb = false;
        for (int i = first; i < sentence.End; i++)
        {
            Token token = tokens[i];
            if (i > first && token.Tag is Tag.Complementiser or Tag.Subordinator or Tag.Relative && tokens[i - 1].Tag != Tag.Preposition)
            {
                return i;
            }

            if (token.Kind is TokenKind.Comma or TokenKind.Semicolon or TokenKind.Colon or TokenKind.Dash or TokenKind.OpenBracket or TokenKind.CloseBracket or TokenKind.Stop or TokenKind.Question
                && !(token.Kind == TokenKind.Comma && IsListComma(i, sentence)))
            {
                return i + 1;
            }

            if (token.Tag == Tag.Coordinator && verb && i + 1 < sentence.End && StartsClause(i + 1, sentence))
            {
                return i;
            }

            verb |= token.Tag == Tag.Verb;
        }

        return sentence.End;
    }

    // "A, B und C" has no verb before its "und".
    private bool IsListComma(int comma, Sentence sentence)
    {
        Span<Token> tokens = discourse.Tokens;
        for (int i = comma + 1; i < Math.Min(sentence.End, comma + 7); i++)
        {
            if (tokens[i].Tag == Tag.Coordinator)
            {
                return i > comma + 1 && tokens[i - 1].Tag is Tag.Noun or Tag.Name or Tag.Number or Tag.Adjective;
            }

            if (tokens[i].Tag is not (Tag.Noun or Tag.Name or Tag.Number or Tag.Adjective or Tag.Determiner or Tag.Preposition) && tokens[i].Kind != TokenKind.Comma)
            {
                return false;
            }
        }

        return false;
    }

    // "… und fordert", "… und die Gewerkschaft fordert"
    private bool StartsClause(int i, Sentence sentence)
    {
        Span<Token> tokens = discourse.Tokens;
        for (int k = i; k < Math.Min(sentence.End, i + 8); k++)
        {
            if (tokens[k].Tag == Tag.Verb)
            {
                return (tokens[k].Word.HasForm(VerbForms.Finite) || tokens[k].Is(WordClass.Auxiliaries))
                    && !(k + 1 >= sentence.End || (tokens[k + 1].Kind is TokenKind.Stop or TokenKind.Comma && k > i && !tokens[k].Word.HasForm(VerbForms.Singular)));
            }

            if (!tokens[k].IsWord && !tokens[k].IsQuote && tokens[k].Kind != TokenKind.Number)
            {
                return false;
            }
        }

        return false;
    }

    private void ReadClause(Phrase clause)
    {
        Span<Token> tokens = discourse.Tokens;
        int count = 0, first = -1, last = -1, marker = -1, particle = -1;
        bool negated = false;
        for (int i = clause.First; i < clause.End; i++)
        {
            Token token = tokens[i];
            negated |= token.Tag == Tag.Negation;
            marker = token.Tag == Tag.Marker ? i : marker;
            particle = token.Tag == Tag.Particle ? i : particle;
            if (token.Tag == Tag.Verb)
            {
                first = first < 0 ? i : first;
                last = i;
                count++;
            }
        }

        if (count == 0)
        {
            Complete(clause, particle);
            return;
        }

        bool sub = tokens[clause.First].Tag is Tag.Complementiser or Tag.Subordinator or Tag.Relative
            || (clause.First + 1 < clause.End && tokens[clause.First + 1].Tag is Tag.Relative);
        bool infinitive = marker >= 0 && (count == 1 || (count == 2 && tokens[last].Is(WordClass.Auxiliaries) && !IsFinite(tokens[first], sub))) && (marker < last) && !(first < marker && IsFinite(tokens[first], sub));
        infinitive |= !sub && IsInfinitiveClause(clause);
        int finite = infinitive ? -1 : sub && !(count > 1 && last != clause.End - 1 && IsFinite(tokens[first], sub) && !IsFinite(tokens[last], sub)) ? FiniteLast(clause) : FiniteFirst(clause);
        if (finite < 0 && !infinitive)
        {
            // Parts that belong to an earlier clause: ", …, aufgefordert"
            infinitive = tokens[last].Word.HasForm(VerbForms.Infinitive) && marker >= 0;
            if (!infinitive && Complete(clause, last))
            {
                return;
            }
        }

        VerbGroup group = new() { Modal = -1, Marker = marker, Clitic = -1, Inverted = -1, Particle = particle, Clause = clause, IsNegated = negated };
        bool be = false, have = false, passive = false;
        int head = -1;
        for (int i = clause.First; i < clause.End; i++)
        {
            Token token = tokens[i];
            if (token.Tag != Tag.Verb)
            {
                continue;
            }

            be |= token.Is(WordClass.Be);
            have |= token.Is(WordClass.Have);
            passive |= token.Is(WordClass.Passive);
            if (token.Is(WordClass.Deontic | WordClass.Possible | WordClass.Future) && group.Modal < 0)
            {
                group.Modal = i;
                group.Modality = token.Word.ModalityWhen(group.IsNegated);
            }

            head = head < 0 || !token.Is(WordClass.Auxiliaries) ? i : head;
        }

        group.Kind = infinitive ? GroupKind.Infinitive : finite >= 0 ? GroupKind.Finite : tokens[last].Word.HasForm(VerbForms.Participle) ? GroupKind.Participle : GroupKind.Infinitive;
        group.First = finite >= 0 ? finite : marker >= 0 && marker < last ? marker : first;
        group.Head = head;
        group.Forms = tokens[finite >= 0 ? finite : head].Word.Forms;
        bool participle = tokens[head].Word.HasForm(VerbForms.Participle) && head != finite;

        // "haben zu" is a duty, "wird fordern" the future, "wird gefordert" and "wurde gefordert" the passive.
        if (have && marker >= 0 && finite >= 0 && group.Modal < 0 && !participle)
        {
            group.Modal = finite;
            group.Modality = Modality.Deontic;
        }

        group.IsPassive = participle && passive && !(have && !be);
        if (passive && group.IsPassive && group.Modality == Modality.Future)
        {
            group.Modality = Modality.None;
            group.Modal = -1;
        }

        group.IsPerfect = participle && (have || be);
        group.End = group.First + 1;
        for (int i = clause.First; i < clause.End; i++)
        {
            if (tokens[i].Tag is Tag.Verb or Tag.Particle or Tag.Marker)
            {
                groups.Join(i, groups.Count);
            }
        }

        groups.Add(group);
    }

    // "das Projekt abzubrechen", "Stellung zu beziehen": no verb of the clause must be finite.
    private bool IsInfinitiveClause(Phrase clause)
    {
        Span<Token> tokens = discourse.Tokens;
        bool marked = false;
        for (int i = clause.First; i < clause.End; i++)
        {
            if (tokens[i].Tag == Tag.Verb && (!tokens[i].Word.HasForm(VerbForms.Infinitive | VerbForms.Participle) || tokens[i].Word.HasForm(VerbForms.Singular) && !tokens[i].Word.HasForm(VerbForms.Participle)))
            {
                return false;
            }

            marked |= tokens[i].Tag == Tag.Marker || (tokens[i].Tag == Tag.Verb && tokens[i].Word.HoldsMarker);
        }

        return marked;
    }

    private static bool IsFinite(Token token, bool sub) =>
        (token.Word.HasForm(VerbForms.Finite) || (token.Is(WordClass.Auxiliaries) && token.Word.Forms == VerbForms.None))
        && !(sub && token.Word.HasForm(VerbForms.Infinitive) && token.Is(WordClass.Auxiliaries));

    private int FiniteFirst(Phrase clause)
    {
        Span<Token> tokens = discourse.Tokens;
        for (int i = clause.First; i < clause.End; i++)
        {
            if (tokens[i].Tag != Tag.Verb || !IsFinite(tokens[i], sub: false))
            {
                continue;
            }

            // "Kritisiert wurde ihre Entscheidung"
            bool fronted = tokens[i].Word.HasForm(VerbForms.Participle) && i + 1 < clause.End && tokens[i + 1].Tag == Tag.Verb && tokens[i + 1].Is(WordClass.Auxiliaries) && IsFinite(tokens[i + 1], sub: false);
            return fronted ? i + 1 : i;
        }

        return -1;
    }

    private int FiniteLast(Phrase clause)
    {
        Span<Token> tokens = discourse.Tokens;
        for (int i = clause.End - 1; i >= clause.First; i--)
        {
            if (tokens[i].Tag == Tag.Verb && IsFinite(tokens[i], sub: false))
            {
                return i;
            }
        }

        return -1;
    }

    // A clause that holds only the end of an earlier one: a prefix, a participle.
    private bool Complete(Phrase clause, int part)
    {
        if (part < 0 || groups.Count == 0 || part - clause.First > 2)
        {
            return false;
        }

        Token token = discourse.Tokens[part];
        int sentence = discourse.SentenceAt(part);
        for (int g = groups.Count - 1; g >= 0 && discourse.SentenceAt(groups[g].First) == sentence; g--)
        {
            ref VerbGroup group = ref groups.Amend(g);
            bool fits = group.IsFinite && (token.Tag == Tag.Particle ? group.Particle < 0 && group.Head == group.First && !discourse.Tokens[group.Head].Is(WordClass.Auxiliaries)
                : discourse.Tokens[group.Head].Is(WordClass.Auxiliaries) && token.Word.HasForm(VerbForms.Participle | VerbForms.Infinitive));
            if (fits)
            {
                if (token.Tag == Tag.Particle)
                {
                    group.Particle = part;
                }
                else
                {
                    group.IsPassive = discourse.Tokens[group.First].Is(WordClass.Passive) && token.Word.HasForm(VerbForms.Participle);
                    group.IsPerfect = !group.IsPassive && token.Word.HasForm(VerbForms.Participle);
                    group.Modality = group.IsPassive && group.Modality == Modality.Future ? Modality.None : group.Modality;
                    group.Head = part;
                }

                groups.Join(part, g);
                return true;
            }
        }

        return false;
    }
}
