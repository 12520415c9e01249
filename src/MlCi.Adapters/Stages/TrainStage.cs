using System.Globalization;
using System.Text.Json.Nodes;
using MlCi.Adapters.Storage;
using MlCi.Adapters.Training;
using MlCi.Findings;
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
        var inputs = new StageInputs(Name,
        [
            StageInput.Only("data", session.Train.Digest), StageInput.Only("seed", definition.Seed.ToString(CultureInfo.InvariantCulture)),
            .. definition.Parameters.Select(parameter => new StageInput("params", $"params.{parameter.Key}", parameter.Value?.ToJsonString() ?? "null")),
            .. session.SourceInputs, .. Toolchain.Inputs,
        ]);
        string parameters = definition.Parameters.ToJsonString(GateReportJson.Options);
        string? found = session.Options.Force ? null : session.Cache.Find(Name, inputs.Digest);
        session.ModelFolder = found ?? session.Cache.Make(Name, inputs.Digest, folder => Train(session, parameters, folder), replace: session.Options.Force);
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
        return StageOutcome.Passed(Name, $"model {session.ModelDigest[7..19]}") with
        {
            Reused = found is not null,
            Why = session.History.Explain(inputs, found is not null, session.Options.Force),
        };
    }

    private static void Train(PipelineSession session, string parameters, string folder)
    {
        string scratch = Directory.CreateTempSubdirectory("mlci-train-").FullName;
        try
        {
            string file = Path.Combine(scratch, "params.json");
            File.WriteAllText(file, parameters);
            // A copy: what is trained on is what was digested, and the holdout does not lie beside it.
            string data = Path.Combine(scratch, "train.csv");
            File.Copy(session.Train.FullPath, data);
            if (FileDigests.OfFile(data) != session.Train.Digest)
                throw FaultException.Misconfigured($"{session.Train.Table.File} changed during this run, expected it to stay as it was checked");
            new ModelProgramHost(session.Build.ProgramAssembly, session.Log, session.Interrupted)
                .Train(data, file, session.Definition.Seed, folder, session.Definition.TrainTimeout);
        }
        finally
        {
            Directory.Delete(scratch, recursive: true);
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
