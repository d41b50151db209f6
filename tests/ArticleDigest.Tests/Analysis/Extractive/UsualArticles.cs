namespace ArticleDigest.Tests.Analysis.Extractive;

/// <summary>A news article of a few paragraphs in each language: some points, and as much that is none.</summary>
internal static class UsualArticles
{
    private const string English = """
        The port authority of Westhaven proposed a second ferry terminal on Tuesday, as its director hit out at the state railway for "years of neglect". The terminal would be built on the site of the old fish market, which has stood empty since the winter storms.

        "The railway should stop blocking the harbour line," director Mina Roth told reporters. "Its timetable is a farce." She said more than forty thousand passengers had missed a connection last summer, when the line was closed for eleven weeks.

        Residents' groups have called for the plans to be published. They also accused the authority of hiding the cost of the terminal, which one engineer put at 90 million crowns. The figure has not been confirmed.

        The railway rejected the criticism. It did not propose a new timetable. A spokesman said the bridge over the canal had to be repaired first, and that the works would last until the end of next year.

        The first ferries sailed from Westhaven in 1874. Today the harbour employs some nine hundred people, most of whom live on the island. The town council will discuss the plans in its session on Thursday.

        The harbour has seen plans come and go before. In 1962 a bridge to the mainland was drawn, and the drawings still hang in the hall of the town museum. In the eighties a ferry of glass and steel was ordered from a yard in the north; it sailed for two summers and was then sold to a river company abroad. The present landing stage dates from 1991 and was built for half as many passengers as now use it on a fine weekend.

        Engineers have measured the ground near the fish market since March. The clay lies deep there, and the piles would be nearly thirty metres long. A model of the harbour stands in the university's wave tank, where students watch on cameras how the water runs between the piers. First results came in May, and a longer series of measurements began in the autumn.

        On the quay opinions were mixed on Tuesday morning. Ole Brand, who sells coffee from a van beside the ticket office, remembered the years in which the queue reached as far as the church. A couple from the island had come with two bicycles and a dog, and waited for the boat at eleven. The boat was on time. At noon the sun came out, and the terrace of the old customs house filled with guests.

        The town has some thirty thousand inhabitants. Its largest employer is a cannery, followed by the hospital and the harbour. Last year ships carried 1.2 million people across the sound, about four per cent more than the year before, and a record number of them in July.
        """;

    private const string French = """
        Le port de Valmer propose un second quai pour les ferries, et sa directrice dénonce le retard de la compagnie ferroviaire. Le quai serait construit à la place de l'ancienne halle aux poissons, vide depuis les tempêtes de l'hiver.

        « La compagnie doit cesser de bloquer la ligne du port », a déclaré la directrice Mina Roth à la presse. « Cet horaire est une honte. » Plus de quarante mille voyageurs ont manqué leur correspondance l'été dernier, lorsque la ligne était fermée pendant onze semaines.

        Les associations de riverains demandent la publication des plans. Elles accusent aussi le port de cacher le coût du quai, qu'un ingénieur estime à 90 millions de couronnes. Le chiffre n'a pas été confirmé.

        Un porte-parole a répondu que le pont sur le canal devait être réparé d'abord et que les travaux dureraient jusqu'à la fin de l'année prochaine. Les premiers bateaux sont partis de Valmer en 1874. Le conseil municipal examinera les plans jeudi.
        """;

    private const string German = """
        Die Hafenbehörde von Westhafen schlägt einen zweiten Anleger für die Fähren vor, und ihre Leiterin kritisiert die Bahn wegen der Verspätungen. Der Anleger soll dort entstehen, wo die alte Fischhalle seit den Stürmen des Winters leer steht.

        „Die Bahn muss die Hafenlinie endlich öffnen“, sagte die Leiterin Mina Roth am Dienstag vor der Presse. „Dieser Fahrplan ist eine Zumutung.“ Mehr als vierzigtausend Reisende hätten im vergangenen Sommer ihren Anschluss verpasst, als die Strecke elf Wochen lang gesperrt war.

        Die Anwohner fordern, die Pläne zu veröffentlichen. Sie werfen der Behörde vor, die Kosten des Anlegers zu verschweigen, die ein Ingenieur auf 90 Millionen Kronen schätzt. Bestätigt wurde die Zahl bisher nicht.

        Die Bahn wies die Vorwürfe zurück. Ein Sprecher sagte, zuerst werde die Brücke über den Kanal repariert; die Arbeiten dauerten bis zum Ende des nächsten Jahres. Die ersten Schiffe fuhren im Jahr 1874. Heute arbeiten rund neunhundert Menschen im Hafen, von denen die meisten auf der Insel wohnen. Der Stadtrat berät am Donnerstag über die Pläne.

        Pläne hat der Hafen schon viele kommen und gehen sehen. Im Jahr 1962 wurde eine Brücke zum Festland gezeichnet, und die Zeichnungen hängen bis heute in der Halle des Stadtmuseums. In den achtziger Jahren bestellte man im Norden eine Fähre aus Glas und Stahl; sie fuhr zwei Sommer lang und kam dann zu einer Reederei am Rhein. Der heutige Anleger stammt von 1991 und wurde für halb so viele Fahrgäste gebaut, wie ihn an einem schönen Wochenende benutzen.

        Seit März messen Ingenieure den Grund neben der Fischhalle. Der Ton liegt dort tief, die Pfähle wären fast dreißig Meter lang. Ein Modell des Hafens steht im Wellenbecken der Universität, wo Studenten mit Kameras beobachten, wie das Wasser zwischen den Molen strömt. Erste Ergebnisse gab es im Mai, eine längere Reihe von Messungen begann im Herbst.

        Am Kai war am Dienstagmorgen wenig los. Ole Brand, der neben dem Fahrkartenschalter Kaffee aus einem Wagen verkauft, erinnerte sich an die Jahre, in denen die Schlange bis zur Kirche reichte. Ein Paar von der Insel war mit zwei Fahrrädern und einem Hund gekommen und wartete auf das Schiff um elf. Das Schiff kam pünktlich. Am Mittag zeigte sich die Sonne, und die Terrasse des alten Zollhauses füllte sich mit Gästen.

        Die Stadt hat rund dreißigtausend Einwohner. Der größte Betrieb ist eine Konservenfabrik, danach kommen das Krankenhaus und der Hafen. Im vergangenen Jahr fuhren 1,2 Millionen Menschen über den Sund, etwa vier Prozent mehr als im Jahr zuvor, so viele wie nie im Juli.
        """;

