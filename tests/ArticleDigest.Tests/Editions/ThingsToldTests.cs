using ArticleDigest.Analysis;
using ArticleDigest.Editions;

namespace ArticleDigest.Tests.Editions;

/// <summary>The things that policy is about, which two newspapers call by different names.</summary>
public sealed class ThingsToldTests
{
    private static readonly Party Norland = new("Norland", ["norland"]);
    private static readonly PositionComparer WithoutModel = new(StatementVectors.None);

    [Theory]
    [InlineData("en", "ban heavy goods vehicles from the town centre at night", "lorries should be banned from the town centre at night")]
    [InlineData("en", "introduce a clean-air zone in the city centre", "a low-emission zone in the city centre")]
    [InlineData("en", "close the nuclear power station at Hartby by 2030", "shut the Hartby nuclear plant by 2030")]
    [InlineData("en", "raise the minimum wage to £15 an hour", "lift the wage floor to £15 an hour")]
    [InlineData("en", "build 5,000 council homes a year", "build 5,000 homes for social rent every year")]
    [InlineData("en", "reopen the railway line to Mallow", "reopen the rail link to Mallow")]
    [InlineData("en", "ban social media for children under 14", "prohibit social networks for children under 14")]
    [InlineData("en", "ban bottom trawling in protected areas", "outlaw trawling in nature reserves")]
    [InlineData("fr", "interdire les poids lourds dans le centre-ville la nuit", "l'interdiction des camions dans le centre-ville la nuit")]
    [InlineData("fr", "relever le salaire minimum à 1 600 euros", "augmenter le Smic à 1 600 euros")]
    [InlineData("fr", "construire 3 000 logements sociaux par an", "bâtir 3 000 HLM chaque année")]
    [InlineData("fr", "embaucher 200 médecins généralistes dans les campagnes", "recruter 200 médecins de famille dans les campagnes")]
    [InlineData("fr", "interdire les pesticides près des habitations", "interdire les produits phytosanitaires près des habitations")]
    [InlineData("fr", "rouvrir les urgences de l'hôpital la nuit", "rouvrir le service d'urgence de l'hôpital la nuit")]
    [InlineData("fr", "rendre les transports en commun gratuits le dimanche", "la gratuité des transports publics le dimanche")]
    [InlineData("fr", "augmenter les dépenses militaires de 5 %", "une hausse du budget de la défense de 5 %")]
    [InlineData("de", "das Kernkraftwerk Harbeck bis 2030 abschalten", "das Atomkraftwerk Harbeck bis 2030 abschalten")]
    [InlineData("de", "den Mindestlohn auf 15 Euro anheben", "die Lohnuntergrenze auf 15 Euro erhöhen")]
    [InlineData("de", "3000 Sozialwohnungen im Jahr bauen", "jährlich 3000 geförderte Wohnungen bauen")]
    [InlineData("de", "mehr Ladesäulen für Elektroautos in den Dörfern", "mehr Ladestationen für E-Autos in den Dörfern")]
    [InlineData("de", "soziale Medien für Kinder unter 14 verbieten", "soziale Netzwerke für Kinder unter 14 Jahren verbieten")]
    [InlineData("de", "Pestizide in Schutzgebieten verbieten", "ein Verbot von Pflanzenschutzmitteln in Naturschutzgebieten")]
    [InlineData("de", "den Familiennachzug für Flüchtlinge aussetzen", "die Aussetzung der Familienzusammenführung für Flüchtlinge")]
    [InlineData("de", "die Notaufnahme in Lohr auch nachts öffnen", "die Notfallambulanz in Lohr auch nachts öffnen")]
    [InlineData("es", "cerrar la central nuclear de Belmonte en 2030", "el cierre de la planta nuclear de Belmonte en 2030")]
    [InlineData("es", "subir el salario mínimo a 1.300 euros", "elevar el SMI a 1.300 euros")]
    [InlineData("es", "construir 3.000 viviendas sociales al año", "edificar 3.000 viviendas protegidas cada año")]
    [InlineData("es", "rebajar el IVA de la luz al 5 %", "reducir al 5 % el IVA de la electricidad")]
    [InlineData("es", "instalar placas solares en los colegios", "instalar paneles solares en las escuelas")]
    [InlineData("es", "regularizar a los inmigrantes sin papeles", "regularizar a los migrantes indocumentados")]
    [InlineData("es", "rebajar el IRPF a los jóvenes", "bajar el impuesto sobre la renta a los jóvenes")]
    [InlineData("es", "abrir más centros de salud en los barrios", "abrir más ambulatorios en los barrios")]
    [InlineData("pt", "fechar a central nuclear de Almar em 2030", "encerrar a usina nuclear de Almar em 2030")]
    [InlineData("pt", "refeições escolares gratuitas para todos os alunos", "merenda escolar gratuita para todos os alunos")]
    [InlineData("pt", "abolir as propinas no ensino superior", "acabar com as propinas nas universidades")]
    [InlineData("pt", "proibir pesticidas perto de escolas", "proibir agrotóxicos perto de escolas")]
    [InlineData("pt", "reabrir a urgência de obstetrícia do hospital à noite", "reabrir à noite o serviço de urgência de obstetrícia do hospital")]
    [InlineData("pt", "reduzir a conta de luz dos mais pobres", "baixar a conta de energia dos mais pobres")]
    [InlineData("pt", "proibir os camiões no centro à noite", "proibir os veículos pesados no centro à noite")]
    [InlineData("pt", "eleições antecipadas em maio", "antecipar as eleições para maio")]
    public void A_thing_that_goes_by_two_names_is_one(string language, string one, string other) =>
        Assert.Equal(Likeness.Same, Compare(one, language, other, language));

