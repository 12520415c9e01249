using System.Buffers.Binary;
using System.Globalization;
using MlCi.Data;
using MlCi.Findings;
using MlCi.Statistics;

namespace MlCi.Gates;

/// <summary>
/// Disturbs one column of a holdout. What happens to a row is a function of the holdout's digest, the perturbation and the row's
/// number alone, so that a model is always asked the same.
/// </summary>
internal sealed class DisturbedColumn
{
    private readonly Column column;
    private readonly Perturbation perturbation;
    private readonly (ulong, ulong) key;

    private DisturbedColumn(Column column, Perturbation perturbation, string holdoutDigest)
    {
        this.column = column;
        this.perturbation = perturbation;
        string about = string.Create(CultureInfo.InvariantCulture, $"{holdoutDigest}\n{perturbation.Word} {perturbation.Size:R}\n{column.Name}");
        byte[] digest = Convert.FromHexString(Digest.OfText(about)["sha256:".Length..]);
        key = (BinaryPrimitives.ReadUInt64LittleEndian(digest), BinaryPrimitives.ReadUInt64LittleEndian(digest.AsSpan(8)));
    }

    /// <summary>The disturbed column.</summary>
    /// <exception cref="FaultException">The column has nothing that could be disturbed so (exit 2).</exception>
    public static Column Of(Column column, Perturbation perturbation, string holdoutDigest, SourcePlace place)
    {
        var disturbed = new DisturbedColumn(column, perturbation, holdoutDigest);
        return perturbation.Kind switch
        {
            PerturbationKind.Noise => disturbed.Noisy(place),
            PerturbationKind.Nulls => disturbed.WithNulls(),
            _ => disturbed.Swapped(place),
        };
    }

    private Column Noisy(SourcePlace place)
    {
        ReadOnlySpan<double> numbers = column.Numbers;
        List<double> known = [];
        for (int row = 0; row < numbers.Length; row++)
        {
            if (column.IsMissing(row))
                continue;
            if (double.IsNaN(numbers[row]))
                throw FaultException.Misconfigured($"column '{column.Name}': found '{column.Text(row)}', expected numbers, to which noise can be added", place);
            known.Add(numbers[row]);
        }

        double deviation = known.Count < 2 ? 0 : Math.Sqrt(Moments.Of([.. known]).Variance);
        if (!(deviation > 0))
            throw FaultException.Misconfigured($"column '{column.Name}': found no two different numbers, expected some spread, of which noise is a share", place);
        (double least, double most) = (known.Min(), known.Max());
        bool isWhole = known.TrueForAll(double.IsInteger);
        string?[] values = new string?[numbers.Length];
        for (int row = 0; row < values.Length; row++)
        {
            if (column.IsMissing(row))
                continue;
            double number = Math.Clamp(numbers[row] + perturbation.Size * deviation * new Philox(key, (ulong)row).NextNormal(), least, most);
            values[row] = (isWhole ? Math.Round(number) : number).ToString("R", CultureInfo.InvariantCulture);
        }

        return Coded(values);
    }

    private Column WithNulls()
    {
        int[] codes = column.Codes.ToArray();
        for (int row = 0; row < codes.Length; row++)
            codes[row] = new Philox(key, (ulong)row).NextDouble() < perturbation.Size ? -1 : codes[row];
        return new Column(column.Name, [.. column.Levels], codes);
    }

    private Column Swapped(SourcePlace place)
    {
        int[] codes = column.Codes.ToArray();
        int[] known = [.. codes.Where(code => code >= 0).Order()];
        if (known.Distinct().Count() < 2)
            throw FaultException.Misconfigured($"column '{column.Name}': found no two different values, expected others, to which a value can be swapped", place);
        int[] counts = new int[column.Levels.Count], starts = new int[column.Levels.Count];
        foreach (int code in known)
            counts[code]++;
        for (int code = 1; code < starts.Length; code++)
            starts[code] = starts[code - 1] + counts[code - 1];
        for (int row = 0; row < codes.Length; row++)
        {
            int own = codes[row];
            if (own < 0)
                continue;
            var stream = new Philox(key, (ulong)row);
            if (stream.NextDouble() >= perturbation.Size)
                continue;
            // A value drawn from the rows of all other values.
            int drawn = (int)(stream.NextDouble() * (known.Length - counts[own]));
            codes[row] = known[drawn < starts[own] ? drawn : drawn + counts[own]];
        }

        return new Column(column.Name, [.. column.Levels], codes);
    }

    private Column Coded(string?[] values)
    {
        var levels = new Dictionary<string, int>(StringComparer.Ordinal);
        int[] codes = [.. values.Select(value => value is null ? -1 : levels.TryAdd(value, levels.Count) ? levels.Count - 1 : levels[value])];
        return new Column(column.Name, [.. levels.Keys], codes);
    }
}
