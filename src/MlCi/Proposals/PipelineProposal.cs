using System.Text.Json.Nodes;
using MlCi.Data;
using MlCi.Findings;
using MlCi.Metrics;

namespace MlCi.Proposals;

/// <summary>What the user said of a pipeline that is to be proposed.</summary>
/// <param name="Label">The label's column.</param>
/// <param name="Task">The task, or null: it is inferred.</param>
/// <param name="Positive">The positive value, or null: it is inferred.</param>
/// <param name="Share">The holdout's share of the rows, or null: it is proposed.</param>
public sealed record ProposalOptions(string Label, PredictionTask? Task = null, string? Positive = null, double? Share = null);

/// <summary>A first pipeline for some data: proposed from the data alone, before any model was trained.</summary>
/// <param name="Label">What is predicted.</param>
/// <param name="Columns">What the columns are for.</param>
/// <param name="Split">How the rows were parted.</param>
/// <param name="Train">The rows to learn from.</param>
/// <param name="Holdout">The rows to judge by.</param>
/// <param name="Slices">How the holdout is cut.</param>
/// <param name="Gates">The limits.</param>
public sealed record PipelineProposal(
    ProposedLabel Label, IReadOnlyList<ProposedColumn> Columns, RowSplit Split, Table Train, Table Holdout, IReadOnlyList<ProposedSlice> Slices, IReadOnlyList<ProposedGate> Gates)
{
    private const int LeastRows = 4;

    /// <summary>The names of the columns of one role.</summary>
    public IReadOnlyList<string> Named(ColumnRole role) => [.. Columns.Where(column => column.Role == role).Select(column => column.Name)];

    /// <summary>The data contract, which train and holdout meet.</summary>
    /// <param name="title">What a row is called.</param>
    /// <param name="source">The file that the data are from.</param>
    public JsonObject Schema(string title, string source) => SchemaProposal.Of(title, source, Columns, Label);

    /// <summary>Proposes.</summary>
    /// <param name="data">The rows.</param>
    /// <param name="holdout">The rows to judge by where they are a file of their own; null: they are taken from the data.</param>
    /// <param name="options">What the user said.</param>
    /// <exception cref="FaultException">No pipeline can be made of that; every fault is listed (exit 2).</exception>
    public static PipelineProposal Of(Table data, Table? holdout, ProposalOptions options)
    {
        List<Fault> faults = [];
        foreach (Table table in holdout is null ? [data] : new[] { data, holdout })
        {
            if (table.RowCount == 0)
                faults.Add(new Fault("found no rows after the header, expected some to learn from", new SourcePlace(table.File, 1)));
        }

        if (holdout is not null)
            faults.AddRange(OtherColumns(data, holdout));
        if (faults.Count > 0)
            throw FaultException.Misconfigured(faults);

        ProposedLabel? label = TaskInference.Of(data, options.Label, options.Task, options.Positive, faults);
        if (label is not null && holdout is not null)
            faults.AddRange(OtherLabels(label, holdout));
        ProposedColumn[] columns = label is null ? [] : [.. ColumnRoles.Of(Profiles(data, holdout), label.Column)];
        if (label is not null && !Array.Exists(columns, column => column.Role is ColumnRole.Number or ColumnRole.Category))
            faults.Add(new Fault($"found no column to learn from beside '{label.Column}', expected one: {string.Join("; ", columns.Where(column => column.Why.Length > 0).Select(column => $"'{column.Name}' is left out ({column.Why})"))}".TrimEnd(' ', ':'), new SourcePlace(data.File, 1)));
        if (holdout is null && data.RowCount < LeastRows)
            faults.Add(new Fault($"found {Numerals.Count(data.RowCount, "rows")}, expected at least {LeastRows}, to learn from and to judge by", new SourcePlace(data.File, 1)));
        if (faults.Count > 0)
            throw FaultException.Misconfigured(faults);

        double share = options.Share ?? HoldoutSize.Share(data.RowCount, label!, Array.Find(columns, column => column.Role == ColumnRole.Entity)?.Profile.Distinct);
        RowSplit split = holdout is null
            ? RowSplit.Of(data, columns, label!, share)
            : new RowSplit(SplitWay.File, null, [.. Enumerable.Range(0, data.RowCount)], [.. Enumerable.Range(0, holdout.RowCount)]);
        if (SplitFaults.Of(data, holdout ?? data, columns, label!, split, share) is { } useless)
            throw FaultException.Misconfigured([useless]);
        Table train = holdout is null ? data.Take(split.Train) : data;
        Table judged = holdout ?? data.Take(split.Holdout);
        return new PipelineProposal(label!, columns, split, train, judged, ProposedSlice.Of(judged, columns, label!), ProposedGate.Of(train.Column(label!.Column), judged.Column(label.Column), label));
    }

    private static ColumnProfile[] Profiles(Table data, Table? holdout) => holdout is null
        ? [.. data.Columns.Select(ColumnProfile.Of)]
        : [.. data.Columns.Select(column => ColumnProfile.Of(Joined(column, holdout.Column(column.Name))))];

    // The contract has to hold of both files.
    private static Column Joined(Column one, Column other)
    {
        Dictionary<string, int> codes = [];
        List<string> levels = [];
        int[] joined = new int[one.RowCount + other.RowCount];
        for (int row = 0; row < joined.Length; row++)
        {
            string? text = row < one.RowCount ? one.Text(row) : other.Text(row - one.RowCount);
            if (text is null)
            {
                joined[row] = -1;
                continue;
            }

            if (!codes.TryGetValue(text, out int code))
            {
                codes.Add(text, code = levels.Count);
                levels.Add(text);
            }

            joined[row] = code;
        }

        return new Column(one.Name, [.. levels], joined);
    }

    private static IEnumerable<Fault> OtherColumns(Table data, Table holdout) =>
    [
        .. data.Columns.Where(column => holdout.Find(column.Name) is null).Select(column => new Fault(
            $"found no column '{column.Name}', expected it as {data.File} has it", new SourcePlace(holdout.File, 1))),
        .. holdout.Columns.Where(column => data.Find(column.Name) is null).Select(column => new Fault(
            $"found column '{column.Name}', which {data.File} does not have, expected the same columns", new SourcePlace(holdout.File, 1))),
    ];

    private static IEnumerable<Fault> OtherLabels(ProposedLabel label, Table holdout)
    {
        Column column = holdout.Column(label.Column);
        for (int row = 0; row < column.RowCount; row++)
        {
            string? text = column.Text(row);
            bool isRight = label.Task == PredictionTask.Regression ? double.IsFinite(column.Numbers[row]) : text is not null && label.Classes.Any(one => one.Text == text);
            if (isRight)
                continue;
            string expected = label.Task == PredictionTask.Regression ? "a number" : $"one of {string.Join(", ", label.Classes.Select(one => one.Text))}";
            yield return new Fault($"column '{label.Column}': found {(text is null ? "no value" : $"'{text}'")}, expected {expected}", new SourcePlace(holdout.File, holdout.Line(row)));
            yield break;
        }
    }
}
