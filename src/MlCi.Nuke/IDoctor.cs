using Nuke.Common;

namespace MlCi.Nuke;

/// <summary>The target Doctor.</summary>
public interface IDoctor : IRunStages
{
    /// <summary>Says what is installed, reachable and in use.</summary>
    Target Doctor => _ => _
        .Description(Summary(nameof(Doctor)))
        .OnlyWhenDynamic(() => CanContinue)
        .Executes(() => Run(nameof(Doctor)));
}
