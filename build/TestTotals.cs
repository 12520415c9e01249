using System.Xml.Linq;

/// <summary>How many tests did what.</summary>
internal sealed record TestTotals(int Passed, int Failed, int Skipped)
{
    public static TestTotals None { get; } = new(0, 0, 0);

    public static TestTotals operator +(TestTotals left, TestTotals right) =>
        new(left.Passed + right.Passed, left.Failed + right.Failed, left.Skipped + right.Skipped);

    /// <summary>Reads a file of Visual Studio's test results: every test in it that neither passed nor was skipped has failed.</summary>
    public static TestTotals OfTrx(XDocument results)
    {
        List<string> outcomes = [.. results.Descendants()
            .Where(element => element.Name.LocalName == "UnitTestResult")
            .Select(element => (string?)element.Attribute("outcome") ?? "")];
        int passed = outcomes.Count(outcome => outcome == "Passed");
        int skipped = outcomes.Count(outcome => outcome == "NotExecuted");
        return new TestTotals(passed, outcomes.Count - passed - skipped, skipped);
    }

    public override string ToString() => $"{Passed} passed, {Failed} failed, {Skipped} skipped";
}
