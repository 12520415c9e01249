using Microsoft.ML;
using Microsoft.ML.Transforms;
using MlCi.Findings;
using MlCi.Testing;

namespace MlCi.Modeling.MLNet.Tests;

/// <summary>A zip that plain ML.NET saved, as somebody would who has never heard of MlCi.</summary>
public sealed class SavedModelTests : IDisposable
{
    private readonly TrainedModel trained = new();
    private readonly TemporaryFolder program = new();

    public void Dispose()
    {
        trained.Dispose();
        program.Dispose();
    }

    [Fact]
    public void Zip_IsGatedAsItIs_AndPredictsAsInMLNet()
    {
        (MLContext context, ITransformer model) = SaveElsewhere("dear.zip");
        using PredictionEngine<House, Answer> engine = context.Model.CreatePredictionEngine<House, Answer>(model);

        string folder = trained.Train(new Dear(program.Root), TrainedModel.Houses(), """{"model": "dear.zip"}""");
        double[] scores = new Dear(program.Root).Load(folder).Predict(TrainedModel.Table("kind,square_metres\nnew,50\nold,5\n"));

        Assert.Equal(File.ReadAllBytes(program.Path("dear.zip")), File.ReadAllBytes(Path.Combine(folder, "model.zip")));
        Assert.Equal(
            [engine.Predict(new House { Kind = "new", SquareMetres = 50 }).Probability, engine.Predict(new House { Kind = "old", SquareMetres = 5 }).Probability],
            scores.Select(score => (float)score));
    }

    [Theory]
    [InlineData("none.zip")]
    [InlineData("../outside.zip")]
    public void FileThatIsNotPublishedWithTheProgram_IsRefused(string name)
    {
        string outside = Path.Combine(Path.GetDirectoryName(program.Root)!, "outside.zip");
        File.WriteAllText(outside, "");
        try
        {
            Assert.Equal(
                $"parameter 'model': found no file '{name}' in the program's folder, expected a zip that is published with it",
                Assert.Throws<FaultException>(() => trained.Train(new Dear(program.Root), TrainedModel.Houses(), $$"""{"model": "{{name}}"}""")).Message);
        }
        finally
        {
            File.Delete(outside);
        }
    }

    [Fact]
    public void FileThatIsNoModel_IsRefused()
    {
        program.Write("model.zip", "no zip");

        FaultException e = Assert.Throws<FaultException>(() => trained.Train(new Dear(program.Root), TrainedModel.Houses()));

        Assert.Contains("model.zip: not a model of ML.NET that this program can load: ", e.Message, StringComparison.Ordinal);
        Assert.Equal(ExitCodes.Misconfigured, e.ExitCode);
    }

    [Fact]
    public void DataWithoutWhatTheModelReads_IsRefusedWhenTraining()
    {
        SaveElsewhere("model.zip");

        FaultException e = Assert.Throws<FaultException>(() => trained.Train(new Dear(program.Root), TrainedModel.Houses().Without("kind")));

        Assert.StartsWith("rows.csv:1: found no column for 'Kind', expected", e.Message, StringComparison.Ordinal);
    }

    // The custom mapping is code of the row type's assembly, which only a program that has it can load.
    private (MLContext Context, ITransformer Model) SaveElsewhere(string name)
    {
        var context = new MLContext(seed: 5);
        IDataView rows = context.Data.LoadFromEnumerable(Enumerable.Range(0, 100).Select(i => new House
        {
            SquareMetres = i % 50,
            Kind = i % 2 == 0 ? "new" : "old",
            IsDear = i % 50 > 25 != (i % 10 == 3),
        }));
        ITransformer model = context.Transforms.Categorical.OneHotEncoding("Kind")
            .Append(context.Transforms.CustomMapping(new Squaring().GetMapping(), Squaring.Name))
            .Append(context.Transforms.NormalizeMinMax([new InputOutputColumnPair("SquareMetres"), new InputOutputColumnPair("Squared")]))
            .Append(context.Transforms.Concatenate("Features", "SquareMetres", "Squared", "Kind"))
            .Append(context.BinaryClassification.Trainers.LbfgsLogisticRegression("IsDear"))
            .Fit(rows);
        context.Model.Save(model, rows.Schema, program.Path(name));
        return (context, model);
    }

    private sealed class House
    {
        public float SquareMetres { get; set; }

        public string Kind { get; set; } = "";

        public bool IsDear { get; set; }
    }

    private sealed class Answer
    {
        public float Probability { get; set; }
    }

    private sealed class Size
    {
        public float SquareMetres { get; set; }
    }

    private sealed class SquaredSize
    {
        public float Squared { get; set; }
    }

    [CustomMappingFactoryAttribute(Name)]
    private sealed class Squaring : CustomMappingFactory<Size, SquaredSize>
    {
        public const string Name = "Squaring";

        public override Action<Size, SquaredSize> GetMapping() => static (size, squared) => squared.Squared = size.SquareMetres * size.SquareMetres;
    }

    private sealed class Dear(string folder) : SavedModel<House>("IsDear")
    {
        protected override string ProgramFolder => folder;
    }
}
