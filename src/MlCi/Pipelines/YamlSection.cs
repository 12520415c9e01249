using System.Globalization;
using System.Text.Json.Nodes;
using MlCi.Findings;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace MlCi.Pipelines;

/// <summary>One mapping of a YAML file: its keys are asked for one by one, and every fault goes to one list with its place.</summary>
internal sealed class YamlSection
{
    private readonly Dictionary<string, (YamlScalarNode Key, YamlNode Value)> entries = new(StringComparer.Ordinal);
    private readonly List<string> asked = [];
    private readonly string path;
    private readonly SourcePlace place;

    public YamlSection(YamlMappingNode node, string path, FaultList faults)
    {
        this.path = path;
        Faults = faults;
        place = faults.PlaceOf(node);
        foreach ((YamlNode key, YamlNode value) in node.Children)
        {
            if (key is YamlScalarNode { Value: { } name } scalar)
                entries[name] = (scalar, value);
            else
                faults.Add(key, "found a key that is no plain text, expected a name");
        }
    }

    public FaultList Faults { get; }

    /// <summary>Where the section stands.</summary>
    public SourcePlace Place => place;

    /// <summary>Where a key's value stands, or the section where it has none.</summary>
    public SourcePlace PlaceOf(string key) => entries.TryGetValue(key, out var entry) ? Faults.PlaceOf(entry.Value) : place;

    public bool Has(string key) => entries.ContainsKey(key);

    public bool IsEmptyList(string key) => entries.TryGetValue(key, out var entry) && entry.Value is YamlSequenceNode { Children.Count: 0 };

    public YamlNode? Node(string key)
    {
        asked.Add(key);
        return entries.TryGetValue(key, out var entry) ? entry.Value : null;
    }

    /// <summary>A text; faults where it is missing or a list or mapping.</summary>
    public Placed Required(string key, string expected)
    {
        if (Optional(key, expected) is { } found)
            return found;
        if (!Has(key))
            Faults.Add(place, $"found no '{path}{key}', expected {expected}");
        return new Placed("", place);
    }

    public Placed? Optional(string key, string expected)
    {
        switch (Node(key))
        {
            case null:
                return null;
            case var node when YamlValues.Text(node) is { } text:
                return new Placed(text, Faults.PlaceOf(node));
            case var other:
                Faults.Add(other, $"found {YamlValues.Describe(other)} for '{path}{key}', expected {expected}");
                return null;
        }
    }

    /// <summary>A number within bounds; the default where it is absent or at fault.</summary>
    public double? Number(string key, string expected, Func<double, bool> holds)
    {
        if (Optional(key, expected) is not { } found)
            return null;
        if (double.TryParse(found.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number) && holds(number))
            return number;
        Faults.Add(found.Place, $"found {YamlValues.Shown(found.Value)} for '{path}{key}', expected {expected}");
        return null;
    }

    /// <summary>One of some words, by their values; the default where it is absent or at fault.</summary>
    public T Choice<T>(string key, T absent, params (string Word, T Value)[] choices)
    {
        string[] words = [.. choices.Select(choice => choice.Word)];
        string expected = words.Length == 1 ? words[0] : $"{string.Join(", ", words[..^1])} or {words[^1]}";
        if (Optional(key, expected) is not { } found)
            return absent;
        foreach ((string word, T value) in choices)
        {
            if (word == found.Value)
                return value;
        }

        Faults.Add(found.Place, $"found {YamlValues.Shown(found.Value)} for '{path}{key}', expected {expected}");
        return absent;
    }

    public YamlSection? Section(string key, string expected)
    {
        switch (Node(key))
        {
            case null:
                return null;
            case YamlMappingNode mapping:
                return new YamlSection(mapping, $"{path}{key}.", Faults);
            case var other:
                Faults.Add(other, $"found {YamlValues.Describe(other)} for '{path}{key}', expected {expected}");
                return null;
        }
    }

    public JsonObject Json(string key, string expected)
    {
        switch (Node(key))
        {
            case null:
                return [];
            case YamlMappingNode mapping:
                return YamlToJson.Convert(mapping, Faults);
            case var other:
                Faults.Add(other, $"found {YamlValues.Describe(other)} for '{path}{key}', expected {expected}");
                return [];
        }
    }

    public IReadOnlyList<YamlNode> List(string key, string expected)
    {
        switch (Node(key))
        {
            case null:
                return [];
            case YamlSequenceNode sequence:
                return [.. sequence.Children];
            case var other:
                Faults.Add(other, $"found {YamlValues.Describe(other)} for '{path}{key}', expected {expected}");
                return [];
        }
    }

    /// <summary>Names every key that nobody asked for, with the nearest one that there is.</summary>
    /// <param name="later">Keys that the format has, but this version does not build.</param>
    public void RejectUnknown(params string[] later)
    {
        foreach ((string name, (YamlScalarNode key, YamlNode _)) in entries)
        {
            if (asked.Contains(name))
                continue;
            Faults.Add(key, later.Contains(name)
                ? $"found '{path}{name}', which this version does not do yet; expected it to be left out"
                : $"found unknown key '{path}{YamlValues.Shown(name)}', expected {NearestName.Suggest(name, asked)}");
        }
    }
}

/// <summary>The faults of one YAML file, with their places.</summary>
internal sealed class FaultList(string file)
{
    private readonly List<Fault> faults = [];

    public string File => file;

    public IReadOnlyList<Fault> All => faults;

    public SourcePlace PlaceOf(YamlNode node) => At(node.Start);

    public SourcePlace At(Mark mark) => new(file, (int)mark.Line, (int)mark.Column);

    public void Add(YamlNode node, string message) => Add(PlaceOf(node), message);

    public void Add(SourcePlace place, string message) => faults.Add(new Fault(message, place));

    public void ThrowIfAny()
    {
        if (faults.Count > 0)
            throw FaultException.Misconfigured([.. faults.OrderBy(fault => fault.Place!.Line).ThenBy(fault => fault.Place!.Column)]);
    }
}
