using System.CommandLine;
using MlCi.Adapters.PullRequests;
using MlCi.Adapters.Terminal;
using MlCi.Findings;

namespace MlCi.Cli;

/// <summary>The command <c>judge</c>: a change's verdict from what its own job uploaded, by the rules of the base that is checked out here.</summary>
internal static class JudgeCommand
{
    /// <summary>Makes the command.</summary>
    /// <param name="unused">Takes down what the command does not use.</param>
    /// <param name="rootOf">Reads the repository's folder.</param>
    /// <param name="quiet">The option of all commands by which only verdicts and errors are printed.</param>
    /// <param name="elsewhere">Options of all commands that mean nothing here.</param>
    public static Command Create(UnusedOptions unused, Func<ParseResult, string> rootOf, Option<bool> quiet, Option[] elsewhere)
    {
        Option<string[]> artifact = new("--artifact") { HelpName = "FILE", Description = "A zip file that the change's job uploaded, or several by several options; none if it left nothing" };
        Option<string> changed = new("--changed") { HelpName = "FILE", Description = "The list of files that the change touches, one a line or with a NUL after each: git diff --name-only --no-renames -z" };
        Option<string> head = new("--head") { HelpName = "SHA", Description = "The change's commit" };
        Option<string> @base = new("--base") { HelpName = "SHA", Description = "The commit that is checked out here" };
        Option<string> proposed = new("--proposed") { HelpName = "FOLDER", Description = "The change's own pipelines/<name>/pipeline.yml, for a second verdict under its rules; read as text, and it counts for nothing" };
        Option<bool> count = new("--count") { Description = "Count the verdict as a use of the holdout in the ledger of the registry that others share: for a job that shows it to the change's author" };
        Option<bool> json = new("--json") { Description = "Print what came of each pipeline as JSON, and all else on standard error" };
        var command = new Command("judge", "Judges a pull request by the predictions that its job uploaded, under the rules of the base; trusts none of its verdicts, runs none of its code")
        {
            artifact, changed, head, @base, proposed, count, json,
        };
        unused.SetAction(command, elsewhere, result =>
        {
            Fault[] missing =
            [
                .. new[] { (changed, "the list of changed files"), (head, "the change's commit"), (@base, "the commit that is checked out") }
                    .Where(one => string.IsNullOrEmpty(result.GetValue(one.Item1))).Select(one => new Fault($"found no '{one.Item1.Name}', expected {one.Item2}")),
            ];
            if (missing.Length > 0)
                throw FaultException.Misconfigured(missing);
            IReadOnlyList<string> paths = ChangeList.Read(result.GetValue(changed)!);
            bool asJson = result.GetValue(json);
            JudgedChange judged = new Judgement(
                new JudgeRequest
                {
                    Root = rootOf(result),
                    Artifacts = result.GetValue(artifact) ?? [],
                    Changed = paths,
                    HeadSha = result.GetValue(head)!,
                    BaseSha = result.GetValue(@base)!,
                    Proposals = result.GetValue(proposed) is { } folder ? ProposalFiles.Read(ExistingFolder(folder), paths) : new Dictionary<string, byte[]?>(),
                    Repository = Environment.GetEnvironmentVariable("GITHUB_REPOSITORY") ?? "",
                    IsTold = result.GetValue(count),
                    Quiet = result.GetValue(quiet),
                },
                asJson ? Consoles.Error() : Consoles.Standard()).Run();
            if (asJson)
                Console.Out.Write(judged.Json());
            return judged.ExitCode;
        });
        return command;
    }

    // A folder that is not there would say of each pipeline that the change takes it away.
    private static string ExistingFolder(string folder) => Directory.Exists(folder) ? folder
        : throw FaultException.Misconfigured($"found no folder '{folder}' for '--proposed', expected one with the change's pipelines/<name>/pipeline.yml");
}
