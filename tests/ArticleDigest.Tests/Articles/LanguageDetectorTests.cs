using ArticleDigest.Articles;

namespace ArticleDigest.Tests.Articles;

public class LanguageDetectorTests
{
    private static readonly LanguageDetector Detector = new();

    [Theory]
    [InlineData("en", "The council proposed a second bridge on Monday, but fishermen said that the plan was a waste of money and that nobody had asked them about it.")]
    [InlineData("fr", "Le conseil a proposé lundi un deuxième pont, mais les pêcheurs ont dénoncé un gaspillage et regrettent que personne ne les ait consultés sur ce projet.")]
    [InlineData("de", "Der Rat hat am Montag eine zweite Brücke vorgeschlagen, doch die Fischer nennen den Plan eine Verschwendung, um die niemand gebeten habe.")]
    [InlineData("es", "El consejo propuso el lunes un segundo puente, pero los pescadores dijeron que el plan es un derroche y que nadie les había preguntado por él.")]
    [InlineData("pt", "O conselho propôs na segunda-feira uma segunda ponte, mas os pescadores disseram que o plano é um desperdício e que ninguém lhes perguntou nada.")]
    [InlineData("it", "Il consiglio ha proposto lunedì un secondo ponte, ma i pescatori dicono che il piano è uno spreco di denaro e che nessuno li ha consultati.")]
    [InlineData("nl", "De raad heeft maandag een tweede brug voorgesteld, maar de vissers noemen het plan geldverspilling en zeggen dat niemand hun iets heeft gevraagd.")]
    [InlineData("sv", "Rådet föreslog på måndagen en andra bro, men fiskarna säger att planen är slöseri med pengar och att ingen har frågat dem om saken.")]
    [InlineData("da", "Rådet foreslog mandag en ny bro, men fiskerne siger, at planen er spild af penge, og at ingen har spurgt dem, hvad de mener om sagen.")]
    [InlineData("no", "Rådet foreslo mandag en ny bro, men fiskerne sier at planen er sløsing med penger og at ingen har spurt dem hva de mener om saken.")]
    [InlineData("pl", "Rada zaproponowała w poniedziałek budowę drugiego mostu, ale rybacy mówią, że to strata pieniędzy i że nikt ich nie pytał o zdanie.")]
    [InlineData("ru", "Совет предложил в понедельник построить второй мост, но рыбаки считают, что это пустая трата денег, и никто их об этом не спрашивал.")]
    [InlineData("uk", "Рада запропонувала в понеділок збудувати другий міст, але рибалки вважають, що це марна трата грошей, і ніхто їх про це не питав.")]
    [InlineData("el", "Το συμβούλιο πρότεινε μια δεύτερη γέφυρα, αλλά οι ψαράδες λένε ότι είναι σπατάλη.")]
    [InlineData("ar", "اقترح المجلس يوم الاثنين بناء جسر ثان لكن الصيادين قالوا إن الخطة مضيعة للمال.")]
    [InlineData("he", "המועצה הציעה ביום שני לבנות גשר שני, אך הדייגים אמרו שהתוכנית היא בזבוז כסף.")]
    [InlineData("zh", "市议会周一提议修建第二座大桥，但渔民表示该计划浪费金钱。")]
    [InlineData("ja", "市議会は月曜日に二本目の橋を提案したが、漁師たちは計画が無駄遣いだと批判した。")]
    [InlineData("ko", "의회는 월요일에 두 번째 다리를 제안했지만 어민들은 돈 낭비라고 말했다.")]
    [InlineData("th", "สภาเสนอให้สร้างสะพานแห่งที่สองในวันจันทร์")]
    [InlineData("hi", "परिषद ने सोमवार को दूसरे पुल का प्रस्ताव रखा, लेकिन मछुआरों ने इसे पैसे की बर्बादी बताया।")]
    public void A_short_text_shows_its_language(string language, string text) =>
        Assert.Equal(language, Detector.Detect(text, hint: null));

    [Theory]
    [InlineData("")]
    [InlineData("1 2 3 4 5 6 7 8 9")]
    [InlineData("Xqj wvk zzpt bnmq xklw prtv qqwz mnbv lkjh")]
    public void A_text_of_no_language_is_undecided(string text) => Assert.Equal("und", Detector.Detect(text, hint: null));

    [Theory]
    [InlineData("sv-SE", "sv")]
    [InlineData("EN", "en")]
    [InlineData("english", "und")]
    [InlineData("xx", "und")]
    public void A_hint_decides_only_what_the_text_leaves_open(string hint, string language)
    {
        Assert.Equal(language, Detector.Detect("Xqj wvk zzpt bnmq", hint));
        Assert.Equal("en", Detector.Detect("The council said that it was not to be had for the money.", hint));
    }

    [Fact]
    public void A_quotation_in_another_language_does_not_decide() =>
        Assert.Equal("de", Detector.Detect("Der Rat hat am Montag eine zweite Brücke vorgeschlagen, und die Fischer sind nicht mit dem Plan einverstanden. „It is a waste of money and nobody asked for it“, sagte einer von ihnen nach der Sitzung im Rathaus.", hint: null));
}
