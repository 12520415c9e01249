using Nuke.Common;

namespace MlCi.Nuke;

/// <summary>The target Promote.</summary>
public interface IPromote : IRegister, IMoveAlias
{
    /// <summary>Moves an alias to a registered model.</summary>
    Target Promote => _ => _
        .Description(Summary(nameof(Promote)))
        .After(Register)
        .OnlyWhenDynamic(() => CanContinue)
        .Executes(() => Run(nameof(Promote)));
}
