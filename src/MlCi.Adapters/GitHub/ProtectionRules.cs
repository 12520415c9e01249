using MlCi.Findings;

namespace MlCi.Adapters.GitHub;

/// <summary>What a branch's protection needs, so that nothing is merged without a verdict and nobody changes the rules alone. It only ever adds.</summary>
internal static class ProtectionRules
{
    /// <summary>The app that report.yml posts as: GitHub Actions. A check of that name by another app does not count.</summary>
    public const long ActionsApp = 15_368;

    // Each by GitHub's name of the switch that would let it happen.
    private static readonly (string Switch, string Shown)[] Refused = [("allow_force_pushes", "force pushes"), ("allow_deletions", "its deletion")];

    /// <summary>The protection with what it lacked, and each of that in words; none where it lacks nothing.</summary>
    /// <param name="now">What there is, or null.</param>
    /// <param name="app">The app that posts the check. Every job of a change's own workflows posts as <see cref="ActionsApp"/>.</param>
    /// <param name="isStrict">Whether branches must be up to date before they are merged, too.</param>
    public static (BranchProtection Protection, IReadOnlyList<string> Changes) Complete(BranchProtection? now, long app = ActionsApp, bool isStrict = false)
    {
        BranchProtection next = now ?? new BranchProtection();
        List<string> changes = [];
        RequiredChecks checks = next.Checks ?? new RequiredChecks(IsStrict: false, []);
        if (!checks.Checks.Contains((CheckRunPost.Name, app)))
        {
            changes.Add($"require the check {CheckRunPost.Name}, posted by {(app == ActionsApp ? "GitHub Actions" : $"app {app}")}");
            // One that any app may post would be kept beside it, and satisfied by anybody.
            next = next with { Checks = checks with { Checks = [.. checks.Checks.Where(check => check.Name != CheckRunPost.Name), (CheckRunPost.Name, app)] } };
        }

        if (isStrict && next.Checks is { IsStrict: false } lax)
        {
            changes.Add("require branches to be up to date before they are merged");
            next = next with { Checks = lax with { IsStrict = true } };
        }

        RequiredReviews reviews = next.Reviews ?? new RequiredReviews(0);
        Add(reviews.Approvals < 1, "require an approving review");
        Add(!reviews.NeedsCodeOwners, "require the review of code owners (.github/CODEOWNERS names them)");
        Add(!reviews.DismissesStale, "let an approval end with the next push");
        Add(!next.BindsAdministrators, "bind administrators, too");
        foreach ((string name, string shown) in Refused)
            Add(next.Switches.Contains(name), $"refuse {shown}");
        next = next with
        {
            Reviews = reviews with { Approvals = Math.Max(reviews.Approvals, 1), NeedsCodeOwners = true, DismissesStale = true },
            BindsAdministrators = true,
            Switches = [.. next.Switches.Where(name => !Array.Exists(Refused, refused => refused.Switch == name))],
        };
        return (next, changes);

        void Add(bool isLacking, string change)
        {
            if (isLacking)
                changes.Add(change);
        }
    }

    /// <summary>What a protection leaves open that is not changed unasked: some want it so.</summary>
    /// <param name="protection">The protection.</param>
    public static IReadOnlyList<string> Open(BranchProtection protection)
    {
        List<string> open = [];
        if (protection.Checks is not { IsStrict: true })
            open.Add("found branches that may be merged without being up to date, expected --strict or a merge queue: what is judged is else not what is merged");
        if (protection.Reviews?.Exempt is { } exempt && Names(exempt) is { Length: > 0 } names)
            open.Add($"found {names}, who may bypass the required reviews, expected nobody: take them out in the branch's settings, or know that they can change the rules alone");
        return open;
    }

    private static string Names(BranchActors actors) => string.Join(", ", [
        .. actors.Users.Select(name => $"user '{InertText.Of(name)}'"), .. actors.Teams.Select(name => $"team '{InertText.Of(name)}'"), .. actors.Apps.Select(name => $"app '{InertText.Of(name)}'")]);
}
