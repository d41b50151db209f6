namespace ArticleDigest.Analysis.Extractive;

/// <summary>A stretch of text that is somebody's words or opinion.</summary>
/// <param name="Words">Its tokens.</param>
/// <param name="Speaker">Who speaks; null if the text does not tell.</param>
/// <param name="Voice">Whether in quotation marks, reported, or the author's.</param>
internal sealed record Utterance(Phrase Words, string? Speaker, Voice Voice);
