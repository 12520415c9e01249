using MlCi.Data;
using MlCi.Metrics;

namespace MlCi.Quality;

/// <summary>The data that rules look at, and what their columns are for.</summary>
/// <param name="Train">The training data.</param>
/// <param name="Holdout">The holdout.</param>
/// <param name="Task">What is predicted.</param>
/// <param name="Label">The label's column.</param>
public sealed record SplitData(Table Train, Table Holdout, PredictionTask Task, string Label)
{
    /// <summary>The column that names rows, or null.</summary>
    public string? Key { get; init; }

    /// <summary>The column that says what a row counts, or null.</summary>
    public string? Weight { get; init; }

    /// <summary>The column of entities of which several rows may be, or null.</summary>
    public string? Cluster { get; init; }

    /// <summary>Whether the holdout's labels lie apart: then nothing tells one of them, and the holdout may be here without them.</summary>
    public bool HidesLabels { get; init; }

    /// <summary>The reference that pipeline.yml names, or null.</summary>
    public Table? Reference { get; init; }

    /// <summary>What an accepted run saw, or null where nobody knows.</summary>
    public AcceptedRows? Accepted { get; init; }

    /// <summary>The columns that both files have and a model may learn from, in the order of the training data.</summary>
    public IReadOnlyList<string> Features =>
        [.. Train.Columns.Select(column => column.Name).Where(name => name != Label && name != Key && name != Weight && Holdout.Find(name) is not null)];
}

/// <summary>How many rows the data had that were accepted last: those of the last whole Gate of the pipeline that passed.</summary>
/// <param name="Train">Rows of the training data.</param>
/// <param name="Holdout">Rows of the holdout.</param>
public sealed record AcceptedRows(long Train, long Holdout);
