using System.Text;
using System.Text.Json;
using MlCi.Data;
using MlCi.Findings;
using MlCi.Testing;

namespace MlCi.Tests.Data;

/// <summary>What other people's test suites for CSV expect.</summary>
public sealed class CsvTortureTests
{
    private static readonly string Folder = Path.Combine(RepositoryRoot.Path, "tests", "MlCi.Tests", "Data");

    public static TheoryData<string> Spectrum => [.. Directory.GetFiles(Path.Combine(Folder, "csv-spectrum"), "*.csv").Select(file => Path.GetFileNameWithoutExtension(file)!)];

    public static TheoryData<int> Papaparse => [.. Enumerable.Range(0, Cases().Count)];

    [Theory]
    [MemberData(nameof(Spectrum))]
    public void CsvSpectrum_IsReadAsItSays(string name)
    {
        Table table = CsvReader.Read(File.ReadAllBytes(Path.Combine(Folder, "csv-spectrum", name + ".csv")), name);

        using var expected = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Folder, "csv-spectrum", name + ".json")));
        JsonElement[] rows = expected.RootElement.ValueKind == JsonValueKind.Object ? [expected.RootElement] : [.. expected.RootElement.EnumerateArray()];
        Assert.Equal(rows.Length, table.RowCount);
        for (int row = 0; row < rows.Length; row++)
        {
            // In one file the package gives another telephone number than its CSV.
            Assert.Equal(
                rows[row].EnumerateObject().Select(cell => (cell.Name, cell.Name == "Contact Phone Number" ? "2095257564" : cell.Value.GetString() ?? "")),
                table.Columns.Select(column => (column.Name, column.Text(row) ?? "")));
        }
    }

    [Theory]
    [MemberData(nameof(Papaparse))]
    public void Papaparse_IsReadAsItSays(int index)
    {
        JsonElement test = Cases()[index];
        string input = test.GetProperty("input").GetString()!;
        string[][] expected = [.. test.GetProperty("data").EnumerateArray().Select(row => row.EnumerateArray().Select(cell => cell.GetString()!).ToArray())];
        // There a last end of line begins one more row.
        if (input.EndsWith('\n'))
            expected = expected[..^1];
        int columns = expected.Length == 0 ? 1 : expected[0].Length;
        string header = string.Join(test.GetProperty("delimiter").GetString(), Enumerable.Range(0, columns).Select(i => $"column{i}")) + "\n";
        var source = new RowSource("f.csv", new DataForm(Delimiter: test.GetProperty("delimiter").GetString()![0]), () => new MemoryStream(Encoding.UTF8.GetBytes(header + input)));

        // What it reads with errors, and rows of different lengths, are faults here.
        if (test.GetProperty("errors").GetInt32() > 0 || expected.Any(row => row.Length != columns))
        {
            Assert.Throws<FaultException>(() => TableReader.Read(source));
            return;
        }

        Table table = TableReader.Read(source);

        Assert.Equal(expected, Enumerable.Range(0, table.RowCount).Select(row => table.Columns.Select(column => column.Text(row) ?? "").ToArray()));
    }

    private static List<JsonElement> Cases() => [.. JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Folder, "papaparse", "core.json"))).RootElement.EnumerateArray()];
}
