using Nuke.Common;

namespace MlCi.Nuke;

/// <summary>The target Compare.</summary>
public interface ICompare : IEvaluate
{
    /// <summary>Compares champion and challenger on the same rows.</summary>
    Target Compare => _ => _
        .Description(Summary(nameof(Compare)))
        .DependsOn(Evaluate)
        .OnlyWhenDynamic(() => CanContinue)
        .Executes(() => Run(nameof(Compare)));
}
