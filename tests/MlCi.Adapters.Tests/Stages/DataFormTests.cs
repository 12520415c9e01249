using System.IO.Compression;

namespace MlCi.Adapters.Tests.Stages;

/// <summary>Data that are not one plain CSV file: programs get CSV all the same.</summary>
public sealed class DataFormTests(EngineSetup setup) : CommandPipelineTest(setup)
{
    [Fact]
    public void PackedParts_AreGatedAsTheOneFileThatTheyWere()
    {
        string train = Repository.Path("pipelines/tiny/data/train.csv");
        string holdout = Repository.Path("pipelines/tiny/data/holdout.csv");
        AssertPasses();
        string predictions = File.ReadAllText(Repository.Artifact("predictions.csv"));
        string[] rows = File.ReadAllLines(train);
        Pack("train-1.csv.gz", [rows[0], .. rows[1..40]]);
        Pack("train-2.csv.gz", [rows[0], .. rows[40..]]);
        File.Delete(train);
        File.WriteAllText(Repository.Path("pipelines/tiny/data/holdout.tsv"), File.ReadAllText(holdout).Replace(',', '\t'));
        File.Delete(holdout);
        Repository.EditPipeline("data/train.csv", "data/train-*.csv.gz");
        Repository.EditPipeline("data/holdout.csv", "data/holdout.tsv");

        AssertPasses();

        Assert.Equal(predictions, File.ReadAllText(Repository.Artifact("predictions.csv")));
        AssertSaid(Run("Gate", options => options with { Explain = true }).Output, "Train did not run");
        Pack("train-3.csv.gz", [rows[0], rows[1]]);
        AssertSaid(Run("Gate", options => options with { Explain = true }).Output, "Train ran: data ");
    }

    private void Pack(string name, string[] lines)
    {
        using var to = new GZipStream(File.Create(Repository.Path($"pipelines/tiny/data/{name}")), CompressionMode.Compress);
        to.Write(System.Text.Encoding.UTF8.GetBytes(string.Join('\n', lines) + "\n"));
    }
}
