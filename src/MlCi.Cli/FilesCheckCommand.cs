using System.CommandLine;
using MlCi.Adapters.FileChecks;
using MlCi.Adapters.Terminal;

namespace MlCi.Cli;

/// <summary>The options by which <c>validate-data</c> works without a pipeline, on any data files and schema.</summary>
internal sealed class FilesCheckCommand
{
    private readonly Option<string> schema = new("--schema") { HelpName = "FILE", Description = "A JSON Schema of one row, instead of a pipeline; the options below are about it" };
    private readonly Option<string[]> data = new("--data") { HelpName = "FILE", Description = "The data: a CSV file, a glob such as 'data/*.csv', or - for standard input; may be repeated" };
    private readonly Option<string> json = new("--json") { HelpName = "FILE", Description = "Where to write the findings as JSON; - for standard output" };

    /// <summary>Adds the options to a command.</summary>
    /// <param name="command">The command of a stage.</param>
    /// <param name="ofPipelines">Options that are about pipelines and so cannot stand beside these.</param>
    public FilesCheckCommand(Command command, IReadOnlyList<Option> ofPipelines)
    {
        Option[] own = [schema, data, json];
        foreach (Option option in own)
            command.Add(option);
        command.Validators.Add(result =>
        {
            bool Given(Option option) => result.GetResult(option) is { Implicit: false };
            if (!own.Any(Given))
                return;
            foreach (Option required in new Option[] { schema, data }.Where(option => !Given(option)))
                result.AddError($"found no '{required.Name}' beside '{own.First(Given).Name}', expected {required.Name} {required.HelpName}");
            foreach (Option other in ofPipelines.Where(Given))
                result.AddError($"found '{other.Name}' beside '{own.First(Given).Name}', expected one of them: there is no pipeline in a file of data");
        });
    }

    /// <summary>What was asked for, or null where it is about pipelines.</summary>
    public FilesCheck? Read(ParseResult result, bool quiet) => result.GetValue(schema) is { } file
        ? new FilesCheck(file, result.GetValue(data) ?? [], result.GetValue(json), quiet)
        : null;

    /// <summary>Does it; what a machine reads is then all that goes to standard output.</summary>
    public static int Run(FilesCheck check) => PrintedFaults.Of(() =>
        check.Run(check.Json == FilesCheck.StandardOutput ? Consoles.Error() : Consoles.Standard(), Consoles.Progress(), TimeProvider.System));
}
