using Microsoft.ML;
using Microsoft.ML.Data;
using MlCi.Findings;

namespace MlCi.Modeling.MLNet.Tests;

public sealed class EstimatorModelTests : IDisposable
{
    private readonly TrainedModel trained = new();

    public void Dispose() => trained.Dispose();

    [Fact]
    public void RowType_ReadsItsColumnsInAnyOrderAndWriting()
    {
        IPredictor model = new Dear().Load(trained.Train(new Dear(), TrainedModel.Houses()));

        double[] one = model.Predict(TrainedModel.Table("square_metres,kind,more\n50,new,1\n5,old,1\n"));
        double[] other = model.Predict(TrainedModel.Table("KIND,SquareMetres\nnew,50\nold,5\n"));

        Assert.Equal(one, other);
        Assert.True(one[0] > 0.7 && one[1] < 0.3, string.Join(", ", one));
    }

    [Fact]
    public void SeveralClasses_AreNamedByTheirLabels()
    {
        IPredictor model = new Kind().Load(trained.Train(new Kind(), TrainedModel.Houses()));

        double[] scores = model.Predict(TrainedModel.Table("square_metres,price\n20,250\n20,200\n"));

        Assert.Equal(["p_new", "p_old"], model.Columns.Order());
        int newest = model.Columns.ToList().IndexOf("p_new");
        Assert.Equal(1, scores[0] + scores[1], 1e-6);
        Assert.True(scores[newest] > scores[2 + newest], string.Join(", ", scores));
    }

    [Fact]
    public void EveryColumnThatIsNotThere_IsNamed()
    {
        FaultException e = Assert.Throws<FaultException>(() => trained.Train(new Dear(), TrainedModel.Table("is_dear,x\ndear,1\ncheap,2\n")));

        Assert.Equal(["'SquareMetres'", "'Kind'"], e.Faults.Select(fault => fault.Message.Split(' ')[4].TrimEnd(',')));
    }

    [Fact]
    public void MemberOfAnotherType_IsRefused() => Assert.Equal(
        "found 'Sizes' of the type Vector<Single>, expected float, double, int, long, bool or string",
        Assert.Throws<FaultException>(() => trained.Train(new Odd(), TrainedModel.Table("sizes,is_dear\n1,dear\n1,cheap\n"))).Message);

    [Theory]
    [InlineData("count,share,is_open,is_dear\n1.5,1,yes,dear\n1,1,no,cheap\n", "rows.csv:2: column 'count': found '1.5', expected a whole number")]
    [InlineData("count,share,is_open,is_dear\n,1,yes,dear\n1,1,no,cheap\n", "rows.csv:2: column 'count': found no value, expected a whole number")]
    [InlineData("count,share,is_open,is_dear\n1,much,yes,dear\n1,1,no,cheap\n", "rows.csv:2: column 'share': found 'much', expected a number")]
    [InlineData("count,share,is_open,is_dear\n1,1,perhaps,dear\n1,1,no,cheap\n", "rows.csv:2: column 'is_open': found 'perhaps', expected true or false, yes or no, 1 or 0")]
    public void ValueThatIsNotOfItsType_SaysWhere(string csv, string message)
    {
        FaultException e = Assert.Throws<FaultException>(() => trained.Train(new Typed(), TrainedModel.Table(csv)));

        Assert.Equal(message, e.Message);
        Assert.Equal(ExitCodes.Negative, e.ExitCode);
    }

    [Fact]
    public void UncalibratedClassifier_IsRefused() => Assert.Equal(
        "found a classifier without 'Probability', expected a calibrated one: append a calibrator",
        Assert.Throws<FaultException>(() => new Raw().Load(trained.Train(new Raw(), TrainedModel.Houses()))).Message);

    [Fact]
    public void ParameterThatNobodyAsksFor_IsRefused() => Assert.Equal(
        "params.json: found parameter 'l2', expected one of historySize, l1Regularization, l2Regularization, maximumNumberOfIterations, optimizationTolerance, trainer",
        Assert.Throws<FaultException>(() => trained.Train(new Dear(), TrainedModel.Houses(), """{"trainer": "LbfgsLogisticRegression", "l2": 1}""")).Message);

