using MlCi.Testing;

namespace MlCi.IntegrationTests.Samples;

public sealed class SplitTests : IDisposable
{
    private static readonly string Data = Path.Combine(ChurnProgram.Pipeline, "data");
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void NoCustomer_IsBothLearntFromAndJudgedBy()
    {
        HashSet<string> train = [.. Features("train.csv")];

        Assert.DoesNotContain(Features("holdout.csv"), train.Contains);
    }

    [SkippableFact]
    public void SplittingAgain_GivesTheCommittedFiles()
    {
        const string Python = "/usr/bin/python3";
        Skip.IfNot(File.Exists(Python), $"there is no {Python}");
        File.Copy(Path.Combine(Data, "split.py"), folder.Path("split.py"));
        string source = folder.Write("telco_churn.csv", string.Concat(
            File.ReadAllText(Path.Combine(Data, "train.csv")), string.Join('\n', Lines("holdout.csv").Skip(1)), "\n"));

        ChurnProgram.Run(Python, folder.Path("split.py"), source);

        foreach (string part in (string[])["train.csv", "holdout.csv"])
            Assert.Equal(File.ReadAllBytes(Path.Combine(Data, part)), File.ReadAllBytes(folder.Path(part)));
    }

    /// <summary>Each row without its label, which is the first column.</summary>
    private static IEnumerable<string> Features(string file) => Lines(file).Skip(1).Select(line => line[(line.IndexOf(',') + 1)..]);

    private static string[] Lines(string file) => File.ReadAllLines(Path.Combine(Data, file));
}
