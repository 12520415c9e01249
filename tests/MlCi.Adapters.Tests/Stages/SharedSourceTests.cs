using MlCi.Findings;
using MlCi.Testing;

namespace MlCi.Adapters.Tests.Stages;

/// <summary>What changed decides what is trained again: one pipeline's own file, or a file that several share.</summary>
public sealed class SharedSourceTests : EngineTest
{
    private static readonly string[] Names = ["alone", "first", "second", TinyRepository.Pipeline];

    public SharedSourceTests(EngineSetup setup)
        : base(setup)
    {
        Repository.Write("shared/scale.awk", "function scale(x) { return x }\n");
        foreach (string name in Names.SkipLast(1))
        {
            Repository.AddPipeline(name);
            Repository.Write($"pipelines/{name}/predict.sh", """
                while [ $# -gt 0 ]; do case $1 in --out) out=$2;; --data) data=$2;; esac; shift; done
                awk -F, 'BEGIN { print "row_id,score" } NR > 1 { print NR - 2 "," $2 }' "$data" > "$out"

                """);
            string files = name == "alone" ? "predict.sh" : "predict.sh, ../../shared/*.awk";
            Repository.Edit(
                $"pipelines/{name}/pipeline.yml", "  project: ../../model/Tiny.csproj\n  timeout: 5m\npredict:\n  timeout: 5m\n",
                $"  shell: \"cp {{params}} {{out}}/model.json; : {{data}}\"\n  files: [{files}]\n  lock: schema.json\npredict:\n  command: [sh, predict.sh]\n");
        }

        Assert.Equal(ExitCodes.Passed, Run("Gate").ExitCode);
    }

    [Theory]
    [InlineData("shared/scale.awk", "first second")]
    [InlineData("pipelines/first/predict.sh", "first")]
    [InlineData("model/Program.cs", "tiny")]
    [InlineData("pipelines/alone/README.md", "")]
    [InlineData("pipelines/first/pipeline.yml", "")]
    public void ChangedFile_RetrainsThosePipelinesThatUseIt(string file, string retrained)
    {
        string path = Repository.Path(file);
        bool isSource = file.EndsWith(".cs", StringComparison.Ordinal);
        File.WriteAllText(path, (File.Exists(path) ? File.ReadAllText(path) : "") + (isSource ? "\n// a word\n" : "\n# a word\n"));

        (int code, string output) = Run("Gate");

        Assert.True(code == ExitCodes.Passed, output);
        string[] trained = [.. output.Split('\n').Where(line => line.Contains(" Train ", StringComparison.Ordinal) && !line.Contains("unchanged since an earlier run", StringComparison.Ordinal)).Select(line => line.Split(' ')[1])];
        Assert.Equal(retrained, string.Join(' ', trained));
    }
}
