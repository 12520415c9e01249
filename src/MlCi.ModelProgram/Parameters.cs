using System.Globalization;
using System.Text.Json;
using MlCi.Findings;

namespace MlCi.Modeling;

/// <summary>
/// The parameters of a training. A parameter is known once it has been asked for; <see cref="RefuseFaults"/> then refuses
/// every other name, so that a misspelt parameter is never a silent default.
/// </summary>
public sealed class Parameters
{
    private readonly JsonElement values;
    private readonly string source;
    private readonly SortedSet<string> known = new(StringComparer.Ordinal);
    private readonly List<Fault> faults = [];

    /// <summary>Reads parameters.</summary>
    /// <param name="json">A JSON object.</param>
    /// <param name="source">Where it stands, for messages.</param>
    /// <exception cref="FaultException">The text is not JSON, not an object, or names a parameter twice (exit 2).</exception>
    public Parameters(string json, string source)
    {
        this.source = source;
        try
        {
            values = JsonElement.Parse(json, new JsonDocumentOptions { AllowDuplicateProperties = false });
        }
        catch (JsonException e)
        {
            throw FaultException.Misconfigured($"{source}: not JSON: {e.Message}");
        }

        if (values.ValueKind != JsonValueKind.Object)
            throw FaultException.Misconfigured($"{source}: found {Shown(values)}, expected a JSON object of parameters");
    }

    /// <summary>A number.</summary>
    /// <param name="name">The parameter's name.</param>
    /// <param name="fallback">The value where it is not given.</param>
    /// <param name="minimum">The least value allowed.</param>
    /// <param name="maximum">The greatest value allowed.</param>
    /// <returns>The value; where it is at fault, the fallback: see <see cref="RefuseFaults"/>.</returns>
    public double Number(
        string name, double fallback, double minimum = double.NegativeInfinity, double maximum = double.PositiveInfinity) =>
        Read(name, fallback, "a number" + Range(minimum, maximum), value =>
            value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out double number)
            && double.IsFinite(number) && number >= minimum && number <= maximum
                ? number
                : null);

    /// <summary>A whole number.</summary>
    /// <inheritdoc cref="Number" path="/param|/returns"/>
    public int Integer(string name, int fallback, int minimum = int.MinValue, int maximum = int.MaxValue) =>
        Read(name, fallback, "a whole number" + Range(minimum, maximum), value =>
            value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int number) && number >= minimum && number <= maximum
                ? number
                : null);

    /// <summary>A switch.</summary>
    /// <inheritdoc cref="Number" path="/param[@name='name']|/param[@name='fallback']|/returns"/>
    public bool Flag(string name, bool fallback) =>
        Read(name, fallback, "true or false", value => value.ValueKind is JsonValueKind.True or JsonValueKind.False
            ? value.GetBoolean()
            : null);

    /// <summary>A text that is not empty.</summary>
    /// <inheritdoc cref="Number" path="/param[@name='name']|/param[@name='fallback']|/returns"/>
    public string Text(string name, string fallback) => Word(name, fallback, "a text", text => text.Length > 0) ?? fallback;

    /// <summary>One word out of a fixed set.</summary>
    /// <param name="name">The parameter's name.</param>
    /// <param name="fallback">The value where it is not given.</param>
    /// <param name="allowed">The words that it may be.</param>
    /// <returns>The value; null where it is at fault: see <see cref="RefuseFaults"/>.</returns>
    public string? Choice(string name, string fallback, IReadOnlyCollection<string> allowed) =>
        Word(name, fallback, "one of " + string.Join(", ", allowed), allowed.Contains);

    /// <summary>A list of names out of a fixed set; empty where it is not given.</summary>
    /// <param name="name">The parameter's name.</param>
    /// <param name="allowed">The names that may stand in the list.</param>
    public IReadOnlyList<string> Names(string name, IReadOnlyCollection<string> allowed)
    {
        known.Add(name);
        if (!values.TryGetProperty(name, out JsonElement list))
            return [];
        if (list.ValueKind != JsonValueKind.Array)
        {
            Refuse(name, list, "a list of names");
            return [];
        }

        foreach (JsonElement item in list.EnumerateArray().Where(item => Text(item) is not { } text || !allowed.Contains(text)))
            Refuse(name, item, "one of " + string.Join(", ", allowed));
        return [.. list.EnumerateArray().Select(Text).OfType<string>().Distinct()];
    }

    /// <summary>
    /// Refuses values at fault and names that nobody asked for. To be called when every parameter has been asked for, before
    /// the training's work; the program calls it again afterwards.
    /// </summary>
    /// <exception cref="FaultException">Lists every fault (exit 2).</exception>
    public void RefuseFaults()
    {
        string expected = known.Count == 0 ? "no parameters" : "one of " + string.Join(", ", known);
        Fault[] unknown =
        [
            .. values.EnumerateObject().Where(property => !known.Contains(property.Name))
                .Select(property => new Fault($"{source}: found parameter '{property.Name}', expected {expected}")),
        ];
        if (faults.Count + unknown.Length > 0)
            throw FaultException.Misconfigured([.. faults, .. unknown]);
    }

    private T Read<T>(string name, T fallback, string expected, Func<JsonElement, T?> parse)
        where T : struct
    {
        known.Add(name);
        if (!values.TryGetProperty(name, out JsonElement value))
            return fallback;
        if (parse(value) is { } parsed)
            return parsed;
        Refuse(name, value, expected);
        return fallback;
    }

    private string? Word(string name, string fallback, string expected, Func<string, bool> allows)
    {
        known.Add(name);
        if (!values.TryGetProperty(name, out JsonElement value))
            return fallback;
        if (Text(value) is { } text && allows(text))
            return text;
        Refuse(name, value, expected);
        return null;
    }

    private void Refuse(string name, JsonElement found, string expected) =>
        faults.Add(new Fault($"{source}: parameter '{name}': found {Shown(found)}, expected {expected}"));

    private static string? Text(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static string Shown(JsonElement value)
    {
        string raw = value.GetRawText();
        return raw.Length <= 60 ? raw : raw[..57] + "...";
    }

    private static string Range(double minimum, double maximum) => (double.IsFinite(minimum), double.IsFinite(maximum)) switch
    {
        (true, true) => string.Create(CultureInfo.InvariantCulture, $" from {minimum} to {maximum}"),
        (true, false) => string.Create(CultureInfo.InvariantCulture, $" of {minimum} or more"),
        (false, true) => string.Create(CultureInfo.InvariantCulture, $" of {maximum} or less"),
        _ => "",
    };
}
