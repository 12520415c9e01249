using System.Globalization;

namespace MlCi.Adapters.PredictionFiles;

/// <summary>Which part of the rows a process takes: <c>2/4</c>, the second of four.</summary>
/// <param name="Index">The part, from 1.</param>
/// <param name="Count">The number of parts.</param>
public sealed record ShardOption(int Index, int Count)
{
    /// <summary>The most parts.</summary>
    public const int MostShards = 100_000;

    /// <summary>What is expected, in words.</summary>
    public static string Expected { get; } = $"I/N with I from 1 to N and N at most {MostShards}, such as 2/4";

    /// <summary>Reads <c>I/N</c>; null where it is none.</summary>
    public static ShardOption? Parse(string text)
    {
        string[] parts = text.Split('/');
        return parts.Length == 2
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out int index)
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int count)
            && index >= 1 && index <= count && count <= MostShards ? new ShardOption(index, count) : null;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Index}/{Count}";
}
