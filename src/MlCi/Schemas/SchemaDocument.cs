using MlCi.Findings;

namespace MlCi.Schemas;

/// <summary>
/// JSON Schema 2020-12 of a tree, such as the published ones of pipeline.yml and gate.json. It never changes; any thread may use it.
/// </summary>
/// <remarks>
/// A keyword that is not supported is an error when the schema is read: <c>$id</c> in subschemas, <c>$anchor</c>,
/// <c>$dynamicRef</c>, references to other files, <c>unevaluatedItems</c>, <c>unevaluatedProperties</c> and whatever 2020-12 does not know.
/// <c>format</c> is an assertion.
/// </remarks>
public sealed class SchemaDocument
{
    private readonly SchemaNode root;

    private SchemaDocument(SchemaNode root) => this.root = root;

    /// <summary>Reads a schema.</summary>
    /// <param name="json">UTF-8.</param>
    /// <param name="file">Its path, for messages.</param>
    /// <exception cref="FaultException">Not JSON, or keywords that are not supported or not well formed; every one is listed (exit 2).</exception>
    public static SchemaDocument Read(ReadOnlySpan<byte> json, string file)
    {
        List<Fault> faults = [];
        SchemaNode read = SchemaReader.Read(json, file, "a JSON Schema", faults);
        SchemaReader.ThrowIfAny(faults);
        return new SchemaDocument(read);
    }

    /// <summary>What is wrong with a text of JSON.</summary>
    /// <param name="json">UTF-8.</param>
    /// <param name="file">Its path, for messages.</param>
    /// <returns>Each fault once with its line and column, in the order of the text; none where all is well.</returns>
    /// <exception cref="FaultException">A pattern of the schema backtracks without end (exit 2).</exception>
    public IReadOnlyList<Fault> Check(ReadOnlySpan<byte> json, string file)
    {
        List<Fault> faults = [];
        PlacedJson value;
        try
        {
            value = JsonReading.Read(json, file, "JSON", faults);
        }
        catch (FaultException e)
        {
            return e.Faults;
        }

        return [.. faults.Concat(Check(value))];
    }

    /// <summary>What is wrong with a value that was read, from JSON or from YAML.</summary>
    /// <param name="value">The value with its places.</param>
    /// <returns>Each fault once, in the order of the text; none where all is well.</returns>
    /// <exception cref="FaultException">A pattern of the schema backtracks without end (exit 2).</exception>
    public IReadOnlyList<Fault> Check(PlacedJson value)
    {
        List<Fault> faults = [];
        TreeCheck.Holds(root, value, "", faults);
        // What two keywords say of one thing is one fault.
        return [.. faults.DistinctBy(fault => (fault.Place, fault.Message.Split(", expected ")[0])).OrderBy(fault => fault.Place!.Line).ThenBy(fault => fault.Place!.Column)];
    }
}
