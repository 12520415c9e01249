using System.Text.Json;
using MlCi.Testing;

namespace MlCi.Tests.Serving;

/// <summary>What numpy says; serving_values.py made them.</summary>
internal sealed record ServingValues(string Digest, IReadOnlyList<DrawnRows> Samples, IReadOnlyList<MeasuredTimes> Latencies)
{
    private static readonly JsonSerializerOptions Options = new() { PropertyNameCaseInsensitive = true };

    public static ServingValues Read() => JsonSerializer.Deserialize<ServingValues>(
        File.ReadAllText(Path.Combine(RepositoryRoot.Path, "tests", "MlCi.Tests", "Serving", "serving_values.json")), Options)!;
}

internal sealed record DrawnRows(int Rows, int Count, int[] Drawn);

internal sealed record MeasuredTimes(long[] Times, long P50, long P99);
