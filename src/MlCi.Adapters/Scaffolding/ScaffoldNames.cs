using System.Globalization;
using System.Text.RegularExpressions;
using MlCi.Adapters.Registry;
using MlCi.Findings;

namespace MlCi.Adapters.Scaffolding;

/// <summary>The names of a new pipeline: its folder's, and the one that its program bears in C#.</summary>
/// <param name="Pipeline">The folder's: <c>lending-club</c>.</param>
/// <param name="Identifier">The program's: <c>LendingClubPipeline</c>.</param>
internal sealed partial record ScaffoldNames(string Pipeline, string Identifier)
{
    // So that no name is also that of a type or namespace that the program uses, as Table, Column and Json would be.
    private const string Suffix = "Pipeline";

    /// <summary>The names for a data file.</summary>
    /// <param name="given">The pipeline's name where the user gave one.</param>
    /// <param name="data">The data file.</param>
    /// <exception cref="FaultException">It cannot be a name (exit 2).</exception>
    public static ScaffoldNames Of(string? given, string data)
    {
        string file = Path.GetFileName(data);
        // "sales.2024.csv" is named by its first word, as "sales.csv.gz" is.
        string stem = file.IndexOf('.', StringComparison.Ordinal) is > 0 and var dot ? file[..dot] : file;
        string pipeline = given ?? string.Join('-', Words().Matches(stem).Select(word => word.Value.ToLowerInvariant()));
        if (pipeline.Length == 0)
            throw FaultException.Misconfigured($"found no name for the pipeline in '{file}', expected --name NAME");
        _ = RegistryName.Pipeline(pipeline);
        string identifier = string.Concat(Words().Matches(pipeline).Select(word => CultureInfo.InvariantCulture.TextInfo.ToTitleCase(word.Value)));
        if (char.IsAsciiDigit(identifier[0]))
            identifier = "Model" + identifier;
        return new ScaffoldNames(pipeline, identifier + Suffix);
    }

    [GeneratedRegex("[A-Za-z0-9]+")]
    private static partial Regex Words();
}
