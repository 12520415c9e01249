using MlCi.Findings;
using MlCi.Pipelines;
using MlCi.Promotion;

namespace MlCi.Adapters.Stages;

/// <summary>What <c>--release-tag</c> says instead of other options: pipeline, alias and reason.</summary>
internal static class ReleaseChoice
{
    /// <summary>The options that a release tag stands for; without one they stay as they are.</summary>
    /// <param name="options">What the user asked for.</param>
    /// <param name="plan">The stages to run.</param>
    /// <exception cref="FaultException">The tag names no release, or something else of it is said beside; every fault is told (exit 2).</exception>
    public static RunOptions Applied(RunOptions options, IReadOnlyList<StageInfo> plan)
    {
        if (options.ReleaseTag is not { } name)
            return options;
        if (plan.FirstOrDefault(stage => stage.Name != PromoteStage.Name) is { } other)
            throw FaultException.Misconfigured($"found '{ReleaseTag.Option}' with {other.Name}, expected Promote alone: a release is of what was registered before, and trains nothing");
        var tag = ReleaseTag.Read(name);
        (string Option, bool IsGiven)[] beside =
        [
            ("--to", options.To is not null && options.To != Alias.Production.Name),
            ("--model", options.Model is not null),
            ("--pipeline", options.Pipelines.Any(pipeline => pipeline != tag.Pipeline)),
        ];
        Fault[] faults = [.. beside.Where(one => one.IsGiven).Select(one => new Fault($"found '{one.Option}' beside '{ReleaseTag.Option} {tag}', which says it already; expected it to be left out"))];
        return faults.Length > 0 ? throw FaultException.Misconfigured(faults) : options with
        {
            Pipelines = [tag.Pipeline],
            To = Alias.Production.Name,
            Why = string.IsNullOrWhiteSpace(options.Why) ? $"release tag {tag}" : options.Why,
        };
    }
}
