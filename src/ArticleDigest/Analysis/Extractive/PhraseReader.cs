using System.Runtime.InteropServices;

namespace ArticleDigest.Analysis.Extractive;

/// <summary>What a word does in a noun phrase.</summary>
internal enum PhraseRole
{
    /// <summary>It joins others, as "of" and "the" do, or counts them.</summary>
    Link,

    /// <summary>It says what kind: "nuclear".</summary>
    Modifier,

    /// <summary>It is a common noun.</summary>
    Noun,

    /// <summary>It is a proper name.</summary>
    Name,

    /// <summary>It is a noun for a document or a time, which tells what is meant only beside another word: "night train".</summary>
    Faint,

    /// <summary>It is a noun for people or a body: who rather than what.</summary>
    Party,
}

/// <summary>A word of a noun phrase.</summary>
/// <param name="Start">Where it begins in the text, in UTF-16 units.</param>
/// <param name="End">Behind its end.</param>
/// <param name="Role">What it does there.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct PhraseWord(int Start, int End, PhraseRole Role);

/// <summary>
/// Reads the noun phrases of short texts, such as statements and headlines, in the languages that the extractive analyst
/// reads.
/// </summary>
internal static class PhraseReader
{
    /// <summary>Whether the noun that the others belong to stands first in a noun phrase of a language, as in "train de nuit".</summary>
    public static bool BeginsWithHead(string language) => Lexicon.Of(language) is { AdjectivesFollow: true };

    /// <summary>A name without the article that it begins with, as headlines have it: "the city council", "l'Union".</summary>
    public static string NameWithoutArticle(string name, string language) =>
        // "Die Grünen" are in German no "Grünen" without it.
        Lexicon.Of(language) is { CapitalisesNouns: false } lexicon ? name[LengthOfArticle(name, lexicon, WordUse.None)..] : name;

    /// <summary>A statement without the indefinite article that it begins with, as headlines have it: "a congestion charge".</summary>
    public static string WithoutIndefiniteArticle(string statement, string language) =>
        Lexicon.Of(language) is { } lexicon ? statement[LengthOfArticle(statement, lexicon, WordUse.IndefiniteArticles)..] : statement;

    private static int LengthOfArticle(string text, Lexicon lexicon, WordUse wanted)
    {
        int end = text.AsSpan().IndexOfAny(' ', '\'', '’');
        if (end <= 0 || end + 1 == text.Length)
        {
            return 0;
        }

        Word word = lexicon.Find(text[end] == ' ' ? text[..end] : $"{text[..end]}'");
        return word.Is(WordClass.Articles) && (wanted == WordUse.None || word.Serves(wanted)) ? end + 1 : 0;
    }

    /// <summary>The noun phrases of a text, each with what "of" adds to it, in order; null for a language without lexicon.</summary>
    public static IReadOnlyList<IReadOnlyList<PhraseWord>>? Read(string text, string language)
    {
        if (Lexicon.Of(language) is not { } lexicon)
        {
            return null;
        }

        using Discourse discourse = Discourse.Read(text, lexicon);
        new Tagger(lexicon).Read(discourse);
        using VerbGroups verbs = new(discourse, lexicon);
        using NounPhrases nouns = new(discourse, verbs, lexicon);
        List<IReadOnlyList<PhraseWord>> phrases = [];
        int read = 0;
        for (int i = 0; i < nouns.Count; i++)
        {
            NounPhrase phrase = nouns[i];
            if (phrase.IsPronoun || phrase.First < read)
            {
                continue;
            }

            Phrase whole = WithLastNoun(discourse, nouns.Whole(i, joined: false, discourse.Tokens.Length));
            phrases.Add(WordsOf(discourse, whole));
            read = whole.End;
        }

        return phrases;
    }

    /// <summary>
    /// What the noun is that the other words of a name belong to, as "timetable" in "the ministry's new timetable"; null for a
    /// language without lexicon, and where there is none.
    /// </summary>
    public static PhraseRole? HeadOf(string name, string language)
    {
        if (Lexicon.Of(language) is not { } lexicon)
        {
            return null;
        }

        using Discourse discourse = Discourse.Read(name, lexicon);
        new Tagger(lexicon).Read(discourse);
        using VerbGroups verbs = new(discourse, lexicon);
        using NounPhrases nouns = new(discourse, verbs, lexicon);
        for (int i = 0; i < nouns.Count; i++)
        {
            if (!nouns[i].IsPronoun)
            {
                return RoleOf(discourse.Tokens[nouns[i].Head]);
            }
        }

        return null;
    }

    // The tagger knows sentences, in which "two new night" may train: a text without a verb ends with a noun instead. Behind a
    // plural it is a verb, "islanders round on", and before its object: "the council drops its lockers".
    private static Phrase WithLastNoun(Discourse discourse, Phrase phrase)
    {
        bool goesOn = phrase.End < discourse.Tokens.Length
            && discourse.Tokens[phrase.End] is { IsWord: true, Tag: Tag.Verb or Tag.Infinitive } next
            && next.Is(WordClass.NounVerbs)
            && !EndsWithS(discourse, phrase.Last)
            && !HasObject(discourse, phrase.End);
        return goesOn ? phrase with { End = phrase.End + 1 } : phrase;
    }

    private static bool HasObject(Discourse discourse, int verb) =>
        verb + 1 < discourse.Tokens.Length
        && discourse.Tokens[verb + 1] is { IsWord: true } next
        && (next.Is(WordClass.Determiners) || (next.Tag is Tag.Noun or Tag.Name or Tag.Adjective && EndsWithS(discourse, verb)));

    private static bool EndsWithS(Discourse discourse, int token) => discourse.Text[discourse.Tokens[token].End - 1] == 's';

    private static List<PhraseWord> WordsOf(Discourse discourse, Phrase phrase)
    {
        List<PhraseWord> words = new(phrase.Count);
        for (int i = phrase.First; i < phrase.End; i++)
        {
            Token token = discourse.Tokens[i];
            words.Add(new PhraseWord(token.Start, token.End, RoleOf(token)));
        }

        return words;
    }

    private static PhraseRole RoleOf(Token token)
    {
        if (token.Tag is not (Tag.Noun or Tag.Name or Tag.Adjective or Tag.Participle or Tag.Verb or Tag.Infinitive))
        {
            return PhraseRole.Link;
        }

        return token.Tag switch
        {
            _ when token.Means(Sense.Roles | Sense.Groups) || token.Is(WordClass.Titles) => PhraseRole.Party,
            _ when token.Means(Sense.Documents) || token.Is(WordClass.Days) => PhraseRole.Faint,
            Tag.Noun or Tag.Verb or Tag.Infinitive => PhraseRole.Noun,
            Tag.Name => PhraseRole.Name,
            _ => PhraseRole.Modifier,
        };
    }
}
