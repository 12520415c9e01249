using MlCi.Adapters.Containers;
using MlCi.Adapters.Runs;
using MlCi.Adapters.Storage;
using MlCi.Images;
using MlCi.Pipelines;

namespace MlCi.Adapters.Stages;

/// <summary>Makes the image of a run: MlCi writes that of a C# program, an engine builds a Dockerfile.</summary>
internal static class MadeImages
{
    /// <summary>The image, or null where there is no engine that builds its Dockerfile.</summary>
    /// <param name="session">The run, whose gate has passed.</param>
    /// <param name="rule">What pipeline.yml says of the image.</param>
    /// <param name="engine">The engine, or null.</param>
    /// <exception cref="Findings.FaultException">It cannot be made (exit 1 or 2), or something is out of reach (exit 3).</exception>
    public static MadeImage? Of(PipelineSession session, ImageRule rule, IContainerEngine? engine)
    {
        if (session.MakesProject)
        {
            BaseImage onto = BaseImages.Find(rule.Base!.Value, session.Options.Root, session.Folder, rule.Base.Place, session.Progress, session.Interrupted);
            (ContainerImage image, string program) = Write(session, onto);
            return Looked(session, image) with { Base = onto.Pinned, Program = program };
        }

        return engine is null ? null : Built(session, rule, engine);
    }

    private static MadeImage Built(PipelineSession session, ImageRule rule, IContainerEngine engine)
    {
        string id = Build(session, rule, engine);
        try
        {
            session.Progress("taking the image over");
            MadeImage made = Looked(session, EngineImages.Import(engine, id, session.Artifact(BuildContainerStage.ImageFolder)));
            if (!made.IsBlocked)
                return made with { EngineId = id };
            EngineImages.Remove(engine, id);
            return made;
        }
        catch
        {
            EngineImages.Remove(engine, id);
            throw;
        }
    }

    private static (ContainerImage Image, string Program) Write(PipelineSession session, BaseImage onto)
    {
        string program = SelfContainedProgram.Get(
            session.Cache, session.Options.Root, session.SourcesOf(session.Project), session.Project, session.Log, session.Progress, session.Interrupted);
        session.Progress("writing the image");
        using var scratch = new ScratchFolder("mlci-schema-");
        ContainerImage image = ProjectImage.Write(
            new ImageRequest(onto, program, session.ModelFolder!, SchemaIn(session, scratch.Path))
            {
                Label = session.Definition.Label.Value,
                Title = session.Definition.Name,
                Source = SourceOf(session),
                Revision = RevisionOf(session),
                ModelDigest = session.ModelDigest,
                Data = DataOf(session),
            },
            session.Artifact(BuildContainerStage.ImageFolder), session.Interrupted);
        return (image, program);
    }

    private static string Build(PipelineSession session, ImageRule rule, IContainerEngine engine)
    {
        using var scratch = new ScratchFolder("mlci-build-");
        string packed = Path.Combine(scratch.Path, "program");
        Directory.CreateDirectory(packed);
        var context = new DockerfileContext(
            session.Program.Pack(packed), session.ModelFolder!, SchemaIn(session, scratch.Path), session.Find(rule.Dockerfile!, "image.dockerfile"));
        var labels = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["org.opencontainers.image.title"] = session.Definition.Name,
            [Registry.AnnotationKeys.ModelDigest] = session.ModelDigest!,
        };
        if (RevisionOf(session) is { } commit)
            labels["org.opencontainers.image.revision"] = commit;
        if (SourceOf(session) is { } source)
            labels["org.opencontainers.image.source"] = source;
        foreach ((string name, string digest) in DataOf(session))
            labels[$"dev.mlci.data.{name}"] = digest;
        session.Progress("building the Dockerfile");
        return DockerfileBuild.Run(engine, context, rule.Arguments, labels, session.Secrets, session.Log);
    }

    private static MadeImage Looked(PipelineSession session, ContainerImage image)
    {
        session.Progress("looking through the image's layers");
        ImageScan scan = ImageScan.Read(image, HeldSecrets.Of(Environment.GetEnvironmentVariables(), session.Definition.Commands.PassedOn));
        var subject = new BomSubject(session.Definition.Name, image.Manifest.Digest, session.ModelDigest!, DataOf(session), Attestations.RunAttestation.Tool ?? "unknown");
        return new MadeImage(image, scan.User, scan.Findings(isWrittenHere: session.MakesProject), ImageBom.Write(scan, subject));
    }

    private static string? SourceOf(PipelineSession session) => session.Commit is null ? null : new GitHistory(session.Options.Root).Source();

    // Files that were changed after a commit are not that commit's.
    private static string? RevisionOf(PipelineSession session) => session.Recorder.Dirty == false ? session.Commit : null;

    /// <summary>The data contract in a file, as it was read when the run began: this is what was gated.</summary>
    public static string SchemaIn(PipelineSession session, string folder)
    {
        string file = Path.Combine(folder, "schema.json");
        File.WriteAllBytes(file, session.SchemaBytes);
        return file;
    }

    private static Dictionary<string, string> DataOf(PipelineSession session) =>
        new(StringComparer.Ordinal) { ["train"] = session.Train.Digest, ["holdout"] = session.Holdout.Digest };
}
