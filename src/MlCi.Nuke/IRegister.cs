using Nuke.Common;

namespace MlCi.Nuke;

/// <summary>The target Register.</summary>
public interface IRegister : IGate
{
    /// <summary>Pushes model, data snapshot and report as a candidate.</summary>
    Target Register => _ => _
        .Description(Summary(nameof(Register)))
        .DependsOn(Gate)
        .OnlyWhenDynamic(() => CanContinue)
        .Executes(() => Run(nameof(Register)));
}
