using MlCi.Drift;
using MlCi.Quality;

namespace MlCi.Pipelines;

/// <summary>Reads what is held against a reference.</summary>
internal static class DriftRules
{
    public static DriftRule Read(YamlSection section)
    {
        Placed? reference = section.Optional("reference", "the path of a CSV file");
        (string, DriftMeasure?)[] measures = [.. DriftMeasures.All.Select(one => (one.Word, (DriftMeasure?)one.Measure))];
        RuleForce force = QualityReader.Force(section);
        return new DriftRule
        {
            Reference = reference?.Value,
            ReferencePlace = reference?.Place,
            Columns = QualityReader.GivenNames(section, "columns"),
            Except = QualityReader.Names(section, "except"),
            Measure = section.Choice("measure", null, measures),
            Floor = section.Number("floor", "a number more than 0", value => value > 0) ?? DriftRule.DefaultFloor,
            Blocks = force.Blocks,
            Place = force.Place,
        };
    }
}
