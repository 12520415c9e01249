namespace MlCi.Adapters.Processes;

/// <summary>What git answered.</summary>
/// <param name="Succeeded">Whether it ended with 0.</param>
/// <param name="Lines">What it printed, or why it could not be asked.</param>
internal sealed record GitAnswer(bool Succeeded, IReadOnlyList<string> Lines);
