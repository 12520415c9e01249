using BenchmarkDotNet.Running;
using MlCi.Benchmarks;

// Without arguments every suite runs. `side-by-side FILE` times the same work as the rivals' scripts on a file of columns.
if (args is ["side-by-side", { } file])
{
    SideBySide.Run(file);
    return;
}

BenchmarkSwitcher.FromAssembly(typeof(SliceBenchmarks).Assembly).Run(args.Length == 0 ? ["--filter", "*"] : args);
