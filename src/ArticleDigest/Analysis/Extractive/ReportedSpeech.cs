namespace ArticleDigest.Analysis.Extractive;

/// <summary>Marks reported speech: "X said (that) …", "…, X said", "according to X".</summary>
internal sealed class ReportedSpeech(ParsedArticle article, Speakers speakers)
{
    private const int LongestBracket = 12;

    private readonly Discourse _text = article.Text;

    /// <summary>Marks what is reported in a sentence; the sentences before must have been read.</summary>
    public void Read(int s)
    {
        Sentence sentence = _text.Sentences[s];
        Span<Token> tokens = _text.Tokens;
        int floor = sentence.First;
        (int first, int end) = article.Verbs.Of(s);
        for (int v = first; v < end; v++)
        {
            ref readonly VerbGroup group = ref article.Verbs[v];
            if (Adds(group, sentence) && _text.QuotationAt(group.Head) < 0 && speakers.SpeakerOf(v) is var (adding, adder) && speakers.IsActor(adding))
            {
                speakers.Mark(new Phrase(group.End, sentence.End), adder);
                continue;
            }

            if (!speakers.IsSpeech(group) || _text.QuotationAt(group.Head) >= 0 || speakers.SpeakerOf(v) is not var (subject, name) || !speakers.IsActor(subject))
            {
                continue;
            }

            int behind = Math.Max(article.Lexicon.IsVerbSecond ? BehindClause(group) : group.End, subject.Phrase.Count > 0 ? subject.Phrase.End : 0);
            behind = article.Insertions.SkipInserted(behind, sentence);
            bool trailing = behind >= sentence.End || tokens[behind].Kind is TokenKind.Stop or TokenKind.Comma or TokenKind.Question && !(behind + 1 < sentence.End && (tokens[behind + 1].Tag == Tag.Complementiser || article.Lexicon.IsVerbSecond && !Precedes(subject, group)));
            int start = subject.Phrase.Count > 0 ? Math.Min(subject.Phrase.First, group.First) : group.First;
            if (trailing && start > floor && tokens[start - 1].Kind is TokenKind.Comma or TokenKind.CloseQuote or TokenKind.Dash)
            {
                bool interrupts = behind < sentence.End && tokens[behind].Kind == TokenKind.Comma && start - 1 > floor && !HasVerb(floor, start);
                speakers.Mark(new Phrase(floor, start), name, interrupts ? sentence.End : start);
                if (interrupts)
                {
                    speakers.Mark(new Phrase(behind + 1, sentence.End), name, sentence.End, floor);
                }
            }
            else if (!trailing || article.Lexicon.IsVerbSecond)
            {
                speakers.Mark(new Phrase(Math.Min(group.End, sentence.End), sentence.End), name);
            }

            floor = behind;
        }

        ReportSources(sentence);
        GoOnReporting(s, sentence);
    }

    // ", saying that the plan is a farce"
    private bool Adds(in VerbGroup group, Sentence sentence) => group is { Kind: GroupKind.Gerund, IsNegated: false } && _text.Tokens[group.Head].Word.HasCue(CueKind.Speech)
        && group.End < sentence.End && _text.Tokens[group.End].Tag == Tag.Complementiser;

    private bool Precedes(in Subject subject, in VerbGroup group) => subject.Phrase.Count == 0 || subject.Phrase.First > group.First;

    private static int BehindClause(in VerbGroup group) => Math.Max(group.End, group.Head + 1);

