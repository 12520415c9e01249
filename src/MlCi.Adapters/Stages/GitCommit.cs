using MlCi.Adapters.Processes;
using MlCi.Findings;

namespace MlCi.Adapters.Stages;

/// <summary>The commit that is checked out.</summary>
internal static class GitCommit
{
    /// <summary>Its id, or null outside a repository, without git, or before the first commit.</summary>
    public static string? Read(string root)
    {
        try
        {
            var call = new ProgramCall("revision", "git", ["rev-parse", "--verify", "--quiet", "HEAD"], root, Environment: null, TimeSpan.FromSeconds(10));
            ProgramOutcome outcome = ProgramRunner.Run(call, line: null, CancellationToken.None);
            return outcome is { Succeeded: true, LastLines: [var id] } ? id : null;
        }
        catch (FaultException)
        {
            return null;
        }
    }
}
