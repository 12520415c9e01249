namespace MlCi.Adapters.Tests.Stages;

/// <summary>The first pipeline with programs that are commands.</summary>
public abstract class CommandPipelineTest : EngineTest
{
    protected CommandPipelineTest(EngineSetup setup)
        : base(setup) => Repository.UseCommands();

    // In the place of what stands there: what trains.
    protected void SetTrain(string train) => Repository.SetTrain(train);
}
