using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using MlCi.Findings;

namespace MlCi.Modeling.Serving;

/// <summary>
/// Traces of predictions: a span for the request, inside it one for the check of its rows and one for the model. Where nobody listens, none
/// is made. They go to a collector by OTLP where OpenTelemetry's variables name one.
/// </summary>
internal static class ServeTraces
{
    /// <summary>The name of the source, to which any listener of the process can subscribe.</summary>
    public const string SourceName = "MlCi.Serving";

    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const string TracesEndpoint = "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT";

    private static readonly ActivitySource Source = new(SourceName);

    /// <summary>Begins to send spans, where a collector is named; else nothing of OpenTelemetry is even loaded.</summary>
    /// <param name="environment">The environment's variables: those of OpenTelemetry's specification.</param>
    /// <param name="service">The service's name where none of them has it.</param>
    /// <returns>What ends it: it sends what waits. Null where it is off.</returns>
    /// <exception cref="FaultException">What is named is no address (exit 2).</exception>
    public static IDisposable? Export(Func<string, string?> environment, string service)
    {
        string? variable = new[] { TracesEndpoint, Endpoint }.FirstOrDefault(name => environment(name) is { Length: > 0 });
        if (variable is null || environment("OTEL_TRACES_EXPORTER") is "none" || string.Equals(environment("OTEL_SDK_DISABLED"), "true", StringComparison.OrdinalIgnoreCase))
            return null;
        string address = environment(variable)!;
        return Uri.TryCreate(address, UriKind.Absolute, out Uri? uri) && uri.Scheme is "http" or "https"
            ? OtlpTraces.Start(environment, service)
            : throw FaultException.Misconfigured($"serve: found '{InertText.Of(address)}' for {variable}, expected an address such as http://collector:4317");
    }

    /// <summary>The span of a request, inside that of its client (W3C <c>traceparent</c>); null where nobody listens.</summary>
    public static Activity? Request(HttpRequest request, string route)
    {
        if (!Source.HasListeners())
            return null;
        ActivityContext parent = default;
        if (request.Headers.TraceParent is [{ } caller])
            _ = ActivityContext.TryParse(caller, request.Headers.TraceState is { Count: > 0 } state ? state.ToString() : null, isRemote: true, out parent);
        Activity? span = Source.StartActivity($"{request.Method} {route}", ActivityKind.Server, parent);
        span?.SetTag("http.request.method", request.Method);
        span?.SetTag("http.route", route);
        span?.SetTag("url.path", request.Path.Value);
        return span;
    }

    /// <summary>Completes the span of a request.</summary>
    public static void Answered(Activity? span, HttpResponse response)
    {
        if (span is null)
            return;
        span.SetTag("http.response.status_code", response.StatusCode);
        if (response.Headers.TryGetValue(RequestId.Header, out StringValues id))
            span.SetTag("mlci.request_id", id.ToString());
        if (response.StatusCode >= StatusCodes.Status500InternalServerError)
        {
            span.SetTag("error.type", response.StatusCode.ToString());
            span.SetStatus(ActivityStatusCode.Error);
        }
    }

    /// <summary>A span inside that of the request; null where nobody listens.</summary>
    public static Activity? Part(string name) => Source.StartActivity(name);
}
