using System.Globalization;

namespace MlCi.Testing.Kills;

/// <summary>What came of one round.</summary>
/// <param name="Number">Its number, from 0.</param>
/// <param name="Case">What it ran.</param>
/// <param name="After">When the kill came, after the start.</param>
/// <param name="Stage">The stage that ran by then, <c>start</c> before the first one or <c>end</c> after the last, as its lines tell.</param>
/// <param name="WithChildren">Whether its programs were killed with it.</param>
/// <param name="Faults">What was not as in an undisturbed run.</param>
public sealed record KillRound(int Number, string Case, TimeSpan After, string Stage, bool WithChildren, IReadOnlyList<string> Faults)
{
    /// <summary>The stages that a kill should fall into.</summary>
    public static IReadOnlyList<string> Stages { get; } = ["Train", "Evaluate", "Compare", "Gate", "Register"];

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"round {Number}: {Case}: killed {(WithChildren ? "with its programs" : "alone")} after {After.TotalSeconds:0.000} s in {Stage}{(Faults.Count == 0 ? "" : "\n  " + string.Join("\n  ", Faults))}");
}
