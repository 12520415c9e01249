using System.Globalization;
using System.Text;
using MlCi.Data;
using MlCi.Findings;

namespace MlCi.Stress;

/// <summary>
/// Reads damaged and strangely written CSV, in blocks of a few bytes and on two cores, and holds each value, line and fault
/// against a reader that goes character by character: nothing may crash, nor a row be lost.
/// </summary>
public sealed class MutatedCsv : ISimulation
{
    private static readonly string[] Values =
    [
        "", "\"\"", "0", "-1", "12", "3.25", "4.0", "-0.0", "-0", "1e5", "007", "1.50", "0.00001", "123456789012345678", "0.1234567890123456789", "true",
        "NaN", "yes", "no", "x y", "\"a,b\"", "\"a\nb\"", "\"\"\"q\"\"\"", "37\"N", "é", "2026-01-31", ".5", "5.", "+7", "999999999999999", "1234567.25",
    ];

    /// <inheritdoc/>
    public string Name => "csv";

    /// <inheritdoc/>
    public string Title => "CSV in twenty ways damaged or written: how often it is read otherwise than character by character, in percent";

    /// <inheritdoc/>
    public int Replicates => 20_000;

    /// <inheritdoc/>
    public ResultTable Run(int replicates, Action<string> progress)
    {
        List<ResultRow> rows = [];
        foreach ((string name, Action<List<byte>, Random> change) in CsvMutators.All)
        {
            progress($"{Name}: {name}");
            int differ = 0;
            for (int seed = 0; seed < replicates; seed++)
            {
                var random = new Random(HashCode(name, seed));
                List<byte> bytes = [.. Encoding.UTF8.GetBytes(Draw(random))];
                for (int times = random.Next(1, 4); times > 0 && bytes.Count > 1; times--)
                    change(bytes, random);
                if (Difference([.. bytes], random.Next(1, 200)) is { } difference)
                {
                    differ++;
                    progress($"{Name}: {name}, seed {seed}: {difference}");
                }
            }

            rows.Add(new ResultRow(name, [new Claim(differ, replicates, AtMost: 0)]));
        }

        return new ResultTable(Title, ["read otherwise"], rows);
    }

    /// <summary>How the fast reader reads a file otherwise than the slow one; null where it does not.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="blockSize">The size of the blocks that it is cut into.</param>
    public static string? Difference(byte[] bytes, int blockSize)
    {
        PlainCsv expected = PlainCsv.Read(bytes, ',');
        Table table;
        try
        {
            table = TableReader.Read([new RowSource("f.csv", DataForm.Csv, () => new MemoryStream(bytes))], "f.csv", blockSize);
        }
        catch (FaultException e)
        {
            if (expected.IsBroken)
                return null;
            int[] lines = [.. e.Faults.Select(fault => fault.Place?.Line).OfType<int>()];
            return expected.Ragged.Count > 0 && lines.SequenceEqual(expected.Ragged.Take(Finding.MaximumListed)) ? null : $"found fault '{e.Message}'";
        }

        if (expected.IsBroken || expected.Ragged.Count > 0)
            return "found no fault";
        if (!table.Columns.Select(column => column.Name).SequenceEqual(expected.Names) || table.RowCount != expected.Rows.Count)
            return $"found {table.RowCount} rows of {string.Join(", ", table.Columns.Select(column => column.Name))}, expected {expected.Rows.Count}";
        for (int row = 0; row < table.RowCount; row++)
        {
            if (table.Line(row) != expected.Lines[row])
                return $"found row {row} on line {table.Line(row)}, expected {expected.Lines[row]}";
            for (int column = 0; column < expected.Names.Length; column++)
            {
                if (CellDifference(table.Columns[column], row, expected.Rows[row][column]) is { } difference)
                    return difference;
            }
        }

        return null;
    }

    // As it was read, as a number, and once it is coded.
    private static string? CellDifference(Column column, int row, string? expected)
    {
        string? text = column.Text(row);
        if (text != expected || column.IsMissing(row) != (expected is null))
            return $"found '{text}' in row {row} of {column.Name}, expected '{expected}'";
        double number = expected is not null && !expected.EndsWith('\0') && double.TryParse(
            expected, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out double parsed)
            && double.IsFinite(parsed) ? parsed : double.NaN;
        if (BitConverter.DoubleToInt64Bits(column.Numbers[row]) != BitConverter.DoubleToInt64Bits(number))
            return $"found number {column.Numbers[row]} in row {row} of {column.Name}, expected {number}";
        int code = new Column(column.Name, [.. column.Levels], column.Codes.ToArray()).Codes[row];
        string? coded = code < 0 ? null : column.Levels[code];
        return coded == expected ? null : $"found code of '{coded}' in row {row} of {column.Name}, expected '{expected}'";
    }

    private static string Draw(Random random)
    {
        int columns = random.Next(1, 5);
        var text = new StringBuilder(string.Join(',', Enumerable.Range(0, columns).Select(i => (random.Next(4) == 0 ? $"\"c{i}\"" : $"c{i}"))));
        // Each column has few of the values, so that some are of numbers alone.
        string[][] kinds = [.. Enumerable.Range(0, columns).Select(_ => Enumerable.Range(0, random.Next(1, 6)).Select(_ => Values[random.Next(Values.Length)]).ToArray())];
        for (int rows = random.Next(40); rows > 0; rows--)
            text.Append('\n').Append(string.Join(',', kinds.Select(kind => kind[random.Next(kind.Length)])));
        return text.Append(random.Next(2) == 0 ? "\n" : "").ToString();
    }

    private static int HashCode(string name, int seed) => name.Aggregate(seed, (hash, letter) => unchecked((hash * 31) + letter));
}
