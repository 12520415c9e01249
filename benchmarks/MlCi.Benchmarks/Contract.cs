using System.Diagnostics;
using System.Text.Json.Nodes;
using MlCi.Data;
using MlCi.Findings;
using MlCi.Schemas;

namespace MlCi.Benchmarks;

/// <summary>Times reading a CSV, and reading and checking it against a schema, each as often as the rivals do; prints JSON for the script that runs them.</summary>
internal static class Contract
{
    public static void Run(string file, string schemaFile, int rounds, string work)
    {
        RowSchema schema = RowSchema.Read(File.ReadAllBytes(schemaFile), schemaFile);
        RowSource[] sources = [new(file, DataForm.OfName(file), () => new FileStream(file, new FileStreamOptions { BufferSize = 0, Options = FileOptions.SequentialScan }))];
        double[] seconds = new double[rounds];
        IReadOnlyList<Finding> findings = [];
        long rows = 0;
        for (int i = 0; i < rounds; i++)
        {
            long start = Stopwatch.GetTimestamp();
            if (work == "read")
            {
                rows = TableReader.Read(sources, file).RowCount;
            }
            else
            {
                SchemaResult result = SchemaScan.Check(schema, sources, file);
                (findings, rows) = (result.Findings, result.Rows);
            }

            seconds[i] = Stopwatch.GetElapsedTime(start).TotalSeconds;
        }

        string peak = File.ReadLines("/proc/self/status").First(line => line.StartsWith("VmHWM", StringComparison.Ordinal));
        Console.WriteLine(new JsonObject
        {
            ["rows"] = rows,
            ["first"] = Math.Round(seconds[0], 4),
            ["seconds"] = new JsonArray([.. seconds.Select(second => JsonValue.Create(Math.Round(second, 4)))]),
            ["peak_mb"] = int.Parse(peak.Split(':', StringSplitOptions.TrimEntries)[1].Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture) / 1024,
            ["findings"] = new JsonArray([.. findings.Select(finding => new JsonObject
            {
                ["rule"] = finding.Rule, ["column"] = finding.Column, ["count"] = finding.Count, ["lines"] = new JsonArray([.. finding.First.Select(one => JsonValue.Create(one.Line))]),
            })]),
        }.ToJsonString());
    }
}
