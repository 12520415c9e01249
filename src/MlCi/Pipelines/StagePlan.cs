using MlCi.Findings;

namespace MlCi.Pipelines;

/// <summary>A stage of the product: what its target and its command do.</summary>
/// <param name="Name">Its target: <c>ValidateData</c>.</param>
/// <param name="Summary">What it does, in one line.</param>
/// <param name="DependsOn">The stages that run before it.</param>
public sealed record StageInfo(string Name, string Summary, IReadOnlyList<string> DependsOn)
{
    /// <summary>Its command: <c>validate-data</c>.</summary>
    public string Command => string.Concat(Name.Select((letter, at) =>
        char.IsUpper(letter) ? $"{(at > 0 ? "-" : "")}{char.ToLowerInvariant(letter)}" : letter.ToString()));
}

/// <summary>The product's stages, and in which order they run.</summary>
public static class StagePlan
{
    /// <summary>Every stage, in the order of help.</summary>
    public static IReadOnlyList<StageInfo> All { get; } =
    [
        new("ValidateData", "Checks train and holdout against schema.json, and keys for being unique", []),
        new("TestPreprocessing", "Runs the pipeline's own tests of its preprocessing", []),
        new("Train", "Trains with seed and params, or reuses an identical earlier run", ["ValidateData"]),
        new("Evaluate", "Predicts the holdout; metrics with intervals, on the whole and in every slice", ["Train"]),
        new("Compare", "Champion against challenger, paired on the same rows, with a margin", ["Evaluate"]),
        new("Gate", "All of the above, then the verdict and the reports", ["ValidateData", "TestPreprocessing", "Train", "Evaluate", "Compare"]),
        new("BuildContainer", "Builds the image of program and model, and tries it as it would be served", ["Gate"]),
        new("Register", "Puts the gated model with its report into the registry as candidate", ["Gate", "BuildContainer"]),
        new("Promote", "Moves an alias (staging, production) to a registered model", []),
        new("Rollback", "Moves an alias back to the good model before", []),
        new("Report", "Recomputes the verdict and posts it to the pull request", []),
        new("Doctor", "Says what is installed, reachable and in use", []),
    ];

    /// <summary>A stage by its target's or its command's name, whatever the case; null where there is none.</summary>
    public static StageInfo? Find(string name) => All.FirstOrDefault(stage =>
        stage.Name.Equals(name, StringComparison.OrdinalIgnoreCase) || stage.Command.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The stages to run for the ones asked for: each once, after those that it depends on.</summary>
    /// <param name="names">Names of stages.</param>
    /// <exception cref="FaultException">A name is none (exit 2).</exception>
    public static IReadOnlyList<StageInfo> For(IEnumerable<string> names)
    {
        List<StageInfo> plan = [];
        foreach (string name in names)
            Visit(name, plan);
        return plan;
    }

    /// <summary>
    /// The stage whose verdict on the holdout a run of some stages ends with: Gate, or without it Compare or Evaluate, which decide
    /// what they print; null where none of them runs.
    /// </summary>
    /// <param name="names">Names of stages; what is none counts as nothing.</param>
    /// <param name="skipped">Names of stages that are left out, unless they are asked for; empty: all others; null: none.</param>
    public static string? VerdictOf(IEnumerable<string> names, IReadOnlyCollection<string>? skipped = null)
    {
        string[] run = RunBy(names, skipped);
        return Array.Find(["Gate", "Compare", "Evaluate"], stage => run.Contains(stage));
    }

    /// <summary>Whether a run of some stages registers a model, which asks for more than a gate does.</summary>
    /// <inheritdoc cref="VerdictOf"/>
    public static bool Registers(IEnumerable<string> names, IReadOnlyCollection<string>? skipped = null) => RunBy(names, skipped).Contains("Register");

    private static string[] RunBy(IEnumerable<string> names, IReadOnlyCollection<string>? skipped)
    {
        StageInfo[] asked = [.. names.Select(Find).OfType<StageInfo>()];
        StageInfo[]? without = skipped is { Count: > 0 } ? [.. skipped.Select(Find).OfType<StageInfo>()] : null;
        return
        [
            .. For(asked.Select(stage => stage.Name))
                .Where(stage => asked.Contains(stage) || skipped is null || (without is not null && !without.Contains(stage)))
                .Select(stage => stage.Name),
        ];
    }

    private static void Visit(string name, List<StageInfo> plan)
    {
        StageInfo stage = Find(name) ?? throw FaultException.Misconfigured(
            $"found target '{name}', expected {NearestName.Suggest(name, All.Select(known => known.Name))}");
        if (plan.Contains(stage))
            return;
        foreach (string dependency in stage.DependsOn)
            Visit(dependency, plan);
        plan.Add(stage);
    }
}
