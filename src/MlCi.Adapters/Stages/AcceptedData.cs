using System.Text.Json;
using MlCi.Adapters.Storage;
using MlCi.Quality;
using MlCi.Reports;

namespace MlCi.Adapters.Stages;

/// <summary>
/// What the pipeline's last whole Gate that passed saw of the data, on this machine: <c>.mlci/accepted/&lt;pipeline&gt;.json</c>. A runner
/// that keeps no <c>.mlci</c> knows of none, which its findings say.
/// </summary>
internal static class AcceptedData
{
    /// <summary>What is accepted, or null where nothing is known.</summary>
    public static AcceptedRows? Read(PipelineSession session)
    {
        string file = FileOf(session);
        try
        {
            return File.Exists(file) ? JsonSerializer.Deserialize<AcceptedRows>(File.ReadAllText(file), GateReportJson.Options) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Keeps what a Gate that passed saw.</summary>
    public static void Write(PipelineSession session, AcceptedRows rows)
    {
        if (Read(session) != rows)
            AtomicFile.WriteText(FileOf(session), JsonSerializer.Serialize(rows, GateReportJson.Options) + "\n");
    }

    private static string FileOf(PipelineSession session) => Path.Combine(session.Options.Root, ".mlci", "accepted", session.Definition.Name + ".json");
}
