using System.Text;
using MlCi.Findings;
using MlCi.Pipelines;

namespace MlCi.Adapters.PullRequests;

/// <summary>
/// The rules that a change brings, out of its own pipeline.yml. Only what decides is taken from it; whatever leads anywhere (paths,
/// commands, variables, registries) stays the base's, so that a hostile file can neither read nor reach anything.
/// </summary>
internal static class ProposedRules
{
    /// <summary>The most bytes of a pipeline.yml.</summary>
    public const int MostBytes = 1 << 20;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The file as it says, or null where it cannot be read.</summary>
    /// <param name="bytes">The change's pipeline.yml.</param>
    /// <param name="current">The base's.</param>
    public static PipelineDefinition? Read(byte[] bytes, PipelineDefinition current)
    {
        if (bytes.Length > MostBytes)
            return null;
        try
        {
            return PipelineFile.Read(StrictUtf8.GetString(bytes), current.File, current.Name);
        }
        catch (Exception e) when (e is FaultException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>The base's pipeline under the change's rules; null where they are the same, or are of another label.</summary>
    /// <param name="proposed">What the change's file says.</param>
    /// <param name="current">What the base's says.</param>
    public static PipelineDefinition? Of(PipelineDefinition proposed, PipelineDefinition current)
    {
        bool isSameTask = proposed.Task == current.Task && proposed.Label.Value == current.Label.Value && proposed.Positive.Value == current.Positive.Value
            && proposed.Key?.Value == current.Key?.Value && proposed.Weight?.Value == current.Weight?.Value && proposed.Cluster?.Value == current.Cluster?.Value;
        return !isSameTask || proposed.RulesDigest == current.RulesDigest ? null : current with
        {
            Alpha = proposed.Alpha,
            Power = proposed.Power,
            Decision = proposed.Decision,
            Metrics = proposed.Metrics,
            Gates = proposed.Gates,
            Slices = proposed.Slices,
            Compare = proposed.Compare,
            Fairness = proposed.Fairness,
            Robustness = proposed.Robustness,
            WorstSlices = null,
            HoldoutUse = proposed.HoldoutUse,
            ChampionIsOptional = proposed.ChampionIsOptional,
            ChampionPlace = proposed.ChampionPlace,
            RulesDigest = proposed.RulesDigest,
        };
    }
}
