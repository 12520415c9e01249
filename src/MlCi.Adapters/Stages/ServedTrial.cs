using System.Runtime.InteropServices;
using MlCi.Adapters.Containers;
using MlCi.Adapters.Containers.Smoke;
using MlCi.Adapters.Storage;
using MlCi.Adapters.Training;
using MlCi.Data;
using MlCi.Findings;
using MlCi.Metrics;
using MlCi.Pipelines;
using MlCi.Serving;

namespace MlCi.Adapters.Stages;

/// <summary>Starts what a pipeline would serve and tries it with what the run knows: contract, holdout, batch predictions.</summary>
internal static class ServedTrial
{
    /// <summary>Whether this machine can run the program of an image by itself.</summary>
    public static bool RunsImages => OperatingSystem.IsLinux() && RuntimeInformation.OSArchitecture == Architecture.X64;

    /// <summary>Tries it.</summary>
    /// <param name="session">The run, whose gate has passed.</param>
    /// <param name="rule">What pipeline.yml says of the image.</param>
    /// <param name="made">The image, or null where none could be made.</param>
    /// <param name="engine">The engine, or null where none answers.</param>
    /// <exception cref="FaultException">Nothing can be started (exit 1 or 2), or the engine goes out of reach (exit 3).</exception>
    public static SmokeReport Run(PipelineSession session, ImageRule rule, MadeImage? made, IContainerEngine? engine)
    {
        // Of what is not to be shipped nobody needs to know how it runs.
        if (made is { IsBlocked: true })
        {
            ServedCheck blocked = ServedCheck.NotEvaluated(CheckIds.Ready, "an image with such layers is not started");
            return SmokeTest.NotStarted(RequestOf(session, rule, made), $"image {made.Image.Config.Digest}", blocked) with { IsContainer = engine is not null };
        }

        if (made is null || engine is null)
        {
            using var scratch = new ScratchFolder("mlci-schema-");
            using ProcessRun process = StartProgram(session, rule, made, scratch.Path);
            return SmokeTest.Run(RequestOf(session, rule, made), process, session.Progress, session.Interrupted);
        }

        string? id = made.EngineId;
        try
        {
            SmokeRequest request = RequestOf(session, rule, made);
            id ??= Load(session, engine, made.Image);
            Check(engine, id, made.Image);
            return InContainer(session, request, engine, id);
        }
        finally
        {
            if (id is not null)
                EngineImages.Remove(engine, id);
        }
    }

    private static SmokeReport InContainer(PipelineSession session, SmokeRequest request, IContainerEngine engine, string id)
    {
        session.Progress("starting the container");
        using ContainerRun? container = Started(request, engine, id, out string? fault);
        // What the image itself is at fault for, its report has beside what is wrong with its layers.
        return container is null ? SmokeTest.NotStarted(request, $"image {id}", ServedCheck.Failed(CheckIds.Ready, fault!)) : SmokeTest.Run(request, container, session.Progress, session.Interrupted);
    }

    private static ContainerRun? Started(SmokeRequest request, IContainerEngine engine, string id, out string? fault)
    {
        try
        {
            fault = null;
            return ContainerRun.Start(engine, id, request.Image.Memory, request.Image.Cores, new Dictionary<string, string>(StringComparer.Ordinal));
        }
        catch (FaultException e) when (e.ExitCode == ExitCodes.Negative)
        {
            fault = e.Message;
            return null;
        }
    }

    private static string Load(PipelineSession session, IContainerEngine engine, ContainerImage image)
    {
        session.Progress("loading the image into the engine");
        using var scratch = new ScratchFolder("mlci-image-");
        string archive = Path.Combine(scratch.Path, "image.tar");
        using (FileStream written = File.Create(archive))
            DockerArchive.Write(image, tag: null, written);
        using FileStream read = File.OpenRead(archive);
        return engine.Load(read);
    }

    // What runs is what was written. Engines that keep images as they came, as Docker does of late, name them after their manifest; then its
    // layers tell.
    private static void Check(IContainerEngine engine, string id, ContainerImage image)
    {
        if (id != image.Config.Digest && !engine.Image(id).DiffIds.SequenceEqual(image.DiffIds, StringComparer.Ordinal))
            throw FaultException.OutOfReach($"{engine.Shown}: found image {id} after loading, expected {image.Config.Digest}, or its layers");
    }

    private static ProcessRun StartProgram(PipelineSession session, ImageRule rule, MadeImage? made, string scratch)
    {
        PipelineDefinition definition = session.Definition;
        VerbCommand command = session.MakesProject
            ? ServedCommand.OfProject(definition, ProgramOf(session, made), MadeImages.SchemaIn(session, scratch), session.Environment)
            : ServedCommand.OfCommands(definition, definition.Serve!, CommandProgram.WorkingFolder(session.Folder, definition), session.Environment);
        return ProcessRun.Start(command, session.ModelFolder!, rule.Memory);
    }

    // The very program of the image where this machine can run it.
    private static string ProgramOf(PipelineSession session, MadeImage? made) =>
        made?.Program is { } folder && RunsImages ? Path.Combine(folder, ProgramFiles.ExecutableIn(folder)) : session.Build.ProgramAssembly;

    private static SmokeRequest RequestOf(PipelineSession session, ImageRule rule, MadeImage? made)
    {
        PipelineDefinition definition = session.Definition;
        Table holdout = session.Holdout.Table;
        HoldoutTruth truth = session.Truth;
        return new SmokeRequest
        {
            Schema = session.Schema,
            Label = definition.Label.Value,
            Task = definition.Task,
            Outputs = truth.Columns,
            Image = rule,
            Holdout = holdout,
            Key = definition.Key?.Value,
            Batch = PredictionFile.Read(CsvReader.Read(session.PredictionBytes!, "predictions.csv"), definition.Task, truth.Columns, holdout.RowCount, definition.Key is { } key ? holdout.Column(key.Value) : null),
            Predict = rows => Predict(session, rows),
            Model = session.ModelDigest!,
            Seed = Digest.OfText(session.ModelDigest + session.Holdout.Digest),
            Built = made is null ? null : new SmokedImage(made.Image.Manifest.Digest, made.Image.Config.Digest, made.Base, made.User, made.Image.PackedSize, made.Image.UnpackedSize),
        };
    }

    private static double[] Predict(PipelineSession session, Table rows)
    {
        using var scratch = new ScratchFolder("mlci-parity-");
        string data = Path.Combine(scratch.Path, "rows.csv"), output = Path.Combine(scratch.Path, "predictions.csv");
        File.WriteAllBytes(data, CsvWriter.Write(rows));
        new ModelProgramHost(session.Log, session.Interrupted).Predict(session.Program.Predict(), session.ModelFolder!, data, key: null, output);
        return PredictionFile.Read(CsvReader.Read(File.ReadAllBytes(output), "predictions.csv"), session.Definition.Task, session.Truth.Columns, rows.RowCount, key: null);
    }
}
