using MlCi.Data;
using MlCi.Findings;

namespace MlCi.Modeling.MLNet.Tests;

public sealed class TrainerModelTests : IDisposable
{
    private readonly TrainedModel trained = new();

    public void Dispose() => trained.Dispose();

    [Theory]
    [InlineData("SdcaLogisticRegression")]
    [InlineData("LbfgsLogisticRegression")]
    [InlineData("FastTree")]
    public void BinaryTrainers_GiveTheProbabilityOfThePositiveLabel_AndTheSameBytesAgain(string trainer)
    {
        string parameters = $$"""{"trainer": "{{trainer}}", "drop": ["price"]}""";
        string folder = trained.Train(new Dear(), TrainedModel.Houses(), parameters);

        IPredictor model = new Dear().Load(folder);
        double[] scores = model.Predict(TrainedModel.Table("kind,square_metres\nnew,50\nold,5\n"));

        Assert.Equal(PredictionColumns.Score, model.Columns);
        Assert.InRange(scores[0], 0.7, 1);
        Assert.InRange(scores[1], 0, 0.3);
        Assert.Equal(File.ReadAllBytes(Path.Combine(folder, "model.zip")), trained.Bytes(new Dear(), TrainedModel.Houses(), parameters));
    }

    [Theory]
    [InlineData("Sdca", 25)]
    [InlineData("LbfgsPoissonRegression", 120)]
    [InlineData("FastTreeRegression", 25)]
    public void RegressionTrainers_GiveANumber_AndTheSameBytesAgain(string trainer, double error)
    {
        string parameters = $$"""{"trainer": "{{trainer}}", "drop": ["is_dear"]}""";
        string folder = trained.Train(new Price(), TrainedModel.Houses(), parameters);

        IPredictor model = new Price().Load(folder);
        double[] prices = model.Predict(TrainedModel.Table("square_metres,kind\n30,old\n40,new\n"));

        Assert.Equal(PredictionColumns.Number, model.Columns);
        Assert.Equal(300, prices[0], error);
        Assert.Equal(450, prices[1], error);
        Assert.Equal(File.ReadAllBytes(Path.Combine(folder, "model.zip")), trained.Bytes(new Price(), TrainedModel.Houses(), parameters));
    }

    [Theory]
    [InlineData("""{"trainer": "SdcaLogisticRegression"}""", "l2Regularization", "0.5")]
    [InlineData("""{"trainer": "SdcaLogisticRegression"}""", "l1Regularization", "0.5")]
    [InlineData("""{"trainer": "SdcaLogisticRegression"}""", "maximumNumberOfIterations", "1")]
    [InlineData("""{"trainer": "SdcaLogisticRegression"}""", "convergenceTolerance", "0.0001")]
    [InlineData("""{"trainer": "SdcaLogisticRegression"}""", "shuffle", "false")]
    [InlineData("""{"trainer": "LbfgsLogisticRegression"}""", "l2Regularization", "0.5")]
    [InlineData("""{"trainer": "LbfgsLogisticRegression"}""", "l1Regularization", "0.5")]
    [InlineData("""{"trainer": "LbfgsLogisticRegression"}""", "maximumNumberOfIterations", "1")]
    [InlineData("""{"trainer": "LbfgsLogisticRegression"}""", "optimizationTolerance", "0.1")]
    [InlineData("""{"trainer": "LbfgsLogisticRegression", "optimizationTolerance": 1e-9}""", "historySize", "1")]
    [InlineData("""{"trainer": "FastTree"}""", "numberOfTrees", "3")]
    [InlineData("""{"trainer": "FastTree"}""", "numberOfLeaves", "2")]
    [InlineData("""{"trainer": "FastTree"}""", "minimumExampleCountPerLeaf", "50")]
    [InlineData("""{"trainer": "FastTree"}""", "maximumBinCountPerFeature", "4")]
    [InlineData("""{"trainer": "FastTree"}""", "learningRate", "0.05")]
    [InlineData("""{"trainer": "FastTree"}""", "featureFraction", "0.4")]
    public void EveryOption_ReachesTheTrainer(string parameters, string option, string value) => Assert.NotEqual(
        trained.Bytes(new Dear(), TrainedModel.Houses(), parameters),
        trained.Bytes(new Dear(), TrainedModel.Houses(), $$"""{{parameters[..^1]}}, "{{option}}": {{value}}}"""));

    [Theory]
    [InlineData("""{"trainer": "SdcaLogisticRegression"}""")]
    [InlineData("""{"trainer": "FastTree", "featureFraction": 0.4}""")]
    public void Seed_ReachesTheTrainer(string parameters) => Assert.NotEqual(
        trained.Bytes(new Dear(), TrainedModel.Houses(), parameters, seed: 1), trained.Bytes(new Dear(), TrainedModel.Houses(), parameters, seed: 2));

