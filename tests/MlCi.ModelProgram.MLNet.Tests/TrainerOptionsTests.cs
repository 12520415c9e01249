using MlCi.Findings;

namespace MlCi.Modeling.MLNet.Tests;

public sealed class TrainerOptionsTests
{
    [Theory]
    [InlineData("{}", "SdcaLogisticRegression")]
    [InlineData("""{"trainer": "FastTree"}""", "FastTree")]
    public void Trainer_IsTheNamedOne_OrTheFirst(string parameters, string trainer) =>
        Assert.Equal(trainer, Read(parameters, TrainerOptions.Binary).Trainer);

    [Fact]
    public void OptionsThatAreNotGiven_AreMLNetsDefaults()
    {
        TrainerOptions options = Read("""{"trainer": "FastTreeRegression", "numberOfTrees": 20, "learningRate": 0.1}""", TrainerOptions.Regression);

        Assert.Equal(20, options.NumberOfTrees);
        Assert.Equal(0.1, options.LearningRate);
        Assert.Null(options.NumberOfLeaves);
    }

    [Fact]
    public void Zero_IsGiven() => Assert.Equal(0, Read("""{"l1Regularization": 0}""", TrainerOptions.Binary).L1Regularization);

    [Theory]
    [InlineData(
        """{"trainer": "LbfgsLogisticRegression", "numberOfTrees": 20}""",
        "params.json: found parameter 'numberOfTrees', expected one of historySize, l1Regularization, l2Regularization, maximumNumberOfIterations, optimizationTolerance, trainer")]
    [InlineData(
        """{"trainer": "FastTree", "numberOfLeaves": 1}""",
        "params.json: parameter 'numberOfLeaves': found 1, expected a whole number from 2 to 100000")]
    [InlineData(
        """{"L2Regularization": 1}""",
        "params.json: found parameter 'L2Regularization', expected one of convergenceTolerance, l1Regularization, l2Regularization, maximumNumberOfIterations, shuffle, trainer")]
    // Its options are right for the trainer that was meant: one slip is one fault.
    [InlineData(
        """{"trainer": "FastTre", "numberOfTrees": 20}""",
        "params.json: parameter 'trainer': found \"FastTre\", expected one of SdcaLogisticRegression, LbfgsLogisticRegression, FastTree")]
    [InlineData(
        """{"trainer": "FastTreeRegression"}""",
        "params.json: parameter 'trainer': found \"FastTreeRegression\", expected one of SdcaLogisticRegression, LbfgsLogisticRegression, FastTree")]
    public void WhatTheTrainerHasNot_IsRefused(string parameters, string message) =>
        Assert.Equal(message, Assert.Throws<FaultException>(() => Read(parameters, TrainerOptions.Binary)).Message);

    private static TrainerOptions Read(string json, IReadOnlyList<string> trainers)
    {
        var parameters = new Parameters(json, "params.json");
        TrainerOptions options = TrainerOptions.Read(parameters, trainers);
        parameters.RefuseFaults();
        return options;
    }
}
