using ArticleDigest.Analysis;
using ArticleDigest.Articles;
using ArticleDigest.Hosting;
using ArticleDigest.Hosting.Configuration;

namespace DigestFunctions.Local.Commands;

/// <summary>What became of a file.</summary>
/// <param name="Article">The article; null if the file could not be read.</param>
/// <param name="Analysis">Its points; null if it was refused.</param>
/// <param name="Refusal">Why it was refused: lower case, no full stop; null if it was analysed.</param>
internal sealed record AnalysedFile(Article? Article, ArticleAnalysis? Analysis, string? Refusal);

/// <summary>Reads and analyses files as the configuration says; nothing is stored.</summary>
internal sealed class FileAnalyst(Settings settings)
{
    private readonly ArticleReader _reader = new(settings.Articles);
    private readonly IArticleAnalyst _analyst = ConfiguredPipeline.AnalystOf(settings.Analysis);

    /// <summary>The analyst's name and version.</summary>
    public string Version => _analyst.Version;

    /// <summary>Reads and analyses one file.</summary>
    public async Task<AnalysedFile> AnalyseAsync(FileInfo file, CancellationToken cancellationToken)
    {
        Reading reading = file.Length > settings.Articles.MaxBytes
            ? new Reading.Rejected($"the file is larger than {settings.Articles.MaxBytes} bytes")
            : _reader.Read(file.Name, await File.ReadAllBytesAsync(file.FullName, cancellationToken));
        return reading switch
        {
            Reading.Read { Article: { } article } when _analyst.Reads(article.Language) => await AnalyseAsync(article, cancellationToken),
            Reading.Read { Article: { } article } => new AnalysedFile(article, null, Intake.UnreadLanguage(article.Language)),
            _ => new AnalysedFile(null, null, ((Reading.Rejected)reading).Reason),
        };
    }

    private async Task<AnalysedFile> AnalyseAsync(Article article, CancellationToken cancellationToken)
    {
        List<SectionAnalysis> sections = [];
        foreach (TextSection section in _analyst.Divide(article))
        {
            SectionAnalysis found = await AnalyseAsync(article, section, cancellationToken);
            if (found.Status != SectionStatus.Analysed)
            {
                return new AnalysedFile(article, null, found.Reason ?? "the analyst gave no reason");
            }

            sections.Add(found);
        }

        return new AnalysedFile(article, AnalysisSteps.Merge(article, _analyst.Version, sections), null);
    }

    private async Task<SectionAnalysis> AnalyseAsync(Article article, TextSection section, CancellationToken cancellationToken)
    {
        SectionAnalysis found = await _analyst.AnalyseAsync(article, section, cancellationToken);
        while (found is { Status: SectionStatus.Throttled, Until: { } until })
        {
            TimeSpan rest = until - TimeProvider.System.GetUtcNow();
            await Task.Delay(rest > TimeSpan.Zero ? rest : TimeSpan.Zero, TimeProvider.System, cancellationToken);
            found = await _analyst.AnalyseAsync(article, section, cancellationToken);
        }

        return found;
    }
}
