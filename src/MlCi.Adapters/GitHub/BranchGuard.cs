using MlCi.Findings;

namespace MlCi.Adapters.GitHub;

/// <summary>Protects a branch on GitHub.</summary>
public sealed class BranchGuard : IDisposable
{
    private readonly IGitHub gitHub;

    internal BranchGuard(IGitHub gitHub) => this.gitHub = gitHub;

    /// <summary>The repository, for messages.</summary>
    public string Shown => gitHub.Shown;

    /// <summary>The repository that the environment names. Nothing is asked yet.</summary>
    /// <param name="environment">Gives a variable, or null.</param>
    /// <param name="repository">The repository that <c>--repository</c> names, or null.</param>
    /// <param name="interrupted">Ends everything.</param>
    /// <exception cref="FaultException">There is none, or no right to it (exit 2).</exception>
    public static BranchGuard Connect(Func<string, string?> environment, string? repository, CancellationToken interrupted) =>
        new(GitHubClients.Connect(environment, interrupted, repository is null ? null : ("--repository", repository)));

    /// <summary>What the branch's protection lacks and what it leaves open, in words.</summary>
    /// <param name="branch">The branch.</param>
    /// <param name="app">The id of the app that posts the check; GitHub Actions if null.</param>
    /// <param name="isStrict">Whether branches must be up to date before they are merged, too.</param>
    /// <returns>What <see cref="Protect"/> adds, none where it lacks nothing; and what stays open then, which people decide.</returns>
    /// <exception cref="FaultException">GitHub refuses or is out of reach (exit 3).</exception>
    public (IReadOnlyList<string> Lacking, IReadOnlyList<string> Open) Look(string branch, long? app = null, bool isStrict = false)
    {
        (BranchProtection protection, IReadOnlyList<string> changes) = Complete(branch, app, isStrict);
        return (changes, ProtectionRules.Open(protection));
    }

    /// <summary>Adds what it lacks. What else is set stays as it is.</summary>
    /// <param name="branch">The branch.</param>
    /// <param name="app">The id of the app that posts the check; GitHub Actions if null.</param>
    /// <param name="isStrict">Whether branches must be up to date before they are merged, too.</param>
    /// <exception cref="FaultException">GitHub refuses or is out of reach (exit 3).</exception>
    public void Protect(string branch, long? app = null, bool isStrict = false)
    {
        (BranchProtection protection, IReadOnlyList<string> changes) = Complete(branch, app, isStrict);
        if (changes.Count > 0)
            gitHub.Protect(branch, protection);
    }

    /// <inheritdoc/>
    public void Dispose() => gitHub.Dispose();

    private (BranchProtection Protection, IReadOnlyList<string> Changes) Complete(string branch, long? app, bool isStrict) =>
        ProtectionRules.Complete(gitHub.ReadProtection(branch), app ?? ProtectionRules.ActionsApp, isStrict);
}
