using Nuke.Common;

namespace MlCi.Nuke;

/// <summary>The target Promote.</summary>
public interface IPromote : IRunStages
{
    /// <summary>Moves staging or production to a registered model.</summary>
    Target Promote => _ => _
        .Description(Summary(nameof(Promote)))
        .OnlyWhenDynamic(() => CanContinue)
        .Executes(() => Run(nameof(Promote)));
}
