using System.Text.Json;
using System.Text.Json.Serialization;

namespace MlCi.Models;

/// <summary>
/// Who registered a model, when, as which version, and what it was made of. It is attached to the model, whose manifest stays free of
/// clocks and people: the same contents keep their digest.
/// </summary>
public sealed record RegistrationRecord
{
    /// <summary>The version of the form that this MlCi writes and reads.</summary>
    public const int CurrentVersion = 1;

    /// <summary>The version of the form.</summary>
    public int SchemaVersion { get; init; } = CurrentVersion;

    /// <summary>The pipeline.</summary>
    public required string Pipeline { get; init; }

    /// <summary>The digest of the model's manifest.</summary>
    public required string Model { get; init; }

    /// <summary>The digest of the model's files as a folder: what gate reports name.</summary>
    public required string ModelFiles { get; init; }

    /// <summary>The semantic version, without a v.</summary>
    public required string Version { get; init; }

    /// <summary>Where the version comes from: <c>tag</c> or <c>computed</c>.</summary>
    public required string VersionFrom { get; init; }

    /// <summary>Why it is that version.</summary>
    public required IReadOnlyList<string> VersionBecause { get; init; }

    /// <summary>Who registered it.</summary>
    public required string Who { get; init; }

    /// <summary>When, in UTC.</summary>
    public required DateTimeOffset When { get; init; }

    /// <summary>The id of the run that made it, or null where none was recorded.</summary>
    public string? Run { get; init; }

    /// <summary>The git commit that was checked out, or null where there is none.</summary>
    public string? Commit { get; init; }

    /// <summary>Whether files were changed after it, or not added; null where git did not say.</summary>
    public bool? Dirty { get; init; }

    /// <summary>Where the sources are kept: git's remote, without credentials; or null.</summary>
    public string? Source { get; init; }

    /// <summary>The digest of schema.json.</summary>
    public required string Schema { get; init; }

    /// <summary>The digest of all that decides.</summary>
    public required string Rules { get; init; }

    /// <summary>The digest of what the program is made of; null where it was trained elsewhere.</summary>
    public string? Code { get; init; }

    /// <summary>The manifest's digest of the champion at that moment, or null where there was none.</summary>
    public string? Champion { get; init; }

    /// <summary>The training data and the holdout.</summary>
    public required IReadOnlyList<RegisteredData> Data { get; init; }

    /// <summary>The trainer's parameters by their path.</summary>
    public required IReadOnlyDictionary<string, JsonElement> Params { get; init; }

    /// <summary>The trainer's seed.</summary>
    public required long Seed { get; init; }

    /// <summary>The version of MlCi.</summary>
    public required string Tool { get; init; }

    /// <summary>The data of a role, or null.</summary>
    /// <param name="role"><see cref="RegisteredData.Train"/> or <see cref="RegisteredData.Holdout"/>.</param>
    public RegisteredData? DataOf(string role) => Data.FirstOrDefault(data => data.Role == role);

    /// <summary>When it was registered, as people read it.</summary>
    [JsonIgnore]
    public string WhenText => When.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>Data that a model was made of or judged by.</summary>
/// <param name="Role">What for.</param>
/// <param name="Path">The path, or pattern, below the repository's folder.</param>
/// <param name="Digest">The digest of the bytes; of several files that of a folder with them.</param>
/// <param name="Rows">The number of rows.</param>
/// <param name="Columns">The number of columns.</param>
/// <param name="Period">The first and last time in it, or null where no column is known to be one.</param>
/// <param name="Snapshots">The files that pointers stand for; none where the data are in git.</param>
public sealed record RegisteredData(
    string Role, string Path, string Digest, long Rows, long Columns, RegisteredPeriod? Period, IReadOnlyList<RegisteredSnapshot> Snapshots)
{
    /// <summary>The training data.</summary>
    public const string Train = "train";

    /// <summary>The holdout.</summary>
    public const string Holdout = "holdout";
}

/// <summary>The times that data span.</summary>
/// <param name="Column">The column of times.</param>
/// <param name="From">The first.</param>
/// <param name="To">The last.</param>
public sealed record RegisteredPeriod(string Column, string From, string To);

/// <summary>A data file that a pointer stands for.</summary>
/// <param name="Path">Its path below the repository's folder.</param>
/// <param name="Digest">The digest of its bytes.</param>
/// <param name="Repository">The repository of the registry that holds it, or null where it was not pushed.</param>
/// <param name="Manifest">The digest of its manifest there, or null.</param>
public sealed record RegisteredSnapshot(string Path, string Digest, string? Repository, string? Manifest);
