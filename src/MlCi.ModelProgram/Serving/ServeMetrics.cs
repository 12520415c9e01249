using System.Diagnostics.Metrics;

namespace MlCi.Modeling.Serving;

/// <summary>What the server counts and measures. The names of columns and outputs are the contract's and the model's, so there is an end to them.</summary>
internal sealed class ServeMetrics : IDisposable
{
    /// <summary>The name of the meter, to which OpenTelemetry can listen as well.</summary>
    public const string MeterName = "MlCi.Serving";

    private static readonly double[] Latencies = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
    private static readonly double[] Batches = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000];
    private static readonly double[] Shares = [0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1];
    private static readonly double[] Numbers = [-1e6, -1e5, -1e4, -1e3, -100, -10, -1, 0, 1, 10, 100, 1e3, 2e3, 5e3, 1e4, 2e4, 5e4, 1e5, 1e6, 1e7];

    private readonly Meter meter = new(MeterName);
    private readonly Counter<long> requests;
    private readonly Histogram<double> latency;
    private readonly Histogram<long> batch;
    private readonly Histogram<double> predictions;
    private readonly Counter<long> nulls;
    private readonly Counter<long> faults;
    private readonly Counter<long> errors;
    private readonly Counter<long> dropped;

    public ServeMetrics(Func<bool> isReady, bool isShare)
    {
        requests = meter.CreateCounter<long>("mlci_serve_requests", null, "Requests by route and status.");
        latency = Measured<double>("mlci_serve_request_seconds", "Seconds from a request's head to its answer.", Latencies);
        batch = Measured<long>("mlci_serve_batch_rows", "Rows of a request that was predicted.", Batches);
        predictions = Measured<double>("mlci_serve_prediction", "Predicted numbers.", isShare ? Shares : Numbers);
        nulls = meter.CreateCounter<long>("mlci_serve_input_nulls", null, "Rows that were predicted without a value of a column.");
        faults = meter.CreateCounter<long>("mlci_serve_input_faults", null, "Values refused as the contract does not admit them.");
        errors = meter.CreateCounter<long>("mlci_serve_errors", null, "Requests that the server failed, by kind.");
        dropped = meter.CreateCounter<long>("mlci_serve_prediction_log_dropped", null, "Predictions that were not logged as the disk could not keep up, or refused them.");
        meter.CreateObservableGauge("mlci_serve_in_flight", () => (long)InFlight(), null, "Predictions under way.");
        meter.CreateObservableGauge("mlci_serve_ready", () => isReady() ? 1L : 0L, null, "Whether the server is ready.");
        Page = new PrometheusPage(meter);
    }

    /// <summary>Tells how many predictions are under way.</summary>
    public Func<int> InFlight { get; set; } = () => 0;

    /// <summary>All of it as Prometheus reads it.</summary>
    public PrometheusPage Page { get; }

    public void Request(string route, string status, double seconds)
    {
        requests.Add(1, new("route", route), new("status", status));
        latency.Record(seconds, new KeyValuePair<string, object?>("route", route));
    }

    public void Predicted(int rows, IReadOnlyList<string> outputs, double[] numbers)
    {
        batch.Record(rows);
        for (int i = 0; i < numbers.Length; i++)
            predictions.Record(numbers[i], new KeyValuePair<string, object?>("output", outputs[i % outputs.Count]));
    }

    public void Nulls(string column, int rows) => nulls.Add(rows, new KeyValuePair<string, object?>("column", column));

    public void Fault(string column, string rule) => faults.Add(1, new("column", column), new("rule", rule));

    public void Error(string kind) => errors.Add(1, new KeyValuePair<string, object?>("kind", kind));

    public void Dropped(int lines) => dropped.Add(lines);

    /// <inheritdoc/>
    public void Dispose()
    {
        Page.Dispose();
        meter.Dispose();
    }

    private Histogram<T> Measured<T>(string name, string description, double[] bounds)
        where T : struct =>
        meter.CreateHistogram<T>(name, null, description, tags: null, new InstrumentAdvice<T> { HistogramBucketBoundaries = [.. bounds.Select(bound => (T)Convert.ChangeType(bound, typeof(T)))] });
}
