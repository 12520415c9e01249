using BenchmarkDotNet.Attributes;

namespace MlCi.Benchmarks;

/// <summary>Ten partitions of 120 slices in all; the cost should be linear in the rows.</summary>
[MemoryDiagnoser]
public class SliceBenchmarks
{
    private Work work = null!;

    [Params(100_000, 1_000_000)]
    public int Rows { get; set; }

    [Params(1, 2)]
    public int Cores { get; set; }

    [GlobalSetup]
    public void Setup() => work = new Work(Columns.Random(Rows, 5, 7, 8, 10, 11, 12, 14, 15, 18, 20), Cores);

    [Benchmark]
    public object CellsAndLosses() => work.CellsAndLosses();

    [Benchmark]
    public object FiveMetrics() => work.FiveMetrics();

    [Benchmark]
    public object WholeSetDifferences() => work.WholeSetDifferences();

    [Benchmark(Baseline = true)]
    public object Everything() => work.Everything();
}
