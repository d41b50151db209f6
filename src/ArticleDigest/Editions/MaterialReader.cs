using System.Collections.Concurrent;
using ArticleDigest.Analysis;
using ArticleDigest.Articles;
using ArticleDigest.Records;

namespace ArticleDigest.Editions;

/// <summary>Reads what editions are made of: outcomes, and what was found in the articles that were analysed.</summary>
internal sealed class MaterialReader(IReadRecords digest)
{
    private const int AtOnce = 16;

    /// <summary>Reads outcomes, ordered by drop, and the articles that they tell to be analysed, by id; those that are no longer kept are left out.</summary>
    /// <exception cref="InvalidOperationException">An outcome is not there; outcomes are kept for good.</exception>
    public async Task<(IReadOnlyList<Outcome> Outcomes, IReadOnlyDictionary<string, AnalysedArticle> Articles)> ReadAsync(
        IReadOnlyCollection<string> outcomeIds, CancellationToken cancellationToken)
    {
        ConcurrentBag<Outcome> outcomes = [];
        ConcurrentDictionary<string, AnalysedArticle> articles = new(StringComparer.Ordinal);
        await Parallel.ForEachAsync(
            outcomeIds,
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (id, token) =>
            {
                Outcome outcome = await Conclusions.ReadAsync(digest, id, token).ConfigureAwait(false)
                    ?? throw new InvalidOperationException($"The outcome {id} is to be told but is not there.");
                outcomes.Add(outcome);
                if (outcome is { Status: OutcomeStatus.Analysed, ArticleId: { } articleId, AnalystVersion: { } analyst }
                    && await ReadArticleAsync(articleId, analyst, token).ConfigureAwait(false) is { } article)
                {
                    articles[articleId] = article;
                }
            }).ConfigureAwait(false);
        return ([.. outcomes.OrderBy(o => o.Drop, StringComparer.Ordinal).ThenBy(o => o.Id, StringComparer.Ordinal)], articles);
    }

    /// <summary>An article and its points; null if they are no longer kept: storage may be told to clear them away.</summary>
    private async Task<AnalysedArticle?> ReadArticleAsync(string articleId, string analyst, CancellationToken cancellationToken)
    {
        JsonRecord<ArticleAnalysis>? analysis = await digest
            .ReadJsonAsync<ArticleAnalysis>(ArticleAnalysis.PathOf(articleId, analyst), cancellationToken).ConfigureAwait(false);
        if (analysis is null)
        {
            return null;
        }

        AnalysedArticle Of(ArticleHead head) =>
            new(head, analysis.Value with { Withheld = [] }) { Withheld = analysis.Value.Withheld.Count };

        if (analysis.Value.Head is { } head)
        {
            return Of(head);
        }

        JsonRecord<ArticleText>? text = await digest
            .ReadJsonAsync<ArticleText>(ArticleTexts.PathOf(articleId), cancellationToken).ConfigureAwait(false);
        return text is null ? null : Of(ArticleHead.Of(text.Value.Article));
    }
}
