/// <summary>A target that could not do its work, for reasons that were printed: hosts show it without a stack trace.</summary>
internal sealed class BuildFailure(string message) : Exception(message)
{
    /// <summary>What the process exits with after an exception that nobody expected.</summary>
    public const int Unexpected = 255;

    public override string ToString() => Message;
}
