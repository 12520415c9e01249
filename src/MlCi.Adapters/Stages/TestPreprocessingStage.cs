using System.Text.Json;
using MlCi.Adapters.Storage;
using MlCi.Adapters.Training;
using MlCi.Data;
using MlCi.Pipelines;
using MlCi.Reports;

namespace MlCi.Adapters.Stages;

/// <summary>Runs the pipeline's own tests; results of unchanged sources are reused.</summary>
internal static class TestPreprocessingStage
{
    private const string Name = "TestPreprocessing";
    private const string File = "tests.json";

    public static StageOutcome Run(PipelineSession session)
    {
        if (session.Definition.Tests is null)
            return StageOutcome.Skipped(Name, "pipeline.yml says tests: none");

        string key = Digest.OfText($"tests\n{session.SourcesDigest}\n{Toolchain.Versions}");
        bool reused = !session.Options.Force && session.Cache.Find(Name, key) is not null;
        string folder = reused ? session.Cache.Find(Name, key)! : session.Cache.Make(Name, key, folder => Test(session, folder));
        AtomicFile.Copy(Path.Combine(folder, File), session.Artifact(File));

        TestResults results = JsonSerializer.Deserialize<TestResults>(System.IO.File.ReadAllText(session.Artifact(File)), GateReportJson.Options)!;
        string counts = $"{results.Passed} passed, {results.Failed} failed, {results.Skipped} skipped";
        if (results.Failed > 0)
        {
            TestResult first = results.Tests.First(test => test.Outcome == TestOutcome.Failed);
            return StageOutcome.Failed(Name, $"{counts}; {first.Name}: {Headline.FirstLine(first.Message ?? "no message")}");
        }

        return results.Passed == 0
            ? StageOutcome.Failed(Name, $"found no test that passed ({counts}), expected at least one")
            : StageOutcome.Passed(Name, counts + (reused ? Reuse.Note : ""));
    }

    private static void Test(PipelineSession session, string folder)
    {
        string scratch = Directory.CreateTempSubdirectory("mlci-tests-").FullName;
        try
        {
            TestResults results = PreprocessingTests.Run(session.Build.TestsAssembly!, scratch, session.Log, session.Interrupted);
            AtomicFile.WriteText(Path.Combine(folder, File), JsonSerializer.Serialize(results, GateReportJson.Options) + "\n");
        }
        finally
        {
            Directory.Delete(scratch, recursive: true);
        }
    }
}
