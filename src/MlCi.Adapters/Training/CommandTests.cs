using System.Xml;
using System.Xml.Linq;
using MlCi.Adapters.Processes;
using MlCi.Findings;
using MlCi.Pipelines;

namespace MlCi.Adapters.Training;

/// <summary>Runs tests by a command, and reads what came of each out of the JUnit XML that they write.</summary>
public static class CommandTests
{
    /// <summary>Runs them.</summary>
    /// <param name="command">How.</param>
    /// <param name="folder">A folder for the results.</param>
    /// <param name="log">Is given what the command prints.</param>
    /// <param name="interrupted">Stops the run.</param>
    /// <exception cref="FaultException">The command failed before it wrote results, or left none that can be read (exit 1).</exception>
    public static TestResults Run(VerbCommand command, string folder, Action<string> log, CancellationToken interrupted)
    {
        string results = Path.Combine(folder, "results.xml");
        ProgramOutcome outcome = ProgramRunner.Run(command.With(("results", results)), log, interrupted);
        if (!File.Exists(results))
        {
            outcome.ThrowIfFailed();
            throw FaultException.Negative("the program's tests ended well but wrote no {results} file, expected JUnit XML");
        }

        TestResults read;
        try
        {
            using XmlReader reader = XmlReader.Create(results, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit });
            read = Read(XDocument.Load(reader));
        }
        catch (XmlException e)
        {
            throw FaultException.Negative($"the program's tests left results that cannot be read, expected JUnit XML: {e.Message.TrimEnd('.')}");
        }

        // A run that fails although no test did has lost some.
        if (read.Failed == 0)
            outcome.ThrowIfFailed();
        return read;
    }

    // The format as pytest, Jest and Surefire write it: testsuite/testcase with failure, error or skipped inside.
    private static TestResults Read(XDocument document) => new([.. document.Descendants("testcase").Select(test => new TestResult(
        string.Join('.', new[] { (string?)test.Attribute("classname"), (string?)test.Attribute("name") }.Where(part => !string.IsNullOrEmpty(part))),
        test.Element("failure") is not null || test.Element("error") is not null ? TestOutcome.Failed
            : test.Element("skipped") is not null || (string?)test.Attribute("status") is "notrun" or "disabled" or "skipped" ? TestOutcome.Skipped
            : TestOutcome.Passed,
        (test.Element("failure") ?? test.Element("error") ?? test.Element("skipped")) is { } why
            ? (string?)why.Attribute("message") is { Length: > 0 } message ? message : why.Value.Trim()
            : null)).OrderBy(test => test.Name, StringComparer.Ordinal)]);
}
