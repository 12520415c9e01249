using System.Diagnostics;
using System.Globalization;

namespace MlCi.Benchmarks;

/// <summary>Times each piece of work on the columns of a file and prints the medians in seconds as JSON, for the script that runs the rivals.</summary>
internal static class SideBySide
{
    private const int Warmups = 3;
    private const int Rounds = 9;

    public static void Run(string file)
    {
        Columns columns = Columns.Read(file);
        // The parsing left garbage; what is measured from here on is the work's own.
        GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        var work = new Work(columns, Environment.ProcessorCount);
        double[] seconds =
        [
            Median(work.CellsAndLosses), Median(work.FiveMetrics), Median(work.WholeSetDifferences), Median(work.Everything),
        ];
        double memory = PeakOf(work.Everything) / (double)columns.Bytes;
        double single = Median(new Work(columns, 1).Everything);
        var auc = work.WholeSetDifferences()[0];
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $$"""{"cells_and_losses": {{seconds[0]:F4}}, "five_metrics": {{seconds[1]:F4}}, "whole_set_differences": {{seconds[2]:F4}}, "everything": {{seconds[3]:F4}}, "everything_one_core": {{single:F4}}, "memory_ratio": {{memory:F2}}, "auc_difference": [{{auc.Interval!.Value.Lower:F6}}, {{auc.Interval!.Value.Upper:F6}}]}"""));
    }

    private static double Median(Func<object> work)
    {
        for (int i = 0; i < Warmups; i++)
            work();
        double[] seconds = new double[Rounds];
        for (int i = 0; i < Rounds; i++)
        {
            long start = Stopwatch.GetTimestamp();
            work();
            seconds[i] = Stopwatch.GetElapsedTime(start).TotalSeconds;
        }

        Array.Sort(seconds);
        return seconds[Rounds / 2];
    }

    // All that is allocated during one run, kept or not, with the columns: an upper bound of what is held at once.
    private static long PeakOf(Func<object> work)
    {
        long before = GC.GetTotalAllocatedBytes(precise: true);
        long columns = GC.GetTotalMemory(forceFullCollection: true);
        work();
        return GC.GetTotalAllocatedBytes(precise: true) - before + columns;
    }
}
