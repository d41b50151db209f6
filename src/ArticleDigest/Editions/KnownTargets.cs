using ArticleDigest.Analysis.Extractive;
using ArticleDigest.Articles;
using ArticleDigest.Editions.Merging;

namespace ArticleDigest.Editions;

/// <summary>
/// Tells whether an edition's criticisms are of somebody, people or a body, or of a thing, such as "the charge" and "any cap on
/// rents", which is criticised and can neither answer nor criticise.
/// </summary>
internal sealed class KnownTargets
{
    private readonly HashSet<string> _acting;

    /// <summary>Reads who stands for something in an edition.</summary>
    public KnownTargets(Edition edition) => _acting =
    [
        .. edition.Proposals.Concat(edition.Criticisms)
            .SelectMany(entry => entry.Supporters.Concat(entry.Opposers).Select(stander => stander.Party).Append(entry.ActorParty))
            .OfType<Party>()
            .SelectMany(party => party.Keys),
    ];

    /// <summary>Whether an entry's target is somebody; editions of older forms do not tell, and then it may be.</summary>
    /// <remarks>For a proposal that is criticised whoever proposes it is heard.</remarks>
    public bool IsSomebody(EditionEntry entry) =>
        entry.TargetParty is not { } target
        || entry is { TargetVoice: not TargetVoice.NotHeard, About: null }
        || target.Keys.Any(key => _acting.Contains(key) || !PartyKey.IsOnlyHere(key))
        || PhraseReader.HeadOf(entry.Target ?? target.Name, entry.Language ?? Article.UnknownLanguage) is null or PhraseRole.Party or PhraseRole.Name;
}
