using MlCi.Findings;

namespace MlCi.Gates;

/// <summary>A limit on the share of decisions that flip when the holdout is disturbed.</summary>
/// <param name="Name">The name in reports: <c>noise 0.1 of tenure</c> unless given.</param>
/// <param name="Perturbation">How it is disturbed.</param>
/// <param name="MostFlips">The largest share of flipped decisions that is accepted.</param>
/// <param name="Inconclusive">What an inconclusive gate does; by default it blocks, as on the whole holdout.</param>
/// <param name="Place">Where the limit stands in pipeline.yml.</param>
public sealed record RobustnessRule(
    string Name, Perturbation Perturbation, double MostFlips, WhenInconclusive Inconclusive, SourcePlace Place)
{
    /// <summary>The name of a rule that was not given one.</summary>
    public static string NameOf(Perturbation perturbation) =>
        $"{perturbation.Word} {Numerals.Exact(perturbation.Size)} of {string.Join(", ", perturbation.Columns)}";
}
