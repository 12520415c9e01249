using MlCi.Testing;

namespace MlCi.IntegrationTests.Samples;

public sealed class SplitTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void NoCustomer_IsBothLearntFromAndJudgedBy()
    {
        // Each row without its label, which is the first column.
        static string Features(string line) => line[(line.IndexOf(',') + 1)..];

        HashSet<string> train = [.. Rows(SampleProgram.Churn, "train.csv").Select(Features)];

        Assert.DoesNotContain(Rows(SampleProgram.Churn, "holdout.csv").Select(Features), train.Contains);
    }

    [Fact]
    public void NoStone_IsBothLearntFromAndJudgedBy()
    {
        // carat, color, clarity, depth and table: what stays when a stone is listed anew.
        static (string, string, string, string, string) Stone(string line) =>
            line.Split(',') is [var carat, _, var color, var clarity, var depth, var table, ..] ? (carat, color, clarity, depth, table) : default;

        HashSet<(string, string, string, string, string)> train = [.. Rows(SampleProgram.Diamonds, "train.csv").Select(Stone)];

        Assert.DoesNotContain(Rows(SampleProgram.Diamonds, "holdout.csv").Select(Stone), train.Contains);
    }

    [Fact]
    public void NoLoan_IsBothLearntFromAndJudgedBy()
    {
        // Each row without its label, which is the last column.
        static string Features(string line) => line[..line.LastIndexOf(',')];

        HashSet<string> train = [.. Rows(SampleProgram.Loans, "train.csv").Select(Features)];

        Assert.DoesNotContain(Rows(SampleProgram.Loans, "holdout.csv").Select(Features), train.Contains);
    }

    [SkippableFact]
    public void SplittingCustomersAgain_GivesTheCommittedFiles() => AssertSplitsAgain(SampleProgram.Churn);

    [SkippableFact]
    public void SplittingStonesAgain_GivesTheCommittedFiles() => AssertSplitsAgain(SampleProgram.Diamonds);

    [SkippableFact]
    public void SplittingLoansAgain_GivesTheCommittedFiles() => AssertSplitsAgain(SampleProgram.Loans);

    private void AssertSplitsAgain(SampleProgram sample)
    {
        Skip.IfNot(File.Exists(Sklearn.Python), $"there is no {Sklearn.Python}");
        File.Copy(Path.Combine(sample.Data, "split.py"), folder.Path("split.py"));
        string source = folder.Write("source.csv", string.Concat(
            File.ReadAllText(Path.Combine(sample.Data, "train.csv")), string.Join('\n', Rows(sample, "holdout.csv")), "\n"));

        SampleProgram.Run(Sklearn.Python, folder.Path("split.py"), source);

        foreach (string part in (string[])["train.csv", "holdout.csv"])
            Assert.Equal(File.ReadAllBytes(Path.Combine(sample.Data, part)), File.ReadAllBytes(folder.Path(part)));
    }

    private static IEnumerable<string> Rows(SampleProgram sample, string file) => File.ReadAllLines(Path.Combine(sample.Data, file)).Skip(1);
}
