using System.Text.Json;
using System.Text.Json.Nodes;
using MlCi.Adapters.Storage;
using MlCi.Findings;
using MlCi.Pipelines;

namespace MlCi.Adapters.Stages;

/// <summary>Takes a model that was trained elsewhere: by its digest, and with the record of the run that made it.</summary>
internal static class TrainedElsewhere
{
    /// <exception cref="FaultException">
    /// The model or its record is missing or malformed (exit 2); the model is another one, or was made of other data (exit 1).
    /// </exception>
    public static Kept Take(PipelineSession session, ExternalModel external)
    {
        string place = Path.GetFullPath(Path.Combine(session.Folder, external.Model.Value));
        if (!Path.Exists(place))
            throw FaultException.Misconfigured($"found no model '{external.Model.Value}' for 'train.external.model', expected it at {Path.GetRelativePath(session.Options.Root, place)}", external.Model.Place);
        string found = Directory.Exists(place) ? FileDigests.OfFolder(place) : FileDigests.OfFile(place);
        if (found != external.Digest.Value)
            throw FaultException.Negative($"{external.Digest.Place}: found model {found} at '{external.Model.Value}', expected {external.Digest.Value}");
        CheckRecord(session, external);
        // A file's name is a part of the model's folder.
        var inputs = new StageInputs("Train", [StageInput.Only("model", found), StageInput.Only("name", File.Exists(place) ? Path.GetFileName(place) : "folder")]);
        return session.Keep(inputs, folder =>
        {
            string copied = Copy(place, folder);
            if (copied != found)
                throw FaultException.Misconfigured($"the model '{external.Model.Value}' changed during this run, expected it to stay as it was when it began", external.Model.Place);
        });
    }

    // The record says what nobody here has seen: at least it must speak of this model and of these data.
    private static void CheckRecord(PipelineSession session, ExternalModel external)
    {
        string file = session.Find(external.Run, "train.external.run");
        string shown = session.Shown(external.Run);
        JsonObject record;
        try
        {
            record = JsonNode.Parse(File.ReadAllText(file)) as JsonObject ?? throw new JsonException("no object");
        }
        catch (JsonException e)
        {
            throw FaultException.Misconfigured($"found a record of a run that is not JSON ({e.Message.TrimEnd('.')}), expected an object of model, data, params and seed", new SourcePlace(shown, 1));
        }

        string[] missing = [.. new[] { "model", "data", "params", "seed" }.Where(key => record[key] is null)];
        if (missing.Length > 0)
            throw FaultException.Misconfigured(missing.Select(key => new Fault($"found no '{key}' in the record of the run, expected it", new SourcePlace(shown, 1))).ToArray());
        if (Text(record["model"]) is var model && model != external.Digest.Value)
            throw FaultException.Negative($"{shown}: the record is of model {model}, expected {external.Digest.Value} as in pipeline.yml");
        if (Text(record["data"]) is var data && data != session.Train.WholeDigest)
            throw FaultException.Negative($"{shown}: the model was trained on data {data}, expected {session.Train.WholeDigest}, the digest of {session.Train.Shown}");
    }

    private static string Text(JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? text) ? text : node?.ToJsonString() ?? "null";

    private static string Copy(string place, string folder)
    {
        if (File.Exists(place))
        {
            string copy = Path.Combine(folder, Path.GetFileName(place));
            File.Copy(place, copy);
            return FileDigests.OfFile(copy);
        }

        FolderCopy.Into(folder, place);
        return FileDigests.OfFolder(folder);
    }
}
