using System.Text.Json;
using System.Text.Json.Nodes;
using MlCi.Data;
using MlCi.Findings;
using MlCi.Reports;

namespace MlCi.Runs;

/// <summary>Writes and reads the file of a run. Times are in it, so it enters no digest of a result.</summary>
public static class RunRecordJson
{
    private static readonly JsonSerializerOptions Options = new(GateReportJson.Options) { RespectNullableAnnotations = true };

    // What differs between two runs of the same.
    private static readonly string[] OfTheRunOnly = ["id", "started", "stages", "host"];

    /// <summary>The text of the file.</summary>
    public static string Write(RunRecord record) => JsonSerializer.Serialize(record, Options) + "\n";

    /// <summary>The record as JSON.</summary>
    public static JsonObject Node(RunRecord record) => JsonSerializer.SerializeToNode(record, Options)!.AsObject();

    /// <summary>The digest of what was given and what came of it, without time and place: the same for a run that changed nothing.</summary>
    public static string ContentDigest(RunRecord record)
    {
        JsonObject content = Node(record);
        foreach (string name in OfTheRunOnly)
            content.Remove(name);
        return Digest.OfText(content.ToJsonString(Options));
    }

    /// <summary>Reads the file.</summary>
    /// <param name="text">Its text.</param>
    /// <param name="id">The run that it is of, by its name.</param>
    /// <param name="file">Its path, as the user would type it.</param>
    /// <exception cref="FaultException">It is none, or of another version (exit 2).</exception>
    public static RunRecord Read(string text, string id, string file)
    {
        RunRecord? record;
        try
        {
            using JsonDocument document = JsonDocument.Parse(text);
            if (document.RootElement is { ValueKind: JsonValueKind.Object } root && root.TryGetProperty("schemaVersion", out JsonElement version)
                && !(version.ValueKind == JsonValueKind.Number && version.TryGetInt32(out int number) && number == RunRecord.CurrentVersion))
                throw Damaged(file, $"found schemaVersion {version.GetRawText()}, expected {RunRecord.CurrentVersion}");
            record = document.RootElement.Deserialize<RunRecord>(Options);
        }
        catch (JsonException e)
        {
            throw Damaged(file, $"found no record of a run ({Headline.FirstLine(e.Message)}), expected one as MlCi writes it");
        }

        if (record is null || HasHoles(record))
            throw Damaged(file, "found null, expected a record of a run as MlCi writes it");
        return record.Id == id ? record : throw Damaged(file, $"found the id '{record.Id}', expected '{id}', as the file is called");
    }

    private static bool HasHoles(RunRecord record) =>
        record.Stages.Contains(null) || record.Metrics.Contains(null) || record.Gates.Contains(null);

    private static FaultException Damaged(string file, string what) => FaultException.Misconfigured($"{file}: {what}; the run is left out");
}
