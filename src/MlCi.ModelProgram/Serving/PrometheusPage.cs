using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace MlCi.Modeling.Serving;

/// <summary>
/// Listens to a meter and writes what it measured in Prometheus' text format 0.0.4. It is ours as OpenTelemetry's exporter for Prometheus
/// is still a preview that many feeds lack; whoever wants OTLP listens to the same meter.
/// </summary>
internal sealed class PrometheusPage : IDisposable
{
    /// <summary>The content type.</summary>
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    private readonly MeterListener listener = new();
    private readonly List<PrometheusFamily> families = [];

    public PrometheusPage(Meter meter)
    {
        listener.InstrumentPublished = (instrument, me) =>
        {
            if (!ReferenceEquals(instrument.Meter, meter))
                return;
            var family = new PrometheusFamily(instrument);
            lock (families)
                families.Add(family);
            me.EnableMeasurementEvents(instrument, family);
        };
        listener.SetMeasurementEventCallback<long>(static (_, value, tags, state) => ((PrometheusFamily)state!).Take(value, tags));
        listener.SetMeasurementEventCallback<double>(static (_, value, tags, state) => ((PrometheusFamily)state!).Take(value, tags));
        listener.Start();
    }

    /// <summary>The page, in the order of the names.</summary>
    public string Write()
    {
        listener.RecordObservableInstruments();
        var page = new StringBuilder();
        PrometheusFamily[] all;
        lock (families)
            all = [.. families.OrderBy(family => family.Name, StringComparer.Ordinal)];
        foreach (PrometheusFamily family in all)
            family.Write(page);
        return page.ToString();
    }

    /// <inheritdoc/>
    public void Dispose() => listener.Dispose();

    /// <summary>A number as the format has it.</summary>
    public static string Number(double number) => number.ToString("R", CultureInfo.InvariantCulture);
}
