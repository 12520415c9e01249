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
    /// <param name="interrupted">Ends everything.</param>
    /// <exception cref="FaultException">The environment names none, or no right to it (exit 2).</exception>
    public static BranchGuard Connect(Func<string, string?> environment, CancellationToken interrupted) => new(GitHubClients.Connect(environment, interrupted));

    /// <summary>What the branch's protection lacks, in words; none where nothing.</summary>
    /// <param name="branch">The branch.</param>
    /// <param name="app">The id of the app that posts the check; GitHub Actions if null.</param>
    /// <exception cref="FaultException">GitHub refuses or is out of reach (exit 3).</exception>
    public IReadOnlyList<string> Lacking(string branch, long? app = null) => Complete(branch, app).Changes;

    /// <summary>Adds what it lacks. What else is set stays as it is.</summary>
    /// <param name="branch">The branch.</param>
    /// <param name="app">The id of the app that posts the check; GitHub Actions if null.</param>
    /// <exception cref="FaultException">GitHub refuses or is out of reach (exit 3).</exception>
    public void Protect(string branch, long? app = null)
    {
        (BranchProtection protection, IReadOnlyList<string> changes) = Complete(branch, app);
        if (changes.Count > 0)
            gitHub.Protect(branch, protection);
    }

    /// <inheritdoc/>
    public void Dispose() => gitHub.Dispose();

    private (BranchProtection Protection, IReadOnlyList<string> Changes) Complete(string branch, long? app) =>
        ProtectionRules.Complete(gitHub.ReadProtection(branch), app ?? ProtectionRules.ActionsApp);
}
