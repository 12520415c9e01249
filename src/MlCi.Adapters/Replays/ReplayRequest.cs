namespace MlCi.Adapters.Replays;

/// <summary>What of a prediction log is to be replayed.</summary>
/// <param name="Root">The repository's folder.</param>
/// <param name="RequestId">The request.</param>
/// <param name="LogFile">The log; the files that it was rotated into are looked at, too.</param>
public sealed record ReplayRequest(string Root, string RequestId, string LogFile)
{
    /// <summary>The pipelines whose models may be the log's; none: all.</summary>
    public IReadOnlyList<string> Pipelines { get; init; } = [];

    /// <summary>The row of the request, from 0; null where it has but one.</summary>
    public int? Row { get; init; }

    /// <summary>The values of columns that are redacted in the log; null for no value.</summary>
    public IReadOnlyDictionary<string, string?> Set { get; init; } = new Dictionary<string, string?>();

    /// <summary>Is given what programs and builds print.</summary>
    public Action<string> Log { get; init; } = _ => { };

    /// <summary>Is told what takes a while.</summary>
    public Action<string> Progress { get; init; } = _ => { };
}