    [Theory]
    [InlineData("en", "ban petrol cars from 2030", "ban diesel cars from 2030")]
    [InlineData("en", "raise the minimum wage", "raise the minimum pension")]
    [InlineData("en", "a bus lane on Mill Road", "a cycle lane on Mill Road")]
    [InlineData("en", "extend maternity leave to 30 weeks", "extend paternity leave to 30 weeks")]
    [InlineData("en", "build a nuclear power station", "build a gas-fired power station")]
    [InlineData("en", "close the police station at night", "close the railway station at night")]
    [InlineData("en", "build more council homes", "build more student homes")]
    [InlineData("en", "free school meals for all pupils", "free school buses for all pupils")]
    [InlineData("fr", "supprimer l'impôt sur le revenu", "supprimer l'impôt sur les sociétés")]
    [InlineData("fr", "construire une piste cyclable", "construire une piste d'athlétisme")]
    [InlineData("fr", "fermer la centrale nucléaire", "fermer la centrale à charbon")]
    [InlineData("fr", "rouvrir le bureau de poste", "rouvrir le bureau de vote")]
    [InlineData("fr", "rouvrir les urgences la nuit", "rouvrir la maternité la nuit")]
    [InlineData("fr", "interdire les réseaux sociaux aux enfants", "interdire les jeux vidéo aux enfants")]
    [InlineData("fr", "davantage de logements sociaux", "davantage de logements étudiants")]
    [InlineData("fr", "légaliser le cannabis", "légaliser la prostitution")]
    [InlineData("de", "eine neue Straßenbahn nach Lohr bauen", "eine neue U-Bahn nach Lohr bauen")]
    [InlineData("de", "die Körperschaftsteuer senken", "die Umsatzsteuer senken")]
    [InlineData("de", "die Wehrpflicht einführen", "die Schulpflicht einführen")]
    [InlineData("de", "einen freiwilligen Wehrdienst einführen", "die Wehrpflicht einführen")]
    [InlineData("de", "mehr Pflegeheime bauen", "mehr Studentenwohnheime bauen")]
    [InlineData("de", "die Polizeiwache Lohr schließen", "die Feuerwache Lohr schließen")]
    [InlineData("de", "ein Verbot von Atomwaffen", "ein Verbot von Streubomben")]
    [InlineData("de", "den Windpark Lohr genehmigen", "den Solarpark Lohr genehmigen")]
    [InlineData("es", "suprimir el impuesto de sucesiones", "suprimir el impuesto de patrimonio")]
    [InlineData("es", "contratar a 200 médicos de familia", "contratar a 200 médicos forenses")]
    [InlineData("es", "un carril bici en la avenida", "un carril bus en la avenida")]
    [InlineData("es", "construir viviendas sociales", "construir viviendas turísticas")]
    [InlineData("es", "cerrar la central nuclear", "cerrar la central térmica")]
    [InlineData("es", "suprimir dos festivos", "suprimir dos semanas de vacaciones")]
    [InlineData("es", "subir el gasto militar", "subir el gasto social")]
    [InlineData("es", "cerrar la comisaría de Belmonte", "cerrar el parque de bomberos de Belmonte")]
    [InlineData("pt", "abolir as portagens na A22", "abolir as propinas na universidade")]
    [InlineData("pt", "ampliar o metrô até o porto", "ampliar o VLT até o porto")]
    [InlineData("pt", "ampliar a licença-maternidade", "ampliar a licença-paternidade")]
    [InlineData("pt", "construir habitação social", "construir residências universitárias")]
    [InlineData("pt", "abolir dois feriados", "abolir duas semanas de férias")]
    [InlineData("pt", "fechar a esquadra de Almar", "fechar o quartel dos bombeiros de Almar")]
    [InlineData("pt", "proibir sacos de plástico", "proibir palhinhas de plástico")]
    [InlineData("pt", "contratar médicos de família", "contratar médicos legistas")]
    public void Things_that_only_sound_alike_are_two(string language, string one, string other) =>
        Assert.Equal(Likeness.Different, Compare(one, language, other, language));

