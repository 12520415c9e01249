using Nuke.Common;

namespace MlCi.Nuke;

/// <summary>The target Promote.</summary>
public interface IPromote : IRegister
{
    /// <summary>The alias to move.</summary>
    [Parameter("Promote: the alias to move, staging or production")]
    string? To => TryGetValue(() => To);

    /// <summary>A registered model; the candidate if not given.</summary>
    [Parameter("Promote: the model, a tag or digest; the candidate if not given")]
    string? Model => TryGetValue(() => Model);

    /// <summary>The reason for the audit trail.</summary>
    [Parameter("Promote: why, for the record")]
    string? Why => TryGetValue(() => Why);

    /// <summary>Moves staging or production to a registered model.</summary>
    Target Promote => _ => _
        .Description(Summary(nameof(Promote)))
        .After(Register)
        .OnlyWhenDynamic(() => CanContinue)
        .Executes(() => Run(nameof(Promote)));
}
