using MlCi.Pipelines;

namespace MlCi.Tests.Pipelines;

public sealed class AffectedPipelinesTests
{
    private static readonly PipelineReach[] Reaches =
    [
        new("a", ["pipelines/a"]),
        new("ab", ["pipelines/ab", "src/Shared", "../data/x.csv"]),
        new("b", ["pipelines/b", "src/Shared.props"]),
    ];

    [Theory]
    [InlineData("pipelines/a/model/Features.cs", "a")]
    [InlineData("pipelines/ab", "ab")]
    [InlineData("src/Shared/Deep/File.cs", "ab")]
    [InlineData("src/Shared.props", "b")]
    [InlineData("../data/x.csv", "ab")]
    [InlineData("src", "ab,b")]                     // a submodule
    [InlineData("../data/", "ab")]                  // a folder with a repository of its own
    [InlineData("src/SharedElsewhere/File.cs", "")]
    [InlineData("pipelines/abc/pipeline.yml", "")]
    [InlineData("README.md", "")]
    [InlineData("../other/x.csv", "")]
    public void PathThatChanged_AffectsWhoeverReadsIt(string changed, string affected)
    {
        IReadOnlyList<AffectedPipeline> found = AffectedPipelines.Of(Reaches, [changed]);

        Assert.Equal(affected, string.Join(',', found.Select(one => one.Name)));
        Assert.All(found, one => Assert.Equal(changed.TrimEnd('/'), one.Why));
    }

    [Theory]
    [InlineData(".", "README.md", true)]
    [InlineData(".", "../README.md", false)]
    [InlineData("..", "README.md", true)]
    [InlineData("..", "../data/x.csv", true)]
    [InlineData("..", "../../x", false)]
    [InlineData("../..", "../data/x.csv", true)]
    [InlineData("..x", "README.md", false)]
    public void RootItself_AndWhatLiesAbove_HoldAllThatIsBelow(string reach, string changed, bool affected) =>
        Assert.Equal(affected, AffectedPipelines.Of([new PipelineReach("a", [reach])], [changed]).Count == 1);

    [Fact]
    public void WithoutAChange_OnlyWhatNobodyCanTell_IsAffected()
    {
        PipelineReach unknown = new("c", ["pipelines/c"], "pipelines/c/pipeline.yml cannot be read");

        Assert.Equal([new AffectedPipeline("c", "pipelines/c/pipeline.yml cannot be read")], AffectedPipelines.Of([.. Reaches, unknown], []));
    }

    [Fact]
    public void SeveralChanges_KeepTheOrderOfPipelines() => Assert.Equal(
        [new AffectedPipeline("a", "pipelines/a/x"), new AffectedPipeline("b", "pipelines/b/y")],
        AffectedPipelines.Of(Reaches, ["pipelines/b/y", "docs/z.md", "pipelines/a/x"]));

    [Fact]
    public void TextsOfYaml_AreKeysAndValues_AndOfWhatIsNone_Null()
    {
        Assert.Equal(["a", "x", "b", "1", "../y"], YamlTexts.Of("a: x\nb: [1, \"\\x2e./y\"]\n"));
        Assert.Null(YamlTexts.Of("a: [1,\nb: 2"));
    }
}
