using Nuke.Common;

namespace MlCi.Nuke;

/// <summary>The target ValidateData.</summary>
public interface IValidateData : IRunStages
{
    /// <summary>Checks the data against schema, rules and each other.</summary>
    Target ValidateData => _ => _
        .Description(Summary(nameof(ValidateData)))
        .OnlyWhenDynamic(() => CanContinue)
        .Executes(() => Run(nameof(ValidateData)));
}
