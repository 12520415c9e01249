using BenchmarkDotNet.Running;
using MlCi.Benchmarks;

// Without arguments every suite runs. `side-by-side FILE` times the same work as the rivals' scripts on a file of columns;
// `everything FILE` does all of it once, so that a limit of the heap (DOTNET_GCHeapHardLimit) tells how much memory it takes;
// `linearity` times it at growing numbers of rows and slices; `page` says what gate.html costs beside the evaluation that it shows;
// `contract FILE SCHEMA ROUNDS read|check` times reading a CSV.
if (args is ["side-by-side", { } file])
{
    SideBySide.Run(file);
    return;
}

if (args is ["everything", { } columns])
{
    new Work(Columns.Read(columns), Environment.ProcessorCount).Everything();
    return;
}

if (args is ["linearity"])
{
    Linearity.Run();
    return;
}

if (args is ["page"])
{
    PageCost.Run();
    return;
}

if (args is ["contract", { } csv, { } schema, { } rounds, ("read" or "check") and var work])
{
    Contract.Run(csv, schema, int.Parse(rounds, System.Globalization.CultureInfo.InvariantCulture), work);
    return;
}

BenchmarkSwitcher.FromAssembly(typeof(SliceBenchmarks).Assembly).Run(args.Length == 0 ? ["--filter", "*"] : args);
