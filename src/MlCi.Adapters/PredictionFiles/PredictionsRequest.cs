namespace MlCi.Adapters.PredictionFiles;

/// <summary>What <c>evaluate</c> and <c>compare</c> shall do without a pipeline: all of a file, a part of one, or what parts left.</summary>
public abstract record PredictionsRequest
{
    private PredictionsRequest()
    {
    }

    /// <summary>A whole file.</summary>
    /// <param name="Options">What was asked for.</param>
    public sealed record Whole(PredictionsOptions Options) : PredictionsRequest;

    /// <summary>A part of a file, whose statistics are written.</summary>
    /// <param name="Options">What was asked for.</param>
    /// <param name="Shard">Which part.</param>
    /// <param name="IsSplit">Whether the file holds that part only, so that all of its rows are taken.</param>
    /// <param name="Out">Where to write.</param>
    public sealed record Part(PredictionsOptions Options, ShardOption Shard, bool IsSplit, string Out) : PredictionsRequest;

    /// <summary>What all parts left.</summary>
    /// <param name="Files">The files.</param>
    /// <param name="Json">Where to write the JSON, or null.</param>
    /// <param name="Quiet">Whether to print the verdict only.</param>
    public sealed record Merged(IReadOnlyList<string> Files, string? Json, bool Quiet) : PredictionsRequest;
}
