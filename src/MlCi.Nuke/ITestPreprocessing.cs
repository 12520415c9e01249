using Nuke.Common;

namespace MlCi.Nuke;

/// <summary>The target TestPreprocessing.</summary>
public interface ITestPreprocessing : IValidateData
{
    /// <summary>Runs the pipeline's own tests.</summary>
    Target TestPreprocessing => _ => _
        .Description(Summary(nameof(TestPreprocessing)))
        .After(ValidateData)
        .OnlyWhenDynamic(() => CanContinue)
        .Executes(() => Run(nameof(TestPreprocessing)));
}
