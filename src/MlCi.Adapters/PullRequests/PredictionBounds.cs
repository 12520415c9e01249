using MlCi.Findings;

namespace MlCi.Adapters.PullRequests;

/// <summary>
/// Looks at hostile predictions before they are parsed: millions of columns or of lines would fill the memory before anybody found that
/// they do not fit the holdout.
/// </summary>
internal static class PredictionBounds
{
    private const int MostOfHeader = 1 << 20;
    private const int MostColumns = 10_000;
    private const int SpareLines = 1000;

    /// <summary>Checks them.</summary>
    /// <param name="predictions">The bytes of CSV.</param>
    /// <param name="rows">The number of holdout rows.</param>
    /// <param name="file">The name of the file, for messages.</param>
    /// <exception cref="FaultException">They are out of bounds (exit 1).</exception>
    public static void Check(ReadOnlySpan<byte> predictions, int rows, string file)
    {
        int end = predictions.IndexOfAny((byte)'\n', (byte)'\r');
        ReadOnlySpan<byte> header = end < 0 ? predictions : predictions[..end];
        if (header.Length > MostOfHeader || header.Count((byte)',') >= MostColumns)
            throw FaultException.Negative($"{file}:1: found a header of {header.Length} bytes and {header.Count((byte)',') + 1} columns, expected at most {MostColumns} columns");
        long lines = predictions.Count((byte)'\n') + (long)predictions.Count((byte)'\r'), most = (4L * rows) + SpareLines;
        if (lines > most)
            throw FaultException.Negative($"{file}: found {lines} ends of lines, expected predictions of {rows} rows");
    }
}
