using System.Globalization;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace Benchmarks;

/// <summary>Memory besides time, and both in proportion to the text.</summary>
internal sealed class TextConfig : ManualConfig
{
    public TextConfig()
    {
        AddDiagnoser(MemoryDiagnoser.Default);
        AddColumn(
            new TextColumn("MB/s", "Megabytes (1,000,000 bytes) of UTF-8 text per second", (report, corpus) =>
                report.ResultStatistics is { } time ? corpus.Utf8Bytes * 1e3 / time.Mean : null),
            new TextColumn("B/B", "Bytes allocated per byte of the text in UTF-16", (report, corpus) =>
                (double?)report.GcStats.GetBytesAllocatedPerOperation(report.BenchmarkCase) / corpus.Utf16Bytes));
    }

    private sealed class TextColumn(string name, string legend, Func<BenchmarkReport, Corpus, double?> value) : IColumn
    {
        public string Id => nameof(TextColumn) + name;

        public string ColumnName => name;

        public string Legend => legend;

        public bool AlwaysShow => true;

        public ColumnCategory Category => ColumnCategory.Custom;

        public int PriorityInCategory => 0;

        public bool IsNumeric => true;

        public UnitType UnitType => UnitType.Dimensionless;

        public string GetValue(Summary summary, BenchmarkCase benchmarkCase) => GetValue(summary, benchmarkCase, SummaryStyle.Default);

        public string GetValue(Summary summary, BenchmarkCase benchmarkCase, SummaryStyle style) =>
            summary[benchmarkCase] is { } report && benchmarkCase.Parameters[nameof(AnalystBenchmark.Language)] is string language
            && value(report, Corpus.Read(language)) is { } figure
                ? figure.ToString("0.00", CultureInfo.InvariantCulture)
                : "-";

        public bool IsAvailable(Summary summary) => true;

        public bool IsDefault(Summary summary, BenchmarkCase benchmarkCase) => false;
    }
}
