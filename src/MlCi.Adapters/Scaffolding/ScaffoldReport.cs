using MlCi.Adapters.Terminal;
using MlCi.Findings;
using MlCi.Proposals;
using Spectre.Console;

namespace MlCi.Adapters.Scaffolding;

/// <summary>Says what was proposed, and why.</summary>
internal static class ScaffoldReport
{
    private const int Listed = 8;

    /// <summary>Prints it.</summary>
    public static void Write(IAnsiConsole console, ScaffoldedPipeline pipeline, TrainerFamily trainer, bool isDry)
    {
        PipelineProposal proposal = pipeline.Proposal;
        IReadOnlyList<string> paths = pipeline.Paths;
        List<(string What, string Found)> lines =
        [
            ("task", $"{Metrics.PredictionTasks.NameOf(proposal.Label.Task)}: {proposal.Label.Why}"),
            ("split", $"{Numerals.Count(proposal.Train.RowCount, "rows")} to learn from, {Numerals.Count(proposal.Holdout.RowCount)} to judge by. {SplitTexts.Short(proposal.Split)}. {SplitTexts.Tells(proposal)}"),
            ("features", $"{Numerals.Count(proposal.Named(ColumnRole.Number).Count, "numbers")}, {Numerals.Count(proposal.Named(ColumnRole.Category).Count)} of few values"),
            .. proposal.Columns.Where(column => column.Why.Length > 0).Select(column => ("left out", $"{column.Name}: {column.Why}")),
            ("slices", proposal.Slices.Count == 0 ? $"none: no column parts the holdout into groups that can be judged, of {ProposedSlice.LeastRows} rows or more with enough of each class" : string.Join(", ", proposal.Slices.Select(slice => slice.Name))),
            ("limits", string.Join(", ", proposal.Gates.Where(gate => !gate.InSlices || proposal.Slices.Count > 0).Select(TemplateValues.Words))),
            ("trainer", Trainer(pipeline, trainer)),
            .. ScaffoldHints.Of(pipeline.Site, pipeline.Names.Pipeline, trainer).Select(hint => ("to do", hint)),
        ];
        Line(console, $"[bold]{Safe(pipeline.Source)}[/]: {Numerals.Count(proposal.Train.RowCount + proposal.Holdout.RowCount, "rows")}, {Numerals.Count(proposal.Columns.Count, "columns")}");
        foreach ((string what, string found) in lines)
            Line(console, $"  [grey]{what,-9}[/] {Safe(found)}");
        string written = isDry ? "would write" : "writes";
        Line(console, $"  [grey]{written,-9}[/] {Safe(string.Join(", ", isDry ? paths : Shortened(paths)))}");
    }

    private static string Trainer(ScaffoldedPipeline pipeline, TrainerFamily trainer) => trainer switch
    {
        TrainerFamily.Python => "python: scikit-learn, in two commands",
        _ => $"{TrainerFamilies.NameOf(trainer)}: a program that refers to {(pipeline.Site.HoldsSources ? "the sources of MlCi in this repository" : $"the package MlCi.ModelProgram{(trainer == TrainerFamily.MLNet ? ".MLNet" : "")} {ScaffoldSite.Version}, from your NuGet feeds")}",
    };

    private static IEnumerable<string> Shortened(IReadOnlyList<string> paths) => paths.Count <= Listed ? paths
        : [$"{paths[0][..(paths[0].IndexOf('/', "pipelines/".Length) + 1)]} ({Numerals.Count(paths.Count(IsOfFolder), "files")})", .. paths.Where(path => !IsOfFolder(path))];

    private static bool IsOfFolder(string path) => path.StartsWith("pipelines/", StringComparison.Ordinal) && path.Count(letter => letter == '/') > 1;

    private static string Safe(string text) => InertText.Of(text).EscapeMarkup();

    private static void Line(IAnsiConsole console, string markup) => console.Write(new Unwrapped(markup));
}
