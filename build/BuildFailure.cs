/// <summary>A target that could not do its work, for reasons that were printed: hosts show it without a stack trace.</summary>
internal sealed class BuildFailure(string message) : Exception(message)
{
    public override string ToString() => Message;
}
