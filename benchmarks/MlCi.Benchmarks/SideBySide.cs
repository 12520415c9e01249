using System.Diagnostics;
using System.Text.Json.Nodes;

namespace MlCi.Benchmarks;

/// <summary>Times each piece of work on the columns of a file and prints medians as JSON, for the script that runs the rivals.</summary>
internal static class SideBySide
{
    private const int Warmups = 3;
    private const int Rounds = 9;

    public static void Run(string file)
    {
        var columns = Columns.Read(file);
        // The parsing left garbage; what is measured from here on is the work's own.
        GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        var work = new Work(columns, Environment.ProcessorCount);
        var result = new JsonObject
        {
            ["cells_and_losses"] = Timed(work.CellsAndLosses),
            ["five_metrics"] = Timed(work.FiveMetrics),
            ["whole_set_differences"] = Timed(work.WholeSetDifferences),
            ["everything"] = Timed(work.Everything),
            ["everything_one_core"] = Timed(new Work(columns, 1).Everything),
            ["column_bytes"] = columns.Bytes,
            ["differences"] = new JsonArray([.. work.WholeSetDifferences().Select(one =>
                new JsonArray(one.Rule.Metric.Name, one.Interval!.Value.Lower, one.Interval!.Value.Upper))]),
        };
        Console.WriteLine(result.ToJsonString());
    }

    // The processor's time too: it is the one that a busy machine leaves as it is.
    private static JsonObject Timed(Func<object> work)
    {
        for (int i = 0; i < Warmups; i++)
            work();
        double[] seconds = new double[Rounds];
        double[] processor = new double[Rounds];
        for (int i = 0; i < Rounds; i++)
        {
            TimeSpan used = Environment.CpuUsage.TotalTime;
            long start = Stopwatch.GetTimestamp();
            work();
            seconds[i] = Stopwatch.GetElapsedTime(start).TotalSeconds;
            processor[i] = (Environment.CpuUsage.TotalTime - used).TotalSeconds;
        }

        Array.Sort(seconds);
        Array.Sort(processor);
        return new JsonObject
        {
            ["seconds"] = Math.Round(seconds[Rounds / 2], 4),
            ["least"] = Math.Round(seconds[0], 4),
            ["processor"] = Math.Round(processor[Rounds / 2], 4),
        };
    }
}
