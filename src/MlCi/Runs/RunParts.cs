using System.Text.Json.Serialization;
using MlCi.Gates;
using MlCi.Pipelines;

namespace MlCi.Runs;

/// <summary>A stage of a run.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Status">How it ended.</param>
/// <param name="Seconds">The time that it took.</param>
/// <param name="Reused">Whether it took an earlier result.</param>
public sealed record RunStage(string Name, StageStatus Status, double Seconds, bool Reused);

/// <summary>A metric on the whole holdout.</summary>
/// <param name="Name">The metric's name.</param>
/// <param name="Estimate">Its value; null where it is not defined.</param>
/// <param name="Lower">The lower end of the interval; null where none can be trusted.</param>
/// <param name="Upper">The upper end.</param>
/// <param name="Level">The interval's two-sided level, 1−2α.</param>
public sealed record RunMetric(string Name, double? Estimate, double? Lower, double? Upper, double Level);

/// <summary>A decision.</summary>
/// <param name="Id">What identifies it: <c>auc</c>, <c>accuracy@contract=Two year</c>, <c>auc vs champion</c>.</param>
/// <param name="Rule">The kind of rule, as <see cref="GateResult.Rule"/>.</param>
/// <param name="Verdict">What was decided.</param>
/// <param name="Estimate">The metric's value; of a comparison the challenger's.</param>
/// <param name="Difference">Of a comparison the difference, positive where the challenger is better; else null.</param>
/// <param name="Lower">The lower end of the deciding interval; of a comparison that of the difference.</param>
/// <param name="Upper">The upper end.</param>
/// <param name="Level">The interval's two-sided level, 1−2α.</param>
/// <param name="Threshold">The limit of a threshold, or null.</param>
/// <param name="Margin">The margin of a comparison, or null.</param>
public sealed record RunGate(
    string Id, string Rule, GateVerdict Verdict, double? Estimate, double? Difference, double? Lower, double? Upper, double Level, double? Threshold, double? Margin)
{
    /// <summary>What a run keeps of a decision.</summary>
    /// <param name="gate">The decision.</param>
    public static RunGate Of(GateResult gate) => new(
        gate.Id, gate.Rule, gate.Verdict, gate.Estimate, gate.Difference, gate.Lower, gate.Upper, gate.Level, gate.Threshold, gate.Margin);
}

/// <summary>The digests of what a run read and made; null where it did not come to it.</summary>
/// <param name="Model">The model's folder.</param>
/// <param name="Data">The training data.</param>
/// <param name="Holdout">The holdout.</param>
/// <param name="Rules">All that decides.</param>
/// <param name="Sources">The sources of the model program and its tests.</param>
/// <param name="Champion">The champion's model.</param>
public sealed record RunDigests(string? Model, string? Data, string? Holdout, string? Rules, string? Sources, string? Champion)
{
    /// <summary>Each by its name.</summary>
    [JsonIgnore]
    public IEnumerable<(string Name, string? Value)> All =>
        [("model", Model), ("data", Data), ("holdout", Holdout), ("rules", Rules), ("sources", Sources), ("champion", Champion)];
}

/// <summary>Where a run ran. The machine's name is left out: records are exported and shared.</summary>
/// <param name="Os">The operating system and its version.</param>
/// <param name="Architecture">The processor's architecture.</param>
/// <param name="Runtime">The .NET runtime.</param>
/// <param name="Cores">The processor's cores, as the process sees them.</param>
/// <param name="Version">The version of MlCi.</param>
public sealed record RunHost(string Os, string Architecture, string Runtime, int Cores, string Version);
