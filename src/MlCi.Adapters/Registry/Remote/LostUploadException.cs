namespace MlCi.Adapters.Registry.Remote;

/// <summary>The registry does not know an upload any more, or not as far as it was said to be.</summary>
/// <param name="found">What was found.</param>
public sealed class LostUploadException(string found) : Exception(found)
{
    /// <summary>Whether all of the content was there and was refused.</summary>
    public bool IsWhole { get; init; }

    /// <summary>Whether a failure is of that kind.</summary>
    internal static bool IsOfWhole(Exception e) => e is LostUploadException { IsWhole: true };
}
