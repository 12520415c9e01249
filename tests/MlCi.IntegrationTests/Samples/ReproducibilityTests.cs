using MlCi.Adapters.Storage;
using MlCi.Testing;

namespace MlCi.IntegrationTests.Samples;

public sealed class ReproducibilityTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void TrainingInTwoProcesses_GivesTheSameModelToTheByte()
    {
        ChurnProgram.Train(folder, "first");
        ChurnProgram.Train(folder, "second");

        Assert.Equal(FileDigests.OfFolder(folder.Path("first")), FileDigests.OfFolder(folder.Path("second")));
    }
}
