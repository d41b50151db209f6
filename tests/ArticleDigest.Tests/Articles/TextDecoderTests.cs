using System.Text;

namespace ArticleDigest.Tests.Articles;

public class TextDecoderTests
{
    private const string Quote = "“Für Österreich – naïve plans”, said the mayor of Zürich, and nobody at the meeting disagreed with her at all.";

    public static TheoryData<string> Encodings => ["utf-8", "utf-16", "utf-16BE", "utf-32", "utf-32BE"];

    [Theory]
    [MemberData(nameof(Encodings))]
    public void A_byte_order_mark_tells_the_encoding(string name)
    {
        Encoding encoding = Encoding.GetEncoding(name);

        byte[] bytes = [.. encoding.GetPreamble(), .. encoding.GetBytes(Quote)];

        Assert.Equal(Quote, Drops.Read("a.txt", bytes).Text);
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    public void The_encoding_is_found_without_a_mark(string name) =>
        Assert.Equal(Quote, Drops.Read("a.txt", Encoding.GetEncoding(name).GetBytes(Quote)).Text);

    [Fact]
    public void What_is_not_UTF_8_is_Windows_1252() =>
        Assert.Equal(Quote, Drops.Read("a.txt", Windows1252(Quote)).Text);

    [Fact]
    public void A_page_in_the_encoding_it_declares_is_read()
    {
        const string Words = "Муниципальный совет предложил построить второй мост через залив, но рыбаки назвали этот план пустой тратой денег.";
        string page = $"<html><head><meta http-equiv='Content-Type' content='text/html; charset=windows-1251'><title>Мост</title></head><body><p>{Words}</p></body></html>";
        byte[] bytes = CodePagesEncodingProvider.Instance.GetEncoding(1251)!.GetBytes(page);

        Assert.Equal(Words, Drops.Read("a.html", bytes).Text);
    }

    [Fact]
    public void A_page_in_the_encoding_its_XML_declaration_names_is_read()
    {
        string page = $"<?xml version=\"1.0\" encoding=\"ISO-8859-2\"?><html><head><title>Most</title></head><body><p>{PolishWords}</p></body></html>";
        byte[] bytes = CodePagesEncodingProvider.Instance.GetEncoding("iso-8859-2")!.GetBytes(page);

        Assert.Equal(PolishWords, Drops.Read("a.xhtml", bytes).Text);
    }

    [Fact]
    public void A_page_that_wrongly_claims_UTF_8_is_Windows_1252()
    {
        byte[] bytes = Windows1252($"<html><head><meta charset=utf-8><title>Plan</title></head><body><p>{Quote}</p></body></html>");

        Assert.Equal(Quote, Drops.Read("a.html", bytes).Text);
    }

    [Fact]
    public void A_byte_that_no_encoding_has_makes_a_drop_undecodable() =>
        Assert.StartsWith("undecodable", Drops.Reject("a.txt", [.. Windows1252(Quote), 0x81]), StringComparison.Ordinal);

    [Fact]
    public void Half_a_character_after_a_mark_makes_a_drop_undecodable() =>
        Assert.StartsWith("undecodable", Drops.Reject("a.txt", [0xFF, 0xFE, 0x41, 0x00, 0x00, 0xD8]), StringComparison.Ordinal);

    [Fact]
    public void Zero_bytes_make_a_drop_binary() =>
        Assert.StartsWith("a binary file", Drops.Reject("a.txt", "words and words\0\0\0 and words and"), StringComparison.Ordinal);

    [Fact]
    public void Many_control_characters_make_a_drop_binary() =>
        Assert.StartsWith("a binary file", Drops.Reject("a.txt", Drops.First + "\u0001\u0002\u0003\u0004"), StringComparison.Ordinal);

    [Fact]
    public void One_stray_control_character_is_left_out() =>
        Assert.Equal(Drops.First, Drops.Read("a.txt", Drops.First + "\u0003").Text);

    private const string PolishWords = "Rada miasta zaproponowała budowę drugiego mostu, ale rybacy mówią, że to strata pieniędzy i że nikt o to nie prosił.";

    private static byte[] Windows1252(string text) => CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetBytes(text);
}
