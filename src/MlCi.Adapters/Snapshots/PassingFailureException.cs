namespace MlCi.Adapters.Snapshots;

/// <summary>A source does not answer, or stops in the midst of it: to be tried again.</summary>
/// <param name="found">What was found.</param>
public sealed class PassingFailureException(string found) : Exception(found)
{
    /// <summary>How long the source asks to wait, or null.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
