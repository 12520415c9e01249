using System.Globalization;
using System.Text.Json.Nodes;
using MlCi.Findings;
using MlCi.Gates;
using MlCi.Reports;
using Spectre.Console;

namespace MlCi.Adapters.Terminal;

/// <summary>Prints how many rows a holdout needs, or which margin its rows decide: a plan for each mode.</summary>
public static class HoldoutPlanReport
{
    /// <summary>The word of a plan's mode: what is only tracked is planned as if no verdict led on.</summary>
    public static string Word(HoldoutMode mode) => mode == HoldoutMode.Track ? "none" : mode.Word();

    /// <summary>Prints the plans as a table.</summary>
    /// <param name="console">Where to.</param>
    /// <param name="plans">At least one plan; they differ in their mode only.</param>
    /// <param name="margin">The margin to decide, or null.</param>
    /// <param name="rows">Where no margin is given: the rows.</param>
    public static void Write(IAnsiConsole console, IReadOnlyList<HoldoutPlan> plans, double? margin, long rows)
    {
        HoldoutPlan plan = plans[0];
        string question = margin is { } asked ? $"Rows that decide a margin of {Numerals.Exact(asked)}" : $"The margin that {Numerals.Count(rows)} rows decide";
        string decisions = plan.Decisions == 1 ? "1 decision" : $"{Numerals.Count(plan.Decisions)} decisions";
        Line(console, $"[bold]{question}[/]: {Spread(plan.Spread)}; {decisions}, wrong passes at most {Numerals.ExactPercent(plan.Error)} in all, power {Numerals.ExactPercent(plan.Power)}");
        Table table = new Table().Border(TableBorder.None);
        table.AddColumn(new TableColumn("[grey]mode[/]").NoWrap());
        table.AddColumn(new TableColumn("[grey]α of each[/]").RightAligned().NoWrap());
        table.AddColumn(new TableColumn($"[grey]{(margin is null ? "margin" : "rows")}[/]").RightAligned().NoWrap());
        if (margin is not null)
            table.AddColumn(new TableColumn("[grey]guaranteed[/]").RightAligned().NoWrap());
        foreach (HoldoutPlan one in plans)
        {
            string[] cells = [Word(one.Mode), one.Alpha.ToString("0.##e-0", CultureInfo.InvariantCulture)];
            table.AddRow(margin is { } wanted ? [.. cells, Rows(one.Rows(wanted)), Rows(one.GuaranteedRows(wanted))] : [.. cells, Numerals.Of(one.Margin(rows))]);
        }

        console.Write(new Unwrapped(table));
        if (margin is not null)
            Line(console, "[grey]rows: by the normal approximation, a model as good as planned passes with the power; guaranteed: every estimate is within the margin, whatever the rows (ease.ml/ci), power apart[/]");
        Line(console, "[grey]none: no verdict leads to a later model; firstChange: the first pass retires the holdout; full: every verdict may lead on[/]");
    }

    /// <summary>The same as JSON.</summary>
    /// <param name="plans">At least one plan; they differ in their mode only.</param>
    /// <param name="margin">The margin to decide, or null.</param>
    /// <param name="rows">Where no margin is given: the rows.</param>
    public static string Json(IReadOnlyList<HoldoutPlan> plans, double? margin, long rows) => new JsonObject
    {
        ["decisions"] = plans[0].Decisions,
        ["alpha"] = plans[0].Error,
        ["power"] = plans[0].Power,
        [plans[0].Spread.Kind switch { SpreadKind.Rate => "rate", SpreadKind.Discordant => "discordant", _ => "sd" }] = plans[0].Spread.Value,
        ["plans"] = new JsonArray([.. plans.Select(plan => new JsonObject
        {
            ["mode"] = Word(plan.Mode),
            ["alphaOfEach"] = plan.Alpha,
            ["margin"] = margin ?? plan.Margin(rows),
            ["rows"] = margin is { } wanted ? plan.Rows(wanted) : rows,
            ["guaranteedRows"] = margin is { } same ? plan.GuaranteedRows(same) : null,
        })]),
    }.ToJsonString(GateReportJson.Options) + "\n";

    private static string Spread(RowSpread spread) => spread.Kind switch
    {
        SpreadKind.Rate => $"a rate of {Numerals.Exact(spread.Value)}",
        SpreadKind.Discordant => $"two models that disagree on {Numerals.ExactPercent(spread.Value)} of the rows",
        _ => $"values of standard deviation {Numerals.Exact(spread.Value)}",
    };

    private static string Rows(long? rows) => rows is { } count ? Numerals.Count(count) : "–";

    private static void Line(IAnsiConsole console, string markup) => console.Write(new Unwrapped(markup));
}
