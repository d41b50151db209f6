using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.Text.RegularExpressions;
using ArticleDigest.Editions;
using ArticleDigest.Letters;

namespace ArticleDigest.Tests.Letters;

public sealed class WordsTests
{
    private const string Dates = "dates";

    // Their names are put together of the section and a code.
    private const string LanguageNames = "languages";

    public static TheoryData<string> Languages => [.. ScheduleOptions.Languages];

    [Theory]
    [MemberData(nameof(Languages))]
    public void Every_language_has_the_same_entries_and_wants_the_same_put_in(string language)
    {
        WordsFile english = FileOf("en");
        WordsFile file = FileOf(language);

        Assert.Equal(english.Names.Order(StringComparer.Ordinal), file.Names.Order(StringComparer.Ordinal));
        Assert.All(english.Names.Where(name => SectionOf(name) != Dates), name => Assert.Equal(
            english.Of(name)[0].Wanted.Order(StringComparer.Ordinal),
            file.Of(name)[0].Wanted.Order(StringComparer.Ordinal)));

        // Not every language tells the weekday within a sentence.
        Assert.All(english.Names.Where(name => SectionOf(name) == Dates), name => Assert.Subset(
            new HashSet<string>(english.Of(name)[0].Wanted), new HashSet<string>(file.Of(name)[0].Wanted)));
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void Every_sentence_renders_with_what_it_wants_and_leaves_no_brace(string language)
    {
        WordsFile file = FileOf(language);

        Assert.All(file.Names.SelectMany(name => file.Of(name)), form =>
        {
            string text = WordsTemplate.Fill(form.Pieces, [.. form.Wanted.Select(wanted => (wanted, "×"))]);
            Assert.DoesNotContain(text, c => c is '{' or '}' or '|');
            Assert.NotEmpty(text);
            Assert.DoesNotContain("  ", text, StringComparison.Ordinal);
            Assert.Equal(form.Pieces.Count(p => p.IsName), text.Count(c => c == '×'));
        });
    }

    [Fact]
    public void Every_entry_that_code_names_is_there_and_every_one_there_is_named()
    {
        HashSet<string> sections = [.. FileOf("en").Names.Select(SectionOf)];

        string[] named = [.. LiteralsOf(typeof(Words).Assembly).Where(l => Regex.IsMatch(l, "^[a-z-]+\\.[a-z-]+$") && sections.Contains(SectionOf(l))).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

        Assert.Equal(FileOf("en").Names.Where(name => SectionOf(name) != LanguageNames).Order(StringComparer.Ordinal), named);
    }

    [Theory]
    [InlineData("en", "Tuesday 3 March 2026", "Sunday 1 February 2026", "21 Nov 2026", "Tuesday 3 March 2026, 07:05 (Europe/Berlin)")]
    [InlineData("fr", "mardi 3 mars 2026", "dimanche 1er février 2026", "21 nov. 2026", "mardi 3 mars 2026 à 07:05 (Europe/Berlin)")]
    [InlineData("de", "Dienstag, 3. März 2026", "Sonntag, 1. Februar 2026", "21. Nov. 2026", "Dienstag, 3. März 2026, 07:05 Uhr (Europe/Berlin)")]
    [InlineData("es", "martes, 3 de marzo de 2026", "domingo, 1 de febrero de 2026", "21 nov 2026", "martes 3 de marzo de 2026, 07:05 h (Europe/Berlin)")]
    [InlineData("pt", "terça-feira, 3 de março de 2026", "domingo, 1 de fevereiro de 2026", "21 nov. 2026", "terça-feira, 3 de março de 2026, 07:05 (Europe/Berlin)")]
    public void Dates_are_written_as_the_language_writes_them(string language, string tuesday, string first, string november, string moment)
    {
        Words words = Words.Of(language);

        Assert.Equal(tuesday, words.Long(new DateOnly(2026, 3, 3)));
        Assert.Equal(first, words.Long(new DateOnly(2026, 2, 1)));
        Assert.Equal(november, words.Short(new DateOnly(2026, 11, 21)));
        Assert.Equal(moment, words.Moment(new DateTimeOffset(2026, 3, 3, 7, 5, 0, TimeSpan.FromHours(1)), "Europe/Berlin"));
    }

    [Theory]
    [InlineData("en", "0", "999", "1,234", "12,345", "-1,234,567", "1,234.50")]
    [InlineData("fr", "0", "999", "1\u202F234", "12\u202F345", "-1\u202F234\u202F567", "1\u202F234,50")]
    [InlineData("de", "0", "999", "1.234", "12.345", "-1.234.567", "1.234,50")]
    [InlineData("es", "0", "999", "1234", "12.345", "-1.234.567", "1234,50")]
    [InlineData("pt", "0", "999", "1234", "12\u00A0345", "-1\u00A0234\u00A0567", "1234,50")]
    public void Numbers_are_grouped_as_the_language_groups_them(string language, string none, string three, string four, string five, string seven, string sum)
    {
        Words words = Words.Of(language);

        Assert.Equal([none, three, four, five, seven], ((int[])[0, 999, 1234, 12345, -1234567]).Select(n => words.Number(n)));
        Assert.Equal(sum, words.Sum(1234.499m));
    }

    [Theory]
    [InlineData("en", "0 proposals", "1 proposal", "2 proposals")]
    [InlineData("fr", "0 proposition", "1 proposition", "2 propositions")]
    [InlineData("de", "0 Vorschläge", "1 Vorschlag", "2 Vorschläge")]
    [InlineData("es", "0 propuestas", "1 propuesta", "2 propuestas")]
    [InlineData("pt", "0 propostas", "1 proposta", "2 propostas")]
    public void A_number_takes_the_form_that_goes_with_it(string language, string none, string one, string two)
    {
        Words words = Words.Of(language);

        Assert.Equal([none, one, two], ((int[])[0, 1, 2]).Select(n => words.Say("counts.proposals", n)));
    }

    [Fact]
    public void What_is_put_in_stands_as_it_is_whatever_braces_it_has() =>
        Assert.Equal("“{then} | {text}”", Words.English.Say("marks.quote", ("text", "{then} | {text}")));

    [Fact]
    public void An_entry_that_is_not_there_or_wants_something_else_is_refused()
    {
        Assert.Throws<ArgumentException>(() => Words.English.Say("headings.none-of-these"));
        Assert.Throws<ArgumentException>(() => Words.English.Say("marks.quote"));
        Assert.Throws<ArgumentException>(() => Words.English.Say("marks.quote", ("text", "a"), ("other", "b")));
        Assert.Throws<ArgumentException>(() => Words.English.Say("headings.in-short", ("text", "a")));
        Assert.Throws<ArgumentException>(() => Words.English.Say("counts.proposals"));
        Assert.Throws<ArgumentOutOfRangeException>(() => Words.Of("it"));
        Assert.Null(Words.Find("EN"));
        Assert.Null(Words.Find(null));
    }

    [Theory]
    [InlineData("name = text before any section")]
    [InlineData("[a]\nNAME = text")]
    [InlineData("[a]\nname text")]
    [InlineData("[a]\nname = {open")]
    [InlineData("[a]\nname = close}")]
    [InlineData("[a]\nname = {}")]
    [InlineData("[a]\nname = one | two | three")]
    [InlineData("[a]\nname = once\nname = twice")]
    public void A_malformed_line_is_named(string text) =>
        Assert.Contains("is malformed", Assert.Throws<InvalidOperationException>(() => WordsFile.Parse(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void Marks_that_must_not_begin_a_line_are_held_by_spaces_that_do_not_break()
    {
        WordsFile file = WordsFile.Parse("[a]\nname = Il a dit : « Oui ! » ; non ?\nspaced = \" : \"");

        Assert.Equal("Il a dit\u00A0: «\u00A0Oui\u202F!\u00A0»\u202F; non\u202F?", file.Of("a.name")[0].Text);
        Assert.Equal("\u00A0: ", file.Of("a.spaced")[0].Text);
    }

    private static string SectionOf(string name) => name[..name.IndexOf('.', StringComparison.Ordinal)];

    private static WordsFile FileOf(string language)
    {
        using StreamReader reader = new(typeof(Words).Assembly.GetManifestResourceStream($"ArticleDigest.Letters.Words.{language}.txt")!);
        return WordsFile.Parse(reader.ReadToEnd());
    }

    /// <summary>All string literals of an assembly's code.</summary>
    private static IEnumerable<string> LiteralsOf(Assembly assembly)
    {
        using PEReader file = new(File.OpenRead(assembly.Location));
        MetadataReader reader = file.GetMetadataReader();
        List<string> literals = [];
        for (UserStringHandle handle = MetadataTokens.UserStringHandle(1); !handle.IsNil; handle = reader.GetNextHandle(handle))
        {
            literals.Add(reader.GetUserString(handle));
        }

        return literals;
    }
}
