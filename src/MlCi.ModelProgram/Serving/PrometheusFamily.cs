using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Text;

namespace MlCi.Modeling.Serving;

/// <summary>One instrument's measurements, by at most two labels.</summary>
internal sealed class PrometheusFamily
{
    // Labels are of the contract and the code. Were they not, memory would still have an end.
    private const int MostSeries = 20_000;

    private readonly ConcurrentDictionary<(string? First, string? Second), Series> all = new();
    private readonly string type;
    private readonly string? description;
    private readonly double[] bounds = [];
    private string[] labels = [];

    public PrometheusFamily(Instrument instrument)
    {
        (type, Name) = instrument switch
        {
            Histogram<double> or Histogram<long> => ("histogram", instrument.Name),
            Counter<long> => ("counter", instrument.Name + "_total"),
            _ => ("gauge", instrument.Name),
        };
        description = instrument.Description;
        if (instrument is Histogram<double> { Advice.HistogramBucketBoundaries: { } fractions })
            bounds = [.. fractions];
        if (instrument is Histogram<long> { Advice.HistogramBucketBoundaries: { } whole })
            bounds = [.. whole.Select(bound => (double)bound)];
    }

    /// <summary>The name on the page.</summary>
    public string Name { get; }

    /// <summary>Takes a measurement.</summary>
    public void Take(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        (string?, string?) key = (tags.Length > 0 ? (string?)tags[0].Value : null, tags.Length > 1 ? (string?)tags[1].Value : null);
        if (!all.TryGetValue(key, out Series? series))
        {
            if (all.Count >= MostSeries)
                return;
            if (labels.Length < tags.Length)
                labels = [.. tags.ToArray().Select(tag => tag.Key)];
            series = all.GetOrAdd(key, _ => new Series(bounds.Length + 1));
        }

        int bucket = 0;
        while (bucket < bounds.Length && value > bounds[bucket])
            bucket++;
        lock (series)
        {
            series.Buckets[bucket]++;
            series.Sum = type == "gauge" ? value : series.Sum + value;
        }
    }

    /// <summary>Writes the family.</summary>
    public void Write(StringBuilder page)
    {
        page.Append($"# HELP {Name} {description}\n# TYPE {Name} {type}\n");
        foreach (((string? first, string? second), Series series) in all.OrderBy(one => one.Key.First, StringComparer.Ordinal).ThenBy(one => one.Key.Second, StringComparer.Ordinal))
        {
            List<string> pairs = [];
            if (first is not null)
                pairs.Add($"{labels[0]}=\"{Escaped(first)}\"");
            if (second is not null)
                pairs.Add($"{labels[1]}=\"{Escaped(second)}\"");
            lock (series)
                Write(page, pairs, series);
        }
    }

    private void Write(StringBuilder page, List<string> pairs, Series series)
    {
        if (type != "histogram")
        {
            page.Append($"{Name}{Braced(pairs)} {PrometheusPage.Number(series.Sum)}\n");
            return;
        }

        long count = 0;
        for (int i = 0; i <= bounds.Length; i++)
        {
            count += series.Buckets[i];
            string bound = i == bounds.Length ? "+Inf" : PrometheusPage.Number(bounds[i]);
            page.Append($"{Name}_bucket{Braced([.. pairs, $"le=\"{bound}\""])} {count}\n");
        }

        page.Append($"{Name}_sum{Braced(pairs)} {PrometheusPage.Number(series.Sum)}\n{Name}_count{Braced(pairs)} {count}\n");
    }

    private static string Braced(List<string> pairs) => pairs.Count == 0 ? "" : $"{{{string.Join(',', pairs)}}}";

    private static string Escaped(string value) =>
        value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);

    private sealed class Series(int buckets)
    {
        public long[] Buckets { get; } = new long[buckets];

        public double Sum { get; set; }
    }
}
