using ArticleDigest.Letters;
using MimeKit;

namespace ArticleDigest.Tests.Letters;

public sealed class PickupPostmanTests : IDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), "pickup-" + Path.GetRandomFileName());

    private PickupPostman Postman => new(new MailOptions { PickupFolder = Path.Combine(_folder, "outbox") });

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    public PickupPostmanTests() => Directory.CreateDirectory(_folder);

    [Fact]
    public async Task A_letter_becomes_one_file_with_its_bytes_also_when_it_comes_twice()
    {
        MimeMessage letter = await LetterAsync();

        Delivery first = await Postman.DeliverAsync(letter, _ => Task.FromResult(true), default);
        Delivery second = await Postman.DeliverAsync(letter, _ => Task.FromResult(true), default);

        string file = Assert.Single(Directory.GetFiles(_folder, "*", SearchOption.AllDirectories));
        Assert.Equal((DeliveryStatus.Sent, DeliveryStatus.Sent), (first.Status, second.Status));
        Assert.Equal("daily-2026-11-23-0123456789abcdef0123456789abcdef.eml", Path.GetFileName(file));
        Assert.Equal(letter.Subject, MimeMessage.Load(file).Subject);
        string bytes = await File.ReadAllTextAsync(file);
        Assert.Equal(bytes.Count(c => c == '\n'), bytes.Split("\r\n").Length - 1);
    }

    [Fact]
    public async Task Nothing_is_left_of_a_letter_that_is_not_ours()
    {
        Delivery delivery = await Postman.DeliverAsync(await LetterAsync(), _ => Task.FromResult(false), default);

        Assert.Equal(DeliveryStatus.NotOurs, delivery.Status);
        Assert.Empty(Directory.GetFiles(_folder, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Only_a_letter_that_is_there_can_be_settled()
    {
        MimeMessage letter = await LetterAsync();

        Assert.Null(await Postman.SettleAsync(letter, default));
        await Postman.DeliverAsync(letter, _ => Task.FromResult(true), default);
        Assert.Equal(DeliveryStatus.Sent, (await Postman.SettleAsync(letter, default))?.Status);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_puts_the_letter_off_and_is_not_named()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "outbox"), "a file in the folder's place");

        Delivery delivery = await Postman.DeliverAsync(await LetterAsync(), _ => Task.FromResult(true), default);

        Assert.Equal(DeliveryStatus.PutOff, delivery.Status);
        Assert.DoesNotContain(_folder, delivery.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_file_name_is_made_from_a_strange_message_id()
    {
        MimeMessage letter = await LetterAsync();
        letter.Headers.Replace(HeaderId.MessageId, "<../../x.y.z@example.org>");

        await Postman.DeliverAsync(letter, _ => Task.FromResult(true), default);

        string file = Assert.Single(Directory.GetFiles(_folder, "*", SearchOption.AllDirectories));
        Assert.Matches("^[0-9a-f]{64}\\.eml$", Path.GetFileName(file));
    }

    private static Task<MimeMessage> LetterAsync() => new LetterComposer(new MailOptions()).ComposeAsync(
        SampleEditions.FullDay(), new Recipient("0123456789abcdef0123456789abcdef", "ana@example.org", "Ana"));
}
