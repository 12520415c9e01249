using Nuke.Common;

namespace MlCi.Nuke;

/// <summary>The target Evaluate.</summary>
public interface IEvaluate : ITrain
{
    /// <summary>Predicts the holdout and estimates metrics, slices and thresholds.</summary>
    Target Evaluate => _ => _
        .Description(Summary(nameof(Evaluate)))
        .DependsOn(Train)
        .OnlyWhenDynamic(() => CanContinue)
        .Executes(() => Run(nameof(Evaluate)));
}
