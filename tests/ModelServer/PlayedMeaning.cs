using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ModelServer;

/// <summary>
/// Plays what an embedding model makes of a text: a vector that is the sum of a direction for each of its words. Words of the
/// same beginning have one direction, and so have words of five languages for the same thing, as far as the table here has them.
/// </summary>
public static class PlayedMeaning
{
    // Words that differ only behind this are one word's forms.
    private const int Stem = 5;
    private const int ShortestWord = 3;

    // A line is one thing: word beginnings in English, German, French, Spanish and Portuguese.
    private static readonly string[] Things =
    [
        "toll charg fee maut gebuhr abgabe peage redevance peaje tasa portagem taxa",
        "lorry lorri truck lkw lastwagen lastkraft camion camiao camioes caminh",
        "harbour harbor port hafen hafens puerto porto",
        "ban forbid verbot verbiet verboten interdi prohib proibi",
        "school schule schulen ecole escuela escola",
        "phone mobile handy handys smartphone telephone movil telemo celular",
        "bridge brucke bruck pont puente ponte",
        "build construct bauen baut bau construi constru",
        "night nacht nuit noche noite",
        "bus busse autobus autocar onibus",
        "tax steuer impot impots impuesto imposto",
        "raise increase erhoh anheb augment relev aumenta subir elevar",
        "lower cut reduce senken senkt kurzen baisse reduire reduir rebaja bajar baixar",
        "rent miete mieten loyer alquiler aluguel renda",
        "freeze cap deckel einfrier gel geler bloque congel",
        "introduc levy bring einfuhr erheb introdui instaur etabli implant cobrar criar",
        "free gratis kostenlos gratuit gratui",
        "hospital krank hopit",
        "close closure schlies schlus fermer fermet cerrar cierre fechar encerr",
        "water wasser eau agua",
        "treaty agreement vertrag abkommen traite accord tratado acuerdo acordo",
        "summit gipfel sommet cumbre cimeira cupula",
        "sanction sanktion sancion sancoes sancao",
        "city town stadt ville ciudad cidade",
        "government regier gouver gobier govern",
        "fish fishing fisch peche pesca",
        "lighthouse leuchtturm phare faro farol",
        "paint streichen peindre pintar",
        "quota quote quoten cuota cota",
    ];

    // Words that say little about what a text is about.
    private static readonly HashSet<string> Fillers = new(
        "the and for with that from into all its are will would should der die das den dem des ein eine einen einer eines und fur mit von auf alle les une des aux dans pour avec sur tous toutes los las una uno para por con del todos todas dos das uma com nos nas que".Split(' '),
        StringComparer.Ordinal);

    private static readonly Dictionary<string, int> ThingOf = Things
        .SelectMany((line, number) => line.Split(' ').Select(word => (Word: StemOf(word), Number: number)))
        .DistinctBy(thing => thing.Word, StringComparer.Ordinal)
        .ToDictionary(thing => thing.Word, thing => thing.Number, StringComparer.Ordinal);

    /// <summary>A text's vector, of length 1.</summary>
    /// <param name="text">The text.</param>
    /// <param name="dimensions">How many numbers it has; from 1.</param>
    public static float[] VectorOf(string text, int dimensions)
    {
        float[] sum = new float[dimensions];
        foreach (string word in WordsOf(text).DefaultIfEmpty(text))
        {
            string meaning = ThingOf.TryGetValue(StemOf(word), out int thing) ? $"thing {thing}" : StemOf(word);
            float[] direction = DirectionOf(meaning, dimensions);
            for (int i = 0; i < dimensions; i++)
            {
                sum[i] += direction[i];
            }
        }

        double length = Math.Sqrt(sum.Sum(n => (double)n * n));
        return [.. sum.Select(n => (float)(n / length))];
    }

    private static IEnumerable<string> WordsOf(string text)
    {
        string plain = string.Concat(text.Normalize(NormalizationForm.FormD)
            .Where(c => CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark)
            .Select(c => char.IsLetterOrDigit(c) ? char.ToLowerInvariant(c) : ' '));
        return plain.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Where(word => (word.Length >= ShortestWord || char.IsDigit(word[0])) && !Fillers.Contains(word));
    }

    // All five languages have plurals that end with an s.
    private static string StemOf(string word) => word.TrimEnd('s') is var stem && stem.Length > Stem ? stem[..Stem] : stem;

    /// <summary>A direction of its own for each meaning: two of them are nearly at right angles, as most directions are.</summary>
    private static float[] DirectionOf(string meaning, int dimensions)
    {
        float[] direction = new float[dimensions];
        byte[] hash = [];
        for (int i = 0; i < dimensions; i++)
        {
            int at = i % SHA256.HashSizeInBytes;
            hash = at == 0 ? SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{meaning} {i}"))) : hash;
            direction[i] = hash[at] - 127.5f;
        }

        return direction;
    }
}
