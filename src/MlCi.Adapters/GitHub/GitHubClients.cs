using System.Diagnostics.CodeAnalysis;
using MlCi.Adapters.GitHub.Clients;
using MlCi.Findings;

namespace MlCi.Adapters.GitHub;

/// <summary>Makes clients of a repository on GitHub.</summary>
internal static class GitHubClients
{
    /// <summary>The repository that the environment names. Nothing is asked yet.</summary>
    /// <param name="environment">Gives a variable, or null.</param>
    /// <param name="interrupted">Ends everything.</param>
    /// <param name="repository">The repository that an option names in place of the environment: the option, and its value.</param>
    /// <exception cref="FaultException">The environment names none, or no right to it; every fault is told (exit 2).</exception>
    public static IGitHub Connect(Func<string, string?> environment, CancellationToken interrupted, (string Option, string Name)? repository = null)
    {
        List<Fault> faults = [];
        string? api = environment(GitHubAddress.ApiVariable) is { Length: > 0 } named ? named : null;
        GitHubAddress? address = Found(
            () => repository is { } given ? GitHubAddress.Parse(api, given.Name, given.Option) : GitHubAddress.Parse(api, environment(GitHubAddress.RepositoryVariable)), faults);
        GitHubCredential? credential = Found(() => GitHubCredentials.Find(environment), faults);
        return faults.Count > 0 ? throw FaultException.Misconfigured(faults) : Connect(address!, credential!, new GitHubPatience(), interrupted);
    }

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

    private static T? Found<T>(Func<T> find, List<Fault> faults)
        where T : class
    {
        try
        {
            return find();
        }
        catch (FaultException e)
        {
            faults.AddRange(e.Faults);
            return null;
        }
    }
}
