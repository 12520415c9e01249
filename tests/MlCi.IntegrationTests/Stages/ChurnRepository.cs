using MlCi.Adapters.Stages;
using MlCi.Data;
using MlCi.Pipelines;
using MlCi.Testing;
using Spectre.Console;
using Column = MlCi.Data.Column;
using Table = MlCi.Data.Table;

namespace MlCi.IntegrationTests.Stages;

/// <summary>The sample and the sources that it needs, in a repository of its own.</summary>
public sealed class ChurnRepository : IDisposable
{
    private const string Pipeline = "pipelines/telco-churn";
    private static readonly string[] Copied = ["src/MlCi", "src/MlCi.ModelProgram", Pipeline];
    private static readonly string[] BuildFolders = ["bin", "obj"];
    private readonly TemporaryFolder folder = new();

    /// <summary>Copies what is committed.</summary>
    public ChurnRepository()
    {
        foreach (string file in Directory.EnumerateFiles(RepositoryRoot.Path).Where(IsForMSBuild))
            File.Copy(file, folder.Path(Path.GetFileName(file)));
        Directory.CreateDirectory(folder.Path("pipelines"));
        foreach (string file in Directory.EnumerateFiles(Path.Combine(RepositoryRoot.Path, "pipelines")).Where(IsForMSBuild))
            File.Copy(file, folder.Path("pipelines", Path.GetFileName(file)));
        foreach (string part in Copied)
            Copy(Path.Combine(RepositoryRoot.Path, part), folder.Path(part));
    }

    private ChurnRepository(ChurnRepository original) => Copy(original.folder.Root, folder.Root);

    /// <summary>A copy with all that was built and kept.</summary>
    public ChurnRepository Copy() => new(this);

    /// <summary>The training data.</summary>
    public string TrainingData => folder.Path(Pipeline, "data", "train.csv");

    /// <summary>The full path of a result.</summary>
    public string Artifact(string name) => folder.Path("artifacts", "telco-churn", name);

    /// <summary>Changes pipeline.yml, which must hold the old text.</summary>
    public void EditPipeline(string old, string text)
    {
        string file = folder.Path(Pipeline, "pipeline.yml");
        string before = File.ReadAllText(file);
        Assert.Contains(old, before, StringComparison.Ordinal);
        File.WriteAllText(file, before.Replace(old, text, StringComparison.Ordinal));
    }

    /// <summary>Changes the labels of the training data.</summary>
    /// <param name="change">Is given the rows and the labels to change.</param>
    public void Relabel(Action<Table, string[]> change)
    {
        Table train = CsvReader.Read(File.ReadAllBytes(TrainingData), "train.csv");
        Column churn = train.Column("churn");
        string[] labels = [.. Enumerable.Range(0, train.RowCount).Select(row => churn.Text(row)!)];
        change(train, labels);
        string[] levels = ["No", "Yes"];
        var relabelled = new Column("churn", levels, Array.ConvertAll(labels, label => Array.IndexOf(levels, label)));
        Column[] columns = [.. train.Columns.Select(column => column.Name == "churn" ? relabelled : column)];
        File.WriteAllBytes(TrainingData, CsvWriter.Write(new Table("train.csv", columns, [.. Enumerable.Range(0, train.RowCount)])));
    }

    /// <summary>Runs a stage after those that it depends on; gives the exit code and what was printed.</summary>
    public (int ExitCode, string Output) Run(string stage, Func<RunOptions, RunOptions>? with = null)
    {
        using var output = new StringWriter();
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(output) });
        console.Profile.Width = 160;
        var options = new RunOptions { Root = folder.Root };
        var engine = new Engine(with is null ? options : with(options), console);
        foreach (StageInfo step in StagePlan.For([stage]))
            engine.Run(step.Name);
        return (engine.ExitCode, output.ToString());
    }

    public void Dispose() => folder.Dispose();

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
