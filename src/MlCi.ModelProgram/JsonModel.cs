using System.Text.Json;
using System.Text.Json.Serialization;
using MlCi.Findings;

namespace MlCi.Modeling;

/// <summary>
/// Models as one JSON file, whose bytes depend on the values alone: members in the order of their declaration, numbers so that
/// they read back to the bit, LF line ends.
/// </summary>
public static class JsonModel
{
    /// <summary>The file's name inside the model's folder.</summary>
    public const string FileName = "model.json";

    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        NewLine = "\n",
        AllowDuplicateProperties = false,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    /// <summary>Writes a model.</summary>
    /// <typeparam name="T">A type that System.Text.Json can write and read, such as a record.</typeparam>
    /// <param name="folder">The model's folder.</param>
    /// <param name="model">The model; a number that is not finite is a bug.</param>
    public static void Save<T>(string folder, T model) =>
        WholeFile.Write(Path.Combine(folder, FileName), JsonSerializer.Serialize(model, Options) + "\n");

    /// <summary>Reads a model that <see cref="Save"/> wrote.</summary>
    /// <typeparam name="T">The type that was saved.</typeparam>
    /// <param name="folder">The model's folder.</param>
    /// <exception cref="FaultException">There is no model, or not one of this type (exit 2).</exception>
    public static T Load<T>(string folder)
        where T : class
    {
        string path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
            throw FaultException.Misconfigured($"{path}: not found, expected a model written by `train`");
        try
        {
            return JsonSerializer.Deserialize<T>(File.ReadAllBytes(path), Options)
                ?? throw FaultException.Misconfigured($"{path}: found null, expected a model");
        }
        catch (JsonException e)
        {
            throw FaultException.Misconfigured($"{path}: not a model of this program: {e.Message}");
        }
    }
}
