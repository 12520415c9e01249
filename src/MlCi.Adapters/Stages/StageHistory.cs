using System.Text.Json;
using MlCi.Adapters.Storage;
using MlCi.Pipelines;
using MlCi.Reports;

namespace MlCi.Adapters.Stages;

/// <summary>What each stage of a pipeline read in its last run: <c>.mlci/cache/last/&lt;pipeline&gt;/&lt;stage&gt;.json</c>.</summary>
/// <param name="root">The folder that holds <c>.mlci</c>.</param>
/// <param name="pipeline">The pipeline's name.</param>
internal sealed class StageHistory(string root, string pipeline)
{
    private readonly string folder = Path.Combine(root, ".mlci", "cache", "last", pipeline);

    /// <summary>Says why a stage ran, or did not, and keeps what it read for the next run.</summary>
    public string Explain(StageInputs inputs, bool reused, string? asked)
    {
        string file = Path.Combine(folder, inputs.Stage + ".json");
        string before = File.Exists(file) ? File.ReadAllText(file) : "";
        string now = JsonSerializer.Serialize(inputs, GateReportJson.Options) + "\n";
        if (now != before)
            AtomicFile.WriteText(file, now);
        return inputs.Explain(Read(before), reused, asked);
    }

    // It only explains: what cannot be read is not known.
    private static StageInputs? Read(string json)
    {
        try
        {
            StageInputs? read = json.Length > 0 ? JsonSerializer.Deserialize<StageInputs>(json, GateReportJson.Options) : null;
            return read is { All: { } all } && all.All(input => input is { Kind: not null, Name: not null, Value: not null }) ? read : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
