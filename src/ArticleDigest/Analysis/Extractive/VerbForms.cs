namespace ArticleDigest.Analysis.Extractive;

/// <summary>The forms of a verb.</summary>
[Flags]
internal enum VerbForms : ushort
{
    None = 0,
    Infinitive = 1,
    FirstSingular = 2,
    FirstPlural = 4,
    Singular = 8,
    Plural = 16,
    Second = 32,
    Subjunctive = 64,
    Participle = 128,
    Gerund = 256,
    Imperative = 512,
    Past = 1024,

    Finite = FirstSingular | FirstPlural | Singular | Plural | Second | Subjunctive,
}
