using ArticleDigest.Analysis;
using ArticleDigest.Analysis.Extractive;
using ArticleDigest.Articles;

namespace ArticleDigest.Tests.Analysis.Extractive;

public sealed class HeardTargetsTests
{
    [Theory]
    [InlineData("en", "The Automobile Club criticised the city council for ignoring drivers. The city council said the plan had been discussed for two years. The weather was fine, the ferry captain said.", "the city council", "The city council said the plan had been discussed for two years.")]
    [InlineData("en", "The Automobile Club criticised Mayor Clara Weiss for ignoring drivers. \"We have listened to everybody,\" Weiss replied.", "Clara Weiss", "\"We have listened to everybody,\" Weiss replied.")]
    [InlineData("fr", "Le syndicat a critiqué la mairie pour son silence. La mairie a répondu que le projet serait présenté en mai.", "la mairie", "La mairie a répondu que le projet serait présenté en mai.")]
    [InlineData("de", "Der Verband kritisierte das Ministerium wegen seines Zögerns. Das Ministerium erklärte, der Entwurf liege seit Mai vor.", "das Ministerium", "Das Ministerium erklärte, der Entwurf liege seit Mai vor.")]
    [InlineData("es", "El sindicato criticó al ministerio por su silencio. El ministerio respondió que el plan se presentará en mayo.", "el ministerio", "El ministerio respondió que el plan se presentará en mayo.")]
    [InlineData("pt", "O sindicato criticou o ministério pelo seu silêncio. O ministério respondeu que o plano será apresentado em maio.", "o ministério", "O ministério respondeu que o plano será apresentado em maio.")]
    public void What_somebody_says_who_is_criticised_is_heard_and_what_others_say_is_not(string language, string text, string target, string said)
    {
        Saying saying = Assert.Single(HeardTargets.In(ArticleOf(language, text), [CriticismOf(target, text)])!);

        Assert.Equal(said, saying.Evidence.Quote);
        Assert.Equal(said, text.Substring(saying.Evidence.Start, saying.Evidence.Length));
    }

    [Theory]
    [InlineData("en", "Emil Stoica accused the energy ministry of withholding two reports. The energy ministry rejected the accusation as baseless.", "the energy ministry")]
    [InlineData("fr", "Le syndicat a critiqué la mairie pour son silence. La mairie rejette ces accusations.", "la mairie")]
    [InlineData("de", "Der Verband kritisierte das Ministerium wegen seines Zögerns. Das Ministerium wies die Vorwürfe zurück.", "das Ministerium")]
    [InlineData("es", "El sindicato criticó al ministerio por su silencio. El ministerio rechazó las acusaciones.", "el ministerio")]
    [InlineData("pt", "O sindicato criticou o ministério pelo seu silêncio. O ministério rejeitou as acusações.", "o ministério")]
    public void That_somebody_rejects_an_accusation_is_heard_too(string language, string text, string target)
    {
        Saying saying = Assert.Single(HeardTargets.In(ArticleOf(language, text), [CriticismOf(target, text)])!);

        Assert.Equal(text[(text.IndexOf(". ", StringComparison.Ordinal) + 2)..], saying.Evidence.Quote);
    }

    [Theory]
    [InlineData("Emil Stoica accused the energy ministry of withholding two reports. The finance ministry rejected the budget.")]
    [InlineData("Emil Stoica accused the energy ministry of withholding two reports. Nora Vidal rejected the accusation.")]
    public void What_others_reject_and_what_is_no_accusation_is_not_heard(string text)
    {
        Assert.Empty(HeardTargets.In(ArticleOf("en", text), [CriticismOf("the energy ministry", text)])!);
    }

    [Fact]
    public void Who_is_criticised_and_has_no_say_is_not_heard()
    {
        const string text = "The Automobile Club criticised the city council for ignoring drivers. The club said so on Monday.";

        Assert.DoesNotContain(HeardTargets.In(ArticleOf("en", text), [CriticismOf("the city council", text)])!, s => s.Speaker.Contains("council", StringComparison.Ordinal));
    }

    [Fact]
    public void In_a_language_that_is_not_read_nobody_is_listened_to()
    {
        Assert.Null(HeardTargets.In(ArticleOf("nl", "De bond bekritiseerde de gemeente."), [CriticismOf("de gemeente", "De bond bekritiseerde de gemeente.")]));
    }

    private static Article ArticleOf(string language, string text) => new() { Id = "a", Title = "A title", Language = language, Text = text };

    private static Point CriticismOf(string target, string text) => new()
    {
        Kind = PointKind.Criticism,
        Actor = "somebody",
        Target = target,
        Statement = "for something",
        Evidence = new Evidence(text[..20], 0, 20, Voice.Reported),
    };
}
