using System.Globalization;

namespace ArticleDigest.Analysis.Extractive;

/// <summary>Tells whose "the demand" is that somebody opposes, and shortens criticisms that only say their target again.</summary>
internal sealed class Referents(ParsedArticle article)
{
    private const int Sentences = 4;
    private const int Memory = 20;
    private const int SharedLetters = 4;
    private const int LongestRepeated = 3;

    /// <summary>Rewrites the criticisms among findings that stand in the order of their sentences.</summary>
    public void Resolve(List<Finding> findings)
    {
        for (int i = 0; i < findings.Count; i++)
        {
            if (findings[i] is { Kind: PointKind.Criticism, Target: { } target } criticism)
            {
                string statement = WithoutTarget(criticism.Statement, target);
                string? owned = Owned(findings, i, target);
                if (owned is not null || !ReferenceEquals(statement, criticism.Statement))
                {
                    findings[i] = criticism with { Statement = statement, Target = owned ?? target };
                }
            }
        }
    }

    // "demanded … opposed the demand": the noun shares its stem with the verb that made the proposal.
    private string? Owned(List<Finding> findings, int of, string target)
    {
        int space = target.IndexOf(' ', StringComparison.Ordinal);
        if (space < 0 || space != target.LastIndexOf(' ') || !article.Lexicon.Find(target.AsSpan(0, space)).Is(WordClass.Articles)
            || !article.Lexicon.Find(target.AsSpan(space + 1)).HasCue(CueKind.Proposal, CueWord.Noun))
        {
            return null;
        }

        string noun = target[(space + 1)..];

        for (int i = of - 1; i >= Math.Max(0, of - Memory); i--)
        {
            Finding earlier = findings[i];
            if (earlier.Sentence < findings[of].Sentence - Sentences)
            {
                return null;
            }

            bool other = earlier.Kind == PointKind.Proposal && earlier.Actor is not Point.NotNamed and not Point.TheAuthor
                && !string.Equals(earlier.Actor, findings[of].Actor, StringComparison.Ordinal);
            if (other && Shares(earlier.Core, noun))
            {
                string template = article.Lexicon.Templates.ContainsKey("whose") && !earlier.Actor.EndsWith('s') ? "whose" : "of";
                return article.Lexicon.Fill(template, noun, earlier.Actor);
            }
        }

        return null;
    }

    private bool Shares(Phrase core, string noun)
    {
        for (int i = core.First; i < core.End && noun.Length >= SharedLetters; i++)
        {
            Word word = article.Text.Tokens[i].Word;
            if ((word.HasCue(CueKind.Proposal) || word.HasCue(CueKind.Proposal, CueWord.Noun)) && word.Norm.AsSpan().StartsWith(noun.AsSpan(0, SharedLetters), StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    // "rejected the plan" of the plan: "rejected"; "was disappointed with the plan": "was disappointed with it"; but "warned
    // against rushing the bill" stays: what is warned against is more than the bill.
    private string WithoutTarget(string statement, string target)
    {
        bool repeats = statement.Length > target.Length && statement[^(target.Length + 1)] == ' ' && statement.EndsWith(target, StringComparison.Ordinal);
        if (!repeats || target.AsSpan().Count(' ') >= LongestRepeated || article.Lexicon.Templates.GetValueOrDefault(target.EndsWith('s') ? "again-plural" : "again") is not { } again)
        {
            return statement;
        }

        string verb = statement[..^(target.Length + 1)];
        if (verb.LastIndexOf(' ') is > 0 and int last && article.Lexicon.Find(verb.AsSpan(last + 1)).HasForm(VerbForms.Gerund))
        {
            return statement;
        }

        return !verb.Contains(' ', StringComparison.Ordinal) ? verb : string.Format(CultureInfo.InvariantCulture, again, verb);
    }
}
