using Nuke.Common;

namespace MlCi.Nuke;

/// <summary>The target Promote.</summary>
public interface IPromote : IRegister, IMoveAlias
{
    /// <summary>The git tag of a release.</summary>
    [Parameter("Promote: the git tag of a release, such as telco-churn/v1.4.0: puts the model of the tag's source tree into production as that version")]
    string? ReleaseTag => TryGetValue(() => ReleaseTag);

    /// <summary>Moves an alias to a registered model.</summary>
    Target Promote => _ => _
        .Description(Summary(nameof(Promote)))
        .After(Register)
        .OnlyWhenDynamic(() => CanContinue)
        .Executes(() => Run(nameof(Promote)));
}