    [Fact]
    public void NumbersThatAreCodes_AreCategoriesWhereDeclared()
    {
        // Zone 2 is cheap, zones 1 and 3 are dear: no straight line through the codes says so.
        Table rows = TrainedModel.Table("zone,is_dear\n" + string.Concat(Enumerable.Range(0, 60).Select(i => $"{1 + i % 3},{(i % 3 == 1 ? "cheap" : "dear")}\n")));
        Table asked = TrainedModel.Table("zone\n1\n2\n3\n4\n\"\"\n");
        const string Lbfgs = "\"trainer\": \"LbfgsLogisticRegression\", \"l2Regularization\": 0.01";

        double[] numbers = new Dear().Load(trained.Train(new Dear(), rows, $"{{{Lbfgs}}}")).Predict(TrainedModel.Table("zone\n1\n2\n3\n"));
        double[] categories = new Dear().Load(trained.Train(new Dear(), rows, $$"""{{{Lbfgs}}, "categories": ["zone"]}""")).Predict(asked);

        Assert.InRange(numbers[1], 0.5, 1);
        Assert.InRange(categories[0], 0.8, 1);
        Assert.InRange(categories[1], 0, 0.3);
        Assert.InRange(categories[2], 0.8, 1);
        Assert.Equal(categories[3], categories[4]);
    }

    [Fact]
    public void MissingNumber_IsTheMeanOfTheTrainingData()
    {
        Table rows = TrainedModel.Table("square_metres,price\n10,100\n20,200\n30,300\n40,400\n,250\n");
        IPredictor model = new Price().Load(trained.Train(new Price(), rows, """{"trainer": "LbfgsPoissonRegression"}"""));

        double[] prices = model.Predict(TrainedModel.Table("square_metres\n\n25\n"));

        Assert.Equal(prices[1], prices[0]);
    }

    [Fact]
    public void ColumnAbsentFromTheRows_IsNamed()
    {
        IPredictor model = new Dear().Load(trained.Train(new Dear(), TrainedModel.Houses(), """{"drop": ["price"]}"""));

        FaultException e = Assert.Throws<FaultException>(() => model.Predict(TrainedModel.Table("kind\nnew\n")));

        Assert.Equal("rows.csv:1: found no column for 'square_metres', expected one of this name, in any writing, among kind", e.Message);
        Assert.Equal(ExitCodes.Misconfigured, e.ExitCode);
    }

    [Fact]
    public void TextWhereTrainingSawNumbers_SaysWhere()
    {
        IPredictor model = new Dear().Load(trained.Train(new Dear(), TrainedModel.Houses(), """{"drop": ["price"]}"""));

        FaultException e = Assert.Throws<FaultException>(() => model.Predict(TrainedModel.Table("kind,square_metres\nnew,1\nnew,big\n")));

        Assert.Equal("rows.csv:3: column 'square_metres': found 'big', expected a number", e.Message);
        Assert.Equal(ExitCodes.Negative, e.ExitCode);
    }

    [Theory]
    [InlineData("is_dear,x\ndear,1\n,2\n", "rows.csv:3: column 'is_dear': found no value, expected a label")]
    [InlineData("is_dear,x\ncheap,1\ncheap,2\n", "rows.csv: column 'is_dear': found 'cheap' in all 2 rows, expected 'dear' and another value")]
    [InlineData("dear,x\ncheap,1\n", "rows.csv:1: column 'is_dear' not found, expected one of dear, x")]
    [InlineData("is_dear\ndear\ncheap\n", "rows.csv: found no column but 'is_dear' and dropped ones, expected a feature")]
    public void DataThatNothingCanBeLearntFrom_IsRefused(string csv, string message) =>
        Assert.Equal(message, Assert.Throws<FaultException>(() => trained.Train(new Dear(), TrainedModel.Table(csv))).Message);

    [Fact]
    public void UnknownParameters_AreRefusedBeforeTraining() => Assert.Equal(
        """
        params.json: parameter 'drop': found "colour", expected one of square_metres, kind, price
        params.json: found parameter 'depth', expected one of categories, convergenceTolerance, drop, l1Regularization, l2Regularization, maximumNumberOfIterations, shuffle, trainer
        """,
        Assert.Throws<FaultException>(() => trained.Train(new Dear(), TrainedModel.Houses(), """{"drop": ["colour"], "depth": 3}""")).Message);

    private sealed class Dear() : TrainerModel("is_dear", positive: "dear");

    private sealed class Price() : TrainerModel("price");
}
