using System.Globalization;
using MlCi.Serving;

namespace MlCi.Modeling.Serving;

/// <summary>How a model is served: what <c>serve --help</c> tells of.</summary>
internal sealed record ServeOptions(string Model, string Urls)
{
    /// <summary>Where it listens unless it is told.</summary>
    public const string DefaultUrls = "http://127.0.0.1:8080";

    /// <summary>The options' names, as on the command line.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "--model", "--urls", "--schema", "--name", "--label", "--max-body", "--max-rows", "--concurrency", "--timeout", "--drain-delay", "--drain-timeout",
        "--log", "--prediction-log", "--log-share", "--log-redact", "--log-max-bytes", "--log-files",
    ];

    /// <summary>The data contract.</summary>
    public string SchemaFile { get; init; } = Path.Combine(Model, "schema.json");

    /// <summary>The model's name in the Open Inference Protocol.</summary>
    public string Name { get; init; } = "model";

    /// <summary>The column of the contract that requests lack, or null.</summary>
    public string? Label { get; init; }

    /// <summary>The most bytes of a body.</summary>
    public int MaxBody { get; init; } = 4 << 20;

    /// <summary>The most rows of a request.</summary>
    public int MaxRows { get; init; } = 5_000;

    /// <summary>The most requests for predictions at a time.</summary>
    public int Concurrency { get; init; } = 64;

    /// <summary>How long a request may take, its body included.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long connections are still accepted after the server has said that it is no longer ready.</summary>
    public TimeSpan DrainDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long accepted requests have to finish after that.</summary>
    public TimeSpan DrainTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Whether the log is for people.</summary>
    public bool IsTextLog { get; init; }

    /// <summary>The file of predictions, or null.</summary>
    public string? PredictionLog { get; init; }

    /// <summary>The share of requests whose predictions are logged, 0 to 1.</summary>
    public double LogShare { get; init; } = 1;

    /// <summary>Columns whose values are not logged.</summary>
    public IReadOnlyList<string> LogRedact { get; init; } = [];

    /// <summary>How large a file of predictions may grow.</summary>
    public long LogMaxBytes { get; init; } = 64 << 20;

    /// <summary>How many full files of predictions are kept.</summary>
    public int LogFiles { get; init; } = 4;

    /// <summary>Reads options from the command line, and from the environment what is not given there.</summary>
    /// <param name="arguments">Of <see cref="Names"/>.</param>
    /// <param name="environment">The environment's variables.</param>
    /// <exception cref="Findings.FaultException">Lists every fault (exit 2).</exception>
    public static ServeOptions Read(Arguments arguments, Func<string, string?> environment)
    {
        arguments.Fallback = name => environment(Variable(name)) is { Length: > 0 } value ? value : null;
        string model = arguments.ExistingFolder("--model");
        var defaults = new ServeOptions(model, arguments.Optional("--urls") ?? DefaultUrls);
        if (arguments.Optional("--schema") is not null)
            arguments.ExistingFile("--schema");
        string log = arguments.Optional("--log") ?? "json";
        if (log is not ("json" or "text"))
            arguments.Refuse($"found '{log}' for --log, expected json or text");
        ServeOptions read = defaults with
        {
            SchemaFile = arguments.Optional("--schema") ?? defaults.SchemaFile,
            Name = arguments.Optional("--name") ?? defaults.Name,
            Label = arguments.Optional("--label"),
            MaxBody = (int)Number("--max-body", defaults.MaxBody, 1_024, 1 << 30),
            MaxRows = (int)Number("--max-rows", defaults.MaxRows, 1, 1_000_000),
            Concurrency = (int)Number("--concurrency", defaults.Concurrency, 1, 10_000),
            Timeout = Seconds("--timeout", defaults.Timeout, 0.1),
            DrainDelay = Seconds("--drain-delay", defaults.DrainDelay, 0),
            DrainTimeout = Seconds("--drain-timeout", defaults.DrainTimeout, 0),
            IsTextLog = log == "text",
            PredictionLog = arguments.Optional("--prediction-log"),
            LogShare = Number("--log-share", defaults.LogShare, 0, 1),
            LogRedact = arguments.Optional("--log-redact")?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [],
            LogMaxBytes = (long)Number("--log-max-bytes", defaults.LogMaxBytes, 1_024, 1L << 40),
            LogFiles = (int)Number("--log-files", defaults.LogFiles, 0, 1_000),
        };
        if (read.Name.AsSpan().ContainsAny("/?#% "))
            arguments.Refuse($"found '{read.Name}' for --name, expected a name without '/', '?', '#', '%' and spaces");
        arguments.RefuseFaults();
        if (!File.Exists(read.SchemaFile))
            arguments.Refuse($"found no {read.SchemaFile}, expected the data contract beside the model, or --schema FILE");
        arguments.RefuseFaults();
        return read;

        TimeSpan Seconds(string name, TimeSpan fallback, double minimum) => TimeSpan.FromSeconds(Number(name, fallback.TotalSeconds, minimum, 86_400));

        double Number(string name, double fallback, double minimum, double maximum)
        {
            if (arguments.Optional(name) is not { } text)
                return fallback;
            if (double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double number) && number >= minimum && number <= maximum)
                return number;
            arguments.Refuse(string.Create(CultureInfo.InvariantCulture, $"found '{text}' for {name}, expected a number from {minimum} to {maximum}"));
            return fallback;
        }
    }

    private static string Variable(string name) => ServeVariables.Prefix + name[2..].Replace('-', '_').ToUpperInvariant();
}
