using Nuke.Common;

namespace MlCi.Nuke;

/// <summary>The target Gate.</summary>
public interface IGate : ICompare
{
    /// <summary>Gives the verdict and writes the reports.</summary>
    Target Gate => _ => _
        .Description(Summary(nameof(Gate)))
        .DependsOn(ValidateData, TestPreprocessing, Train, Evaluate, Compare)
        .OnlyWhenDynamic(() => CanContinue)
        .Executes(() => Run(nameof(Gate)));
}
