using Nuke.Common;

namespace MlCi.Nuke;

/// <summary>The target Report.</summary>
public interface IReport : IRunStages
{
    /// <summary>Recomputes the verdict and posts it.</summary>
    Target Report => _ => _
        .Description(Summary(nameof(Report)))
        .OnlyWhenDynamic(() => CanContinue)
        .Executes(() => Run(nameof(Report)));
}
