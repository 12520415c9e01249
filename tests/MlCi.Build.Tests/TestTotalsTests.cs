using System.Xml.Linq;

namespace MlCi.Build.Tests;

/// <summary>How test results are counted.</summary>
public sealed class TestTotalsTests
{
    [Fact]
    public void WhatNeitherPassedNorWasSkipped_HasFailed()
    {
        TestTotals totals = TestTotals.OfTrx(Results("Passed", "Passed", "Failed", "NotExecuted", "Timeout", "Aborted"));

        Assert.Equal("2 passed, 3 failed, 1 skipped", totals.ToString());
    }

    [Fact]
    public void Totals_AddUp() => Assert.Equal(new TestTotals(3, 5, 7), new TestTotals(1, 2, 3) + new TestTotals(2, 3, 4));

    private static XDocument Results(params string[] outcomes)
    {
        XNamespace trx = "http://microsoft.com/schemas/VisualStudio/TeamTest/2010";
        return new XDocument(new XElement(
            trx + "TestRun",
            new XElement(trx + "Results", outcomes.Select(outcome => new XElement(trx + "UnitTestResult", new XAttribute("outcome", outcome))))));
    }
}
