using MlCi.Data;
using MlCi.Findings;

namespace MlCi.Cli.Tests;

/// <summary>Labels that lie apart from their holdout, as <c>mlci data</c> makes, keeps and leaves them out.</summary>
[Collection(ConsoleTests.Name)]
public sealed class LabelDataTests : DataCommandTest
{
    private const string Holdout = "pipelines/a/data/holdout.csv", Labels = "pipelines/a/data/labels.csv", Definition = "pipelines/a/pipeline.yml";

    public LabelDataTests()
    {
        Folder.Write(Holdout, "id,x,y\n7,\"a,b\",yes\n3,c,no\n");
        Folder.Write(Definition, """
            version: 1
            task: binary
            data: {train: data/train.csv, holdout: data/holdout.csv, labels: data/labels.csv, key: id}
            label: {column: y, positive: "yes"}
            tests: none
            train: {project: model.csproj}
            gates: [{metric: auc, min: 0.5}]

            """);
    }

    [Fact]
    public void SplitLabels_LeavesKeyAndLabelInAFileOfTheirOwn_ThatGitIgnores()
    {
        (int code, string output, string errors) = Data("split-labels", "--pipeline", "a");

        Assert.True(code == ExitCodes.Passed, output + errors);
        Assert.Equal("id,x\n7,\"a,b\"\n3,c\n", Text(Holdout));
        Assert.Equal("id,y\n7,yes\n3,no\n", Text(Labels));
        Assert.Contains(Digest.OfText(Text(Labels)), Text(Labels + ".mlci"), StringComparison.Ordinal);
        Assert.Equal("/labels.csv\n", Text("pipelines/a/data/.gitignore"));
        Assert.Contains($"split {Holdout}: its labels stand in {Labels} alone", output, StringComparison.Ordinal);
        Assert.Contains("what git's past holds of them stays visible", output, StringComparison.Ordinal);
    }

    [Fact]
    public void SplitOfAHoldoutWithAPointer_SaysWhatTheRegistryKeeps()
    {
        Passes("add", Holdout);
        string before = Digest.OfText(Text(Holdout));

        (int code, string output, string errors) = Data("split-labels", "--pipeline", "a");

        Assert.True(code == ExitCodes.Passed, output + errors);
        Assert.Contains($"the registry keeps {Holdout} as it was, with its labels, for whoever knows {before}", output.ReplaceLineEndings(" "), StringComparison.Ordinal);
    }

    [Fact]
    public void SplitTwice_IsRefused_AndNothingIsLost()
    {
        Passes("split-labels", "--pipeline", "a");

        Refuses(ExitCodes.Misconfigured, $"{Definition}:3:66: found {Labels} there already, expected neither it nor its pointer", "split-labels", "--pipeline", "a");
        Assert.Equal("id,y\n7,yes\n3,no\n", Text(Labels));
    }

    [Fact]
    public void PipelineWithoutAPlaceForLabels_IsRefused()
    {
        Folder.Write(Definition, Text(Definition).Replace(", labels: data/labels.csv, key: id", "", StringComparison.Ordinal));

        Refuses(ExitCodes.Misconfigured, $"found no 'data.labels' in {Definition}, expected the path that the labels of its holdout are to have", "split-labels", "--pipeline", "a");
        Refuses(ExitCodes.Misconfigured, "found 0 pipelines, expected one whose holdout is split: --pipeline NAME", "split-labels");
    }

    [Fact]
    public void Pull_WithoutLabels_LeavesThemWhereTheyAre()
    {
        Passes("split-labels", "--pipeline", "a");
        Passes("add", Train);
        foreach (string file in new[] { Train, Labels })
            File.Delete(Folder.Path(file.Split('/')));

        Passes("pull", "--without-labels");

        Assert.Equal(Rows, Text(Train));
        Assert.False(File.Exists(Folder.Path(Labels.Split('/'))));
        Assert.Equal(ExitCodes.Passed, Data("status", "--without-labels").ExitCode);
        Assert.Equal(ExitCodes.Negative, Data("status").ExitCode);
        Passes("pull", "--pipeline", "a");
        Assert.True(File.Exists(Folder.Path(Labels.Split('/'))));
    }

    [Fact]
    public void Labels_AreNotPushedToTheRegistryOfOtherData()
    {
        Passes("split-labels", "--pipeline", "a");
        Folder.Write(Definition, Text(Definition) + "registry: nowhere.invalid/models\n");

        Refuses(
            ExitCodes.Misconfigured,
            "found no registry for labels but nowhere.invalid/models, where the other data lie, expected a registry in MLCI_LABELS_REGISTRY that jobs of pull requests cannot read (or folder, for .mlci/registry of this machine)",
            "push", Labels);
    }

    [Fact]
    public void PipelineThatCannotBeRead_PushesNothing_AsAnyFileMayBeItsLabels()
    {
        Passes("split-labels", "--pipeline", "a");
        Folder.Write(Definition, "data: {labels: [\n");

        (int code, _, string errors) = Data("push", Labels);

        Assert.Equal(ExitCodes.Misconfigured, code);
        Assert.Contains($"{Definition}:", errors, StringComparison.Ordinal);
    }
}
