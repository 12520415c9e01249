namespace MlCi.Testing.Kills;

/// <summary>
/// A pipeline of shell commands that take a while and write their results bit by bit, so that a kill falls between the bits. They
/// say nothing after their first line: one whose gate was killed goes on writing.
/// </summary>
public static class SlowCommands
{
    private const string CSharp = "train:\n  project: ../../model/Tiny.csproj\n  timeout: 5m\npredict:\n  timeout: 5m\n";

    /// <summary>Adds the pipeline.</summary>
    public static void AddTo(TinyRepository repository, string name)
    {
        repository.AddPipeline(name);
        repository.Write($"pipelines/{name}/packages.lock", "none\n");
        repository.Write($"pipelines/{name}/model/train.sh", """
            while [ $# -gt 0 ]; do case $1 in --out) out=$2;; --params) params=$2;; --seed) seed=$2;; esac; shift; done
            echo "training with seed $seed" >&2
            for part in 1 2 3 4 5 6; do echo "part $part, seed $seed" >> "$out/parts.txt"; sleep 0.04; done
            cp "$params" "$out/model.json"

            """);
        repository.Write($"pipelines/{name}/model/predict.sh", """
            while [ $# -gt 0 ]; do case $1 in --out) out=$2;; --data) data=$2;; --model) model=$2;; esac; shift; done
            level=$(sed -n 's/.*"level": \([0-9.]*\).*/\1/p' "$model/model.json")
            awk -F, -v level="$level" '
              BEGIN { print "row_id,score" }
              NR > 1 { printf "%d,%.6f\n", NR - 2, $2 ^ level; if (NR % 80 == 0) { fflush(); system("sleep 0.04") } }
            ' "$data" > "$out"

            """);
        repository.Edit($"pipelines/{name}/pipeline.yml", CSharp, """
            train:
              command: [sh, model/train.sh]
              lock: packages.lock
            predict:
              command: [sh, model/predict.sh]

            """);
        repository.Edit($"pipelines/{name}/pipeline.yml", "mode: good", "level: 1");
    }
}
