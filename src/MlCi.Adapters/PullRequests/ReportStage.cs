using MlCi.Adapters.GitHub;
using MlCi.Adapters.Stages;
using MlCi.Adapters.Terminal;
using MlCi.Findings;
using Spectre.Console;

namespace MlCi.Adapters.PullRequests;

/// <summary>The target Report, as GitHub Actions starts it.</summary>
internal static class ReportStage
{
    public const string Name = "Report";

    public static void Run(RunOptions options, StageLines lines, IAnsiConsole console, CancellationToken interrupted)
    {
        (string Option, bool IsGiven)[] unused = [("--pipeline", options.Pipelines.Count > 0), ("--force", options.Force), ("--explain", options.Explain)];
        Fault[] faults =
        [
            .. unused.Where(one => one.IsGiven).Select(one => new Fault($"found '{one.Option}' with {Name}, which judges what a change affects; expected it to be left out")),
            .. Directory.Exists(options.Root) ? Array.Empty<Fault>() : [new Fault($"found no folder '{options.Root}' for '--root', expected the repository's")],
        ];
        if (faults.Length > 0)
            throw FaultException.Misconfigured(faults);
        GateRun run = GateRun.Read(Environment.GetEnvironmentVariable(GateRun.Variable));
        using IGitHub gitHub = GitHubClients.Connect(Environment.GetEnvironmentVariable, interrupted);
        new ReportRun(gitHub, Environment.GetEnvironmentVariable(GitHubAddress.RepositoryVariable) ?? "", options.Root, lines, console, interrupted, options.StepSummary).Run(run);
    }
}
