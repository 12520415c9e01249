using OpenTelemetry;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace MlCi.Modeling.Serving;

/// <summary>Sends spans by OTLP, as OpenTelemetry's own variables say: where, in which form, with which headers, how many. All that refers to its packages is here.</summary>
internal static class OtlpTraces
{
    /// <summary>Begins.</summary>
    /// <returns>What ends it: it sends what waits, and gives up after seconds where nobody takes it.</returns>
    public static IDisposable Start(Func<string, string?> environment, string service)
    {
        bool isNamed = environment("OTEL_SERVICE_NAME") is { Length: > 0 }
            || environment("OTEL_RESOURCE_ATTRIBUTES")?.Contains("service.name=", StringComparison.Ordinal) == true;
        return Sdk.CreateTracerProviderBuilder()
            .ConfigureResource(resource => _ = isNamed ? resource : resource.AddService(service, autoGenerateServiceInstanceId: false))
            .AddSource(ServeTraces.SourceName)
            .AddOtlpExporter()
            .Build();
    }
}
