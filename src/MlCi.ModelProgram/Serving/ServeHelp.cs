namespace MlCi.Modeling.Serving;

/// <summary>What <c>serve --help</c> and <c>health --help</c> say.</summary>
internal static class ServeHelp
{
    public const string Serve =
        """
        usage: serve --model FOLDER [--urls URLS] [--schema FILE] [--label COLUMN] [options]

        Answers requests over HTTP with the model's predictions: POST /predict for rows of plain JSON, the Open Inference Protocol v2
        under /v2, metrics for Prometheus at /metrics, an OpenAPI document at /openapi.json. Rows are held to the data contract.

          --model FOLDER          the model, as train wrote it
          --urls URLS             where to listen, several with ';' between; http://unix:/run/model.sock too (http://127.0.0.1:8080)
          --schema FILE           the data contract (schema.json in the model's folder)
          --label COLUMN          the column of the contract that requests lack
          --name NAME             the model's name under /v2/models (model)
          --max-body BYTES        the largest body (4194304); a larger one answers 413
          --max-rows NUMBER       the most rows of a request (5000); more answer 413
          --concurrency NUMBER    the most predictions at a time (64); more requests answer 429 with Retry-After
          --timeout SECONDS       how long a request may take (30); then 408 while its body is read, 503 while it is predicted
          --drain-delay SECONDS   how long to go on accepting after SIGTERM, no longer ready (1)
          --drain-timeout SECONDS how long accepted requests then have to finish (30)
          --log json|text         the form of the log on stderr (json)
          --prediction-log FILE   logs predictions as JSON Lines; off unless given
          --log-share SHARE       the share of requests that are logged, by the hash of their id (1)
          --log-redact COLUMNS    columns whose values are not logged, with ',' between
          --log-max-bytes BYTES   a larger file is renamed to FILE.1 and so on (67108864)
          --log-files NUMBER      how many of those are kept (4)

        Traces (spans for request, validation and model) go to the collector that OTEL_EXPORTER_OTLP_ENDPOINT or
        OTEL_EXPORTER_OTLP_TRACES_ENDPOINT names, by gRPC or as OTEL_EXPORTER_OTLP_PROTOCOL says (http/protobuf); OTEL_SERVICE_NAME,
        OTEL_EXPORTER_OTLP_HEADERS and OpenTelemetry's other variables hold. A request's traceparent is continued. Off unless named.

        Each option can stand in the environment: MLCI_SERVE_MAX_ROWS for --max-rows. It is ready when the model is loaded and has
        predicted the first row of selfcheck.json in its folder, or else one made from the contract.

        examples:
          serve --model model --label churn --log text
          serve --model /model --urls http://0.0.0.0:8080
          curl -H 'content-type: application/json' -d '{"tenure": 3, "contract": "One year"}' http://127.0.0.1:8080/predict
        """;

    public const string Health =
        """
        usage: health [--urls URLS]

        Ends with 0 where the server at the first of the URLs is ready, else with 1: for a container's HEALTHCHECK.

        example:
          health --urls http://0.0.0.0:8080
        """;
}
