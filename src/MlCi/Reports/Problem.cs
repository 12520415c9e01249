using MlCi.Findings;

namespace MlCi.Reports;

/// <summary>One thing that keeps a model from passing, in the words of somebody who has to mend it; plain text.</summary>
/// <param name="What">What is wrong, and by how much.</param>
/// <param name="Next">What to do about it.</param>
internal sealed record Problem(string What, string Next)
{
    /// <summary>A command that shows the same on one's own machine, or null.</summary>
    public string? Command { get; init; }

    /// <summary>The rule that says so, or null.</summary>
    public SourcePlace? Place { get; init; }

    /// <summary>The last lines that a program printed; else empty.</summary>
    public string Log { get; init; } = "";

    /// <summary>What was found, each in a line; none where <see cref="What"/> says all.</summary>
    public IReadOnlyList<string> Items { get; init; } = [];
}