    private const string Spanish = """
        La autoridad del puerto de Valmar propone un segundo muelle para los transbordadores, y su directora denuncia el abandono de la línea férrea. El muelle se construiría en el lugar de la antigua lonja, vacía desde los temporales del invierno.

        «La compañía debe dejar de bloquear la línea del puerto», dijo la directora Mina Roth a la prensa. «Este horario es una vergüenza». Más de cuarenta mil viajeros perdieron su enlace el verano pasado, cuando la línea estuvo cerrada durante once semanas.

        Los vecinos piden que se publiquen los planos. También acusan a la autoridad de ocultar el coste del muelle, que un ingeniero calcula en 90 millones de coronas. La cifra no ha sido confirmada.

        Un portavoz respondió que primero había que reparar el puente sobre el canal y que las obras durarían hasta finales del año que viene. Los primeros barcos zarparon en 1874. Hoy el puerto da trabajo a unas novecientas personas, la mayoría de las cuales vive en la isla. El concejo estudiará los planos el jueves.

        El puerto ha visto pasar muchos planes. En 1962 se dibujó un puente hasta tierra firme, y los dibujos cuelgan todavía en la sala del museo de la ciudad. En los años ochenta se encargó un transbordador de cristal y acero a un astillero del norte; navegó dos veranos y pasó después a una compañía fluvial. El embarcadero actual es de 1991 y se construyó para la mitad de los pasajeros que hoy lo usan en un buen fin de semana.

        Desde marzo los ingenieros miden el suelo junto a la lonja. La arcilla está allí muy honda, y los pilotes tendrían casi treinta metros. Una maqueta del puerto se encuentra en el canal de olas de la universidad, donde los estudiantes observan con cámaras cómo corre el agua entre los espigones. Los primeros resultados llegaron en mayo, y en otoño comenzó una serie más larga de mediciones.

        En el muelle había poca gente el martes por la mañana. Olmo Brandes, que vende café en una furgoneta junto a la taquilla, recordaba los años en que la cola llegaba hasta la iglesia. Una pareja de la isla había venido con dos bicicletas y un perro, y esperaba el barco de las once. El barco llegó a su hora. A mediodía salió el sol, y la terraza de la antigua aduana se llenó de clientes.

        La ciudad tiene unos treinta mil habitantes. La mayor empresa es una conservera, seguida del hospital y del puerto. El año pasado los barcos llevaron a 1,2 millones de personas al otro lado del estrecho, cerca de un cuatro por ciento más que el año anterior, y en julio más que nunca.
        """;

    private const string Portuguese = """
        A autoridade do porto de Valmar propõe um segundo cais para as barcas, e a sua diretora denuncia o abandono da linha férrea. O cais seria construído no lugar da antiga lota, vazia desde os temporais do inverno.

        "A companhia deve parar de bloquear a linha do porto", disse a diretora Mina Roth aos jornalistas. "Este horário é uma vergonha." Mais de quarenta mil passageiros perderam a ligação no verão passado, quando a linha esteve fechada durante onze semanas.

        Os moradores pedem a publicação das plantas. Também acusam a autoridade de esconder o custo do cais, que um engenheiro calcula em 90 milhões de coroas. O número não foi confirmado.

        Um porta-voz respondeu que a ponte sobre o canal tinha de ser reparada primeiro e que as obras durariam até ao fim do próximo ano. Os primeiros barcos partiram em 1874. A câmara vai estudar as plantas na quinta-feira.
        """;

    /// <summary>The article in a language (ISO 639-1).</summary>
    public static string In(string language) => language switch
    {
        "en" => English,
        "fr" => French,
        "de" => German,
        "es" => Spanish,
        "pt" => Portuguese,
        _ => throw new ArgumentOutOfRangeException(nameof(language), language, "There is no article in it."),
    };
}
