using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace MlCi.Testing;

/// <summary>A repository with pipelines around <see cref="TinyProgram"/>, which they share, in a folder that goes with the test.</summary>
public sealed class TinyRepository : IDisposable
{
    /// <summary>The name of the first pipeline.</summary>
    public const string Pipeline = "tiny";

    private const string ProgramInCSharp = "train:\n  project: ../../model/Tiny.csproj\n  timeout: 5m\npredict:\n  timeout: 5m\n";
    private static readonly string[] VerdictFiles = ["gate.json", "gate.md", "gate.html", "gate.junit.xml"];
    private readonly TemporaryFolder folder = new();

    /// <summary>Makes a repository with one pipeline that passes.</summary>
    public TinyRepository()
    {
        Write("model/Tiny.csproj", TinyProgram.Project);
        Write("model/Program.cs", TinyProgram.Source);
        AddPipeline(Pipeline);
    }

    /// <summary>Its folder.</summary>
    public string Root => folder.Root;

    /// <summary>Adds a pipeline that passes.</summary>
    public void AddPipeline(string name)
    {
        Write($"pipelines/{name}/pipeline.yml", """
            version: 1
            task: binary
            data:
              train: data/train.csv
              holdout: data/holdout.csv
            label:
              column: y
              positive: "yes"
            tests: none
            train:
              project: ../../model/Tiny.csproj
              timeout: 5m
            predict:
              timeout: 5m
            params:
              mode: good
            seed: 7
            champion: optional
            gates:
              - metric: auc
                min: 0.7
              - metric: accuracy
                min: 0.6
                slices: all
            slices:
              - group
            compare:
              - metric: auc
                margin: 0.02

            """);
        Write($"pipelines/{name}/schema.json", """
            {
              "type": "object",
              "required": ["id", "x", "group", "y"],
              "properties": {
                "id": { "type": "integer" },
                "x": { "type": "number", "minimum": 0, "maximum": 1 },
                "group": { "type": "string" },
                "y": { "type": "string", "enum": ["no", "yes"] }
              }
            }
            """);
        Write($"pipelines/{name}/data/train.csv", Rows(first: 0, count: 400));
        Write($"pipelines/{name}/data/holdout.csv", Rows(first: 1000, count: 300));
    }

    /// <summary>
    /// Rows as CSV: <c>x</c> from 0 to 1 is the probability of <c>yes</c>, as ids decide; the same ids always give the same rows.
    /// </summary>
    public static string Rows(int first, int count)
    {
        var text = new StringBuilder("id,x,group,y\n");
        for (int id = first; id < first + count; id++)
        {
            double x = Fraction(id * 0.618033988749895);
            string y = Fraction(id * 0.414213562373095) < x ? "yes" : "no";
            text.Append(CultureInfo.InvariantCulture, $"{id},{x:F6},{(id % 2 == 0 ? "even" : "odd")},{y}\n");
        }

        return text.ToString();
    }

    /// <summary>
    /// Makes the first pipeline a regression, or one of several classes. Rows have a weight <c>w</c>, and three rows in
    /// succession are of one <c>who</c>; the truth is about ten times <c>x</c>, or <c>high</c> the oftener the larger <c>x</c> is.
    /// </summary>
    /// <param name="task">The task: <c>regression</c> or <c>multiclass</c>.</param>
    /// <param name="mode">How the program predicts.</param>
    /// <param name="gates">The gates, one a line.</param>
    /// <param name="compare">The metric to compare by.</param>
    public void SetTask(string task, string mode, string gates, string compare)
    {
        Write($"pipelines/{Pipeline}/pipeline.yml", $$"""
            version: 1
            task: {{task}}
            data: {train: data/train.csv, holdout: data/holdout.csv}
            label: {column: y}
            tests: none
            train: {project: ../../model/Tiny.csproj, timeout: 5m}
            predict: {timeout: 5m}
            params:
              mode: {{mode}}
            champion: optional
            slices: [group]
            gates:
            {{gates}}
            compare:
              - metric: {{compare}}
                slices: all

            """);
        string label = task == "regression" ? "\"type\": \"number\"" : "\"enum\": [\"low\", \"middle\", \"high\"]";
        Write($"pipelines/{Pipeline}/schema.json", $$"""
            {
              "type": "object",
              "required": ["id", "x", "group", "w", "who", "y"],
              "properties": {
                "id": { "type": "integer" },
                "x": { "type": "number" },
                "group": { "type": "string" },
                "w": { "type": "number" },
                "who": { "type": "integer" },
                "y": { {{label}} }
              }
            }
            """);
        Write($"pipelines/{Pipeline}/data/train.csv", TaskRows(task, first: 0, count: 400));
        Write($"pipelines/{Pipeline}/data/holdout.csv", TaskRows(task, first: 1000, count: 600));
    }

    private static string TaskRows(string task, int first, int count)
    {
        var text = new StringBuilder("id,x,group,w,who,y\n");
        for (int id = first; id < first + count; id++)
        {
            double x = Fraction(id * 0.618033988749895);
            double chance = Fraction(id * 0.414213562373095);
            string y = task == "regression"
                ? string.Create(CultureInfo.InvariantCulture, $"{10 * x + 4 * (chance - .5):F3}")
                : chance < (1 - x) * (1 - x) ? "low" : chance < 1 - x * x ? "middle" : "high";
            text.Append(CultureInfo.InvariantCulture, $"{id},{x:F6},{(id % 2 == 0 ? "even" : "odd")},{1 + id % 3},{id / 3},{y}\n");
        }

        return text.ToString();
    }

