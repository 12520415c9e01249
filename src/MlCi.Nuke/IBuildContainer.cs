using Nuke.Common;

namespace MlCi.Nuke;

/// <summary>The target BuildContainer.</summary>
public interface IBuildContainer : IRunStages
{
    /// <summary>Builds an image of program and model and tries it.</summary>
    Target BuildContainer => _ => _
        .Description(Summary(nameof(BuildContainer)))
        .OnlyWhenDynamic(() => CanContinue)
        .Executes(() => Run(nameof(BuildContainer)));
}
