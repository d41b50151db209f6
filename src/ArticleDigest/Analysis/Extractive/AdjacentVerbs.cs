namespace ArticleDigest.Analysis.Extractive;

/// <summary>Reads verbs whose auxiliaries stand right before them: "has been condemned", "a, sans surprise, balayé".</summary>
internal sealed class AdjacentVerbs(Discourse discourse, Lexicon lexicon, VerbGroups groups)
{
    /// <summary>Adds the verbs of a sentence.</summary>
    public void Read(Sentence sentence)
    {
        for (int i = sentence.First; i < sentence.End;)
        {
            i = Read(i, sentence);
        }
    }

    // Reads a group from a token on, and tells where to go on.
    private int Read(int first, Sentence sentence)
    {
        Span<Token> tokens = discourse.Tokens;
        if (tokens[first].Tag is not (Tag.Verb or Tag.Infinitive or Tag.Participle or Tag.Gerund or Tag.Marker or Tag.Clitic or Tag.Negation))
        {
            return first + 1;
        }

        VerbGroup group = new() { First = first, Head = -1, Modal = -1, Marker = -1, Clitic = -1, Inverted = -1, Particle = -1 };
        bool be = false, have = false;
        int end = first;
        for (int i = first; i < sentence.End; i++)
        {
            Token token = tokens[i];
            bool open = group.Head < 0 || tokens[group.Head].Is(WordClass.Auxiliaries);
            if (token.IsQuote && i > first && open)
            {
                continue;
            }

            // "a, sans surprise, balayé"
            if (token.Kind == TokenKind.Comma && group.Head >= 0 && open && (be || have) && Inserted(i, sentence) is > 0 and int behind)
            {
                i = behind;
                continue;
            }

            if (token.Tag == Tag.Marker && group.Head < 0 && group.Marker < 0)
            {
                group.Marker = i;
            }
            else if (token.Tag == Tag.Marker && be && group.Head == i - 1 && token.Word.Serves(WordUse.ProgressiveMarkers) && i + 1 < sentence.End && tokens[i + 1].Tag == Tag.Infinitive)
            {
                // "está a desrespeitar"
                group.Ongoing = true;
                continue;
            }
            else if (token.Tag == Tag.Clitic || (token.Tag == Tag.Pronoun && token.Is(WordClass.Reflexive | WordClass.ObjectClitics) && !token.Is(WordClass.Strong) && group.Head < 0))
            {
                group.Clitic = token.Is(WordClass.Reflexive) && group.Clitic >= 0 ? group.Clitic : i;
            }
            else if (token.Tag == Tag.Negation && (open || (i == end && token.Is(WordClass.Adverbs))))
            {
                group.IsNegated = true;
            }
            else if (token.Tag == Tag.Adverb && group.Head >= 0 && open && !token.Is(WordClass.LetUs))
            {
                continue;
            }
            else if (token.Tag == Tag.Pronoun && group.Head == i - 1 && group.Kind == GroupKind.Finite && (token.Word.Norm is ['-', ..] || (open && !lexicon.DropsSubjects && !be)))
            {
                group.Inverted = i;
            }
            else if (token.Tag is Tag.Verb or Tag.Infinitive or Tag.Participle or Tag.Gerund && open && Joins(ref group, token, be, have))
            {
                Take(ref group, i, token, ref be, ref have);
            }
            else
            {
                break;
            }

            end = i + 1;
        }

        if (group.Head < 0)
        {
            return first + 1;
        }

        // "mostrou-se favorável": an object behind the verb.
        bool enclitic = group.Head + 1 < sentence.End && tokens[group.Head + 1].Tag == Tag.Clitic && group.Clitic == group.Head + 1;
        group.End = Math.Max(group.Head + (enclitic ? 2 : 1), group.Inverted + 1);
        ShareAuxiliary(ref group, sentence);
        groups.Add(group, first, group.End);
        return group.End;
    }

