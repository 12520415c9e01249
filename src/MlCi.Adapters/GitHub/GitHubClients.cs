using System.Diagnostics.CodeAnalysis;
using MlCi.Adapters.GitHub.Clients;

namespace MlCi.Adapters.GitHub;

/// <summary>Makes clients of a repository on GitHub.</summary>
internal static class GitHubClients
{
    /// <summary>The repository that the environment names. Nothing is asked yet.</summary>
    /// <param name="environment">Gives a variable, or null.</param>
    /// <param name="interrupted">Ends everything.</param>
    /// <exception cref="Findings.FaultException">The environment names none, or no right to it (exit 2).</exception>
    public static IGitHub Connect(Func<string, string?> environment, CancellationToken interrupted) => Connect(
        GitHubAddress.Parse(environment(GitHubAddress.ApiVariable) is { Length: > 0 } api ? api : null, environment(GitHubAddress.RepositoryVariable)),
        GitHubCredentials.Find(environment), new GitHubPatience(), interrupted);

    /// <summary>A repository: through Octokit where it could be had when MlCi was built, else through the in-box client. Nothing is asked yet.</summary>
    /// <param name="address">The repository.</param>
    /// <param name="credential">With what right it is asked.</param>
    /// <param name="patience">How long it may take.</param>
    /// <param name="interrupted">Ends everything.</param>
    [SuppressMessage("Reliability", "CA2000", Justification = "The client disposes of its connection.")]
    public static IGitHub Connect(GitHubAddress address, GitHubCredential credential, GitHubPatience patience, CancellationToken interrupted) =>
#if HAS_OCTOKIT
        new OctokitGitHub(new GitHubConnection(address, credential, patience, interrupted), patience, interrupted);
#else
        new RestGitHub(new GitHubConnection(address, credential, patience, interrupted), patience, interrupted);
#endif
}
