using System.Globalization;
using MlCi.Pipelines;

namespace MlCi.Serving;

/// <summary>Holds what was measured to the limits that pipeline.yml sets. A limit on what nobody could measure is not evaluated, which blocks.</summary>
public static class LimitChecks
{
    /// <summary>The checks, one for each limit that is set.</summary>
    /// <param name="limits">The limits.</param>
    /// <param name="start">The time from start to ready.</param>
    /// <param name="latency">How long requests took.</param>
    /// <param name="memory">The most resident memory in bytes.</param>
    /// <param name="unpacked">The bytes of all layers, unpacked; null where there is no image.</param>
    public static IEnumerable<ServedCheck> Of(ImageLimits limits, TimeSpan? start, LatencySummary? latency, long? memory, long? unpacked)
    {
        if (limits.Start is { } most)
            yield return Check(CheckIds.Start, "ready after", start, most, Shown, "it never was ready");
        if (limits.P50 is { } p50)
            yield return Check(CheckIds.P50, "a median latency of", latency?.P50, p50, Shown, "no request was measured");
        if (limits.P99 is { } p99)
            yield return Check(CheckIds.P99, "a 99th percentile of the latency of", latency?.P99, p99, Shown, $"found {latency?.Requests ?? 0} measured requests, expected at least {LatencySummary.LeastForP99}");
        if (limits.Memory is { } bytes)
            yield return Check(CheckIds.Memory, "resident memory of", memory, bytes, Shown, "nobody can tell its memory");
        if (limits.Size is { } size)
            yield return Check(CheckIds.Size, "layers of", unpacked, size, Shown, "there is no image");
    }

    /// <summary>A time as people read it: <c>0.42 ms</c>, <c>1.3 s</c>.</summary>
    public static string Shown(TimeSpan time) => time.TotalSeconds >= 1
        ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0##} s")
        : string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0.0##} ms");

    /// <summary>An amount of memory as people read it, in powers of 1024: <c>45.0 MB</c>.</summary>
    public static string Shown(long bytes) => bytes < 1 << 20
        ? string.Create(CultureInfo.InvariantCulture, $"{bytes:N0} bytes")
        : string.Create(CultureInfo.InvariantCulture, $"{bytes / (double)(1 << 20):N1} MB");

    private static ServedCheck Check<T>(string id, string what, T? found, LimitOf<T> limit, Func<T, string> shown, string unknown)
        where T : struct, IComparable<T>
    {
        if (found is not { } value)
            return ServedCheck.NotEvaluated(id, unknown, limit.Place);
        bool holds = value.CompareTo(limit.Value) <= 0;
        string text = shown(value);
        // Never rounded onto the limit.
        if (!holds && text == shown(limit.Value))
            text = $"more than {text}";
        return new ServedCheck(id, holds ? CheckVerdict.Passed : CheckVerdict.Failed, $"found {what} {text}, expected at most {shown(limit.Value)}", limit.Place);
    }
}
