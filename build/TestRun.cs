using System.Xml.Linq;

/// <summary>Runs the tests of compiled projects, one after another, and counts.</summary>
internal static class TestRun
{
    public static TestTotals Of(string root, IReadOnlyList<string> projects, Configuration configuration)
    {
        string results = Path.Combine(root, "artifacts", "tests");
        Directory.CreateDirectory(results);
        TestTotals all = TestTotals.None;
        foreach (string project in projects)
        {
            string name = Path.GetFileNameWithoutExtension(project);
            string trx = Path.Combine(results, name + ".trx");
            File.Delete(trx);
            int exitCode = Shell.Run(root, "dotnet",
            [
                "test", project, "--no-build", "-c", $"{configuration}", "-nodeReuse:false", "-v:quiet",
                "--results-directory", results, "--logger", $"trx;LogFileName={name}.trx",
            ]);
            TestTotals totals = File.Exists(trx) ? TestTotals.OfTrx(XDocument.Load(trx)) : TestTotals.None;

            // A runner that fell over counts as one failure, lest its tests go missing unseen.
            if (exitCode != 0 && totals.Failed == 0)
                totals += new TestTotals(0, 1, 0);
            Console.WriteLine($"{name}: {totals}");
            all += totals;
        }

        return all;
    }
}
