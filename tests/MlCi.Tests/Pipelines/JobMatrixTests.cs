using System.Text.Json.Nodes;
using MlCi.Pipelines;

namespace MlCi.Tests.Pipelines;

public sealed class JobMatrixTests
{
    [Fact]
    public void EachPipeline_IsAJob() => Assert.Equal(
        """{"include":[{"pipeline":"diamond-price"},{"pipeline":"é"}]}""", JobMatrix.Json(["diamond-price", "é"]));

    [Fact]
    public void None_IsAnEmptyList() => Assert.Equal("""{"include":[]}""", JobMatrix.Json([]));

    [Theory]
    [InlineData(256, 256, 256, 1, 1)]
    [InlineData(257, 256, 256, 1, 2)]
    [InlineData(1000, 256, 256, 3, 4)]
    [InlineData(7, 3, 3, 2, 3)]
    [InlineData(5, 1, 1, 5, 5)]
    public void MorePipelinesThanJobs_ShareThemEvenly(int pipelines, int most, int jobs, int fewest, int greatest)
    {
        string[] names = [.. Enumerable.Range(0, pipelines).Select(i => $"p{i:0000}")];

        string[] groups = [.. JsonNode.Parse(JobMatrix.Json(names, most))!["include"]!.AsArray().Select(job => (string)job!["pipeline"]!)];

        Assert.Equal(jobs, groups.Length);
        Assert.Equal(names, groups.SelectMany(group => group.Split(',')));
        Assert.All(groups, group => Assert.InRange(group.Split(',').Length, fewest, greatest));
    }
}