    // "a condamné les violences et exigé le départ du préfet": the second participle has the auxiliary of the first.
    private void ShareAuxiliary(ref VerbGroup group, Sentence sentence)
    {
        Span<Token> tokens = discourse.Tokens;
        if (group.Kind != GroupKind.Participle || lexicon.JoinsApostrophes || group.First == sentence.First || tokens[group.First - 1].Tag != Tag.Coordinator)
        {
            return;
        }

        for (int g = groups.Count - 1; g >= 0 && groups[g].First >= sentence.First; g--)
        {
            VerbGroup earlier = groups[g];
            if (earlier.Kind == GroupKind.Participle || (earlier.IsFinite && tokens[earlier.Head].Tag == Tag.Participle))
            {
                if (!Agrees(earlier.Head, group.Head))
                {
                    continue;
                }

                if (earlier.IsFinite)
                {
                    group.Kind = GroupKind.Finite;
                    group.Forms = earlier.Forms;
                    group.IsPerfect = earlier.IsPerfect;
                    group.IsPassive = earlier.IsPassive;
                    group.IsNegated = earlier.IsNegated;
                    group.Modality = earlier.Modality;
                }

                return;
            }

            if (earlier.IsFinite)
            {
                return;
            }
        }
    }

    // Participles of one auxiliary end alike: "critiquée et rejetée".
    private bool Agrees(int one, int other)
    {
        char last = discourse.Text[discourse.Tokens[one].End - 1];
        char otherLast = discourse.Text[discourse.Tokens[other].End - 1];
        return last == otherLast || !(last is 'e' or 's' or 'a' || otherLast is 'e' or 's' or 'a');
    }

    // The second comma of what is put between an auxiliary and its participle; -1 if nothing is.
    private int Inserted(int comma, Sentence sentence)
    {
        Span<Token> tokens = discourse.Tokens;
        for (int i = comma + 1; i < Math.Min(sentence.End - 1, comma + 8); i++)
        {
            if (tokens[i].Kind == TokenKind.Comma)
            {
                return tokens[i + 1].Tag == Tag.Participle ? i : -1;
            }

            if (tokens[i].Tag is Tag.Verb or Tag.Infinitive or Tag.Gerund or Tag.Relative or Tag.Complementiser)
            {
                return -1;
            }
        }

        return -1;
    }

    // Whether a verb goes on with the auxiliaries before it.
    private static bool Joins(ref VerbGroup group, Token token, bool be, bool have) =>
        group.Head < 0
        || (token.Tag == Tag.Participle && (be || have || group.Modality != Modality.None))
        || (token.Tag == Tag.Gerund && be)
        || (token.Tag is Tag.Infinitive && !(be && group.Modality == Modality.None))
        || (token.Tag is Tag.Infinitive && group.Ongoing)
        || (token.Tag == Tag.Verb && group.Modality != Modality.None && !be && !have && token.Word.HasForm(VerbForms.Infinitive))
        || (token.Tag == Tag.Verb && token.Is(WordClass.Be | WordClass.Have) && (have || group.Modality != Modality.None));

    private void Take(ref VerbGroup group, int i, Token token, ref bool be, ref bool have)
    {
        Span<Token> tokens = discourse.Tokens;
        bool first = group.Head < 0;
        if (first)
        {
            group.Kind = group.Marker >= 0 || token.Tag == Tag.Infinitive ? GroupKind.Infinitive
                : token.Tag switch
                {
                    Tag.Gerund => GroupKind.Gerund,
                    Tag.Participle => GroupKind.Participle,
                    _ => GroupKind.Finite,
                };
            group.Forms = token.Word.Forms;
            group.Modality = token.Word.TellsFuture ? Modality.Future : Modality.None;
        }
        else if (token.Tag == Tag.Participle && !token.Is(WordClass.Be | WordClass.Have))
        {
            // "s'est prononcée": reflexive, no passive
            bool reflexive = be && !have && group.Clitic >= 0 && tokens[group.Clitic].Is(WordClass.Reflexive) && tokens[group.Head].Is(WordClass.Be);
            group.IsPassive = be && !reflexive;
            group.IsPerfect |= reflexive;
        }

        group.IsNegated |= token.Is(WordClass.Negations);
        if (group.Modal < 0 && token.Is(WordClass.Deontic | WordClass.Possible | WordClass.Future))
        {
            group.Modal = i;
            group.Modality = token.Word.ModalityWhen(group.IsNegated);
        }

        group.IsPerfect |= have && token.Tag == Tag.Participle;
        have |= token.Is(WordClass.Have);
        be |= token.Is(WordClass.Be | WordClass.Passive);
        group.Head = i;
    }
}
