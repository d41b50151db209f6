using System.Text;
using ArticleDigest.Evaluation;

namespace DigestFunctions.Local.Commands;

/// <summary>One labelled article of a folder.</summary>
/// <param name="Name">The name its files share, without ending.</param>
/// <param name="Labels">What is in it.</param>
/// <param name="File">The article's file.</param>
/// <param name="Source">The file's text.</param>
/// <param name="Prediction">The analysis that was given for it; null if none was.</param>
internal sealed record LabelledFile(string Name, LabelledArticle Labels, FileInfo File, ArticleSource Source, PredictedAnalysis? Prediction);

/// <summary>A folder with <c>gold/NAME.json</c> and <c>articles/NAME.txt</c>, <c>.md</c> or <c>.html</c>.</summary>
internal sealed class LabelledFolder
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly List<LabelledFile> _files = [];
    private readonly List<string> _faults = [];
    private readonly List<string> _remarks = [];

    private LabelledFolder()
    {
    }

    /// <summary>The articles, by name.</summary>
    public IReadOnlyList<LabelledFile> Files => _files;

    /// <summary>Everything that is wrong, each as "file: what"; the articles are whole only if this is empty.</summary>
    public IReadOnlyList<string> Faults => _faults;

    /// <summary>What is probably not meant so, each as "file: what".</summary>
    public IReadOnlyList<string> Remarks => _remarks;

    /// <summary>Reads a folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="predictions">The folder with an analysis <c>NAME.json</c> for each article; null if there is none.</param>
    /// <param name="isSubset">Leaves out articles without such an analysis.</param>
    /// <exception cref="BadUsageException">A folder is not there, or there are no labels in it.</exception>
    public static async Task<LabelledFolder> ReadAsync(string folder, string? predictions, bool isSubset, CancellationToken cancellationToken)
    {
        string gold = Existing(Path.Combine(folder, "gold"));
        string articles = Existing(Path.Combine(folder, "articles"));
        _ = predictions is null ? null : Existing(predictions);
        string[] names =
        [
            .. Directory.EnumerateFiles(gold, "*.json")
                .Select(Path.GetFileName)
                .OfType<string>()
                .Where(name => !name.StartsWith('.'))
                .Order(StringComparer.Ordinal),
        ];
        LabelledFolder read = new();
        foreach (string name in names)
        {
            string? prediction = predictions is null ? null : Path.Combine(predictions, name);
            if (!isSubset || prediction is null || File.Exists(prediction))
            {
                await read.AddAsync(Path.Combine(gold, name), articles, prediction, cancellationToken);
            }
        }

        if (read._files.Count == 0 && read._faults.Count == 0)
        {
            throw new BadUsageException(names.Length == 0 ? $"There are no labels (*.json) in {gold}." : $"No article of {gold} has an analysis in {predictions}.");
        }

        HashSet<string> labelled = [.. names.Select(name => Path.GetFileNameWithoutExtension(name))];
        read._remarks.AddRange(Directory.EnumerateFiles(articles)
            .Where(path => ArticleSource.Endings.Any(e => path.EndsWith(e.Ending, StringComparison.Ordinal)) && !labelled.Contains(Path.GetFileNameWithoutExtension(path)))
            .Order(StringComparer.Ordinal)
            .Select(path => $"{path}: has no labels and is left out"));
        return read;
    }

    private static string Existing(string folder) =>
        Directory.Exists(folder) ? folder : throw new BadUsageException($"There is no folder {folder}.");

    private async Task AddAsync(string gold, string articles, string? prediction, CancellationToken cancellationToken)
    {
        string name = Path.GetFileNameWithoutExtension(gold);
        LabelledArticle? labels = await ReadAsync(gold, LabelFile.Read, cancellationToken);
        PredictedAnalysis? analysis = prediction is null ? null : await ReadAsync(prediction, PredictionFile.Read, cancellationToken);
        (FileInfo file, SourceForm form) = ArticleSource.Endings
            .Select(e => (File: new FileInfo(Path.Combine(articles, name + e.Ending)), e.Form))
            .FirstOrDefault(candidate => candidate.File.Exists);
        if (file is null)
        {
            _faults.Add($"{Path.Combine(articles, name)}: missing as {string.Join(", ", ArticleSource.Endings.Select(e => e.Ending))}");
            return;
        }

        ArticleSource? source = await ReadSourceAsync(file.FullName, form, cancellationToken);
        if (labels is not null && source is not null && (prediction is null || analysis is not null))
        {
            _files.Add(new LabelledFile(name, labels, file, source, analysis));
            _remarks.AddRange(AnalysisScorer.Misplaced(labels, source).Select(evidence => $"{gold}: not in the article: {evidence}"));
        }
    }

    private async Task<T?> ReadAsync<T>(string path, Reader<T> read, CancellationToken cancellationToken)
        where T : class
    {
        if (await ReadBytesAsync(path, cancellationToken) is not { } bytes)
        {
            return null;
        }

        T? value = read(bytes, out IReadOnlyList<string> faults);
        _faults.AddRange(faults.Select(fault => $"{path}: {fault}"));
        return value;
    }

    private async Task<ArticleSource?> ReadSourceAsync(string path, SourceForm form, CancellationToken cancellationToken)
    {
        if (await ReadBytesAsync(path, cancellationToken) is not { } bytes)
        {
            return null;
        }

        try
        {
            return new ArticleSource(StrictUtf8.GetString(bytes), form);
        }
        catch (DecoderFallbackException)
        {
            _faults.Add($"{path}: not UTF-8; save it as UTF-8");
            return null;
        }
    }

    private async Task<byte[]?> ReadBytesAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            return await File.ReadAllBytesAsync(path, cancellationToken);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            _faults.Add($"{path}: missing");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _faults.Add($"{path}: cannot be read: {e.Message}");
        }

        return null;
    }

    private delegate T? Reader<T>(ReadOnlyMemory<byte> file, out IReadOnlyList<string> faults)
        where T : class;
}
