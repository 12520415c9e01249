using MlCi.Adapters.Storage;
using MlCi.Adapters.Terminal;
using MlCi.Findings;
using MlCi.Schemas;
using Spectre.Console;

namespace MlCi.Adapters.FileChecks;

/// <summary>Data files that are to be held against a schema, without any pipeline.</summary>
/// <param name="Schema">The path of the schema.</param>
/// <param name="Data">Paths, globs or <c>-</c>.</param>
/// <param name="Json">Where the findings go as JSON; <c>-</c> for standard output; null for nowhere.</param>
/// <param name="Quiet">Print findings only.</param>
public sealed record FilesCheck(string Schema, IReadOnlyList<string> Data, string? Json, bool Quiet)
{
    /// <summary>What <see cref="Json"/> is for standard output.</summary>
    public const string StandardOutput = "-";

    /// <summary>Checks each file.</summary>
    /// <param name="console">Where findings are told.</param>
    /// <param name="progress">Where it is drawn how far the reading of a large file is, if that is a terminal.</param>
    /// <param name="time">Measures how long it took, which decides nothing.</param>
    /// <returns>The exit code: 1 where there are findings.</returns>
    /// <exception cref="FaultException">The schema or a file cannot be used; of the files all are listed (exit 2).</exception>
    public int Run(IAnsiConsole console, IAnsiConsole progress, TimeProvider time)
    {
        long start = time.GetTimestamp();
        if (!File.Exists(Schema))
            throw FaultException.Misconfigured($"found no file '{Schema}' for '--schema', expected a JSON Schema of one row");
        if (Directory.Exists(Json))
            throw FaultException.Misconfigured($"found '--json {Json}', which is a folder, expected a file");
        RowSchema schema = RowSchema.Read(File.ReadAllBytes(Schema), Schema);
        var scan = new SchemaScan(schema);
        List<FilesCheckResult> results = [];
        List<Fault> faults = [];
        foreach (string file in TableFiles.Named(Data, "--data"))
        {
            try
            {
                MlCi.Data.RowSource source = TableFiles.Source(file, "--data");
                using ReadingLine line = new(progress, time, file);
                SchemaResult found = DataTables.IsParquet(source) ? scan.Check(DataTables.Read([source], file)) : scan.Check(line.Watched(source), line.Draw);
                results.Add(new FilesCheckResult(file, found.Rows, found.Columns, found.Findings));
            }
            catch (FaultException e)
            {
                faults.AddRange(e.Faults);
            }
        }

        if (faults.Count > 0)
            throw FaultException.Misconfigured(faults);
        FilesCheckReport.Write(console, results, time.GetElapsedTime(start), Quiet);
        if (Json == StandardOutput)
            Console.Out.Write(FilesCheckReport.Json(Schema, results));
        else if (Json is { } path)
            AtomicFile.WriteText(path, FilesCheckReport.Json(Schema, results));
        return results.Exists(result => result.Findings.Count > 0) ? ExitCodes.Negative : ExitCodes.Passed;
    }
}

/// <summary>What was found in one file.</summary>
/// <param name="File">Its path, as the user typed it.</param>
/// <param name="Rows">Its rows.</param>
/// <param name="Columns">Its columns.</param>
/// <param name="Findings">What breaks the schema.</param>
internal sealed record FilesCheckResult(string File, long Rows, int Columns, IReadOnlyList<Finding> Findings);
