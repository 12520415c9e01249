using System.Text;
using MlCi.Adapters.Registry;
using MlCi.Adapters.Stages;
using MlCi.Adapters.Storage;
using MlCi.Adapters.Terminal;
using MlCi.Adapters.Training;
using MlCi.Data;
using MlCi.Findings;
using MlCi.Models;
using MlCi.Pipelines;

namespace MlCi.Adapters.Replays;

/// <summary>The model that a log names, with the program that goes with it: that of artifacts, else the registered one.</summary>
/// <param name="Definition">What its pipeline.yml says.</param>
/// <param name="Schema">The bytes of its data contract.</param>
/// <param name="Folder">The model's folder.</param>
/// <param name="Predict">How its program predicts.</param>
/// <param name="Explain">How its program explains, or null where it is a command.</param>
/// <param name="From">Where it was found.</param>
/// <param name="Notes">What should be known of it.</param>
internal sealed record LoggedModel(
    PipelineDefinition Definition, byte[] Schema, string Folder, VerbCommand Predict, VerbCommand? Explain, string From, IReadOnlyList<string> Notes)
{
    /// <summary>Finds it.</summary>
    /// <param name="request">What is replayed.</param>
    /// <param name="digest">The model's digest in the log.</param>
    /// <param name="scratch">An empty folder for what is taken out of the registry.</param>
    /// <param name="interrupted">Stops builds.</param>
    /// <exception cref="FaultException">No model has that digest (exit 2); its program does not build (exit 1); the registry is out of reach (exit 3).</exception>
    public static LoggedModel Find(ReplayRequest request, string digest, string scratch, CancellationToken interrupted)
    {
        var options = new RunOptions { Root = request.Root, Pipelines = request.Pipelines };
        IReadOnlyList<string> names = Workspace.Names(request.Root).Count > 0 || request.Pipelines.Count > 0 ? Workspace.Chosen(options) : [];
        List<string> seen = [];
        foreach (string name in names)
        {
            string folder = Path.Combine(request.Root, "artifacts", name, "model");
            if (!Directory.Exists(folder))
                continue;
            string found = FileDigests.OfFolder(folder);
            string? schema = SchemaOf(request.Root, name);
            if (found == digest || (schema is not null && WithSchema(FilesOf(folder), FileDigests.OfFile(schema)) == digest))
                return OfArtifacts(request, options, name, folder, interrupted);
            seen.Add($"artifacts/{name}/model is {found}");
        }

        var place = new WorkspacePlace(request.Root);
        string[] registered = [.. place.Pipelines().Where(name => request.Pipelines.Count == 0 || request.Pipelines.Contains(name))];
        ModelDossier[] all = registered.Length == 0 ? [] : [.. new ModelShelf(place).All(registered)];
        if (Array.Find(all, model => model.ModelFiles == digest || WithSchema(FilesOf(model), SchemaOf(model)) == digest) is { } dossier)
            return OfRegistry(place, dossier, request, scratch);
        seen.Add($"{Numerals.Count(all.Length, "models")} in {place.Shown}, none of which is");
        throw FaultException.Misconfigured($"found no model {digest}, which the log names, expected it in artifacts or the registry: {string.Join("; ", seen)}");
    }

    private static LoggedModel OfArtifacts(ReplayRequest request, RunOptions options, string name, string folder, CancellationToken interrupted)
    {
        LocalFolder.Make(request.Root);
        using FileStream held = PipelineLock.Take(request.Root, name, request.Progress, interrupted);
        (PipelineDefinition definition, string pipeline, string text) = Workspace.ReadText(request.Root, name);
        using var output = new OrderedOutput(Consoles.Error(), TimeProvider.System, isLive: false, isQuiet: true);
        using OutputLane lane = output.Open("");
        var session = new PipelineSession(
            options, definition, pipeline, new StageCache(request.Root, refresh: false), new KnownSources(request.Root), new KnownBuilds(request.Root, refresh: false), interrupted)
        { Text = text, Lines = new StageLines(lane, quiet: true, verbose: false) };
        VerbCommand predict = session.Program.Predict();
        bool isProject = (definition.Training.Project ?? definition.Predicting.Project) is not null;
        return new LoggedModel(
            definition, session.SchemaBytes, folder, predict, isProject ? ProjectProgram.Explain(definition, session.Build.ProgramAssembly, session.Environment) : null,
            $"artifacts/{name}/model", SourcesNote(session));
    }

    // The model is the log's; whether the program that stands beside it now is the one that answered, only its sources can tell.
    private static string[] SourcesNote(PipelineSession session)
    {
        string run = session.Artifact("run.json");
        string? trained = File.Exists(run) ? System.Text.Json.Nodes.JsonNode.Parse(File.ReadAllBytes(run))?["sources"]?.GetValue<string>() : null;
        return trained == session.SourcesDigest ? [] : ["the program's sources have changed since the model was trained: a difference may be theirs"];
    }

    private static LoggedModel OfRegistry(WorkspacePlace place, ModelDossier dossier, ReplayRequest request, string scratch)
    {
        var registry = new ModelRegistry(place, TimeProvider.System);
        RegisteredModel found = registry.Find(dossier.Pipeline, dossier.Digest)!;
        StoredModel model = registry.Open(found);
        string shown = $"{dossier.Pipeline} {dossier.Digest} in {place.Shown}";
        if (!model.HasProgram)
            throw FaultException.Misconfigured($"found no program in {shown}, expected one: it was registered without, and cannot be replayed");
        PipelineDefinition definition = PipelineFile.Read(Encoding.UTF8.GetString(model.ReadPipeline()), $"pipeline.yml of {shown}", dossier.Pipeline);
        string program = Path.Combine(scratch, "program");
        string files = Path.Combine(scratch, "model");
        request.Progress($"taking {shown} out of the registry");
        model.ExtractProgram(program);
        model.ExtractModel(files);
        Dictionary<string, string> environment = ProgramEnvironment.OfPrograms(definition.Commands, definition.Training.Threads);
        if ((definition.Training.Project ?? definition.Predicting.Project) is not { } project)
        {
            string folder = CommandProgram.WorkingFolder(Path.Combine(program, Workspace.Folder, dossier.Pipeline), definition);
            return new LoggedModel(definition, model.ReadSchema(), files, CommandProgram.Predict(definition, folder, environment), Explain: null, shown, []);
        }

        string assembly = ProgramBuild.EntryAssembly(program, project.Value);
        return new LoggedModel(
            definition, model.ReadSchema(), files, ProjectProgram.Predict(definition, assembly, environment), ProjectProgram.Explain(definition, assembly, environment), shown, []);
    }

    // A served folder may hold the data contract beside the model's own files, and its digest is then of both.
    private static string WithSchema(IEnumerable<(string Path, string Digest)> files, string schema) =>
        Digest.OfFiles([.. files.Where(file => file.Path != "schema.json"), ("schema.json", schema)]);

    private static IEnumerable<(string Path, string Digest)> FilesOf(string folder) => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
        .Select(file => (Path.GetRelativePath(folder, file).Replace('\\', '/'), FileDigests.OfFile(file)));

    private static IEnumerable<(string Path, string Digest)> FilesOf(ModelDossier model) => model.Layers
        .Where(layer => layer.Path.StartsWith(ModelArtifact.ModelFolder, StringComparison.Ordinal)).Select(layer => (layer.Path[ModelArtifact.ModelFolder.Length..], layer.Digest));

    private static string SchemaOf(ModelDossier model) => model.Layers.First(layer => layer.Path == ModelArtifact.SchemaFile).Digest;

    private static string? SchemaOf(string root, string name)
    {
        (PipelineDefinition definition, string folder) = Workspace.Read(root, name);
        string file = Path.GetFullPath(Path.Combine(folder, definition.Schema.Value));
        return File.Exists(file) ? file : null;
    }
}
