namespace ArticleDigest.Analysis.Extractive;

/// <summary>A stretch of text that is somebody's words or opinion.</summary>
/// <param name="Words">Its tokens.</param>
/// <param name="Speaker">Who speaks; null if the text does not tell.</param>
/// <param name="Voice">Whether in quotation marks, reported, or the author's.</param>
/// <param name="Manner">What the verb behind it says of it: criticism, proposal, or just speech.</param>
internal sealed record Utterance(Phrase Words, string? Speaker, Voice Voice, CueKind Manner = CueKind.Speech);
