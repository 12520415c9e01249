using MlCi.Findings;

namespace MlCi.Modeling;

/// <summary>The options of one verb, read from the command line: <c>--name value</c> or <c>--name=value</c>.</summary>
internal sealed class Arguments
{
    private readonly string verb;
    private readonly Dictionary<string, string> values = new(StringComparer.Ordinal);
    private readonly List<Fault> faults = [];

    public Arguments(string verb, IReadOnlyList<string> given, IReadOnlyCollection<string> known)
    {
        this.verb = verb;
        for (int i = 0; i < given.Count; i++)
        {
            string[] parts = given[i].Split('=', 2);
            string name = parts[0];
            string? value = parts.Length == 2 ? parts[1] : null;
            bool isKnown = known.Contains(name);
            if (!isKnown)
                Refuse($"found '{given[i]}', expected one of {string.Join(", ", known)}");

            // An unknown option's value goes with it, so that one slip is one fault.
            if (value is null && name.StartsWith("--", StringComparison.Ordinal)
                && i + 1 < given.Count && !given[i + 1].StartsWith("--", StringComparison.Ordinal))
                value = given[++i];
            if (!isKnown)
                continue;
            if (string.IsNullOrEmpty(value))
                Refuse($"found no value for {name}, expected one");
            if (!values.TryAdd(name, value ?? ""))
                Refuse($"found {name} twice, expected it once");
        }
    }

    /// <summary>Where the value of an option is that is not given: the environment, say.</summary>
    public Func<string, string?> Fallback { get; set; } = _ => null;

    /// <summary>The value of an option, or null where it is not given.</summary>
    public string? Optional(string name) => values.GetValueOrDefault(name) ?? Fallback(name);

    /// <summary>The value of an option that must be given.</summary>
    public string Required(string name)
    {
        if (Optional(name) is { } value)
            return value;
        Refuse($"option {name} is missing");
        return "";
    }

    /// <summary>An option that must name a file that is there.</summary>
    public string ExistingFile(string name) => Existing(name, "file", File.Exists);

    /// <summary>An option that must name a folder that is there.</summary>
    public string ExistingFolder(string name) => Existing(name, "folder", Directory.Exists);

    /// <summary>An option that must be a whole number.</summary>
    public long WholeNumber(string name)
    {
        string value = Required(name);
        if (!long.TryParse(value, out long number) && value.Length > 0)
            Refuse($"found '{value}' for {name}, expected a whole number");
        return number;
    }

    /// <summary>Throws every fault found so far.</summary>
    public void RefuseFaults()
    {
        if (faults.Count > 0)
            throw FaultException.Misconfigured(faults);
    }

    private string Existing(string name, string kind, Func<string, bool> exists)
    {
        string path = Required(name);
        if (path.Length > 0 && !exists(path))
            Refuse($"found no {kind} '{path}' for {name}, expected one that exists");
        return path;
    }

    /// <summary>Keeps a fault for <see cref="RefuseFaults"/>.</summary>
    public void Refuse(string message) => faults.Add(new Fault($"{verb}: {message}"));
}
