using ArticleDigest.Analysis.Extractive;

namespace ArticleDigest.Tests.Analysis.Extractive;

public sealed class LexiconTests
{
    private static readonly Dictionary<string, Lexicon> Lexicons = ((string[])["en", "fr", "de", "es", "pt"]).ToDictionary(l => l, Lexicon.Load, StringComparer.Ordinal);

    public static TheoryData<string> Languages => [.. Lexicons.Keys];

    public static TheoryData<string, string> NeededTemplates => new(Lexicons.Keys.SelectMany(language =>
        ((string[])["should", "should-plural", "should-not", "should-not-plural", "not", "of", "and"]).Select(template => (language, template))));

    [Fact]
    public void English_has_a_lexicon_with_proposals_and_criticisms()
    {
        Lexicon lexicon = Lexicons["en"];

        Assert.True(lexicon.Find("Proposed").HasCue(CueKind.Proposal));
        Assert.True(lexicon.Find("condemns").HasCue(CueKind.Criticism));
        Assert.True(lexicon.Find("Don’t").Is(WordClass.Negations));
        Assert.True(lexicon.Find("quickly").Is(WordClass.Adverb));
    }

    [Theory]
    [InlineData("en", "propose", "criticise", "should", "disgrace")]
    [InlineData("fr", "proposer", "critiquer", "doit", "honte")]
    [InlineData("de", "fordern", "kritisieren", "muss", "skandal")]
    [InlineData("es", "proponer", "criticar", "debe", "vergüenza")]
    [InlineData("pt", "propor", "criticar", "deve", "vergonha")]
    public void Every_language_knows_proposals_criticisms_duty_and_condemnation(string language, string proposal, string criticism, string duty, string bad)
    {
        Lexicon lexicon = Lexicons[language];

        Assert.True(lexicon.Find(proposal).HasCue(CueKind.Proposal));
        Assert.True(lexicon.Find(criticism).HasCue(CueKind.Criticism));
        Assert.True(lexicon.Find(duty).Is(WordClass.Deontic));
        Assert.True(lexicon.Find(bad).Means(Sense.Bad));
    }

    [Theory]
    [InlineData("en", false, false, false, false, true)]
    [InlineData("fr", false, false, false, true, false)]
    [InlineData("de", false, true, true, false, false)]
    [InlineData("es", true, false, false, true, false)]
    [InlineData("pt", true, false, false, true, false)]
    public void The_settings_of_a_language_are_its_grammar(
        string language, bool dropsSubjects, bool isVerbSecond, bool capitalisesNouns, bool adjectivesFollow, bool joinsApostrophes)
    {
        Lexicon lexicon = Lexicons[language];

        Assert.Equal(
            (dropsSubjects, isVerbSecond, capitalisesNouns, adjectivesFollow, joinsApostrophes),
            (lexicon.DropsSubjects, lexicon.IsVerbSecond, lexicon.CapitalisesNouns, lexicon.AdjectivesFollow, lexicon.JoinsApostrophes));
    }

