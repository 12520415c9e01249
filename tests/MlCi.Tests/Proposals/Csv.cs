using System.Text;
using MlCi.Data;
using MlCi.Findings;
using MlCi.Metrics;
using MlCi.Proposals;

namespace MlCi.Tests.Proposals;

/// <summary>Small tables, and what is proposed from them.</summary>
internal static class Csv
{
    public static Table Table(params string[] lines) => CsvReader.Read(Encoding.UTF8.GetBytes(string.Join('\n', lines) + "\n"), "data.csv");

    /// <summary>A table of numbered rows.</summary>
    public static Table Table(string header, int rows, Func<int, string> row) => Table([header, .. Enumerable.Range(0, rows).Select(row)]);

    public static IReadOnlyList<ProposedColumn> Roles(Table table, string label) => ColumnRoles.Of([.. table.Columns.Select(ColumnProfile.Of)], label);

    public static PipelineProposal Proposal(Table table, string label, PredictionTask? task = null) => PipelineProposal.Of(table, null, new ProposalOptions(label, task));

    public static IReadOnlyList<string> Faults(Table table, ProposalOptions options, Table? holdout = null) =>
        [.. Assert.Throws<FaultException>(() => PipelineProposal.Of(table, holdout, options)).Faults.Select(fault => fault.ToString())];
}
