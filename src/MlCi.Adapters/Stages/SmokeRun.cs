using MlCi.Adapters.Storage;
using MlCi.Data;
using MlCi.Pipelines;

namespace MlCi.Adapters.Stages;

/// <summary>The whole way on few rows: it says whether everything runs, and nothing of what the model is worth.</summary>
internal static class SmokeRun
{
    /// <summary>The most rows of each file.</summary>
    public const int Rows = 500;

    private const string NoVerdict = "smoke run, no verdict";

    /// <summary>In a smoke run rows at equal distances: of a file that is sorted by its label, too, every class is among them. Else all.</summary>
    public static DataInput Sample(RunOptions options, DataInput whole)
    {
        if (!options.Smoke || whole.Table.RowCount <= Rows)
            return whole;
        int[] rows = [.. Enumerable.Range(0, Rows).Select(i => (int)((long)i * whole.Table.RowCount / Rows))];
        Table sample = whole.Table.Take(rows);
        byte[] bytes = CsvWriter.Write(sample);
        string digest = Digest.OfBytes(bytes);
        string file = Path.Combine(options.Root, ".mlci", "smoke", $"{digest[Digest.Prefix.Length..]}.csv");
        AtomicFile.WriteBytes(file, bytes);
        return new DataInput(file, digest, sample) { WholeDigest = whole.Digest };
    }

    /// <summary>
    /// What failed on so few rows, but ran, is no failure; what did not run is one. What the holdout said is not told: nobody counts it.
    /// </summary>
    public static StageOutcome WithoutVerdict(PipelineSession session, StageOutcome outcome)
    {
        if (outcome.Stage is not ("Evaluate" or "Compare") || !outcome.HasResult)
            return outcome;
        File.Delete(session.Artifact("evaluation.json"));
        File.Delete(session.Artifact("comparison.json"));
        return StageOutcome.Passed(outcome.Stage, NoVerdict) with { Reused = outcome.Reused, Why = outcome.Why };
    }

    /// <summary>The end of the way.</summary>
    public static StageOutcome End(PipelineSession session)
    {
        StageOutcome? broken = session.Outcomes.Find(outcome => outcome.Status is StageStatus.Failed or StageStatus.NotEvaluated);
        return broken is null
            ? StageOutcome.Skipped(GateStage.Name, $"{NoVerdict}: every stage ran on at most {Rows} rows of each file")
            : StageOutcome.Failed(GateStage.Name, $"{NoVerdict}, and {broken.Stage} did not run to its end");
    }
}
