using Azure.Storage.Blobs;

namespace DigestFunctions.Browser.Tests;

/// <summary>Articles whose titles, names, quotes and file names would do something if a page let them.</summary>
internal static class HostileArticles
{
    /// <summary>What a script of theirs sets in the page's window.</summary>
    public const string Trace = "owned";

    /// <summary>A word without a place to break it at.</summary>
    public static readonly string LongWord = $"Hafen{new string('x', 300)}gebühr";

    private const string Attack = $"<img src=x onerror=\"window.{Trace}=1;alert(1)\"><script>window.{Trace}=1;alert(1)</script>";
    private const string Leaving = $"\"'><svg onload=window.{Trace}=1><a href=\"javascript:window.{Trace}=1\">free</a></style></title>";

    /// <summary>The drops by name.</summary>
    public static IReadOnlyList<(string Name, string Text)> All { get; } =
    [
        ("<img src=x onerror=alert(1)>.txt", Article(1, $"{Attack} harbour charge", "Harbour Board", "Cyclists' Union")),
        ("'\"><svg onload=alert(1)>.txt", Article(2, $"{Leaving} is the plan", "Harbour Board", "Cyclists' Union")),
        ($"{new string('f', 180)}.txt", Article(3, $"{LongWord} {LongWord} charge", "Harbour Board", $"Union{new string('y', 90)}")),
        ("rtl \u202Etxt.exe", Article(4, "رسوم الميناء \u202Egnp.exe שלום", "Harbour Board", "Cyclists' Union")),
        ("names.txt", Article(5, "Names that would be more", "Council of <b onmouseover=alert(1)>Skerrow</b>", "O'Neil \"&amp; <i>Sons</i> Union")),
        ("long.txt", Article(6, "A long quote", "Harbour Board", "Cyclists' Union", $" that is called {LongWord}")),
        ("quote.txt", Article(7, "A quote with a script", "Harbour Board", "Cyclists' Union", $" with {Attack} on its web page")),
    ];

    /// <summary>Drops them, as any client could.</summary>
    /// <param name="storage">What a storage client needs to know.</param>
    public static async Task DropAsync(string storage)
    {
        BlobContainerClient articles = new BlobServiceClient(storage).GetBlobContainerClient("articles");
        await articles.CreateIfNotExistsAsync();
        foreach ((string name, string text) in All)
        {
            await articles.GetBlobClient(name).UploadAsync(BinaryData.FromString(text), overwrite: true);
        }
    }

    private static string Article(int number, string title, string board, string union, string more = "") =>
        $"""
        {title}

        By Tomas Rill

        4 March 2026

        The {board} proposed a congestion charge of {number} euros a day for cars that enter the old harbour quarter{more}.

        The {union} criticised the mayor for the loss of {number} parking spaces in the old town since last year{more}.

        The ferry company said it had no opinion on the matter. Its boats carried a good many passengers last year.
        """;
}
