using Nuke.Common;

namespace MlCi.Nuke;

/// <summary>The target Gate.</summary>
public interface IGate : ICompare
{
    /// <summary>Gathers verdicts instead of giving one.</summary>
    [Parameter("Gate: run nothing, gather the gate.json of other runs from a folder, and give their one exit code")]
    string? Merge => TryGetValue(() => Merge);

    /// <summary>Gives the verdict and writes the reports.</summary>
    Target Gate => _ => _
        .Description(Summary(nameof(Gate)))
        .DependsOn(ValidateData, TestPreprocessing, Train, Evaluate, Compare)
        .OnlyWhenDynamic(() => CanContinue)
        .Executes(() => Run(nameof(Gate)));
}
