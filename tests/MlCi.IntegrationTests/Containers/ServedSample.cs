using MlCi.Adapters.Containers.Smoke;
using MlCi.Adapters.Training;
using MlCi.Data;
using MlCi.IntegrationTests.Samples;
using MlCi.Metrics;
using MlCi.Pipelines;
using MlCi.Schemas;
using MlCi.Serving;
using MlCi.Testing;

namespace MlCi.IntegrationTests.Containers;

/// <summary>A sample that is trained, predicts its holdout, and is served by its published program.</summary>
internal sealed class ServedSample : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly SampleProgram program;
    private readonly PipelineDefinition definition;
    private readonly string[] outputs;

    public ServedSample(SampleProgram program, string assembly, params string[] outputs)
    {
        (this.program, this.outputs) = (program, outputs);
        string file = Path.Combine(RepositoryRoot.Path, "pipelines", program.Name, "pipeline.yml");
        definition = PipelineFile.Read(File.ReadAllText(file), file, program.Name);
        program.Train(folder, "model");
        string predictions = program.Predict(folder, "model");
        Holdout = CsvReader.Read(File.ReadAllBytes(Path.Combine(program.Data, "holdout.csv")), "holdout.csv");
        string schema = Path.Combine(RepositoryRoot.Path, "pipelines", program.Name, "schema.json");
        Request = new SmokeRequest
        {
            Schema = RowSchema.Read(File.ReadAllBytes(schema), "schema.json"),
            Label = definition.Label.Value,
            Task = definition.Task,
            Outputs = outputs,
            Image = new ImageRule { Place = new(file, 1) },
            Holdout = Holdout,
            Batch = Read(predictions, Holdout.RowCount),
            Predict = Predict,
            Model = Digest.OfText("model"),
            Seed = Digest.OfText(program.Name),
            LatencyRequests = 200,
        };
        Command = ServedCommand.OfProject(definition, Path.Combine(AppContext.BaseDirectory, assembly), schema, ProgramEnvironment.OfPrograms(definition.Commands, threads: 1)) with { RunsInCopy = false };
    }

    public Table Holdout { get; }

    public SmokeRequest Request { get; set; }

    public VerbCommand Command { get; }

    /// <summary>The model's folder.</summary>
    public string Model => folder.Path("model");

    /// <summary>A copy of the model's folder, one of whose files is changed.</summary>
    public string Changed(string old, string text)
    {
        foreach (string file in Directory.GetFiles(Model))
        {
            string before = File.ReadAllText(file);
            folder.Write($"changed/{Path.GetFileName(file)}", before.Replace(old, text, StringComparison.Ordinal));
        }

        Assert.Contains(Directory.GetFiles(Model), file => File.ReadAllText(file).Contains(old, StringComparison.Ordinal));
        return folder.Path("changed");
    }

    /// <summary>Tries it, served from a folder.</summary>
    public SmokeReport Try(string model)
    {
        using ProcessRun served = ProcessRun.Start(Command, model, 1L << 30);
        return SmokeTest.Run(Request, served, _ => { }, CancellationToken.None);
    }

    public void Dispose() => folder.Dispose();

    private double[] Predict(Table rows)
    {
        string data = folder.Path("again.csv");
        string predictions = folder.Path("again-predictions.csv");
        File.WriteAllBytes(data, CsvWriter.Write(rows));
        SampleProgram.Run(program.Predicting[0], [.. program.Predicting[1..], "--model", Model, "--data", data, "--out", predictions]);
        return Read(predictions, rows.RowCount);
    }

    private double[] Read(string predictions, int rows) =>
        PredictionFile.Read(CsvReader.Read(File.ReadAllBytes(predictions), "predictions.csv"), definition.Task, outputs, rows, key: null);
}
