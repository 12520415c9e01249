using System.Globalization;
using System.Text.Json.Nodes;

namespace MlCi.Adapters.Replays;

/// <summary>What came of a replay.</summary>
/// <param name="Logged">What was replayed.</param>
/// <param name="Pipeline">The model's pipeline.</param>
/// <param name="From">Where the model was found.</param>
public sealed record ReplayResult(LoggedPrediction Logged, string Pipeline, string From)
{
    /// <summary>The outputs, in the model's order.</summary>
    public required IReadOnlyList<ReplayedOutput> Outputs { get; init; }

    /// <summary>The row as it was replayed; null for no value.</summary>
    public required IReadOnlyList<KeyValuePair<string, string?>> Row { get; init; }

    /// <summary>The columns whose values were given, as the log does not hold them.</summary>
    public IReadOnlyList<string> Set { get; init; } = [];

    /// <summary>What the outputs are made of; empty where the model cannot say.</summary>
    public IReadOnlyList<ReplayedExplanation> Explanations { get; init; } = [];

    /// <summary>Why there are no explanations, or null.</summary>
    public string? CannotExplain { get; init; }

    /// <summary>What should be known besides.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Whether the answer is the logged one, to the last bit.</summary>
    public bool IsSame => Outputs.All(output => output.IsSame);

    /// <summary>As JSON.</summary>
    public JsonObject ToJson() => new()
    {
        ["requestId"] = Logged.RequestId,
        ["row"] = Logged.Row,
        ["time"] = Logged.Time,
        ["pipeline"] = Pipeline,
        ["model"] = Logged.Model,
        ["from"] = From,
        ["same"] = IsSame,
        ["outputs"] = new JsonArray([.. Outputs.Select(output => new JsonObject
        {
            ["output"] = output.Name,
            ["logged"] = output.Logged,
            ["replayed"] = output.Replayed,
            ["same"] = output.IsSame,
        })]),
        ["inputs"] = new JsonObject([.. Row.Select(input => KeyValuePair.Create(input.Key, (JsonNode?)input.Value))]),
        ["set"] = new JsonArray([.. Set.Select(column => JsonValue.Create(column))]),
        ["explanations"] = new JsonArray([.. Explanations.Select(one => new JsonObject
        {
            ["output"] = one.Output,
            ["scale"] = one.Scale,
            ["base"] = one.Base,
            ["sum"] = one.Sum,
            ["contributions"] = new JsonObject([.. one.Contributions.Select(part => KeyValuePair.Create(part.Key, (JsonNode?)part.Value))]),
        })]),
        ["cannotExplain"] = CannotExplain,
        ["notes"] = new JsonArray([.. Notes.Select(note => JsonValue.Create(note))]),
    };
}

/// <summary>A number that was answered, and what the model says now.</summary>
/// <param name="Name">The output.</param>
/// <param name="Logged">The logged number; null where the log has none of that name.</param>
/// <param name="Replayed">What the model says now; null where it says none of that name.</param>
public sealed record ReplayedOutput(string Name, double? Logged, double? Replayed)
{
    /// <summary>Whether both are there and the same to the last bit.</summary>
    public bool IsSame => Logged is { } logged && Replayed is { } replayed && BitConverter.DoubleToInt64Bits(logged) == BitConverter.DoubleToInt64Bits(replayed);

    /// <summary>A number in as many digits as give it back.</summary>
    public static string Shown(double? number) => number is { } value ? value.ToString("R", CultureInfo.InvariantCulture) : "none";
}

/// <summary>What an output is made of, as the model's program says.</summary>
/// <param name="Output">The output.</param>
/// <param name="Scale">The scale on which it adds up: <c>log-odds</c>, <c>logarithm</c>, <c>prediction</c>.</param>
/// <param name="Base">Where it begins.</param>
/// <param name="Sum">What base and contributions add up to.</param>
/// <param name="Contributions">What each column adds, in the model's order.</param>
public sealed record ReplayedExplanation(string Output, string Scale, double Base, double Sum, IReadOnlyList<KeyValuePair<string, double>> Contributions);
