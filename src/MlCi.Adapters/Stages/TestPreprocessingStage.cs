using System.Text.Json;
using MlCi.Adapters.Storage;
using MlCi.Adapters.Training;
using MlCi.Findings;
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

        var inputs = new StageInputs(Name, [.. session.TestInputs]);
        string? found = session.Cache.Find(Name, inputs.Digest);
        TestResults results = found is null ? Test(session, session.Definition.Tests) : Read(Path.Combine(found, File));
        string text = JsonSerializer.Serialize(results, GateReportJson.Options) + "\n";
        AtomicFile.WriteText(session.Artifact(File), text);
        return session.Told(Judge(session, inputs, results, text, isKept: found is not null), inputs, reused: found is not null);
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
        // Those that passed were perhaps not those of the key.
        if (!isKept && new StageInputs(Name, [.. session.TestInputs]).Digest != inputs.Digest)
            throw FaultException.Misconfigured("the tests, or what they read, changed during this run, expected them to stay as they were when it began");
        // Only what passed is kept: a failure is tried again, as its cause may lie outside the sources.
        if (!isKept)
            session.Cache.Make(Name, inputs.Digest, folder => AtomicFile.WriteText(Path.Combine(folder, File), text));
        return StageOutcome.Passed(Name, counts);
    }

    private static TestResults Read(string file) => JsonSerializer.Deserialize<TestResults>(System.IO.File.ReadAllText(file), GateReportJson.Options)!;

    private static TestResults Test(PipelineSession session, TestsRule rule)
    {
        string scratch = Directory.CreateTempSubdirectory("mlci-tests-").FullName;
        try
        {
            return rule.Command is { } command
                ? CommandTests.Run(
                    new VerbCommand("tests", command, CommandProgram.WorkingFolder(session.Folder, session.Definition), session.Environment, new ProgramLimits(rule.Timeout)),
                    scratch, session.Log, session.Interrupted)
                : PreprocessingTests.Run(session.Build.TestsAssembly!, session.Environment, session.Folder, scratch, session.Log, session.Interrupted);
        }
        finally
        {
            Directory.Delete(scratch, recursive: true);
        }
    }
}
