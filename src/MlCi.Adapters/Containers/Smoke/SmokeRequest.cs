using MlCi.Data;
using MlCi.Metrics;
using MlCi.Pipelines;
using MlCi.Schemas;

namespace MlCi.Adapters.Containers.Smoke;

/// <summary>What a served model is tried with.</summary>
public sealed record SmokeRequest
{
    /// <summary>The data contract.</summary>
    public required RowSchema Schema { get; init; }

    /// <summary>The label, which no request has.</summary>
    public required string Label { get; init; }

    /// <summary>What is predicted.</summary>
    public required PredictionTask Task { get; init; }

    /// <summary>The names of a row's numbers, <see cref="HoldoutTruth.Columns"/>: <c>score</c>, <c>prediction</c>, <c>p_&lt;class&gt;</c> ….</summary>
    public required IReadOnlyList<string> Outputs { get; init; }

    /// <summary>What pipeline.yml says of the image: parity, limits, patience.</summary>
    public required ImageRule Image { get; init; }

    /// <summary>The holdout, with its label.</summary>
    public required Table Holdout { get; init; }

    /// <summary>The column that names a row, or null for its number.</summary>
    public string? Key { get; init; }

    /// <summary>The batch predictions, as <see cref="PredictionFile.Read"/> has them: holdout row by row a number for each output.</summary>
    public required double[] Batch { get; init; }

    /// <summary>
    /// Predicts rows without the label as the batch was, without a key (a row may come twice): row by row a number for each output. It is
    /// called once, and only where parity fails.
    /// </summary>
    public required Func<Table, double[]> Predict { get; init; }

    /// <summary>The digest of the model's files.</summary>
    public required string Model { get; init; }

    /// <summary>The digest that says which rows are drawn: of model and holdout, say.</summary>
    public required string Seed { get; init; }

    /// <summary>The image that is tried, or null where none was made.</summary>
    public Serving.SmokedImage? Built { get; init; }

    /// <summary>How long an answer may take.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long it may take to end after SIGTERM.</summary>
    public TimeSpan StopWithin { get; init; } = TimeSpan.FromSeconds(35);

    /// <summary>How many requests are measured at most, after a tenth as many to warm up.</summary>
    public int LatencyRequests { get; init; } = 1_000;

    /// <summary>For how long requests are measured: a slow model gets fewer.</summary>
    public TimeSpan LatencyTime { get; init; } = TimeSpan.FromSeconds(10);
}
