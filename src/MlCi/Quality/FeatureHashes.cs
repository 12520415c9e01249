using System.Runtime.CompilerServices;
using MlCi.Data;
using MlCi.Statistics;

namespace MlCi.Quality;

/// <summary>128 bits that stand for some values of a row.</summary>
/// <param name="High">One half.</param>
/// <param name="Low">The other.</param>
public readonly record struct RowHash(ulong High, ulong Low);

/// <summary>
/// Hashes of rows over some columns, for finding equal ones within one run: a row's is the sum of its cells', each of which is keyed by
/// its column. A number counts by its value, however it is spelt. No secret keys them: they say what is equal, and prove nothing.
/// </summary>
public static class FeatureHashes
{
    private const int RowsAtOnce = 1 << 14;

    /// <summary>The hash of each row.</summary>
    /// <param name="table">The rows.</param>
    /// <param name="columns">The columns to look at; their order does not matter.</param>
    /// <param name="cores">The most threads to use.</param>
    public static RowHash[] Of(Table table, IReadOnlyList<string> columns, int cores)
    {
        RowHash[] rows = new RowHash[table.RowCount];
        var cells = new CellHashes[columns.Count];
        Workers.Run(cores, cells.Length, i => cells[i] = new CellHashes(table.Column(columns[i])));
        Workers.Run(cores, (rows.Length + RowsAtOnce - 1) / RowsAtOnce, piece =>
        {
            int begin = piece * RowsAtOnce;
            Span<RowHash> part = rows.AsSpan(begin, Math.Min(RowsAtOnce, rows.Length - begin));
            foreach (CellHashes column in cells)
                column.AddTo(part, begin);
        });
        return rows;
    }

    private static RowHash OfText(ReadOnlySpan<char> text, RowHash key)
    {
        (ulong high, ulong low) = (key.High, key.Low ^ (ulong)text.Length);
        for (; text.Length > 0; text = text[Math.Min(4, text.Length)..])
        {
            ulong word = 0;
            foreach (char letter in text[..Math.Min(4, text.Length)])
                word = (word << 16) | letter;
            high = Mixed(high ^ word);
            low = Mixed(unchecked(low + word * 0x9E3779B97F4A7C15));
        }

        return new RowHash(Mixed(high), Mixed(low));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static RowHash OfNumber(double number, RowHash key)
    {
        // Minus zero is zero.
        ulong bits = BitConverter.DoubleToUInt64Bits(number + 0.0);
        return new RowHash(Mixed(bits ^ key.High), Mixed(unchecked(bits + key.Low)));
    }

    // The finalizer of SplitMix64 (Steele, Lea & Flood, OOPSLA 2014): every bit of the input changes half of the output's.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Mixed(ulong x)
    {
        unchecked
        {
            x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
            x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
            return x ^ (x >> 31);
        }
    }

    private sealed class CellHashes
    {
        private readonly Column column;
        private readonly RowHash key;
        private readonly RowHash ofMissing;
        private readonly RowHash[]? ofLevels;

        public CellHashes(Column column)
        {
            this.column = column;
            key = OfText(column.Name, new RowHash(0x243F6A8885A308D3, 0x13198A2E03707344));
            ofMissing = new RowHash(Mixed(~key.High), Mixed(~key.Low));
            if (column.Kind is ColumnKind.Integer or ColumnKind.Number)
            {
                // Made here, so that no two threads make them.
                _ = column.Numbers.Length;
                return;
            }

            ReadOnlySpan<double> numbers = column.NumbersOfLevels;
            ofLevels = new RowHash[numbers.Length];
            for (int level = 0; level < ofLevels.Length; level++)
                ofLevels[level] = double.IsNaN(numbers[level]) ? OfText(column.Levels[level], key) : OfNumber(numbers[level], key);
        }

        public void AddTo(Span<RowHash> rows, int begin)
        {
            if (ofLevels is null)
            {
                ReadOnlySpan<double> numbers = column.Numbers.Slice(begin, rows.Length);
                for (int i = 0; i < rows.Length; i++)
                    Add(ref rows[i], double.IsNaN(numbers[i]) ? ofMissing : OfNumber(numbers[i], key));
                return;
            }

            ReadOnlySpan<int> codes = column.Codes.Slice(begin, rows.Length);
            for (int i = 0; i < rows.Length; i++)
                Add(ref rows[i], codes[i] < 0 ? ofMissing : ofLevels[codes[i]]);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static void Add(ref RowHash sum, RowHash cell) => sum = new RowHash(unchecked(sum.High + cell.High), unchecked(sum.Low + cell.Low));
    }
}
