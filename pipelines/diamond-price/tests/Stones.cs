using System.Text;
using MlCi.Data;

namespace Diamonds.Tests;

/// <summary>Stones to test with: one ordinary row, and tables of it with some values changed.</summary>
internal static class Stones
{
    private static readonly (string Column, string Value)[] Ordinary =
    [
        ("carat", "1"), ("cut", "Ideal"), ("color", "G"), ("clarity", "VS2"), ("depth", "61.8"), ("table", "57"),
        ("price", "5000"), ("x", "6.42"), ("y", "6.43"), ("z", "3.97"),
    ];

    /// <summary>A table of ordinary stones, each with its changes: <c>"carat=0.5,x="</c>.</summary>
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

        return CsvReader.Read(Encoding.UTF8.GetBytes(csv.ToString()), "stones.csv");
    }

    /// <summary>The names of every column.</summary>
    public static IEnumerable<string> Columns => Ordinary.Select(pair => pair.Column);
}
