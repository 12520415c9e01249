using System.Xml;
using System.Xml.Linq;
using MlCi.Adapters.Processes;
using MlCi.Adapters.Storage;
using MlCi.Findings;
using MlCi.Pipelines;

namespace MlCi.Adapters.Training;

/// <summary>Runs a pipeline's own tests and reads what came of each.</summary>
public static class PreprocessingTests
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(15);

    /// <summary>Runs all tests of an assembly, in a copy of its folder: tests write beside themselves.</summary>
    /// <param name="assembly">The tests' assembly.</param>
    /// <param name="environment">The environment that they are given.</param>
    /// <param name="secrets">What must not be read in what they print and say.</param>
    /// <param name="workingFolder">The folder of the runner: that of the pipeline, so that the repository's global.json says which SDK it is.</param>
    /// <param name="folder">A folder for the copy and the runner's own results.</param>
    /// <param name="log">Is given what the runner prints.</param>
    /// <param name="interrupted">Stops the run.</param>
    /// <exception cref="FaultException">The runner failed before it wrote results (exit 1).</exception>
    public static TestResults Run(string assembly, IReadOnlyDictionary<string, string> environment, IReadOnlyList<string> secrets, string workingFolder, string folder, Action<string> log, CancellationToken interrupted)
    {
        const string Results = "results.trx";
        string copy = Path.Combine(folder, "tests");
        Directory.CreateDirectory(copy);
        FolderCopy.Into(copy, Path.GetDirectoryName(assembly)!);
        string[] arguments = ["vstest", Path.Combine(copy, Path.GetFileName(assembly)), $"--logger:trx;LogFileName={Results}", $"--ResultsDirectory:{folder}"];
        ProgramOutcome outcome = ProgramRunner.Run(
            new ProgramCall("tests", "dotnet", arguments, workingFolder, environment, Timeout) { Secrets = secrets }, log, interrupted);
        string results = Path.Combine(folder, Results);
        if (!File.Exists(results))
        {
            outcome.ThrowIfFailed();
            return new TestResults([]);
        }

        TestResults read;
        try
        {
            read = Read(XDocument.Load(results)).Without(secrets);
        }
        catch (XmlException e)
        {
            throw FaultException.Negative($"the tests' runner left results that cannot be read, expected a whole file: {e.Message.TrimEnd('.')}");
        }

        // A runner that fails although no test did has lost some: a crashed host, say.
        if (read.Failed == 0)
            outcome.ThrowIfFailed();
        return read;
    }

    private static TestResults Read(XDocument trx)
    {
        XNamespace space = trx.Root!.Name.Namespace;
        return new TestResults([.. trx.Descendants(space + "UnitTestResult").Select(result => new TestResult(
            (string?)result.Attribute("testName") ?? "",
            (string?)result.Attribute("outcome") switch
            {
                "Passed" => TestOutcome.Passed,
                "NotExecuted" => TestOutcome.Skipped,
                _ => TestOutcome.Failed,
            },
            result.Descendants(space + "ErrorInfo").Elements(space + "Message").FirstOrDefault()?.Value)).OrderBy(test => test.Name, StringComparer.Ordinal)]);
    }
}
