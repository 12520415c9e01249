using Nuke.Common;

namespace MlCi.Nuke;

/// <summary>The target Rollback.</summary>
public interface IRollback : IRunStages
{
    /// <summary>Moves an alias back to the model before.</summary>
    Target Rollback => _ => _
        .Description(Summary(nameof(Rollback)))
        .OnlyWhenDynamic(() => CanContinue)
        .Executes(() => Run(nameof(Rollback)));
}
