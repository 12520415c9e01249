using System.Globalization;
using System.Text.Json.Nodes;
using MlCi.Findings;
using MlCi.Gates;
using MlCi.Pipelines;
using Spectre.Console;

namespace MlCi.Adapters.Terminal;

/// <summary>What is known of one pipeline's holdout.</summary>
/// <param name="Definition">The pipeline.</param>
/// <param name="Holdout">The digest of the holdout's rows.</param>
/// <param name="File">Its path, as the user would type it.</param>
/// <param name="Account">Its decisions.</param>
internal sealed record HoldoutStatus(PipelineDefinition Definition, string Holdout, string File, HoldoutAccount Account)
{
    /// <summary>Why it takes no new decision, or null where it does.</summary>
    public string? Closed => Account.Closed(Definition.HoldoutUse, Definition.Alpha);
}

/// <summary>Prints the ledgers of holdouts.</summary>
internal static class HoldoutStatusReport
{
    public static void Write(IAnsiConsole console, HoldoutStatus status)
    {
        HoldoutRule rule = status.Definition.HoldoutUse;
        IReadOnlyList<HoldoutDecision> decisions = status.Account.Decisions;
        string budget = rule.Budget is null ? "" : $" of {Numerals.Count(rule.Budget.Decisions)}, reliability {Numerals.Exact(rule.Budget.Reliability)}";
        Line(console, $"[bold]{Inert(status.Definition.Name)}[/]: {Inert(status.File)} {status.Holdout}");
        Line(console, $"  holdoutUse: {rule.Mode.Word()}; decisions: {decisions.Count}{budget}");
        if (status.Closed is { } closed)
            Line(console, $"  [red]✗[/] {Inert(closed)}");
        if (decisions.Count == 0)
            return;
        double once = status.Account.FalsePass(decisions.Count);
        double adaptive = status.Account.FalsePassAdaptive(decisions.Count);
        Line(console, $"  chance of a wrong pass among them: up to {Percent(once)}; up to {Percent(adaptive)} where each verdict led to the next model");
        Table table = new Table().Border(TableBorder.None);
        table.AddColumn(new TableColumn("[grey]#[/]").RightAligned().NoWrap());
        foreach (string column in new[] { "verdict", "model", "champion", "rules", "predictions", "mode", "α", "when (UTC)", "commit" })
            table.AddColumn(new TableColumn($"[grey]{column}[/]").NoWrap());
        foreach ((int number, HoldoutDecision one) in decisions.Index())
        {
            table.AddRow(
                $"{number + 1}", one.Passed ? "[green]passed[/]" : "[red]failed[/]", one.IsOfPredictionsAlone ? "–" : one.Model[7..19], one.Champion?[7..19] ?? "–", one.Rules[7..19], one.Predictions?[7..19] ?? "–", Inert(one.Mode), Percent(one.Alpha),
                one.When.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture), Inert(one.Commit is { Length: > 12 } commit ? commit[..12] : one.Commit ?? "–"));
        }

        console.Write(new Unwrapped(table));
    }

    public static JsonNode Json(HoldoutStatus status)
    {
        HoldoutRule rule = status.Definition.HoldoutUse;
        IReadOnlyList<HoldoutDecision> decisions = status.Account.Decisions;
        return new JsonObject
        {
            ["pipeline"] = status.Definition.Name,
            ["file"] = status.File,
            ["holdout"] = status.Holdout,
            ["mode"] = rule.Mode.Word(),
            ["decisions"] = rule.Budget?.Decisions,
            ["reliability"] = rule.Budget?.Reliability,
            ["alpha"] = status.Definition.Alpha,
            ["falsePass"] = status.Account.FalsePass(decisions.Count),
            ["falsePassAdaptive"] = status.Account.FalsePassAdaptive(decisions.Count),
            ["closed"] = status.Closed,
            ["ledger"] = new JsonArray([.. decisions.Select(one => new JsonObject
            {
                ["model"] = one.IsOfPredictionsAlone ? null : one.Model,
                ["predictions"] = one.Predictions,
                ["champion"] = one.Champion,
                ["rules"] = one.Rules,
                ["passed"] = one.Passed,
                ["mode"] = one.Mode,
                ["alpha"] = one.Alpha,
                ["commit"] = one.Commit,
                ["when"] = JsonValue.Create(one.When),
            })]),
        };
    }

    private static string Percent(double chance) => Numerals.ExactPercent(chance >= .01 ? Math.Round(chance, 4) : chance);

    private static string Inert(string text) => InertText.Of(text).EscapeMarkup();

    private static void Line(IAnsiConsole console, string markup) => console.Write(new Unwrapped(markup));
}
