using System.CommandLine;
using MlCi.Adapters.Stages;
using MlCi.Adapters.Storage;
using MlCi.Adapters.Terminal;
using MlCi.Findings;
using MlCi.Pipelines;
using MlCi.Reports;

namespace MlCi.Cli;

/// <summary>The command <c>catalogue</c>: the columns of all pipelines, by their schemas.</summary>
internal static class CatalogueCommand
{
    /// <summary>Makes the command.</summary>
    /// <param name="unused">Takes down what the command does not use.</param>
    /// <param name="elsewhere">Options of all commands that mean nothing here.</param>
    /// <param name="read">What the other options say.</param>
    public static Command Create(UnusedOptions unused, Option[] elsewhere, Func<ParseResult, RunOptions> read)
    {
        Option<bool> json = new("--json") { Description = "Print JSON" };
        Option<bool> markdown = new("--markdown") { Description = "Print Markdown" };
        Option<string> output = new("--out") { HelpName = "FILE", Description = "A file to write instead of printing: Markdown, or with --json JSON" };
        var command = new Command("catalogue", "Lists the columns of all pipelines by their schemas: meaning, type, values, owner, since when, used by") { json, markdown, output };
        unused.SetAction(command, elsewhere, result =>
        {
            if (result.GetValue(json) && result.GetValue(markdown))
                throw FaultException.Misconfigured("found --json and --markdown, expected one of them only");
            FeatureCatalogue catalogue = CatalogueSources.Read(read(result));
            string? text = result.GetValue(json) ? CatalogueReport.Json(catalogue) : result.GetValue(markdown) || result.GetValue(output) is not null ? CatalogueReport.Markdown(catalogue) : null;
            Write(catalogue, text, result.GetValue(output));
            return ExitCodes.Passed;
        });
        return command;
    }

    private static void Write(FeatureCatalogue catalogue, string? text, string? file)
    {
        if (text is null)
            CatalogueTable.Write(Consoles.Standard(), catalogue);
        else if (file is null)
            Console.Out.Write(text);
        else if (Directory.Exists(file))
            throw FaultException.Misconfigured($"found a folder at '{file}' for --out, expected a file");
        else
        {
            AtomicFile.WriteText(file, text);
            Console.Out.WriteLine($"wrote {CatalogueReport.Summary(catalogue)} into {file}");
        }
    }
}
