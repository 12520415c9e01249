using Nuke.Common;

namespace MlCi.Nuke;

/// <summary>The target Register.</summary>
public interface IRegister : IBuildContainer
{
    /// <summary>Pushes model, image and report as a candidate.</summary>
    Target Register => _ => _
        .Description(Summary(nameof(Register)))
        .DependsOn(Gate, BuildContainer)
        .OnlyWhenDynamic(() => CanContinue)
        .Executes(() => Run(nameof(Register)));
}
