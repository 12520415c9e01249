using System.Globalization;
using MlCi.Findings;
using MlCi.Metrics;
using MlCi.Proposals;

namespace MlCi.Adapters.Scaffolding;

/// <summary>What the templates are filled in with.</summary>
internal static class TemplateValues
{
    // As Directory.Packages.props of MlCi pins them: what its own tests run with.
    private const string TestSdkVersion = "18.11.0";
    private const string XunitVersion = "2.9.3";
    private const string XunitRunnerVersion = "3.1.5";

    /// <summary>The values by name.</summary>
    /// <param name="proposal">What was proposed.</param>
    /// <param name="names">The pipeline's names.</param>
    /// <param name="trainer">What trains.</param>
    /// <param name="site">Where the pipeline is going to stand.</param>
    /// <param name="python">The Python of a pipeline in it; else null.</param>
    /// <param name="source">The data file, as it is named.</param>
    /// <param name="sourceDigest">The digest of its bytes.</param>
    public static Dictionary<string, object> Of(
        PipelineProposal proposal, ScaffoldNames names, TrainerFamily trainer, ScaffoldSite site, PythonInstallation? python, string source, string sourceDigest)
    {
        ProposedLabel label = proposal.Label;
        ProposedColumn[] leftOut = [.. proposal.Columns.Where(column => column.Why.Length > 0)];
        IReadOnlyList<string> numbers = proposal.Named(ColumnRole.Number);
        IReadOnlyList<string> categories = proposal.Named(ColumnRole.Category);
        return new Dictionary<string, object>
        {
            ["name"] = names.Identifier,
            ["pipeline"] = names.Pipeline,
            ["title"] = names.Pipeline,
            ["source"] = source,
            ["sourceDigest"] = sourceDigest,
            ["schemaPath"] = site.HoldsSources ? "../../src/MlCi/Pipelines/pipeline.schema.json" : "../pipeline.schema.json",
            ["gateCommand"] = site.HoldsSources ? $"./build.sh Gate --pipeline {names.Pipeline}" : $"mlci gate --pipeline {names.Pipeline}",
            ["task"] = PredictionTasks.NameOf(label.Task),
            ["taskWhy"] = char.ToUpperInvariant(label.Why[0]) + label.Why[1..],
            ["binary"] = label.Task == PredictionTask.Binary,
            ["multiclass"] = label.Task == PredictionTask.Multiclass,
            ["regression"] = label.Task == PredictionTask.Regression,
            ["label"] = label.Column,
            ["positive"] = label.Positive ?? "",
            ["negative"] = label.Negative ?? "",
            ["classes"] = label.Classes.Select(one => one.Text).ToArray(),
            ["numbers"] = numbers,
            ["categories"] = categories,
            ["exampleFeature"] = numbers.Concat(categories).First(),
            ["leftOut"] = leftOut.Select(column => new Dictionary<string, object> { ["name"] = column.Name, ["why"] = column.Why }).ToArray(),
            ["hasDropped"] = leftOut.Length > 0,
            ["key"] = string.Concat(proposal.Named(ColumnRole.Key)),
            ["entity"] = string.Concat(proposal.Named(ColumnRole.Entity)),
            ["splitWhy"] = SplitTexts.Short(proposal.Split),
            ["splitDetails"] = SplitTexts.Long(proposal.Split, label),
            ["trainRows"] = Numerals.Count(proposal.Train.RowCount, "rows"),
            ["holdoutRows"] = Numerals.Count(proposal.Holdout.RowCount, "rows"),
            ["trainCount"] = Numerals.Count(proposal.Train.RowCount),
            ["holdoutCount"] = Numerals.Count(proposal.Holdout.RowCount),
            ["holdoutTells"] = SplitTexts.Tells(proposal),
            ["gates"] = proposal.Gates.Where(gate => !gate.InSlices || proposal.Slices.Count > 0).Select(Gate).ToArray(),
            ["slices"] = proposal.Slices.Select(Slice).ToArray(),
            ["hasSlices"] = proposal.Slices.Count > 0,
            ["hasBins"] = proposal.Slices.Any(slice => slice.Bins.Count > 0),
            ["leastSliceRows"] = Numerals.Count(ProposedSlice.LeastRows),
            ["csharp"] = trainer == TrainerFamily.CSharp,
            ["python"] = trainer == TrainerFamily.Python,
            ["mlnet"] = trainer == TrainerFamily.MLNet,
            ["inside"] = site.HoldsSources,
            ["hasTestProps"] = site.GivesTestsTheirPackages,
            ["hasGlobalJson"] = site.Has("global.json"),
            ["version"] = ScaffoldSite.Version,
            ["testSdkVersion"] = TestSdkVersion,
            ["xunitVersion"] = XunitVersion,
            ["xunitRunnerVersion"] = XunitRunnerVersion,
            ["pythonPath"] = python?.Executable ?? "",
            ["pythonVersion"] = python?.Version ?? "",
            ["oldPython"] = python?.IsBefore312 ?? false,
            ["locked"] = python?.Packages ?? [],
        };
    }

    /// <summary>A limit in a few words: <c>auc ≥ 0.55</c>.</summary>
    public static string Words(ProposedGate gate) => $"{gate.Metric} {(gate.IsMinimum ? "≥" : "≤")} {Text(gate.Limit)}{(gate.InSlices ? " in slices" : "")}{(gate.IsDiagnostic ? " (to look at)" : "")}";

    private static Dictionary<string, object> Gate(ProposedGate gate) => new()
    {
        ["metric"] = gate.Metric,
        ["bound"] = gate.IsMinimum ? "min" : "max",
        ["limit"] = Text(gate.Limit),
        ["why"] = gate.Why,
        ["inSlices"] = gate.InSlices,
        ["isDiagnostic"] = gate.IsDiagnostic,
        ["warns"] = !gate.Blocks,
    };

    private static Dictionary<string, object> Slice(ProposedSlice slice) => new()
    {
        ["name"] = slice.Name,
        ["column"] = slice.Column,
        ["bins"] = string.Join(", ", slice.Bins.Select(Text)),
    };

    private static string Text(double number) => number.ToString("R", CultureInfo.InvariantCulture);
}
