namespace MlCi.Adapters.GitHub;

/// <summary>
/// How a branch is protected. GitHub replaces all of it at once, so everything that it lets be set is here: what is read and written back
/// is as it was.
/// </summary>
internal sealed record BranchProtection
{
    /// <summary>The checks that must succeed; null for none at all.</summary>
    public RequiredChecks? Checks { get; init; }

    /// <summary>The reviews that there must be; null for none at all.</summary>
    public RequiredReviews? Reviews { get; init; }

    /// <summary>Who may push; null for everybody who may write.</summary>
    public BranchActors? Restrictions { get; init; }

    /// <summary>Whether administrators are bound, too.</summary>
    public bool BindsAdministrators { get; init; }

    /// <summary>The switches that are on, by GitHub's names: those of <see cref="SwitchNames"/>.</summary>
    public IReadOnlyList<string> Switches { get; init; } = [];

    /// <summary>Every switch that can be set.</summary>
    public static IReadOnlyList<string> SwitchNames { get; } =
    [
        "required_linear_history", "allow_force_pushes", "allow_deletions", "block_creations", "required_conversation_resolution", "lock_branch", "allow_fork_syncing",
    ];
}

/// <summary>The checks that must succeed.</summary>
/// <param name="IsStrict">Whether the branch must be up to date.</param>
/// <param name="Checks">Each name, and the id of the app that must say so; null for any.</param>
internal sealed record RequiredChecks(bool IsStrict, IReadOnlyList<(string Name, long? App)> Checks);

/// <summary>The reviews that there must be.</summary>
/// <param name="Approvals">How many, from 0 to 6.</param>
internal sealed record RequiredReviews(int Approvals)
{
    /// <summary>Whether an approval ends with the next push.</summary>
    public bool DismissesStale { get; init; }

    /// <summary>Whether those whom CODEOWNERS names must approve.</summary>
    public bool NeedsCodeOwners { get; init; }

    /// <summary>Whether somebody else than who pushed last must approve.</summary>
    public bool NeedsOtherThanLastPusher { get; init; }

    /// <summary>Who may dismiss reviews; null for everybody who may write.</summary>
    public BranchActors? Dismissers { get; init; }

    /// <summary>Who needs no review; null for nobody.</summary>
    public BranchActors? Exempt { get; init; }
}

/// <summary>People and programs.</summary>
/// <param name="Users">Logins.</param>
/// <param name="Teams">Slugs of teams.</param>
/// <param name="Apps">Slugs of apps.</param>
internal sealed record BranchActors(IReadOnlyList<string> Users, IReadOnlyList<string> Teams, IReadOnlyList<string> Apps);
