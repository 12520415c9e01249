using System.Text.Json.Nodes;
using MlCi.Adapters.Storage;
using MlCi.Adapters.Training;
using MlCi.Data;
using MlCi.Pipelines;
using MlCi.Reports;

namespace MlCi.Adapters.Stages;

/// <summary>Trains, or reuses the model of an identical earlier run: same sources, data, parameters, seed and versions.</summary>
internal static class TrainStage
{
    private const string Name = "Train";

    public static StageOutcome Run(PipelineSession session)
    {
        PipelineDefinition definition = session.Definition;
        string parameters = definition.Parameters.ToJsonString(GateReportJson.Options);
        string key = Digest.OfText(string.Join('\n', "train", session.SourcesDigest, session.Train.Digest, parameters, definition.Seed, Toolchain.Versions));
        string? found = session.Options.Force ? null : session.Cache.Find(Name, key);
        session.ModelFolder = found ?? session.Cache.Make(Name, key, folder => Train(session, parameters, folder));
        session.ModelDigest = FileDigests.OfFolder(session.ModelFolder);

        CopyModel(session);
        AtomicFile.WriteText(session.Artifact("run.json"), new JsonObject
        {
            ["schemaVersion"] = 1,
            ["pipeline"] = definition.Name,
            ["model"] = session.ModelDigest,
            ["data"] = session.Train.Digest,
            ["sources"] = session.SourcesDigest,
            ["params"] = definition.Parameters.DeepClone(),
            ["seed"] = definition.Seed,
            ["versions"] = new JsonArray([.. Toolchain.Versions.Split('\n').Select(version => JsonValue.Create(version))]),
        }.ToJsonString(GateReportJson.Options) + "\n");
        return StageOutcome.Passed(Name, $"model {session.ModelDigest[7..19]}") with { Reused = found is not null };
    }

    private static void Train(PipelineSession session, string parameters, string folder)
    {
        string file = Path.Combine(Path.GetTempPath(), $"mlci-params-{Guid.NewGuid():N}.json");
        try
        {
            File.WriteAllText(file, parameters);
            new ModelProgramHost(session.Build.ProgramAssembly, session.Log, session.Interrupted)
                .Train(session.Train.FullPath, file, session.Definition.Seed, folder, session.Definition.TrainTimeout);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static void CopyModel(PipelineSession session)
    {
        using var model = new AtomicFolder(session.Artifact("model"));
        foreach (string file in Directory.EnumerateFiles(session.ModelFolder!, "*", SearchOption.AllDirectories))
        {
            string copy = Path.Combine(model.Unfinished, Path.GetRelativePath(session.ModelFolder!, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        model.Commit();
    }
}
