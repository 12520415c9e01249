using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using MlCi.Findings;
using MlCi.Reports;
using MlCi.Schemas;

namespace MlCi.Models;

/// <summary>Writes and reads registration records. Their form is published as registration.schema.json.</summary>
public static class RegistrationJson
{
    private static readonly Lazy<SchemaDocument> Schema = new(() => PublishedSchema.Read("registration.schema.json"));

    // What differs between two registrations of the same.
    private static readonly string[] OfTheMomentOnly = ["when", "run", "versionFrom", "versionBecause"];

    /// <summary>The text of a record.</summary>
    public static string Write(RegistrationRecord record) => Node(record).ToJsonString(GateReportJson.Options) + "\n";

    /// <summary>A record as JSON.</summary>
    public static JsonObject Node(RegistrationRecord record) => JsonSerializer.SerializeToNode(record, GateReportJson.Options)!.AsObject();

    /// <summary>Whether two records say the same but for the moment.</summary>
    public static bool IsRepeat(RegistrationRecord one, RegistrationRecord other) => JsonNode.DeepEquals(Content(one), Content(other));

    /// <summary>Reads a record.</summary>
    /// <param name="utf8">Its text.</param>
    /// <param name="place">What to call it in a message.</param>
    /// <exception cref="FaultException">It is none, or of another version (exit 3: it lies in a registry).</exception>
    public static RegistrationRecord Read(ReadOnlySpan<byte> utf8, string place)
    {
        IReadOnlyList<Fault> faults = Schema.Value.Check(utf8, place);
        return faults.Count > 0
            ? throw new FaultException(ExitCodes.OutOfReach, [faults[0]])
            : JsonSerializer.Deserialize<RegistrationRecord>(Encoding.UTF8.GetString(utf8), GateReportJson.Options)!;
    }

    private static JsonObject Content(RegistrationRecord record)
    {
        JsonObject content = Node(record);
        foreach (string name in OfTheMomentOnly)
            content.Remove(name);
        return content;
    }
}
