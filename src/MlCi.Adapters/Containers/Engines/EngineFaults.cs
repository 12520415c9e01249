using System.Net;
using MlCi.Adapters.Processes;
using MlCi.Findings;

namespace MlCi.Adapters.Containers.Engines;

/// <summary>The messages of an engine that is out of reach or refuses, its own words in them, secrets taken out: exit 3.</summary>
/// <param name="shown">Where the engine is.</param>
/// <param name="secrets">What must not be read in them.</param>
internal sealed class EngineFaults(string shown, SecretTexts secrets)
{
    // The engine's messages name a step's whole command; what is longer is no message.
    private const int Longest = 2_000;

    /// <summary>The engine refused.</summary>
    public FaultException Refused(string action, HttpStatusCode status, string said) =>
        FaultException.OutOfReach($"{shown}: found {(int)status} {status}: {Clean(said)}, as answer to {action}, expected it to be done");

    /// <summary>Nothing answers.</summary>
    public FaultException Unreachable(string action, Exception e) =>
        FaultException.OutOfReach($"{shown}: {Clean(Innermost(e).Message)}; expected a container engine that answers ({action})");

    /// <summary>It did not answer in time.</summary>
    public FaultException Late(string action, TimeSpan time) =>
        FaultException.OutOfReach($"{shown}: found no answer to {action} after {time.TotalSeconds:0} s, expected one");

    /// <summary>The answer is not what an engine says.</summary>
    public FaultException Malformed(string action, string found) =>
        FaultException.OutOfReach($"{shown}: found {Clean(found)} as answer to {action}, expected that of a container engine");

    /// <summary>The engine is of another time.</summary>
    public FaultException Versions(string found, string expected) =>
        FaultException.OutOfReach($"{shown}: found an engine of API {Clean(found)}, expected {expected}");

    /// <summary>An archive was not taken.</summary>
    public FaultException NotLoaded(string said) =>
        FaultException.OutOfReach($"{shown}: found '{Clean(said)}' as answer to load an image, expected it to be loaded");

    /// <summary>The build cannot begin.</summary>
    public FaultException NotBuilt(string dockerfile, string said) =>
        FaultException.Misconfigured($"{dockerfile}: found '{Clean(said)}' as the engine's answer to build it, expected a Dockerfile that it can build");

    /// <summary>A container cannot begin, which is what its image lacks.</summary>
    public FaultException NotStarted(string what, string said) =>
        FaultException.Negative($"{what}: found '{Clean(said)}' as the engine's answer to start it, expected its program to run");

    /// <summary>An id as people read it.</summary>
    public static string ShortOf(string id) => id.Length > 12 && id.All(char.IsAsciiHexDigit) ? id[..12] : id;

    private string Clean(string text)
    {
        string clean = InertText.Of(secrets.Without(text)).Trim().TrimEnd('.');
        return clean.Length > Longest ? clean[..Longest] + "…" : clean;
    }

    // "An error occurred while sending the request" says nothing; what lies below it does.
    private static Exception Innermost(Exception e)
    {
        while (e.InnerException is { } inner)
            e = inner;
        return e;
    }
}
