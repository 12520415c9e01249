using System.Text;
using MlCi.Data;

namespace Telco.Tests;

/// <summary>Customers to test with: one ordinary row, and tables of it with some values changed.</summary>
internal static class Customers
{
    private static readonly (string Column, string Value)[] Ordinary =
    [
        ("churn", "No"), ("female", "1"), ("senior_citizen", "0"), ("partner", "1"), ("dependents", "0"), ("tenure", "10"),
        ("phone_service", "1"), ("multiple_lines", "No"), ("internet_service", "DSL"), ("online_security", "No"),
        ("online_backup", "Yes"), ("device_protection", "No"), ("tech_support", "No"), ("streaming_tv", "No"),
        ("streaming_movies", "No"), ("contract", "One year"), ("paperless_billing", "1"), ("payment_method", "Mailed check"),
        ("monthly_charges", "50"), ("total_charges", "500"),
    ];

    /// <summary>A table of ordinary customers, each with its changes: <c>"tenure=0,total_charges="</c>.</summary>
    public static Table Table(params string[] changes) => Table(Ordinary.Select(pair => pair.Column), changes);

    /// <summary>The same, with the columns in a given order.</summary>
    public static Table Table(IEnumerable<string> columns, params string[] changes)
    {
        string[] names = [.. columns];
        var csv = new StringBuilder(string.Join(',', names)).Append('\n');
        foreach (string change in changes)
        {
            Dictionary<string, string> values = Ordinary.ToDictionary(pair => pair.Column, pair => pair.Value);
            foreach (string[] part in change.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(part => part.Split('=')))
                values[part[0]] = part[1];
            csv.AppendJoin(',', names.Select(name => values[name])).Append('\n');
        }

        return CsvReader.Read(Encoding.UTF8.GetBytes(csv.ToString()), "customers.csv");
    }

    /// <summary>The names of every column, the label's first.</summary>
    public static IEnumerable<string> Columns => Ordinary.Select(pair => pair.Column);
}
