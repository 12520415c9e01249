using System.Text.Json;
using MlCi.Adapters.Storage;
using MlCi.Adapters.Training;
using MlCi.Pipelines;
using MlCi.Reports;

namespace MlCi.Adapters.Stages;

/// <summary>Runs the pipeline's own tests; those of unchanged sources that passed are not run again.</summary>
internal static class TestPreprocessingStage
{
    private const string Name = "TestPreprocessing";
    private const string File = "tests.json";

    public static StageOutcome Run(PipelineSession session)
    {
        if (session.Definition.Tests is null)
            return StageOutcome.Skipped(Name, "pipeline.yml says tests: none");

        var inputs = new StageInputs(Name, [.. session.SourceInputs, .. Toolchain.Inputs]);
        string? found = session.Options.Force ? null : session.Cache.Find(Name, inputs.Digest);
        TestResults results = found is null ? Test(session) : Read(Path.Combine(found, File));
        string text = JsonSerializer.Serialize(results, GateReportJson.Options) + "\n";
        AtomicFile.WriteText(session.Artifact(File), text);

        return Judge(session, inputs, results, text, isKept: found is not null) with
        {
            Reused = found is not null,
            Why = session.History.Explain(inputs, found is not null, session.Options.Force),
        };
    }

    private static StageOutcome Judge(PipelineSession session, StageInputs inputs, TestResults results, string text, bool isKept)
    {
        string counts = $"{results.Passed} passed, {results.Failed} failed, {results.Skipped} skipped";
        if (results.Failed > 0)
        {
            TestResult first = results.Tests.First(test => test.Outcome == TestOutcome.Failed);
            return StageOutcome.Failed(Name, $"{counts}; {first.Name}: {Headline.FirstLine(first.Message ?? "no message")}");
        }

        if (results.Passed == 0)
            return StageOutcome.Failed(Name, $"found no test that passed ({counts}), expected at least one");
        // Only what passed is kept: a failure is tried again, as its cause may lie outside the sources.
        if (!isKept)
            session.Cache.Make(Name, inputs.Digest, folder => AtomicFile.WriteText(Path.Combine(folder, File), text));
        return StageOutcome.Passed(Name, counts);
    }

    private static TestResults Read(string file) => JsonSerializer.Deserialize<TestResults>(System.IO.File.ReadAllText(file), GateReportJson.Options)!;

    private static TestResults Test(PipelineSession session)
    {
        string scratch = Directory.CreateTempSubdirectory("mlci-tests-").FullName;
        try
        {
            return PreprocessingTests.Run(session.Build.TestsAssembly!, scratch, session.Log, session.Interrupted);
        }
        finally
        {
            Directory.Delete(scratch, recursive: true);
        }
    }
}
