using MlCi.Data;
using MlCi.Findings;

namespace MlCi.Quality;

/// <summary>Where rows stand, in a table of one file or of several.</summary>
internal static class Sightings
{
    /// <summary>A row in which something was found.</summary>
    public static Sighting At(Table table, int row, string? value) => new(table.Line(row), value) { File = table.FileOf(row) is var file && file == table.File ? null : file };

    /// <summary>A row's file and line.</summary>
    public static string PlaceOf(Table table, int row) => $"{table.FileOf(row)}:{table.Line(row)}";
}
