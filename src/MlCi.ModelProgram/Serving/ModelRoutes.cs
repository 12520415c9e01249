using System.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace MlCi.Modeling.Serving;

/// <summary>What a server with a model answers, path by path.</summary>
internal sealed class ModelRoutes : IAsyncDisposable
{
    private readonly PredictionEndpoint endpoint;
    private readonly ServeMetrics metrics;
    private readonly PredictionLog? predictions;
    private readonly Dictionary<string, Route> routes;

    /// <summary>Makes them of a model that passes its check.</summary>
    /// <exception cref="Findings.FaultException">It does not (exit 1).</exception>
    public ModelRoutes(ServedModel served, Contract contract, ServeOptions options, ServeLog log, TimeProvider time, Func<bool> isReady)
    {
        metrics = new ServeMetrics(isReady, isShare: served.Outputs is not ["prediction"]);
        var oracle = new Oracle(served, contract, metrics);
        try
        {
            SelfCheck.Run(oracle, options.Model, log);
            predictions = options.PredictionLog is null ? null : new PredictionLog(options, contract, served, metrics, log, time);
        }
        catch
        {
            metrics.Dispose();
            throw;
        }

        endpoint = new PredictionEndpoint(oracle, options, metrics, log, predictions);
        metrics.InFlight = () => endpoint.InFlight;
        string model = $"/v2/models/{served.Name}";
        byte[] metadata = MetadataAnswers.Model(served, contract);
        byte[] ready = MetadataAnswers.ModelReady(served.Name);
        // Most servers are never asked for it.
        var document = new Lazy<byte[]>(() => OpenApiDocument.Of(served, contract));
        routes = new Dictionary<string, Route>(StringComparer.Ordinal)
        {
            ["/predict"] = new("POST", "/predict", context => endpoint.Answer(context, isTensors: false)),
            [model + "/infer"] = new("POST", "/v2/models/{name}/infer", context => endpoint.Answer(context, isTensors: true)),
            ["/v2"] = new("GET", "/v2", context => Answers.Send(context, 200, MetadataAnswers.Server)),
            [model] = new("GET", "/v2/models/{name}", context => Answers.Send(context, 200, metadata)),
            [model + "/ready"] = new("GET", "/v2/models/{name}/ready", context => Answers.Send(context, isReady() ? 200 : 503, isReady() ? ready : MetadataAnswers.NotReady)),
            ["/metrics"] = new("GET", "/metrics", context => Answers.Send(context, 200, metrics.Page.Write(), PrometheusPage.ContentType)),
            ["/openapi.json"] = new("GET", "/openapi.json", context => Answers.Send(context, 200, document.Value)),
        };
    }

    /// <summary>Answers a request.</summary>
    public async Task Answer(HttpContext context, string path)
    {
        long began = Stopwatch.GetTimestamp();
        Route? route = routes.GetValueOrDefault(path.Length > 1 ? path.TrimEnd('/') : path);
        if (route is null)
        {
            await Answers.Refuse(context, StatusCodes.Status404NotFound, $"found no {Schemas.RowGuard.Shown(path)}, expected one of /v2/health/live, /v2/health/ready, {string.Join(", ", routes.Keys)}");
        }
        else if (context.Request.Method != route.Method && !(route.Method == "GET" && context.Request.Method == "HEAD"))
        {
            context.Response.Headers.Allow = route.Method;
            await Answers.Refuse(context, StatusCodes.Status405MethodNotAllowed, $"found another method, expected {route.Method}");
        }
        else
        {
            using Activity? span = route.Method == "POST" ? ServeTraces.Request(context.Request, route.Pattern) : null;
            await route.Answer(context);
            ServeTraces.Answered(span, context.Response);
        }

        metrics.Request(route?.Pattern ?? "other", Status(context.Response.StatusCode), Stopwatch.GetElapsedTime(began).TotalSeconds);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (predictions is not null)
            await predictions.DisposeAsync();
        endpoint.Dispose();
        metrics.Dispose();
    }

    private static string Status(int status) => status == 200 ? "200" : status.ToString();

    private sealed record Route(string Method, string Pattern, Func<HttpContext, Task> Answer);
}
