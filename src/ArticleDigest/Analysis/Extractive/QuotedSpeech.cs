namespace ArticleDigest.Analysis.Extractive;

/// <summary>Tells whose words stand in quotation marks: who is named behind, before, in the sentence before, or who spoke last.</summary>
internal sealed class QuotedSpeech(ParsedArticle article, Speakers speakers)
{
    private const int ShortestSpeech = 6;
    private const int Window = 40;

    private readonly Discourse _text = article.Text;

    /// <summary>Tells of all quotations who speaks; what is reported must have been read.</summary>
    public void Read()
    {
        string? last = null;
        int lastSentence = -2;
        for (int q = 0; q < _text.Quotations.Length; q++)
        {
            Quotation quotation = _text.Quotations[q];
            int begins = _text.SentenceAt(quotation.First);
            int ends = _text.SentenceAt(quotation.End - 1);
            CueKind manner = CueKind.Speech;
            string? speaker = Behind(quotation, ends, ref manner) ?? Ahead(quotation, begins);
            bool speech = speaker is not null || quotation.Count >= ShortestSpeech;
            if (!speech)
            {
                continue;
            }

            Sentence sentence = _text.Sentences[begins];
            bool goesOn = quotation.Continues || (quotation.First == sentence.First && begins - lastSentence <= 2
                && sentence.Paragraph - _text.Sentences[Math.Max(0, lastSentence)].Paragraph <= 1);
            speaker ??= goesOn ? last : null;
            speaker ??= Introduced(begins) ?? (quotation.First == sentence.First ? Spoken(begins) : null);
            speakers.Quote(q, new Utterance(new Phrase(quotation.First, quotation.End), speaker ?? article.Genre.VoiceOf(sentence.Paragraph), Voice.Actor, manner));
            if (speaker is not null)
            {
                last = speaker;
                lastSentence = ends;
            }
        }
    }

    // …" said X / …" X said / …" according to X; a "?" or "!" within the marks ends the sentence before the speaker comes.
    private string? Behind(Quotation quotation, int sentenceIndex, ref CueKind manner)
    {
        Span<Token> tokens = _text.Tokens;
        Sentence sentence = _text.Sentences[sentenceIndex];
        if (quotation.End >= sentence.End && sentenceIndex + 1 < _text.Sentences.Length && _text.Sentences[sentenceIndex + 1].Paragraph == sentence.Paragraph)
        {
            Sentence next = _text.Sentences[sentenceIndex + 1];
            bool asked = sentence.IsQuestion || tokens[next.First].Kind is TokenKind.Comma || _text.Text[tokens[sentence.End - 1].Start] == '!' || (sentence.Count > 1 && _text.Text[tokens[sentence.End - 2].Start] == '!');
            sentence = asked ? next : sentence;
        }

        int limit = Math.Min(sentence.End, quotation.End + Window);
        for (int i = Math.Max(quotation.End, sentence.First); i < limit; i++)
        {
            if (tokens[i].Kind is TokenKind.OpenQuote or TokenKind.Semicolon)
            {
                return null;
            }

            if (tokens[i].Is(WordClass.Sources) && tokens[i].Tag is Tag.Preposition or Tag.Subordinator or Tag.Adverb
                && (tokens[i].Length > 4 || (tokens[i].Length == 2 && i <= quotation.End + 1)) && speakers.NounBehind(i + 1, sentence) is >= 0 and var source)
            {
                return article.Mentions.Resolve(article.Nouns.Whole(source, joined: true, sentence.End), source);
            }

            if (article.Verbs.At(i) is >= 0 and int v)
            {
                if (!speakers.Voices(article.Verbs[v]) || speakers.SpeakerOf(v) is not var (subject, name) || (subject.Phrase.Count > 0 && subject.Phrase.First < quotation.End))
                {
                    return null;
                }

                manner = MannerOf(tokens[article.Verbs[v].Head].Word);
                return name;
            }
        }

        return null;
    }

    private static CueKind MannerOf(Word verb) => verb.HasCue(CueKind.Criticism) ? CueKind.Criticism : verb.HasCue(CueKind.Proposal) && !verb.HasCue(CueKind.Speech) && verb.TakesThat(CueWord.Verb) ? CueKind.Proposal : CueKind.Speech;

    // X said: "… / X criticised the plan as "…
    private string? Ahead(Quotation quotation, int sentenceIndex)
    {
        Span<Token> tokens = _text.Tokens;
        Sentence sentence = _text.Sentences[sentenceIndex];
        for (int i = quotation.First - 1; i >= Math.Max(sentence.First, quotation.First - Window); i--)
        {
            if (tokens[i].Is(WordClass.Sources) && speakers.NounBehind(i + 1, sentence) is >= 0 and var source && (tokens[i].Length > 4 || i == sentence.First))
            {
                return article.Mentions.Resolve(article.Nouns.Whole(source, joined: true, quotation.First), source);
            }

            if (article.Verbs.At(i) is >= 0 and int v && _text.QuotationAt(i) < 0)
            {
                ref readonly VerbGroup group = ref article.Verbs[v];
                Word head = tokens[group.Head].Word;
                bool voices = head.Voices || head.HasCue(CueKind.Describe) || head.HasCue(CueKind.Light);
                if (voices && !group.IsPassive && speakers.SpeakerOf(v) is var (_, name))
                {
                    return name;
                }

                i = Math.Min(i, group.First);
            }
        }

        return null;
    }

    // The sentence before ends with a colon.
    private string? Introduced(int sentenceIndex)
    {
        if (sentenceIndex == 0)
        {
            return null;
        }

        Sentence before = _text.Sentences[sentenceIndex - 1];
        return _text.Tokens[before.End - 1].Kind == TokenKind.Colon ? speakers.SpeaksIn(sentenceIndex - 1) : null;
    }

    // A quotation that is a sentence of its own behind one that tells who spoke.
    private string? Spoken(int sentenceIndex) =>
        sentenceIndex > 0 && _text.Sentences[sentenceIndex - 1] is var before && _text.Sentences[sentenceIndex].Paragraph - before.Paragraph <= 1
            ? speakers.SpeaksIn(sentenceIndex - 1) ?? speakers.ReportedAt(before.End - 1)?.Speaker
            : null;
}
