using System.CommandLine;
using MlCi.Adapters.Stages;
using MlCi.Findings;
using MlCi.Pipelines;

namespace MlCi.Cli;

/// <summary>The command <c>matrix</c>: the pipelines as the jobs of a GitHub Actions matrix. It runs none of them.</summary>
internal static class MatrixCommand
{
    /// <summary>Makes the command.</summary>
    /// <param name="unused">Takes down what the command does not use.</param>
    /// <param name="affectedSince">The option that narrows the pipelines to those affected.</param>
    /// <param name="elsewhere">Options of all commands that mean nothing here.</param>
    /// <param name="read">What the other options say.</param>
    public static Command Create(UnusedOptions unused, Option<string> affectedSince, Option[] elsewhere, Func<ParseResult, RunOptions> read)
    {
        Option<int?> maxJobs = new("--max-jobs") { Description = $"The most jobs: of more pipelines, several share one; {JobMatrix.MostJobs}, which is GitHub's limit, if not given", HelpName = "N" };
        Option<bool> githubOutput = new("--github-output") { Description = "Write matrix=… and any=true or any=false to the step's outputs, too ($GITHUB_OUTPUT)" };
        maxJobs.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var found }] && !(int.TryParse(found, out int number) && number is >= 1 and <= JobMatrix.MostJobs))
                result.AddError($"found '{found}' for '--max-jobs', expected a whole number from 1 to {JobMatrix.MostJobs}");
        });
        var command = new Command("matrix", "Prints pipelines as JSON for a GitHub Actions matrix; runs none") { affectedSince, maxJobs, githubOutput };
        unused.SetAction(command, elsewhere, result => Run(read(result), result.GetValue(maxJobs) ?? JobMatrix.MostJobs, result.GetValue(githubOutput)));
        return command;
    }

    private static int Run(RunOptions options, int maxJobs, bool githubOutput)
    {
        string? outputs = Environment.GetEnvironmentVariable("GITHUB_OUTPUT");
        if (githubOutput && string.IsNullOrEmpty(outputs))
            throw FaultException.Misconfigured("found no GITHUB_OUTPUT in the environment for '--github-output', expected the file that GitHub Actions names there");
        PipelineChoice choice = PipelineChoice.Of(options);
        // What people read goes beside what a machine reads.
        if (choice.Note is { } note)
            Console.Error.WriteLine(InertText.Of(note));
        string json = JobMatrix.Json(choice.Names, maxJobs);
        if (githubOutput)
            File.AppendAllText(outputs!, $"matrix={json}\nany={(choice.Names.Count > 0 ? "true" : "false")}\n");
        Console.Out.WriteLine(json);
        return ExitCodes.Passed;
    }
}
