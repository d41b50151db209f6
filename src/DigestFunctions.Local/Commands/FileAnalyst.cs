using ArticleDigest.Analysis;
using ArticleDigest.Articles;
using ArticleDigest.Hosting;
using ArticleDigest.Hosting.Configuration;
using ArticleDigest.Records;

namespace DigestFunctions.Local.Commands;

/// <summary>What became of a file.</summary>
/// <param name="Article">The article; null if the file could not be read.</param>
/// <param name="Analysis">Its points; null if it was refused.</param>
/// <param name="Refusal">Why it was refused: lower case, no full stop; null if it was analysed.</param>
internal sealed record AnalysedFile(Article? Article, ArticleAnalysis? Analysis, string? Refusal);

/// <summary>A model cannot be asked for longer than anybody waits at a command; later the same may work.</summary>
internal sealed class ModelAwayException(string message) : Exception(message);

/// <summary>
/// Reads and analyses files as the configuration says; nothing is stored. Where a model asks for patience, it waits and says so,
/// but not for long: who looks on at a terminal rather wants to know the reason.
/// </summary>
internal sealed class FileAnalyst(Settings settings, Screen screen) : IDisposable
{
    /// <summary>How long it waits for a file in all.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly ArticleReader _reader = new(settings.Articles);
    private readonly ConfiguredAnalyst _configured = new(settings.Analysis, new InMemoryRecords(), TimeProvider.System);

    private IArticleAnalyst Analyst => _configured.Analyst;

    /// <summary>The analyst's name and version.</summary>
    public string Version => Analyst.Version;

    /// <inheritdoc/>
    public void Dispose() => _configured.Dispose();

    /// <summary>Reads and analyses one file.</summary>
    /// <exception cref="ModelAwayException">The model cannot be asked soon.</exception>
    public async Task<AnalysedFile> AnalyseAsync(FileInfo file, CancellationToken cancellationToken)
    {
        Reading reading = file.Length > settings.Articles.MaxBytes
            ? new Reading.Rejected($"the file is larger than {settings.Articles.MaxBytes} bytes")
            : _reader.Read(file.Name, await File.ReadAllBytesAsync(file.FullName, cancellationToken));
        return reading switch
        {
            Reading.Read { Article: { } article } when Analyst.Reads(article.Language) => await AnalyseAsync(file.Name, article, cancellationToken),
            Reading.Read { Article: { } article } => new AnalysedFile(article, null, Intake.UnreadLanguage(article.Language)),
            _ => new AnalysedFile(null, null, ((Reading.Rejected)reading).Reason),
        };
    }

    private async Task<AnalysedFile> AnalyseAsync(string name, Article article, CancellationToken cancellationToken)
    {
        TimeSpan patience = Patience;
        List<SectionAnalysis> sections = [];
        foreach (TextSection section in Analyst.Divide(article))
        {
            SectionAnalysis found = await Analyst.AnalyseAsync(article, section, cancellationToken);
            while (found is { Status: SectionStatus.Throttled, Until: { } until })
            {
                patience -= await WaitAsync(name, until, found.Reason, patience, cancellationToken);
                found = (await Analyst.AnalyseAsync(article, section, cancellationToken)).WithCostOf(found);
            }

            if (found.Status != SectionStatus.Analysed)
            {
                return new AnalysedFile(article, null, found.Reason ?? "the analyst gave no reason");
            }

            sections.Add(found);
        }

        return new AnalysedFile(article, AnalysisSteps.Merge(article, Analyst.Version, sections), null);
    }

    /// <summary>Waits, if that is not too long.</summary>
    /// <returns>How long that was.</returns>
    private async Task<TimeSpan> WaitAsync(
        string name, DateTimeOffset until, string? reason, TimeSpan patience, CancellationToken cancellationToken)
    {
        TimeSpan rest = until - TimeProvider.System.GetUtcNow();
        if (rest > patience)
        {
            throw new ModelAwayException($"{name} cannot be analysed now: {reason}");
        }

        if (rest <= TimeSpan.Zero)
        {
            return TimeSpan.Zero;
        }

        screen.Remark($"{name} waits {Math.Ceiling(rest.TotalSeconds):0} s for the model: {reason}");
        await Task.Delay(rest, TimeProvider.System, cancellationToken);
        return rest;
    }
}
