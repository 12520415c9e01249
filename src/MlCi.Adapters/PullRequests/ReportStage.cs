using MlCi.Adapters.GitHub;
using MlCi.Adapters.Stages;
using MlCi.Adapters.Terminal;
using Spectre.Console;

namespace MlCi.Adapters.PullRequests;

/// <summary>The target Report, as GitHub Actions starts it.</summary>
internal static class ReportStage
{
    public const string Name = "Report";

    public static void Run(RunOptions options, StageLines lines, IAnsiConsole console, CancellationToken interrupted)
    {
        GateRun run = GateRun.Read(Environment.GetEnvironmentVariable(GateRun.Variable));
        using IGitHub gitHub = GitHubClients.Connect(Environment.GetEnvironmentVariable, interrupted);
        new ReportRun(gitHub, Environment.GetEnvironmentVariable(GitHubAddress.RepositoryVariable) ?? "", options.Root, lines, console, interrupted, options.StepSummary).Run(run);
    }
}
