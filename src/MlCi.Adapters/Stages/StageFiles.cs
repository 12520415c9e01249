using MlCi.Reports;

namespace MlCi.Adapters.Stages;

/// <summary>What each stage leaves under <c>artifacts/&lt;pipeline&gt;</c>.</summary>
internal static class StageFiles
{
    /// <summary>Removes what an earlier run of a stage left.</summary>
    public static void Remove(string stage, string artifacts)
    {
        foreach (string path in Of(stage).Select(name => Path.Combine(artifacts, name)))
        {
            if (Directory.Exists(path))
                Directory.Delete(path, recursive: true);
            else if (File.Exists(path))
                File.Delete(path);
        }
    }

    private static string[] Of(string stage) => stage switch
    {
        "ValidateData" => ["findings.json"],
        "TestPreprocessing" => ["tests.json"],
        "Train" => ["run.json", "model"],
        "Evaluate" => ["predictions.csv", "evaluation.json", DisturbedPredictions.Folder],
        "Compare" => ["comparison.json"],
        PromoteStage.Name => [TaggedRelease.NotesFile],
        BuildContainerStage.Name => BuildContainerStage.Files,
        // An image is of what was gated: it does not outlive the verdict.
        GateStage.Name => [.. GateStage.Files, WithheldReport.FileName, .. BuildContainerStage.Files],
        _ => [],
    };
}
