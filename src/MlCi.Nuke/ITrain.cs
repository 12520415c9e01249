using Nuke.Common;

namespace MlCi.Nuke;

/// <summary>The target Train.</summary>
public interface ITrain : ITestPreprocessing
{
    /// <summary>Trains with seed and parameters, or reuses an identical earlier run.</summary>
    Target Train => _ => _
        .Description(Summary(nameof(Train)))
        .DependsOn(ValidateData)
        .After(TestPreprocessing)
        .OnlyWhenDynamic(() => CanContinue)
        .Executes(() => Run(nameof(Train)));
}
