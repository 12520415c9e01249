using Nuke.Common;

namespace MlCi.Nuke;

/// <summary>What the targets share that move an alias.</summary>
public interface IMoveAlias : IRunStages
{
    /// <summary>The alias to move.</summary>
    [Parameter("Promote, Rollback: the alias to move, such as staging or production")]
    string? To => TryGetValue(() => To);

    /// <summary>A registered model.</summary>
    [Parameter("Promote, Rollback: the model, a tag or digest; if not given, the candidate, or the good model before")]
    string? Model => TryGetValue(() => Model);

    /// <summary>The reason for the audit trail.</summary>
    [Parameter("Promote, Rollback: why, for the record")]
    string? Why => TryGetValue(() => Why);
}
