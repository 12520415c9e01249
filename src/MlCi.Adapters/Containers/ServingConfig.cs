using MlCi.Serving;

namespace MlCi.Adapters.Containers;

/// <summary>The config of an image that serves a C# model: as a user of its own, ready for a file system that cannot be written.</summary>
internal static class ServingConfig
{
    /// <summary>The number of user and group that it runs as, as .NET's own images have it.</summary>
    public const int User = 1654;

    /// <summary>Where the program stands.</summary>
    public const string ProgramFolder = "app";

    /// <summary>Where the model stands: its files alone, so that the digest that answers name is the one that was gated.</summary>
    public const string ModelFolder = "model";

    /// <summary>The data contract.</summary>
    public const string SchemaFile = "contract/schema.json";

    private const string Epoch = "1970-01-01T00:00:00Z";
    private const string OfImages = "org.opencontainers.image.";
    private const long Second = 1_000_000_000;

    /// <summary>Makes the config.</summary>
    /// <param name="request">What the image is made of.</param>
    /// <param name="executable">The name of the program's executable.</param>
    /// <param name="diffIds">The layers of program and model as tars.</param>
    public static ImageConfig Of(ImageRequest request, string executable, IReadOnlyList<string> diffIds)
    {
        ImageConfig below = request.Base.Config;
        string created = below.Created ?? Epoch;
        string program = $"/{ProgramFolder}/{executable}";
        return new ImageConfig
        {
            Created = created,
            Architecture = ImageConfig.Amd64,
            Os = ImageConfig.Linux,
            Config = new ContainerConfig
            {
                User = $"{User}:{User}",
                ExposedPorts = new(StringComparer.Ordinal) { ["8080/tcp"] = new EmptyObject() },
                Env = Environment(below.Config?.Env ?? [], request),
                Entrypoint = [program, "serve", "--model", $"/{ModelFolder}"],
                Healthcheck = new HealthCheck(["CMD", program, "health"], Interval: 30 * Second, Timeout: 6 * Second, StartPeriod: 30 * Second, Retries: 3),
                WorkingDir = $"/{ProgramFolder}",
                Labels = Labels(request),
                StopSignal = "SIGTERM",
            },
            Root = new ImageRoot { Type = "layers", DiffIds = [.. request.Base.Layers.Select(layer => layer.DiffId), .. diffIds] },
            History =
            [
                .. Below(request.Base),
                new HistoryEntry { Created = created, CreatedBy = "mlci: the program" },
                new HistoryEntry { Created = created, CreatedBy = "mlci: the model and its data contract" },
                new HistoryEntry { Created = created, CreatedBy = "mlci: how it runs", IsEmptyLayer = true },
            ],
        };
    }

    /// <summary>What it is and comes from. What a base says of itself is not true of what stands on it.</summary>
    public static SortedDictionary<string, string> Labels(ImageRequest request)
    {
        SortedDictionary<string, string> labels = new(StringComparer.Ordinal);
        foreach ((string name, string value) in request.Base.Config.Config?.Labels ?? [])
        {
            if (!name.StartsWith(OfImages, StringComparison.Ordinal))
                labels[name] = value;
        }

        foreach ((string name, string value) in Own(request))
            labels[name] = value;
        return labels;
    }

    /// <summary>The same without what the base says.</summary>
    public static SortedDictionary<string, string> Own(ImageRequest request)
    {
        SortedDictionary<string, string> labels = new(StringComparer.Ordinal)
        {
            [OfImages + "base.name"] = request.Base.Name,
            [OfImages + "base.digest"] = request.Base.Digest,
        };
        Add(OfImages + "title", request.Title);
        Add(OfImages + "source", request.Source);
        Add(OfImages + "revision", request.Revision);
        Add(Registry.AnnotationKeys.ModelDigest, request.ModelDigest);
        foreach ((string name, string digest) in request.Data)
            labels[$"dev.mlci.data.{name}"] = digest;
        return labels;

        void Add(string name, string? value)
        {
            if (value is not null)
                labels[name] = value;
        }
    }

    private static string[] Environment(IReadOnlyList<string> below, ImageRequest request)
    {
        SortedDictionary<string, string> own = new(StringComparer.Ordinal)
        {
            [ServeVariables.Urls] = "http://0.0.0.0:8080",
            [ServeVariables.Schema] = $"/{SchemaFile}",
            ["DOTNET_RUNNING_IN_CONTAINER"] = "true",
            // Debuggers and profilers talk through sockets and files in /tmp, which cannot be written.
            ["DOTNET_EnableDiagnostics"] = "0",
            // As where it was trained: the same culture, the same time zone, the same code for the same numbers.
            ["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = "1",
            ["DOTNET_TieredPGO"] = "0",
            ["TZ"] = "UTC",
            ["LANG"] = "C.UTF-8",
        };
        if (request.Label is not null)
            own[ServeVariables.Label] = request.Label;
        return [.. below.Where(variable => !own.ContainsKey(variable.Split('=')[0])), .. own.Select(variable => $"{variable.Key}={variable.Value}")];
    }

    // One entry for each layer: tools that show both side by side count them.
    private static IReadOnlyList<HistoryEntry> Below(BaseImage below) =>
        below.Config.History is { } told && told.Count(entry => entry.IsEmptyLayer != true) == below.Layers.Count ? told
            : [.. below.Layers.Select(_ => new HistoryEntry { Created = below.Config.Created ?? Epoch, CreatedBy = below.Pinned })];
}
