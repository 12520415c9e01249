using MlCi.Gates;
using MlCi.Metrics;
using MlCi.Reports;
using MlCi.Reports.Html;
using MlCi.Statistics;

namespace MlCi.Testing;

/// <summary>Pages of the sample reports.</summary>
public static class SamplePages
{
    private static readonly SamplePredictions Model = new(rows: 2000);

    /// <summary>What is drawn of a binary model and its champion.</summary>
    public static ReportCurves Curves { get; } = ReportCurves.Of(Of(Model)).Against(Of(Model.Worse));

    /// <summary>The sample reports by name.</summary>
    public static IReadOnlyDictionary<string, GateReport> Reports { get; } = SampleReports.All;

    /// <summary>The page of a report, with curves where its Evaluate gave a result.</summary>
    public static string Write(GateReport report) => HtmlReport.Write(
        report, report.Stages.Any(stage => stage is { Stage: "Evaluate", HasResult: true }) || report.Stages.Count == 1 ? Curves : null,
        [new StageTime("ValidateData", .4), new StageTime("Train", 12.345)]);

    /// <summary>A report with as many slices, on two metrics.</summary>
    public static GateReport WithSlices(int count, Func<int, string> name, GateVerdict verdict)
    {
        GateReport report = SampleReports.WorseThanChampion;
        GateResult one = report.Gates.First(gate => gate.Slice is not null);
        return GateReportBuilder.Decide(report with
        {
            Gates =
            [
                .. report.Gates,
                .. Enumerable.Range(0, count).Select(i => one with
                {
                    Id = $"{one.Metric}@{name(i)}",
                    Slice = name(i),
                    Verdict = verdict,
                    Blocks = verdict == GateVerdict.Failed,
                    Estimate = .5 + .4 * i / count,
                    Lower = .45 + .4 * i / count,
                    Upper = .56 + .4 * i / count,
                    Reason = $"{one.Metric}@{name(i)} 0.512 [0.487, 0.537] misses ≥ 0.6",
                }),
            ],
        });
    }

    private static SampledPredictions Of(SamplePredictions model) => new(model.Set, Sampling.Plain(model.Set.RowCount));
}
