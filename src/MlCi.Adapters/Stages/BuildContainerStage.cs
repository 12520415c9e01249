using System.Text;
using MlCi.Adapters.Containers;
using MlCi.Adapters.Storage;
using MlCi.Adapters.Terminal;
using MlCi.Findings;
using MlCi.Pipelines;
using MlCi.Serving;

namespace MlCi.Adapters.Stages;

/// <summary>
/// Builds the image of program and model and tries it as it would be served: in the engine where there is one, else as the published
/// program. What is registered then is what was tried.
/// </summary>
internal static class BuildContainerStage
{
    public const string Name = "BuildContainer";

    /// <summary>The image, as an OCI image layout.</summary>
    public const string ImageFolder = "image";

    /// <summary>What the image is made of.</summary>
    public const string BillFile = "image.bom.json";

    public static readonly string[] Files = [SmokeReport.FileName, ImageFolder, BillFile];

    public static StageOutcome Run(PipelineSession session)
    {
        if (session.Definition.Image is not { } rule)
            return StageOutcome.Skipped(Name, "pipeline.yml has no 'image', so none was built");
        if (session.Report is not { Passed: true })
            return StageOutcome.Failed(Name, "the gate did not pass, so no image was built");

        EngineSearch search = ContainerEngines.Find(Environment.GetEnvironmentVariable, session.Secrets, session.Interrupted);
        using IContainerEngine? engine = search.Engine;
        if (engine is null && search.IsSilent)
            throw FaultException.OutOfReach($"found no engine that answers ({search.Reasons}), expected one, or DOCKER_HOST={ContainerEngines.None} to try the program without");
        if (engine is null && !session.MakesProject && session.Definition.Serve is null)
            throw new FaultException(ExitCodes.OutOfReach, [new Fault($"found no engine to build the Dockerfile ({search.Reasons}), and no 'serve.command' to try without one, expected one of them", rule.Place)]);
        MadeImage? made = MadeImages.Of(session, rule, engine);
        // What holds a secret is not left where artifacts are uploaded from, whatever comes next.
        if (made is { IsBlocked: true })
            Directory.Delete(made.Image.Layout, recursive: true);
        SmokeReport report = ServedTrial.Run(session, rule, made, engine);
        // A machine that cannot run the image's program has tried another build of it: that says nothing for the image.
        bool wasTried = report.IsContainer || ServedTrial.RunsImages;
        report = report with { Image = wasTried ? report.Image : null, Checks = [.. made is null ? [] : LayerChecks(made), .. report.Checks] };
        byte[] bytes = Encoding.UTF8.GetBytes(SmokeReportJson.Write(report));
        AtomicFile.WriteBytes(session.Artifact(SmokeReport.FileName), bytes);
        if (made is not null)
            AtomicFile.WriteBytes(session.Artifact(BillFile), made.Bill);
        session.Lines.WriteTrial(report);
        session.Container = new TriedContainer(wasTried ? made?.Image : null, bytes, wasTried ? made?.Bill : null);
        string place = engine is null ? $"without an engine ({search.Reasons})" : $"in {engine.Shown}";
        string what = made is null ? "no image was built" : $"image {made.Image.Manifest.Digest[7..19]}, {ByteSize.Of(made.Image.UnpackedSize)} unpacked, {ByteSize.Of(made.Image.PackedSize)} packed{(made.Base is { } onto ? $", on {onto}" : "")}{(wasTried ? "" : ", which this machine cannot run: it is not registered")}";
        return report.Passed
            ? StageOutcome.Passed(Name, $"{what}; tried {place}")
            : StageOutcome.Failed(Name, $"{FirstFault(report)}; {what}; tried {place}");
    }

    // What does not block is told, too.
    private static IEnumerable<ServedCheck> LayerChecks(MadeImage made)
    {
        string seen = $"{Numerals.Count(made.Image.Layers.Count, "layers")} looked through";
        string[] told = [.. made.Findings.Where(finding => !finding.Blocks).Select(finding => finding.ToString())];
        Finding[] blocking = [.. made.Findings.Where(finding => finding.Blocks)];
        return blocking.Length > 0
            ? blocking.Select(finding => ServedCheck.Failed(CheckIds.Layers, finding.ToString()))
            : [ServedCheck.Passed(CheckIds.Layers, told.Length == 0 ? $"{seen}: no secret, no shell, nobody is root" : $"{seen}: no secret; {string.Join("; ", told)}")];
    }

    private static string FirstFault(SmokeReport report)
    {
        ServedCheck first = report.Checks.First(check => check.Verdict != CheckVerdict.Passed);
        int others = report.Checks.Count(check => check.Verdict != CheckVerdict.Passed) - 1;
        return $"{first.Id}: {first.Reason}{(others > 0 ? $" (and {Numerals.Count(others, "checks")} more)" : "")}";
    }
}

/// <summary>An image that was made, with what is in it.</summary>
/// <param name="Image">The image.</param>
/// <param name="User">The number of the user that it runs as, or null where it is not known.</param>
/// <param name="Findings">What is wrong with its layers.</param>
/// <param name="Bill">The bill of what it is made of.</param>
internal sealed record MadeImage(ContainerImage Image, string? User, IReadOnlyList<Finding> Findings, byte[] Bill)
{
    /// <summary>Whether it is not to be started, for what is in its layers.</summary>
    public bool IsBlocked => Findings.Any(finding => finding.Blocks);

    /// <summary>What it stands on, by its digest; null where only a Dockerfile knows.</summary>
    public string? Base { get; init; }

    /// <summary>The folder of the published program in it; null where only a Dockerfile knows.</summary>
    public string? Program { get; init; }

    /// <summary>Its id in the engine that built it; null where MlCi wrote it.</summary>
    public string? EngineId { get; init; }
}

/// <summary>What was tried, to be registered.</summary>
/// <param name="Image">The image, or null where none was made.</param>
/// <param name="Report">The bytes of container.json.</param>
/// <param name="Bill">The bill of what the image is made of, or null.</param>
internal sealed record TriedContainer(ContainerImage? Image, byte[] Report, byte[]? Bill);
