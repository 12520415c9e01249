namespace MlCi.Adapters.Tests.Stages;

/// <summary>The first pipeline with programs that are commands: here what every POSIX system has.</summary>
public abstract class CommandPipelineTest : EngineTest
{
    private const string CSharp = "train:\n  project: ../../model/Tiny.csproj\n  timeout: 5m\npredict:\n  timeout: 5m\n";

    protected CommandPipelineTest(EngineSetup setup)
        : base(setup)
    {
        Repository.Write("pipelines/tiny/model/train.sh", """
            while [ $# -gt 0 ]; do case $1 in --out) out=$2;; --params) params=$2;; --seed) seed=$2;; esac; shift; done
            echo "training with seed $seed" >&2
            cp "$params" "$out/model.json"

            """);
        Repository.Write("pipelines/tiny/model/predict.sh", """
            while [ $# -gt 0 ]; do case $1 in --out) out=$2;; --data) data=$2;; esac; shift; done
            awk -F, 'BEGIN { print "row_id,score" } NR > 1 { print NR - 2 "," $2 }' "$data" > "$out"

            """);
        Repository.Write("pipelines/tiny/packages.lock", "none\n");
        SetTrain("command: [sh, model/train.sh]\n  lock: packages.lock");
    }

    // In the place of what stands there: what trains.
    protected void SetTrain(string train)
    {
        string file = Repository.Path("pipelines/tiny/pipeline.yml");
        string text = File.ReadAllText(file).Replace(CSharp, "train:\npredict:\n", StringComparison.Ordinal);
        int begin = text.IndexOf("train:\n", StringComparison.Ordinal), end = text.IndexOf("params:\n", StringComparison.Ordinal);
        File.WriteAllText(file, $"{text[..begin]}train:\n  {train}\npredict:\n  command: [sh, model/predict.sh]\n{text[end..]}");
    }
}
