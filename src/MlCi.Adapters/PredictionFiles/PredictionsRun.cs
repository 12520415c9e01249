using MlCi.Adapters.Storage;
using MlCi.Adapters.Terminal;
using MlCi.Data;
using MlCi.Findings;
using Spectre.Console;

namespace MlCi.Adapters.PredictionFiles;

/// <summary>
/// The commands on predictions without a pipeline, in one process or in many: each of several takes a part of the rows and
/// writes a <see cref="ShardFile"/>; another one merges these, and prints and writes what one process on all rows would.
/// </summary>
public static class PredictionsRun
{
    /// <summary>Does what was asked for.</summary>
    /// <param name="command"><c>evaluate</c> or <c>compare</c>.</param>
    /// <param name="request">What.</param>
    /// <param name="console">Where it prints.</param>
    /// <returns>The exit code.</returns>
    /// <exception cref="FaultException">Wrong options or files (exit 2).</exception>
    public static int Of(string command, PredictionsRequest request, IAnsiConsole console) => request switch
    {
        PredictionsRequest.Part part => Write(command, part, console),
        PredictionsRequest.Merged merged => Merge(command, merged, console),
        PredictionsRequest.Whole whole => Judge(command, whole.Options, () => PredictionsInput.Read(whole.Options), console),
        _ => throw new ArgumentException($"found request {request}", nameof(request)),
    };

    private static int Write(string command, PredictionsRequest.Part part, IAnsiConsole console)
    {
        PredictionsOptions options = part.Options;
        _ = command == "compare" ? PredictionsComparison.Metrics(options) : PredictionsEvaluation.Metrics(options);
        if (Path.GetFullPath(part.Out) == Path.GetFullPath(options.File))
            throw FaultException.Misconfigured($"found '--out {part.Out}', which is the file of predictions, expected another file");
        if (Directory.Exists(part.Out))
            throw FaultException.Misconfigured($"found '--out {part.Out}', which is a folder, expected a file");
        CsvPart read = part.IsSplit ? PredictionsInput.ReadPart(options, 1, 1) : PredictionsInput.ReadPart(options, part.Shard.Index, part.Shard.Count);
        var rows = RowCounts.Of(read.Table);
        var header = new ShardHeader(command, part.Shard, rows.Rows, part.IsSplit, read.Digest, options);
        AtomicFile.WriteBytes(part.Out, ShardFile.Write(header, rows));
        if (!options.Quiet)
        {
            console.Write(new Unwrapped(Markup.Escape(InertText.Of(
                $"shard {part.Shard}: {Numerals.Count(rows.Rows, "rows")}, {Numerals.Count(rows.Counts.Count)} different, written to {part.Out}"))));
        }

        return ExitCodes.Passed;
    }

    private static int Merge(string command, PredictionsRequest.Merged merged, IAnsiConsole console)
    {
        List<Fault> faults = [];
        if (merged.Files.FirstOrDefault(file => merged.Json is { } json && Path.GetFullPath(json) == Path.GetFullPath(file)) is { } own)
            faults.Add(new Fault($"found '--json {merged.Json}', which is the shard '{own}', expected another file"));
        if (Directory.Exists(merged.Json))
            faults.Add(new Fault($"found '--json {merged.Json}', which is a folder, expected a file"));
        List<ShardFile> shards = [];
        foreach (string file in merged.Files)
        {
            if (ShardFile.Read(file, faults) is { } shard)
                shards.Add(shard);
        }

        ShardCheck.AddFaults(command, [.. shards.Select(shard => (shard.File, shard.Header))], wereAllRead: shards.Count == merged.Files.Count, faults);
        if (faults.Count > 0)
            throw FaultException.Misconfigured(faults);
        ShardFile[] ordered = [.. shards.OrderBy(shard => shard.Header.Shard.Index)];
        PredictionsOptions options = ordered[0].Header.Options with { Json = merged.Json, Quiet = merged.Quiet };
        Data.Table table = RowCounts.ToTable(ordered.Select(shard => shard.ReadRows()), ordered.Sum(shard => shard.Header.Rows), options.File);
        string digest = ShardHeader.DigestOf([.. ordered.Select(shard => shard.Header)]);
        return Judge(command, options, () => PredictionsInput.Of(options, new CsvPart(table, digest)), console);
    }

    private static int Judge(string command, PredictionsOptions options, Func<PredictionsInput> read, IAnsiConsole console) =>
        command == "compare" ? PredictionsComparison.Run(options, read, console) : PredictionsEvaluation.Run(options, read, console);
}
