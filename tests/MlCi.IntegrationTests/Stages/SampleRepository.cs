using MlCi.Adapters.Stages;
using MlCi.Data;
using MlCi.Pipelines;
using MlCi.Testing;
using Spectre.Console;
using Column = MlCi.Data.Column;
using Table = MlCi.Data.Table;

namespace MlCi.IntegrationTests.Stages;

/// <summary>A sample and the sources that it needs, in a repository of its own.</summary>
public sealed class SampleRepository : IDisposable
{
    private static readonly string[] Sources = ["src/MlCi", "src/MlCi.ModelProgram", "build/feed"];
    private static readonly string[] BuildFolders = ["bin", "obj", "__pycache__"];
    private readonly TemporaryFolder folder = new();

    /// <summary>Copies what is committed.</summary>
    /// <param name="pipeline">The sample's name.</param>
    public SampleRepository(string pipeline)
    {
        Pipeline = pipeline;
        CopySources();
        Copy(Path.Combine(RepositoryRoot.Path, "pipelines", pipeline), folder.Path("pipelines", pipeline));
    }

    private SampleRepository(string pipeline, bool withSources)
    {
        Pipeline = pipeline;
        if (withSources)
            CopySources();
    }

    private SampleRepository(SampleRepository original)
    {
        Pipeline = original.Pipeline;
        Copy(original.folder.Root, folder.Root);
    }

    /// <summary>A repository in which the pipeline is not written yet.</summary>
    /// <param name="pipeline">The name that it is going to have.</param>
    /// <param name="withSources">Whether it holds the sources that C# programs refer to.</param>
    public static SampleRepository Without(string pipeline, bool withSources) => new(pipeline, withSources);

    /// <summary>Its folder.</summary>
    public string Root => folder.Root;

    /// <summary>The sample's name.</summary>
    public string Pipeline { get; }

    /// <summary>A copy with all that was built and kept.</summary>
    public SampleRepository Copy() => new(this);

    /// <summary>The training data.</summary>
    public string TrainingData => folder.Path("pipelines", Pipeline, "data", "train.csv");

    /// <summary>The full path of a result.</summary>
    public string Artifact(string name) => folder.Path("artifacts", Pipeline, name);

    /// <summary>Changes pipeline.yml, which must hold the old text.</summary>
    public void EditPipeline(string old, string text) => Edit("pipeline.yml", old, text);

    /// <summary>Changes a file of the pipeline, which must hold the old text.</summary>
    public void Edit(string path, string old, string text)
    {
        string file = folder.Path("pipelines", Pipeline, path);
        string before = File.ReadAllText(file);
        Assert.Contains(old, before, StringComparison.Ordinal);
        File.WriteAllText(file, before.Replace(old, text, StringComparison.Ordinal));
    }

    /// <summary>Changes the labels of the training data.</summary>
    /// <param name="label">The label's column.</param>
    /// <param name="change">Is given the rows and the labels to change.</param>
    public void Relabel(string label, Action<Table, string[]> change)
    {
        Table train = CsvReader.Read(File.ReadAllBytes(TrainingData), "train.csv");
        Column old = train.Column(label);
        string[] labels = [.. Enumerable.Range(0, train.RowCount).Select(row => old.Text(row)!)];
        change(train, labels);
        string[] levels = [.. labels.Distinct()];
        Dictionary<string, int> codes = levels.Index().ToDictionary(level => level.Item, level => level.Index);
        var relabelled = new Column(label, levels, Array.ConvertAll(labels, value => codes[value]));
        Column[] columns = [.. train.Columns.Select(column => column.Name == label ? relabelled : column)];
        File.WriteAllBytes(TrainingData, CsvWriter.Write(new Table("train.csv", columns, [.. Enumerable.Range(0, train.RowCount)])));
    }

    /// <summary>Runs a stage after those that it depends on; gives the exit code and what was printed.</summary>
    public (int ExitCode, string Output) Run(string stage, Func<RunOptions, RunOptions>? with = null)
    {
        using var output = new StringWriter();
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(output) });
        console.Profile.Width = 160;
        var options = new RunOptions { Root = folder.Root };
        using var engine = new Engine(with is null ? options : with(options), console);
        foreach (StageInfo step in StagePlan.For([stage]))
            engine.Run(step.Name);
        return (engine.ExitCode, output.ToString());
    }

    public void Dispose() => folder.Dispose();

    private void CopySources()
    {
        foreach (string file in Directory.EnumerateFiles(RepositoryRoot.Path).Where(IsForMSBuild))
            File.Copy(file, folder.Path(Path.GetFileName(file)));
        Directory.CreateDirectory(folder.Path("pipelines"));
        foreach (string file in Directory.EnumerateFiles(Path.Combine(RepositoryRoot.Path, "pipelines")).Where(IsForMSBuild))
            File.Copy(file, folder.Path("pipelines", Path.GetFileName(file)));
        foreach (string part in Sources)
            Copy(Path.Combine(RepositoryRoot.Path, part), folder.Path(part));
    }

    private static bool IsForMSBuild(string file) =>
        Path.GetFileName(file) is "global.json" or "nuget.config" or ".editorconfig" || Path.GetFileName(file).StartsWith("Directory.", StringComparison.Ordinal);

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (string file in Directory.EnumerateFiles(from))
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        foreach (string inner in Directory.EnumerateDirectories(from).Where(inner => !BuildFolders.Contains(Path.GetFileName(inner))))
            Copy(inner, Path.Combine(to, Path.GetFileName(inner)));
    }
}
