using MlCi.Slices;
using MlCi.Statistics;

namespace MlCi.Tests.Slices;

public sealed class SlicePartitionTests
{
    [Fact]
    public void SlicesThatOverlap_OrAreOfAnotherRule_BeginANewPartition()
    {
        Slice[] slices = [new("a", "x", [0, 1]), new("a", "y", []), new("a", "z", [3]), new("a", "w", [1, 2]), new("b", "x", [0])];
        IReadOnlyList<SlicePartition> partitions = SlicePartition.Of(slices, 4);

        Assert.Equal([[0, 0, -1, 2], [-1, 0, 0, -1], [0, -1, -1, -1]], partitions.Select(partition => partition.Groups.Codes.ToArray()));
        Assert.Equal(["a=x", "a=y", "a=z", "a=w", "b=x"], partitions.SelectMany(partition => partition.Ids));
        Assert.Equal(slices.Select(slice => slice.Rows), partitions.SelectMany(partition => partition.ToSlices()).Select(slice => slice.Rows));
    }

    [Fact]
    public void Take_MayLeaveASliceWithoutRows()
    {
        SlicePartition taken = new SlicePartition("a", ["x", "y"], new RowGroups([0, 1, 0], 2)).Take([2, 0]);

        Assert.Equal(["a=x", "a=y"], taken.ToSlices().Select(slice => slice.Id));
        Assert.Equal([2, 0], taken.ToSlices().Select(slice => slice.Rows.Length));
    }
}
