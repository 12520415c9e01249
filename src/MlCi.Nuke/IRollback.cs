using Nuke.Common;

namespace MlCi.Nuke;

/// <summary>The target Rollback.</summary>
public interface IRollback : IMoveAlias
{
    /// <summary>Moves an alias back to the good model before.</summary>
    Target Rollback => _ => _
        .Description(Summary(nameof(Rollback)))
        .OnlyWhenDynamic(() => CanContinue)
        .Executes(() => Run(nameof(Rollback)));
}