    // "According to X, …", "Laut X …", "X zufolge"
    private void ReportSources(Sentence sentence)
    {
        Span<Token> tokens = _text.Tokens;
        for (int i = sentence.First; i + 1 < sentence.End; i++)
        {
            // "In her view, …": who spoke last
            if (tokens[i].Word.Serves(WordUse.OwnSources) && _text.QuotationAt(i) < 0 && LastSpeaker(i) is { } owner)
            {
                bool ahead = i <= sentence.First + 1;
                speakers.Mark(ahead ? new Phrase(i + 1, sentence.End) : new Phrase(sentence.First, sentence.End), owner);
                continue;
            }

            if (!tokens[i].Is(WordClass.Sources) || tokens[i].Tag is not (Tag.Preposition or Tag.Subordinator or Tag.Adverb))
            {
                continue;
            }

            if (speakers.NounBehind(i + 1, sentence) is not (>= 0 and var noun))
            {
                continue;
            }

            bool preposition = tokens[i].Is(WordClass.Prepositions) && !tokens[i].Is(WordClass.Complementisers) && tokens[i].Length <= 4;
            bool leads = i <= sentence.First + 1;

            // ", so Lang": a short word that means much else.
            if (tokens[i].Length <= 2)
            {
                if (i > sentence.First && tokens[i - 1].Kind is TokenKind.Comma or TokenKind.CloseQuote or TokenKind.Dash && speakers.IsActor(noun) && article.Nouns.At(i + 1) == noun
                    && article.Mentions.Resolve(article.Nouns.Whole(noun, joined: true, sentence.End), noun) is { } speaker)
                {
                    speakers.Mark(new Phrase(sentence.First, i), speaker);
                }

                continue;
            }

            Phrase whole = article.Nouns.Whole(noun, joined: true, sentence.End);
            int behind = BehindBracket(whole.End, sentence);
            bool comma = behind < sentence.End && tokens[behind].Kind is TokenKind.Comma or TokenKind.Colon;
            if (preposition && !(leads && comma && speakers.IsActor(noun)))
            {
                continue;
            }

            bool pronoun = article.Nouns[noun].IsPronoun && tokens[whole.First].Is(WordClass.Strong | WordClass.He | WordClass.She | WordClass.They);
            if ((pronoun ? LastSpeaker(i) : article.Mentions.Resolve(whole, noun)) is { } name)
            {
                speakers.Mark(leads ? new Phrase(whole.End, sentence.End) : new Phrase(sentence.First, i), name);
            }
        }

        for (int i = sentence.First + 1; i < sentence.End; i++)
        {
            if (tokens[i].Is(WordClass.SourcesBehind) && article.Nouns.At(i - 1) is >= 0 and int noun && article.Mentions.Resolve(article.Nouns[noun].Phrase, noun) is { } name)
            {
                bool leads = article.Nouns[noun].Start <= sentence.First + 1;
                speakers.Mark(leads ? new Phrase(i + 1, sentence.End) : new Phrase(sentence.First, sentence.End), name);
            }
        }
    }

    // "Para a perita do Mecanismo (MNPCT), …"
    private int BehindBracket(int at, Sentence sentence)
    {
        if (at >= sentence.End || _text.Tokens[at].Kind != TokenKind.OpenBracket)
        {
            return at;
        }

        for (int i = at + 1; i < Math.Min(sentence.End, at + LongestBracket); i++)
        {
            if (_text.Tokens[i].Kind == TokenKind.CloseBracket)
            {
                return i + 1;
            }
        }

        return at;
    }

    // "selon lui": who spoke last.
    private string? LastSpeaker(int token) =>
        speakers.ReportedAt(token) is { } reported ? reported.Speaker
        : speakers.Latest is { } latest ? latest.Speaker
        : article.Mentions.Dropped(token, isPlural: false, speaks: true);

    // German: the subjunctive of reported speech goes on over sentences without another "said".
    private void GoOnReporting(int s, Sentence sentence)
    {
        if (!article.Lexicon.IsVerbSecond || s == 0 || speakers.ReportedAt(sentence.First) is not null)
        {
            return;
        }

        (int first, int end) = article.Verbs.Of(s);
        bool reported = first < end && article.Verbs[first].IsSubjunctive;
        if (!reported)
        {
            return;
        }

        for (int i = sentence.First - 1; i >= _text.Sentences[Math.Max(0, s - 3)].First; i--)
        {
            if (speakers.ReportedAt(i) is not null)
            {
                speakers.Extend(i, sentence);
                return;
            }
        }

        if (speakers.SpeaksIn(s - 1) is { } name)
        {
            speakers.Mark(new Phrase(sentence.First, sentence.End), name);
        }
    }

    private bool HasVerb(int first, int end)
    {
        for (int i = first; i < end; i++)
        {
            if (article.Verbs.IsVerb(i))
            {
                return true;
            }
        }

        return false;
    }
}
