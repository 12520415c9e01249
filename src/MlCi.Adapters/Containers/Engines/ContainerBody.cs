using System.Text.Json.Nodes;

namespace MlCi.Adapters.Containers.Engines;

/// <summary>A container as production would run it, as the engine's API asks for it.</summary>
internal static class ContainerBody
{
    /// <summary>The most processes and threads.</summary>
    public const long MostProcesses = 512;

    /// <summary>The driver whose logs every engine can read back.</summary>
    public const string LogDriver = "json-file";

    /// <summary>What a log may grow to.</summary>
    public const string LogSize = "10m";

    /// <summary>The label of the containers that MlCi makes.</summary>
    public const string Label = "dev.mlci.container";

    /// <summary>The variables as the engine takes them, in the order of their names.</summary>
    public static IEnumerable<string> Variables(ContainerRequest request) =>
        request.Environment.OrderBy(variable => variable.Key, StringComparer.Ordinal).Select(variable => $"{variable.Key}={variable.Value}");

    /// <summary>Cores in billionths.</summary>
    public static long NanoCpus(ContainerRequest request) => (long)Math.Round(request.Cores * 1e9);

    /// <summary>The body of a request.</summary>
    public static JsonObject Of(ContainerRequest request) => new()
    {
        ["Image"] = request.Image,
        ["Env"] = new JsonArray([.. Variables(request).Select(variable => JsonValue.Create(variable))]),
        ["Labels"] = new JsonObject { [Label] = "true" },
        ["NetworkDisabled"] = true,
        // Whoever runs it asks for its health; the engine would start one more program for that, every half minute.
        ["Healthcheck"] = new JsonObject { ["Test"] = new JsonArray("NONE") },
        ["HostConfig"] = new JsonObject
        {
            ["NetworkMode"] = "none",
            ["ReadonlyRootfs"] = true,
            ["CapDrop"] = new JsonArray("ALL"),
            ["SecurityOpt"] = new JsonArray("no-new-privileges"),
            ["Memory"] = request.Memory,
            // Memory and swap together: so there is no swap.
            ["MemorySwap"] = request.Memory,
            ["NanoCpus"] = NanoCpus(request),
            ["PidsLimit"] = MostProcesses,
            ["LogConfig"] = new JsonObject { ["Type"] = LogDriver, ["Config"] = new JsonObject { ["max-size"] = LogSize } },
            ["Mounts"] = new JsonArray(new JsonObject { ["Type"] = "bind", ["Source"] = request.SocketFolder, ["Target"] = ContainerRequest.MountedAt }),
        },
    };
}