    [Theory]
    [MemberData(nameof(NeededTemplates))]
    public void Every_template_that_statements_are_made_with_is_there(string language, string template)
    {
        string form = Assert.Contains(template, (IReadOnlyDictionary<string, string>)Lexicons[language].Templates);

        string[] places = template is "not" ? ["{0}"] : ["{0}", "{1}"];
        Assert.All(places, place => Assert.Contains(place, form, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void Every_language_knows_who_did_it_in_the_passive(string language) => Assert.NotEmpty(Lexicons[language].Agents);

    [Theory]
    [InlineData("en", "urges", "urge", "Singular")]
    [InlineData("en", "proposing", "propose", "Gerund")]
    [InlineData("en", "criticised", "criticise", "Past, Participle")]
    [InlineData("en", "demand", "demand", "Infinitive, Plural")]
    [InlineData("en", "said", "say", "Past")]
    [InlineData("en", "written", "write", "Participle")]
    [InlineData("en", "withdrew", "withdraw", "Past")]
    [InlineData("en", "withdrawn", "withdraw", "Participle")]
    [InlineData("en", "forbade", "forbid", "Past")]
    [InlineData("en", "sought", "seek", "Past, Participle")]
    [InlineData("en", "stopped", "stop", "Past, Participle")]
    [InlineData("en", "gone", "go", "Participle")]
    [InlineData("fr", "proposions", "proposer", "FirstPlural, Subjunctive")]
    [InlineData("fr", "proposée", "proposer", "Participle")]
    [InlineData("fr", "exigeaient", "exiger", "Plural")]
    [InlineData("fr", "dénonçait", "dénoncer", "Singular")]
    [InlineData("fr", "appelons", "appeler", "FirstPlural")]
    [InlineData("fr", "appellent", "appeler", "Plural")]
    [InlineData("fr", "rejettera", "rejeter", "Singular")]
    [InlineData("fr", "soutienne", "soutenir", "Subjunctive")]
    [InlineData("fr", "veuille", "vouloir", "Subjunctive")]
    [InlineData("fr", "soit", "être", "Subjunctive")]
    [InlineData("fr", "disait", "dire", "Singular")]
    [InlineData("fr", "prétend", "prétendre", "Singular")]
    [InlineData("fr", "interdit", "interdire", "Singular, Participle")]
    [InlineData("de", "fordert", "fordern", "Singular")]
    [InlineData("de", "fordere", "fordern", "FirstSingular, Subjunctive")]
    [InlineData("de", "gefordert", "fordern", "Participle")]
    [InlineData("de", "kritisiert", "kritisieren", "Singular, Participle")]
    [InlineData("de", "verurteilt", "verurteilen", "Participle")]
    [InlineData("de", "verlangte", "verlangen", "Singular")]
    [InlineData("de", "bezeichnete", "bezeichnen", "Singular")]
    [InlineData("de", "empfiehlt", "empfehlen", "Singular")]
    [InlineData("de", "empfohlen", "empfehlen", "Participle")]
    [InlineData("de", "abgelehnt", "ablehnen", "Participle")]
    [InlineData("de", "abzulehnen", "ablehnen", "Infinitive")]
    [InlineData("de", "zurückgewiesen", "zurückweisen", "Participle")]
    [InlineData("de", "auffordert", "auffordern", "Singular")]
    [InlineData("de", "müsse", "müssen", "Subjunctive")]
    [InlineData("de", "sei", "sein", "Subjunctive")]
    [InlineData("es", "exija", "exigir", "Subjunctive")]
    [InlineData("es", "exigido", "exigir", "Participle")]
    [InlineData("es", "proponga", "proponer", "Subjunctive")]
    [InlineData("es", "propuesto", "proponer", "Participle")]
    [InlineData("es", "propusieron", "proponer", "Plural")]
    [InlineData("es", "pidamos", "pedir", "Subjunctive")]
    [InlineData("es", "pidió", "pedir", "Singular")]
    [InlineData("es", "rechacen", "rechazar", "Subjunctive")]
    [InlineData("es", "critique", "criticar", "Subjunctive")]
    [InlineData("es", "acusan", "acusar", "Plural")]
    [InlineData("es", "dijo", "decir", "Singular")]
    [InlineData("es", "sugirió", "sugerir", "Singular")]
    [InlineData("es", "oponga", "oponer", "Subjunctive")]
    [InlineData("es", "instaron", "instar", "Plural")]
    [InlineData("pt", "exija", "exigir", "Subjunctive")]
    [InlineData("pt", "exigido", "exigir", "Participle")]
    [InlineData("pt", "propôs", "propor", "Singular")]
    [InlineData("pt", "proponha", "propor", "Subjunctive")]
    [InlineData("pt", "proposto", "propor", "Participle")]
    [InlineData("pt", "propuseram", "propor", "Plural")]
    [InlineData("pt", "peçam", "pedir", "Subjunctive")]
    [InlineData("pt", "rejeitem", "rejeitar", "Subjunctive")]
    [InlineData("pt", "critiquem", "criticar", "Subjunctive")]
    [InlineData("pt", "acusou", "acusar", "Singular")]
    [InlineData("pt", "disse", "dizer", "Singular")]
    [InlineData("pt", "sugiram", "sugerir", "Subjunctive")]
    [InlineData("pt", "defendeu", "defender", "Singular")]
    [InlineData("pt", "oponha", "opor", "Subjunctive")]
    public void An_inflected_form_is_known_with_its_verb(string language, string spelling, string lemma, string forms)
    {
        VerbForms known = FormsOf(Lexicons[language].Find(spelling), lemma, null);

        VerbForms expected = Enum.Parse<VerbForms>(forms);
        Assert.Equal(expected, known & expected);
    }

    [Theory]
    [InlineData("schlägt", "vorschlagen", "vor", "Singular")]
    [InlineData("schlüge", "vorschlagen", "vor", "Subjunctive")]
    [InlineData("lehnt", "ablehnen", "ab", "Singular")]
    [InlineData("wirft", "vorwerfen", "vor", "Singular")]
    [InlineData("warf", "vorwerfen", "vor", "Singular")]
    [InlineData("fordern", "auffordern", "auf", "Plural")]
    [InlineData("rief", "aufrufen", "auf", "Singular")]
    [InlineData("wies", "zurückweisen", "zurück", "Singular")]
    [InlineData("sprach", "aussprechen", "aus", "Singular")]
    public void The_form_of_a_separable_verb_names_its_prefix(string spelling, string lemma, string particle, string forms)
    {
        VerbForms known = FormsOf(Lexicons["de"].Find(spelling), lemma, particle);

        VerbForms expected = Enum.Parse<VerbForms>(forms);
        Assert.Equal(expected, known & expected);
    }

    [Theory]
    [InlineData("fr", "soutenire")]
    [InlineData("de", "gekritisiert")]
    [InlineData("de", "geverurteilt")]
    [InlineData("es", "ponido")]
    [InlineData("pt", "propordo")]
    [InlineData("en", "writed")]
    public void A_form_that_a_verb_does_not_have_is_none(string language, string spelling) => Assert.Empty(Lexicons[language].Find(spelling).Cues);

    [Theory]
    [InlineData("de", "Regierung", true)]
    [InlineData("de", "Inselregierung", true)]
    [InlineData("de", "inselregierung", false)]
    [InlineData("es", "Interministerio", false)]
    public void A_compound_is_what_its_last_part_is(string language, string spelling, bool isGroup) =>
        Assert.Equal(isGroup, Lexicons[language].Find(spelling).Means(Sense.Groups));

    [Theory]
    [InlineData("fr", "du", "de")]
    [InlineData("fr", "d’", "de")]
    [InlineData("fr", "aux", "à")]
    [InlineData("de", "zum", "zu")]
    [InlineData("de", "vom", "von")]
    [InlineData("de", "im", "in")]
    [InlineData("es", "del", "de")]
    [InlineData("es", "al", "a")]
    [InlineData("pt", "pela", "por")]
    [InlineData("pt", "dos", "de")]
    [InlineData("pt", "Àquele", "a")]
    [InlineData("pt", "numa", "em")]
    [InlineData("en", "of", "of")]
    public void A_contracted_word_holds_its_preposition(string language, string spelling, string preposition) =>
        Assert.Equal(preposition, Lexicons[language].Find(spelling).Preposition);

    [Theory]
    [InlineData("en", "According to the mayor, all is well.", "According to", "Sources")]
    [InlineData("en", "They have to stop.", "have to", "Deontic")]
    [InlineData("fr", "D'après le maire, tout va bien.", "D'après", "Sources")]
    [InlineData("fr", "Hier, il faut partir.", "il faut", "Deontic")]
    [InlineData("de", "Nach Angaben von Frau Kern regnet es.", "Nach Angaben von", "Sources")]
    [InlineData("es", "Ahora hay que salir.", "hay que", "Deontic")]
    [InlineData("es", "De acuerdo con la alcaldesa, todo va bien.", "De acuerdo con", "Sources")]
    [InlineData("pt", "De acordo com a ministra, tudo vai bem.", "De acordo com", "Sources")]
    [InlineData("pt", "Agora tem que sair.", "tem que", "Deontic")]
    public void An_expression_of_several_words_is_one_word(string language, string text, string expression, string wordClass)
    {
        using Discourse discourse = Discourse.Read(text, Lexicons[language]);

        Token[] tokens = [.. discourse.Tokens.ToArray().Where(t => string.Equals(text.Substring(t.Start, t.Length), expression, StringComparison.Ordinal))];
        Assert.True(Assert.Single(tokens).Is(Enum.Parse<WordClass>(wordClass)));
    }

    [Theory]
    [InlineData("fr", "L'avis d'aujourd'hui", "L'|avis|d'|aujourd'hui")]
    [InlineData("fr", "A-t-il dit", "A|-t-il|dit")]
    [InlineData("es", "¿Quién habla?", "¿|Quién|habla|?")]
    [InlineData("pt", "Trata-se disto", "Trata|-se|disto")]
    [InlineData("en", "They don’t go", "They|don’t|go")]
    public void Words_are_divided_as_the_language_divides_them(string language, string text, string words)
    {
        using Discourse discourse = Discourse.Read(text, Lexicons[language]);

        Assert.Equal(words, string.Join('|', discourse.Tokens.ToArray().Select(t => text.Substring(t.Start, t.Length))));
    }

    [Fact]
    public void The_longest_ending_tells_the_paradigm_of_a_verb()
    {
        Paradigms paradigms = new();
        paradigms.Add("er", "sg3 e");
        paradigms.Add("tenir", "sg3 tient");

        Assert.Equal(["maintient"], paradigms.Inflect("maintenir", "", "").Select(f => f.Spelling));
        Assert.Equal(["parle"], paradigms.Inflect("parler", "", "").Select(f => f.Spelling));
        Assert.Equal(["voir"], paradigms.Inflect("voir", "", "").Select(f => f.Spelling));
    }

    [Fact]
    public void A_paradigm_may_stand_behind_the_verbs()
    {
        Lexicon lexicon = Lexicon.Parse("[verbs proposal]\npropose : content:obj\n[paradigm e]\nger ing");

        Assert.Equal(VerbForms.Gerund, FormsOf(lexicon.Find("proposing"), "propose", null));
    }

    [Fact]
    public void What_is_no_verb_has_no_verb_forms()
    {
        Lexicon lexicon = Lexicon.Parse("[verbs proposal]\nplan\n[paradigm n]\ninf n\nsg3 ns\n[not-verbs]\nplans");

        Assert.Equal((VerbForms.None, VerbForms.Infinitive), (lexicon.Find("plans").Forms, lexicon.Find("plan").Forms));
        Assert.Empty(lexicon.Find("plans").Cues);
    }

    [Fact]
    public void A_language_without_a_file_is_named()
    {
        InvalidOperationException fault = Assert.Throws<InvalidOperationException>(() => Lexicon.Load("xx"));

        Assert.Contains("xx.txt", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[no-such-section]\nword")]
    [InlineData("word without a section")]
    [InlineData("[verbs proposal]\npropose : content")]
    [InlineData("[verbs proposal]\npropose : contents:obj")]
    [InlineData("[verbs proposal]\npropose : content:")]
    [InlineData("[verbs proposing]\npropose")]
    [InlineData("[verbs]\npropose")]
    [InlineData("[nouns proposal]\ncall calls : for")]
    [InlineData("[nouns proposals]\ncall calls : content:for")]
    [InlineData("[adjectives criticism]\ncritical : aim:of")]
    [InlineData("[paradigm e]\npresent es")]
    [InlineData("[settings]\npro-drop perhaps")]
    [InlineData("[settings]\npro-drop")]
    [InlineData("[suffixes]\ntion")]
    [InlineData("[suffixes]\ntion nouns")]
    [InlineData("[contractions]\nde")]
    [InlineData("[templates]\nshould = no places")]
    [InlineData("[templates]\nshould {0} {1}")]
    [InlineData("[templates]\nshould = {0} should {1}\nshould = {0} must {1}")]
    public void A_malformed_line_is_named(string text)
    {
        InvalidOperationException fault = Assert.Throws<InvalidOperationException>(() => Lexicon.Parse(text));

        Assert.StartsWith("Line ", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_number_of_a_malformed_line_counts_comments_and_empty_lines()
    {
        InvalidOperationException fault = Assert.Throws<InvalidOperationException>(() => Lexicon.Parse("# words\n\n[articles]\nthe a # usual\n[settings]\nloud maybe # wrong"));

        Assert.Equal("Line 6 of the language file is malformed: loud maybe", fault.Message);
    }

    private static VerbForms FormsOf(Word word, string lemma, string? particle) => word.Cues
        .Where(c => c.Cue.Word == CueWord.Verb && string.Equals(c.Cue.Lemma, lemma, StringComparison.Ordinal) && string.Equals(c.Particle, particle, StringComparison.Ordinal))
        .Aggregate(VerbForms.None, (forms, cue) => forms | cue.Forms);
}
