using System.Text.Json;

namespace MlCi.Adapters.Containers.Engines;

/// <summary>Which version of the API is spoken: the newest that both know.</summary>
internal static class ApiVersions
{
    // What is used of the API is the same in all of them.
    private static readonly Version Oldest = new(1, 40), Newest = new(1, 47);

    /// <summary>Reads what <c>/version</c> says.</summary>
    /// <returns>What answers, and what paths begin with.</returns>
    /// <exception cref="Findings.FaultException">It is no engine, or one of another time (exit 3).</exception>
    public static (EngineVersion Version, string Prefix) Read(JsonElement answer, EngineFaults faults)
    {
        const string Action = "ask for its version";
        if (answer.ValueKind != JsonValueKind.Object || !Version.TryParse(answer.TextOf("ApiVersion"), out Version? theirs))
            throw faults.Malformed(Action, "JSON without ApiVersion");
        JsonElement component = answer.ListOf("Components").FirstOrDefault();
        string name = component.TextOf("Name") ?? "Engine";
        var version = new EngineVersion(NameOf(name), answer.TextOf("Version") ?? "unknown", theirs.ToString());
        return (version, $"/v{Choose(theirs, Version.TryParse(answer.TextOf("MinAPIVersion"), out Version? least) ? least : null, faults)}");
    }

    /// <summary>The version to speak with an engine.</summary>
    /// <param name="theirs">The newest that it speaks.</param>
    /// <param name="least">The oldest that it speaks, or null where it does not say.</param>
    /// <param name="faults">The messages.</param>
    public static Version Choose(Version theirs, Version? least, EngineFaults faults)
    {
        Version chosen = theirs < Newest ? theirs : Newest;
        return chosen >= Oldest && (least is null || chosen >= least)
            ? chosen
            : throw faults.Versions(least is null ? $"{theirs}" : $"{least} to {theirs}", $"one of {Oldest} to {Newest}");
    }

    /// <summary>A product's name: Docker calls its own part plainly the engine.</summary>
    public static string NameOf(string component) => component == "Engine" ? "Docker Engine" : component;
}
