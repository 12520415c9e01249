using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using MlCi.Findings;
using MlCi.Modeling.Serving;

namespace MlCi.Modeling.Tests.Serving;

/// <summary>Traces of a real process, as a collector gets them.</summary>
public sealed class TracesTests
{
    private const string Trace = "4bf92f3577b34da6a3ce929d0e0e4736", Caller = "00f067aa0ba902b7";

    [SkippableFact]
    public async Task Collector_GetsTheSpansOfARequest_InsideThatOfItsClient()
    {
        Skip.If(OperatingSystem.IsWindows(), "there is no SIGTERM");
        ConcurrentQueue<(string Path, string Key, byte[] Body)> received = new();
        await using WebApplication collector = await Collector(received);
        using (ServedProcess served = await ServedProcess.Start(
            new Dictionary<string, string>
            {
                ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Urls.First(),
                ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
                ["OTEL_EXPORTER_OTLP_HEADERS"] = "x-key=secret",
                ["OTEL_SERVICE_NAME"] = "churn",
            },
            "--drain-delay", "0"))
        {
            using var client = new HttpClient { BaseAddress = served.Url };
            client.DefaultRequestHeaders.Add("traceparent", $"00-{Trace}-{Caller}-01");
            client.DefaultRequestHeaders.Add("X-Request-Id", "r-1");
            Assert.Equal(200, await Post(client, ServedProcess.Row));
            Assert.Equal(400, await Post(client, "{}"));
            await client.GetStringAsync(new Uri("/v2/health/ready", UriKind.Relative));
            served.Terminate();
            Assert.Equal(0, await served.Ended());
        }

        Assert.All(received, one => Assert.Equal(("/v1/traces", "secret"), (one.Path, one.Key)));
        // ExportTraceServiceRequest: resource_spans 1; of these resource 1, scope_spans 2; of these spans 2.
        ProtobufFields[] resources = [.. received.SelectMany(one => new ProtobufFields(one.Body).Messages(1))];
        Assert.All(resources, one => Assert.Equal("churn", one.Messages(1).Single().Attributes(1)["service.name"]));
        ProtobufFields[] spans = [.. resources.SelectMany(one => one.Messages(2)).SelectMany(one => one.Messages(2))];

        // Span: trace_id 1, span_id 2, parent_span_id 4, name 5, kind 6, start 7, end 8, attributes 9.
        Assert.Equal(["POST /predict", "POST /predict", "predict", "validate", "validate"], spans.Select(span => span.Text(5)).Order(StringComparer.Ordinal));
        Assert.All(spans, span => Assert.Equal(Trace, span.Hex(1)));
        Assert.All(spans, span => Assert.InRange(span.Number(8), span.Number(7), long.MaxValue));
        ProtobufFields[] requests = [.. spans.Where(span => span.Text(5) == "POST /predict").OrderBy(span => span.Number(7))];
        Assert.All(requests, span => Assert.Equal((Caller, 2), (span.Hex(4), span.Number(6))));
        Assert.Equal(["200", "400"], requests.Select(span => span.Attributes(9)["http.response.status_code"]));
        Assert.Equal(("POST", "/predict", "r-1"), (requests[0].Attributes(9)["http.request.method"], requests[0].Attributes(9)["http.route"], requests[0].Attributes(9)["mlci.request_id"]));
        ProtobufFields predicted = spans.Single(span => span.Text(5) == "predict");
        Assert.Equal(requests[0].Hex(2), predicted.Hex(4));
        Assert.Equal("1", predicted.Attributes(9)["mlci.rows"]);
        Assert.StartsWith("sha256:", predicted.Attributes(9)["mlci.model"], StringComparison.Ordinal);
        Assert.Equal(requests.Select(span => span.Hex(2)), spans.Where(span => span.Text(5) == "validate").OrderBy(span => span.Number(7)).Select(span => span.Hex(4)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("OTEL_SERVICE_NAME=churn")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:9;OTEL_TRACES_EXPORTER=none")]
    [InlineData("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT=http://127.0.0.1:9;OTEL_SDK_DISABLED=true")]
    public void NoCollector_NoTraces(string environment) => Assert.Null(ServeTraces.Export(Variables(environment), "model"));

    [Theory]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT=collector:4317")]
    [InlineData("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT=collector:4317;OTEL_EXPORTER_OTLP_ENDPOINT=http://collector:4317")]
    public void WhatIsNoAddress_IsRefused(string environment) => Assert.Equal(
        $"serve: found 'collector:4317' for {environment[..environment.IndexOf('=', StringComparison.Ordinal)]}, expected an address such as http://collector:4317",
        Assert.Throws<FaultException>(() => ServeTraces.Export(Variables(environment), "model")).Message);

    private static Func<string, string?> Variables(string text)
    {
        Dictionary<string, string> variables = text.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(one => one.Split('=', 2)).ToDictionary(one => one[0], one => one[1]);
        return name => variables.GetValueOrDefault(name);
    }

    private static async Task<int> Post(HttpClient client, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using HttpResponseMessage answer = await client.PostAsync(new Uri("/predict", UriKind.Relative), content);
        return (int)answer.StatusCode;
    }

    private static async Task<WebApplication> Collector(ConcurrentQueue<(string Path, string Key, byte[] Body)> received)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        WebApplication app = builder.Build();
        app.Run(async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            received.Enqueue((context.Request.Path.Value!, context.Request.Headers["x-key"].ToString(), body.ToArray()));
            context.Response.ContentType = "application/x-protobuf";
        });
        await app.StartAsync();
        return app;
    }
}
