using MlCi.Metrics;

namespace MlCi.Proposals;

/// <summary>What is predicted.</summary>
/// <param name="Column">The label's column.</param>
/// <param name="Task">The task.</param>
/// <param name="Positive">Of a binary task the value that counts as positive; else null.</param>
/// <param name="Classes">The classes with their rows, ordinally; none in a regression.</param>
/// <param name="Why">Why this task, and this positive value, in words.</param>
public sealed record ProposedLabel(string Column, PredictionTask Task, string? Positive, IReadOnlyList<LevelCount> Classes, string Why)
{
    /// <summary>Of a binary task the other value; else null.</summary>
    public string? Negative => Positive is null ? null : Classes.First(one => one.Text != Positive).Text;
}
