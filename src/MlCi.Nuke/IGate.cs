using Nuke.Common;

namespace MlCi.Nuke;

/// <summary>The target Gate.</summary>
public interface IGate : ICompare
{
    /// <summary>Gathers verdicts instead of giving one.</summary>
    [Parameter("Gate: run nothing, gather the gate.json of other runs from a folder, and give their one exit code")]
    string? Merge => TryGetValue(() => Merge);

    /// <summary>Does without holdout labels that lie apart.</summary>
    [Parameter("Gate: where holdout labels lie apart (data.labels), do without them: train and predict, without a verdict")]
    bool WithoutLabels => TryGetValue<bool?>(() => WithoutLabels) ?? false;

    /// <summary>Gives the verdict and writes the reports.</summary>
    Target Gate => _ => _
        .Description(Summary(nameof(Gate)))
        .DependsOn(ValidateData, TestPreprocessing, Train, Evaluate, Compare)
        .OnlyWhenDynamic(() => CanContinue)
        .Executes(() => Run(nameof(Gate)));
}
