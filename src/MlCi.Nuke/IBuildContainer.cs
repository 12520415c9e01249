using Nuke.Common;

namespace MlCi.Nuke;

/// <summary>The target BuildContainer.</summary>
public interface IBuildContainer : IGate
{
    /// <summary>Builds the image of program and model, and tries it as it would be served.</summary>
    Target BuildContainer => _ => _
        .Description(Summary(nameof(BuildContainer)))
        .DependsOn(Gate)
        .OnlyWhenDynamic(() => CanContinue)
        .Executes(() => Run(nameof(BuildContainer)));
}
