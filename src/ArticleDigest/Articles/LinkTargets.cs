using Markdig;
using Markdig.Extensions.Footnotes;
using Markdig.Parsers;
using Markdig.Renderers;
using Markdig.Syntax;

namespace ArticleDigest.Articles;

/// <summary>
/// Forgets where the references of a Markdown text lead before they are used: a target is written out at each of its
/// uses, and a reading needs none of them.
/// </summary>
internal sealed class LinkTargets : IMarkdownExtension
{
    /// <inheritdoc/>
    public void Setup(MarkdownPipelineBuilder pipeline) =>
        pipeline.BlockParsers.ReplaceOrAdd<ParagraphBlockParser>(new Paragraphs());

    /// <inheritdoc/>
    public void Setup(MarkdownPipeline pipeline, IMarkdownRenderer renderer)
    {
    }

    private static void Forget(MarkdownDocument document)
    {
        foreach (LinkReferenceDefinition definition in document.GetLinkReferenceDefinitions(false).Links.Values)
        {
            if (definition is not FootnoteLinkReferenceDefinition)
            {
                definition.Url = "";
                definition.Title = null;
            }
        }
    }

    // Only paragraphs hold definitions, and a block's parser is the only one to see the document before its links are read.
    private sealed class Paragraphs : ParagraphBlockParser
    {
        public override bool Close(BlockProcessor processor, Block block)
        {
            MarkdownDocument document = processor.Document;
            if (!document.ContainsData(typeof(LinkTargets)))
            {
                document.SetData(typeof(LinkTargets), true);
                document.ProcessInlinesBegin += (_, _) => Forget(document);
            }

            return base.Close(processor, block);
        }
    }
}
