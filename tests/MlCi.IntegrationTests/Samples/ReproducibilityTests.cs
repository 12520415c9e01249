using MlCi.Adapters.Storage;
using MlCi.Testing;

namespace MlCi.IntegrationTests.Samples;

public sealed class ReproducibilityTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void TrainingChurnInTwoProcesses_GivesTheSameModelToTheByte() => AssertTheSame(SampleProgram.Churn);

    [Fact]
    public void TrainingPricesInTwoProcesses_GivesTheSameModelToTheByte() => AssertTheSame(SampleProgram.Diamonds);

    [SkippableFact]
    public void TrainingLoansInTwoProcesses_GivesTheSameModelToTheByte()
    {
        Sklearn.SkipWithout();
        AssertTheSame(SampleProgram.Loans);
    }

    private void AssertTheSame(SampleProgram program)
    {
        program.Train(folder, "first");
        program.Train(folder, "second");

        Assert.Equal(FileDigests.OfFolder(folder.Path("first")), FileDigests.OfFolder(folder.Path("second")));
    }
}
