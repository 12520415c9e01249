namespace MlCi.Adapters.Processes;

/// <summary>A program to run: never through a shell.</summary>
/// <param name="Title">What it is, for messages: <c>train</c>.</param>
/// <param name="FileName">The executable.</param>
/// <param name="Arguments">Its arguments, each as it is.</param>
/// <param name="Folder">The working folder.</param>
/// <param name="Environment">The whole environment, or null to pass on one's own.</param>
/// <param name="Timeout">The longest that it may take.</param>
public sealed record ProgramCall(
    string Title,
    string FileName,
    IReadOnlyList<string> Arguments,
    string Folder,
    IReadOnlyDictionary<string, string>? Environment,
    TimeSpan Timeout)
{
    /// <summary>The most resident memory of the program and its children in bytes, or null for no limit.</summary>
    public long? Memory { get; init; }

    /// <summary>How many cores it is going to use: it waits while others use them. 0 for a tool that answers at once and waits for nobody.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>What must not be read in its output.</summary>
    public IReadOnlyList<string> Secrets { get; init; } = [];
}
