namespace MlCi.Adapters.Registry.Remote;

/// <summary>A registry does not answer now, or stops in the midst of it: to be asked again.</summary>
/// <param name="found">What was found.</param>
public sealed class PassingAnswerException(string found) : Exception(found)
{
    /// <summary>How long the registry asks to wait, or null.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
