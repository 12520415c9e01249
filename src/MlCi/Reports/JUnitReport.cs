using System.Xml.Linq;
using MlCi.Findings;
using MlCi.Gates;
using MlCi.Pipelines;

namespace MlCi.Reports;

/// <summary>
/// The verdict as JUnit XML, for hosts that show test results: a case for each stage, the use of the holdout and each gate. What blocks is a failure,
/// what was not evaluated an error, and an inconclusive gate that only warns is skipped: never passed.
/// </summary>
public static class JUnitReport
{
    /// <summary>The text of gate.junit.xml.</summary>
    public static string Write(GateReport report)
    {
        XElement[] stages = [.. report.Stages.Select(stage => Stage(report, stage)), .. report.HoldoutUse.Select(use => Holdout(report, use))];
        XElement[] gates = [.. report.Gates.Select(gate => Gate(report, gate))];
        var document = new XDocument(
            new XDeclaration("1.0", "utf-8", standalone: null),
            new XElement("testsuites", Counts([.. stages, .. gates], report.Pipeline), Suite($"{report.Pipeline} stages", stages), Suite($"{report.Pipeline} gates", gates)));
        return document.Declaration + "\n" + document.ToString().ReplaceLineEndings("\n") + "\n";
    }

    private static XElement Suite(string name, XElement[] cases) => new("testsuite", Counts(cases, name), cases);

    private static XAttribute[] Counts(XElement[] cases, string name) =>
    [
        new("name", Clean(name)), new("tests", cases.Length), new("failures", With(cases, "failure")), new("errors", With(cases, "error")), new("skipped", With(cases, "skipped")),
    ];

    private static int With(XElement[] cases, string child) => cases.Count(one => one.Element(child) is not null);

    private static XElement Stage(GateReport report, StageOutcome stage) => Case($"{report.Pipeline}.stages", stage.Stage, stage switch
    {
        { Status: StageStatus.Passed } => null,
        { Status: StageStatus.Skipped } => "skipped",
        { Status: StageStatus.NotEvaluated } => "error",
        _ => "failure",
    }, stage.Reason);

    private static XElement Holdout(GateReport report, HoldoutUse use) =>
        Case($"{report.Pipeline}.stages", "holdout use", use.Blocks ? "failure" : null, use.Reason);

    private static XElement Gate(GateReport report, GateResult gate) => Case($"{report.Pipeline}.gates", gate.Id, gate switch
    {
        { Verdict: GateVerdict.Passed } => null,
        { Verdict: GateVerdict.NotEvaluated } => "error",
        { Blocks: true } => "failure",
        _ => "skipped",
    }, gate.Reason);

    private static XElement Case(string suite, string name, string? outcome, string reason) => new(
        "testcase",
        new XAttribute("classname", Clean(suite)),
        new XAttribute("name", Clean(InertText.Of(name))),
        new XAttribute("time", "0"),
        outcome is null ? new XElement("system-out", Clean(reason)) : new XElement(outcome, new XAttribute("message", Clean(Headline.FirstLine(reason))), Clean(reason)));

    // XML 1.0 has no way to write most control characters, nor half a surrogate pair.
    private static string Clean(string text) => string.Join('\n', text.ReplaceLineEndings("\n").Split('\n')
        .Select(line => string.Concat(InertText.Of(line).EnumerateRunes().Select(rune => rune.Value is 0xFFFE or 0xFFFF ? "\uFFFD" : rune.ToString()))));
}