    /// <summary>Makes the first pipeline's programs commands, here what every POSIX system has: each row's score is its <c>x</c>.</summary>
    public void UseCommands()
    {
        Write($"pipelines/{Pipeline}/model/train.sh", """
            while [ $# -gt 0 ]; do case $1 in --out) out=$2;; --params) params=$2;; --seed) seed=$2;; esac; shift; done
            echo "training with seed $seed" >&2
            cp "$params" "$out/model.json"

            """);
        Write($"pipelines/{Pipeline}/model/predict.sh", """
            while [ $# -gt 0 ]; do case $1 in --out) out=$2;; --data) data=$2;; esac; shift; done
            awk -F, 'BEGIN { print "row_id,score" } NR > 1 { print NR - 2 "," $2 }' "$data" > "$out"

            """);
        Write($"pipelines/{Pipeline}/packages.lock", "none\n");
        SetTrain("command: [sh, model/train.sh]\n  lock: packages.lock");
    }

    /// <summary>Says what trains the first pipeline, in the place of what stands there, and that <c>predict.sh</c> predicts.</summary>
    public void SetTrain(string train)
    {
        string file = Path($"pipelines/{Pipeline}/pipeline.yml");
        string text = File.ReadAllText(file).Replace(ProgramInCSharp, "train:\npredict:\n", StringComparison.Ordinal);
        int begin = text.IndexOf("train:\n", StringComparison.Ordinal), end = text.IndexOf("params:\n", StringComparison.Ordinal);
        File.WriteAllText(file, $"{text[..begin]}train:\n  {train}\npredict:\n  command: [sh, model/predict.sh]\n{text[end..]}");
    }

    /// <summary>The full path of something in the repository.</summary>
    public string Path(string path) => folder.Path(path.Split('/'));

    /// <summary>The full path of a result of the first pipeline.</summary>
    public string Artifact(string name) => Path($"artifacts/{Pipeline}/{name}");

    /// <summary>Writes a file.</summary>
    public void Write(string path, string text) => folder.Write(path, text);

    /// <summary>Changes a file, which must hold the old text.</summary>
    public void Edit(string path, string old, string text)
    {
        string before = File.ReadAllText(Path(path));
        if (!before.Contains(old, StringComparison.Ordinal))
            throw new ArgumentException($"{path} does not hold: {old}", nameof(old));
        File.WriteAllText(Path(path), before.Replace(old, text, StringComparison.Ordinal));
    }

    /// <summary>Changes the first pipeline's pipeline.yml.</summary>
    public void EditPipeline(string old, string text) => Edit($"pipelines/{Pipeline}/pipeline.yml", old, text);

    /// <summary>The labels of the first pipeline's holdout, where they lie apart.</summary>
    public const string Labels = $"pipelines/{Pipeline}/data/labels.csv";

    /// <summary>Takes the label out of the first pipeline's holdout, into a file of its own with a pointer; rows are then named by <c>id</c>.</summary>
    public void KeepLabelsApart()
    {
        string[] rows = Rows(first: 1000, count: 300).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Write($"pipelines/{Pipeline}/data/holdout.csv", string.Concat(rows.Select(row => row[..row.LastIndexOf(',')] + "\n")));
        // In another order: nothing but the id says which is whose.
        Write(Labels, string.Concat(rows[1..].Reverse().Prepend(rows[0]).Select(row => $"{row[..row.IndexOf(',', StringComparison.Ordinal)]}{row[row.LastIndexOf(',')..]}\n")));
        EditPipeline("  holdout: data/holdout.csv\n", "  holdout: data/holdout.csv\n  labels: data/labels.csv\n  key: id\n");
        PointAt(Labels);
    }

    /// <summary>Writes the pointer of a file.</summary>
    public void PointAt(string path)
    {
        byte[] bytes = File.ReadAllBytes(Path(path));
        Write(path + ".mlci", string.Create(CultureInfo.InvariantCulture, $"version: 1\ndigest: sha256:{Convert.ToHexStringLower(SHA256.HashData(bytes))}\nsize: {bytes.Length}\n"));
    }

    /// <summary>Has the program go wrong.</summary>
    public void SetMode(string mode) => EditPipeline("mode: good", $"mode: {mode}");

    /// <summary>Leaves the verdict of an earlier run that passed.</summary>
    public void LeaveEarlierVerdict(string pipeline = Pipeline)
    {
        foreach (string file in VerdictFiles)
            Write($"artifacts/{pipeline}/{file}", "passed");
    }

    /// <summary>The files of a verdict that stand there.</summary>
    public IReadOnlyList<string> Verdict(string pipeline = Pipeline) =>
        [.. VerdictFiles.Where(file => File.Exists(Path($"artifacts/{pipeline}/{file}")))];

    /// <summary>The results of a stage that are kept for later runs.</summary>
    public IReadOnlyList<string> Cached(string stage) =>
        Directory.Exists(Path($".mlci/cache/{stage}")) ? Directory.GetFileSystemEntries(Path($".mlci/cache/{stage}")) : [];

    /// <summary>What is unfinished: in the repository, and among the machine's temporary files.</summary>
    public IReadOnlyList<string> Unfinished() =>
    [
        .. Directory.EnumerateFileSystemEntries(Root, "*.part", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None }),
        .. Directory.EnumerateFileSystemEntries(System.IO.Path.GetTempPath(), "mlci-*-*"),
    ];

    public void Dispose() => folder.Dispose();

    private static double Fraction(double number) => number - Math.Floor(number);
}