    [Theory]
    [InlineData("en", "a low-emission zone in the centre of Lorne from 2027", "fr", "une zone à faibles émissions dans le centre de Lorne dès 2027")]
    [InlineData("en", "raise the minimum wage to 15 euros", "de", "den Mindestlohn auf 15 Euro anheben")]
    [InlineData("en", "build 5,000 social homes a year", "es", "construir 5.000 viviendas sociales al año")]
    [InlineData("de", "die Militärausgaben um 5 Prozent erhöhen", "en", "raise military spending by 5 per cent")]
    [InlineData("fr", "interdire le chalutage de fond en 2028 dans les réserves naturelles", "es", "prohibir la pesca de arrastre en las reservas naturales en 2028")]
    [InlineData("fr", "prolonger le congé de paternité à 20 semaines", "es", "ampliar el permiso de paternidad a 20 semanas")]
    [InlineData("es", "más puntos de recarga para coches eléctricos en los pueblos", "pt", "mais pontos de recarga para carros elétricos nas aldeias")]
    [InlineData("pt", "transportes públicos gratuitos ao domingo", "fr", "des transports en commun gratuits le dimanche")]
    [InlineData("de", "soziale Medien für Kinder unter 14 Jahren verbieten", "es", "prohibir las redes sociales a los niños menores de 14 años")]
    [InlineData("pt", "instalar painéis solares nas escolas até 2028", "fr", "installer des panneaux solaires sur les écoles d'ici 2028")]
    public void A_thing_is_one_across_languages(string language, string one, string otherLanguage, string other) =>
        Assert.Equal(Likeness.Same, Compare(one, language, other, otherLanguage));

    private static Likeness Compare(string one, string language, string other, string otherLanguage) =>
        WithoutModel.Compare(Proposal(one, language), Proposal(other, otherLanguage));

    private static Position Proposal(string statement, string language) => new(PointKind.Proposal, Norland, null, statement, language);
}
