using MlCi.Findings;
using MlCi.Schemas;
using YamlDotNet.RepresentationModel;

namespace MlCi.Pipelines;

/// <summary>
/// Holds pipeline.yml to its published schema, so that editors and the product never say different things. What the readers of
/// its parts found already, in better words, is not told again.
/// </summary>
internal static class PipelineSchema
{
    private static readonly Lazy<SchemaDocument> Schema = new(() => PublishedSchema.Read("pipeline.schema.json"));

    /// <summary>Adds the faults that nobody else found.</summary>
    public static void AddMissed(YamlMappingNode root, FaultList faults)
    {
        PlacedJson value = PlacedYaml.Of(root, faults);
        Dictionary<SourcePlace, int> ends = [];
        Collect(value, ends);
        // A fault of the whole file is on its first line, not on all.
        ends[value.Place] = value.Place.Line;
        Fault[] known = [.. faults.All];
        // Nearly all depends on the task: of a wrong one nothing follows.
        if (value.Members.FirstOrDefault(member => member.Name == "task") is not { } task || known.Any(one => Overlap(one.Place!, task.Place)))
            return;
        foreach (Fault fault in Schema.Value.Check(value))
        {
            if (!known.Any(one => Overlap(one.Place!, fault.Place!)))
                faults.Add(fault.Place!, fault.Message);
        }

        // Of one value and of what is in it, only one says something.
        bool Overlap(SourcePlace one, SourcePlace other) => one.Line <= End(other) && other.Line <= End(one);

        int End(SourcePlace place) => ends.GetValueOrDefault(place, place.Line);
    }

    private static void Collect(PlacedJson value, Dictionary<SourcePlace, int> ends)
    {
        ends[value.Place] = Math.Max(ends.GetValueOrDefault(value.Place), value.LastLine);
        foreach (PlacedMember member in value.Members)
        {
            ends[member.Place] = Math.Max(ends.GetValueOrDefault(member.Place), member.Value.LastLine);
            Collect(member.Value, ends);
        }

        foreach (PlacedJson item in value.Items)
            Collect(item, ends);
    }
}
