using System.Globalization;
using MlCi.Adapters.FileChecks;
using MlCi.Findings;
using MlCi.Metrics;
using MlCi.Proposals;
using Spectre.Console;
using Table = MlCi.Data.Table;

namespace MlCi.Adapters.Scaffolding;

/// <summary>Writes a first pipeline for some data.</summary>
public static class Scaffold
{
    // Of each pipeline, as the repository may have rules of its own.
    private const string Ignored = "bin/\nobj/\n__pycache__/\n";

    /// <summary>Proposes a pipeline, says what it is, and writes it unless it shall not.</summary>
    /// <param name="request">What the user wants.</param>
    /// <param name="console">Where it is told.</param>
    /// <returns>The pipeline's name.</returns>
    /// <exception cref="FaultException">It cannot be made; every fault is listed (exit 2), or there is no Python for it (exit 3).</exception>
    public static string Write(ScaffoldRequest request, IAnsiConsole console)
    {
        ScaffoldedPipeline pipeline = Propose(request);
        if (!request.Quiet)
            ScaffoldReport.Write(console, pipeline, request.Trainer, request.IsDry);
        if (!request.IsDry)
            pipeline.Write();
        return pipeline.Names.Pipeline;
    }

    /// <summary>The fault of a name that another pipeline has.</summary>
    internal static FaultException Taken(string name) =>
        FaultException.Misconfigured($"found pipelines/{name}, which is never written over; expected another name: --name NAME");

    private static ScaffoldedPipeline Propose(ScaffoldRequest request)
    {
        ScaffoldNames names = ScaffoldNames.Of(request.Name, request.Data);
        var site = new ScaffoldSite(request.Root);
        if (Path.Exists(site.Folder(names.Pipeline)))
            throw Taken(names.Pipeline);
        double? share = Share(request.Holdout);
        (Table data, string digest) = TableFiles.Read(request.Data, "--data");
        Table? holdout = request.Holdout is { } file && share is null ? TableFiles.Read(file, "--holdout").Table : null;
        PipelineProposal proposal = PipelineProposal.Of(data, holdout, new ProposalOptions(request.Label, request.Task, request.Positive, share));
        if (request.Trainer == TrainerFamily.MLNet && proposal.Label.Task == PredictionTask.Multiclass)
            throw FaultException.Misconfigured("found the task multiclass for '--trainer mlnet', expected binary or regression: csharp and python know several classes");
        PythonInstallation? python = request.Trainer == TrainerFamily.Python ? PythonInstallation.Find() : null;

        string source = Path.GetFileName(request.Data);
        Dictionary<string, object> values = TemplateValues.Of(proposal, names, request.Trainer, site, python, source, digest);
        return new ScaffoldedPipeline(
            names, proposal, source, site,
            [(".gitignore", Ignored), .. TemplateFiles.Of(TrainerFamilies.NameOf(request.Trainer), (string)values["task"], names.Identifier, values)], [.. Beside(site, values)]);
    }

    // A number is a share, and anything else a file.
    private static double? Share(string? text)
    {
        if (text is null || !double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double share))
            return null;
        return share is > 0 and < 1 ? share : throw FaultException.Misconfigured($"found '{text}' for '--holdout', expected a share more than 0 and less than 1, or a file");
    }

    private static IEnumerable<(string Path, string Text)> Beside(ScaffoldSite site, Dictionary<string, object> values)
    {
        if (!site.HoldsSources && !site.Has($"pipelines/{TemplateFiles.Schema}"))
            yield return ($"pipelines/{TemplateFiles.Schema}", TemplateFiles.Plain(TemplateFiles.Schema));
        if (!site.Has(ScaffoldSite.Workflow))
            yield return (ScaffoldSite.Workflow, TemplateFiles.OfRepository("gate.yml", values));
        if (!site.Has(".gitignore"))
            yield return (".gitignore", TemplateFiles.OfRepository("gitignore", values));
    }
}
