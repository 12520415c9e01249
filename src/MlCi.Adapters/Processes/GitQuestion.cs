using MlCi.Findings;

namespace MlCi.Adapters.Processes;

/// <summary>Asks git one thing, in lines. Where paths are listed, which may hold line ends, <see cref="Stages.GitChanges"/> asks for itself.</summary>
internal static class GitQuestion
{
    private static readonly TimeSpan Enough = TimeSpan.FromSeconds(30);

    /// <summary>Asks; no git is an answer, too.</summary>
    /// <param name="folder">Where it is asked.</param>
    /// <param name="arguments">The verb and its arguments.</param>
    public static GitAnswer Ask(string folder, params IReadOnlyList<string> arguments)
    {
        try
        {
            return Demand(folder, Enough, arguments);
        }
        catch (FaultException e)
        {
            return new GitAnswer(false, [e.Message]);
        }
    }

    /// <summary>Asks where there must be a git.</summary>
    /// <param name="folder">Where it is asked.</param>
    /// <param name="limit">How long it may take.</param>
    /// <param name="arguments">The verb and its arguments.</param>
    /// <exception cref="FaultException">Git cannot be started, or takes longer.</exception>
    public static GitAnswer Demand(string folder, TimeSpan limit, params IReadOnlyList<string> arguments)
    {
        List<string> lines = [];
        // It only looks: it shall neither wait for another git nor write its index.
        var call = new ProgramCall("git", "git", ["--no-optional-locks", .. arguments], folder, GitEnvironment.Of(), limit) { Threads = 0 };
        return new GitAnswer(ProgramRunner.Run(call, lines.Add, CancellationToken.None).Succeeded, lines);
    }
}
