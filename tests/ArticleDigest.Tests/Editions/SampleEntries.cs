using ArticleDigest.Analysis;
using ArticleDigest.Editions;

namespace ArticleDigest.Tests.Editions;

/// <summary>Entries to put in order.</summary>
internal static class SampleEntries
{
    public static EditionEntry Proposal(string id, string actor, string statement, params string[] articles) => new()
    {
        Id = id,
        Kind = PointKind.Proposal,
        Actor = actor,
        Statement = statement,
        Language = "en",
        IsKey = true,
        Sources = [.. articles.Select(article => new EntrySource(article, new Evidence(statement, 0, statement.Length, Voice.Reported)))],
    };

    public static EditionEntry Criticism(string id, string actor, string target, string statement, params string[] articles) =>
        Proposal(id, actor, statement, articles) with { Kind = PointKind.Criticism, Target = target };

    public static EditionEntry With(this EditionEntry entry, NewsKind news) => entry with { News = new EntryNews { Kind = news } };

    /// <summary>An entry that says something else than its actor did before.</summary>
    public static EditionEntry With(this EditionEntry entry, NewsKind news, string before) =>
        entry with { News = new EntryNews { Kind = news, Before = before, BeforeLanguage = entry.Language } };

    /// <summary>An entry that repeats what was told under a subject's name.</summary>
    public static EditionEntry From(this EditionEntry entry, SubjectName subject) =>
        entry with { News = new EntryNews { Kind = NewsKind.Repeated, First = subject.Since, Last = subject.Since, Subject = subject } };

    public static EditionArticle Article(string id, string title, string? source = null, string language = "en") => new()
    {
        Id = id,
        Title = title,
        Source = source,
        Language = language,
        Drops = [$"{id}.txt"],
        Points = 1,
    };

    /// <summary>A headline that says nothing of what an article is about.</summary>
    public static EditionArticle[] Untitled(params string[] ids) => [.. ids.Select(id => Article(id, "Today"))];

    /// <summary>The label of the subject that an entry is in.</summary>
    public static string LabelOf(this OrderedEntries ordered, string id) => ordered.Subjects.Single(s => s.Entries.Contains(id)).Label;
}