    [Fact]
    public void SeedThatIsNone_IsRefused() => Assert.Equal(
        "found seed 4294967296, expected one from 0 to 2147483647",
        Assert.Throws<FaultException>(() => trained.Train(new Dear(), TrainedModel.Houses(), seed: 1L << 32)).Message);

    [Fact]
    public async Task Program_TrainsAndPredicts()
    {
        using var folder = new Testing.TemporaryFolder();
        string data = folder.Write("train.csv", "square_metres,kind,is_dear\n50,new,dear\n60,new,dear\n10,old,cheap\n20,old,cheap\n");
        string rows = folder.Write("rows.csv", "kind,square_metres\nnew,55\nold,15\n");
        using var log = new StringWriter();

        int train = await ModelProgram.Run(new Dear(), ["train", "--data", data, "--params", folder.Write("params.json", "{}"), "--seed", "1", "--out", folder.Path("model")], log);
        int predict = await ModelProgram.Run(new Dear(), ["predict", "--model", folder.Path("model"), "--data", rows, "--out", folder.Path("scores.csv")], log);

        Assert.True(train == 0 && predict == 0, log.ToString());
        Assert.Equal(["row_id", "0", "1"], (await File.ReadAllLinesAsync(folder.Path("scores.csv"))).Select(line => line.Split(',')[0]));
    }

    private sealed class House
    {
        public float SquareMetres { get; set; }

        public string Kind { get; set; } = "";

        [ColumnName("is_dear")]
        public bool Label { get; set; }
    }

    private sealed class Dear() : EstimatorModel<House>("is_dear", positive: "dear")
    {
        protected override IEstimator<ITransformer> Pipeline(MLContext context, TrainingRun run) =>
            context.Transforms.Categorical.OneHotEncoding("Kind")
                .Append(context.Transforms.NormalizeMinMax("SquareMetres"))
                .Append(context.Transforms.Concatenate("Features", "SquareMetres", "Kind"))
                .Append(TrainerChoice.Binary(context, run, "is_dear"));
    }

    private sealed class Raw() : EstimatorModel<House>("is_dear", positive: "dear")
    {
        protected override IEstimator<ITransformer> Pipeline(MLContext context, TrainingRun run) =>
            context.Transforms.Concatenate("Features", "SquareMetres")
                .Append(context.BinaryClassification.Trainers.AveragedPerceptron("is_dear"));
    }

    private sealed class KindOfHouse
    {
        public float SquareMetres { get; set; }

        public float Price { get; set; }

        public string Kind { get; set; } = "";
    }

    private sealed class Kind() : EstimatorModel<KindOfHouse>("kind")
    {
        protected override IEstimator<ITransformer> Pipeline(MLContext context, TrainingRun run) =>
            context.Transforms.Conversion.MapValueToKey("Key", "Kind")
                .Append(context.Transforms.NormalizeMeanVariance([new InputOutputColumnPair("SquareMetres"), new InputOutputColumnPair("Price")]))
                .Append(context.Transforms.Concatenate("Features", "SquareMetres", "Price"))
                .Append(context.MulticlassClassification.Trainers.LbfgsMaximumEntropy("Key", l2Regularization: 0.01f));
    }

    private sealed class OddHouse
    {
        public float[] Sizes { get; set; } = [];

        public bool IsDear { get; set; }
    }

    private sealed class Odd() : EstimatorModel<OddHouse>("is_dear", positive: "dear")
    {
        protected override IEstimator<ITransformer> Pipeline(MLContext context, TrainingRun run) => TrainerChoice.Binary(context, run, "IsDear", "Sizes");
    }

    private sealed class TypedHouse
    {
        public int Count { get; set; }

        public double Share { get; set; }

        public bool IsOpen { get; set; }

        public bool IsDear { get; set; }
    }

    private sealed class Typed() : EstimatorModel<TypedHouse>("is_dear", positive: "dear")
    {
        protected override IEstimator<ITransformer> Pipeline(MLContext context, TrainingRun run) => TrainerChoice.Binary(context, run, "IsDear", "Count");
    }
}
