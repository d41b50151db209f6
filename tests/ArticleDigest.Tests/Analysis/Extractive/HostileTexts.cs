namespace ArticleDigest.Tests.Analysis.Extractive;

/// <summary>Words and signs that make the worst texts of a language when put together by chance.</summary>
internal static class HostileTexts
{
    private static readonly string[] Signs =
    [
        "\"", "“", "”", "„", "«", "»", "'", "’", ",", ".", "?", "¿", "(", ")", "—", "-", ";", ":", "\n\n", "``", "12,5",
        "\ud83d\ude00", "\ud83d", "\u202e", "\u0301", "e.g.", "U.S.",
    ];

    /// <summary>The words of a language (ISO 639-1) that cues, clauses and names hang on, and the signs of all.</summary>
    public static string[] PartsOf(string language) => [.. Signs, .. WordsOf(language).Split(' ')];

    private static string WordsOf(string language) => language switch
    {
        "en" => "the Minister ministers said that that ’s and but criticised proposed should to stop call for who by it both sides their according to if unless not",
        "fr" => "le la l' d’ du aux Ministre ministres a dit que qu' et mais critiqué propose doit de cesser appelle à qui par il -t-il elle les deux pays leur selon si ne pas y avoir été nous en s'",
        "de" => "der die den Minister Ministerin sagte dass und aber kritisiert schlägt vor fordert auf lehnt ab wirft soll müsse zu stoppen von vom die er sie beide Länder ihr laut zufolge wenn nicht kein wurde habe wir für",
        "es" => "el la del al Ministro ministros dijo que y pero criticó propone debe de detener pide a que hay quien por ambos países su según si no se lo hacerlo exigimos fue en",
        "pt" => "o a do à pelo Ministro ministros disse que e mas criticou propõe deve de parar pede que há quem por ambos os países seu segundo se não -se -lo exigimos foi em",
        _ => throw new ArgumentOutOfRangeException(nameof(language), language, "There are no words of it."),
    };
}
