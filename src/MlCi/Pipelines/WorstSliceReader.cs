using MlCi.Slices;
using YamlDotNet.RepresentationModel;

namespace MlCi.Pipelines;

/// <summary>Reads how the worst slices are searched. Without a word about it they are, with defaults that fit most data.</summary>
internal static class WorstSliceReader
{
    private const string Expected = "none, or a mapping of k, min_rows, columns";

    public static WorstSliceOptions? Read(YamlSection root)
    {
        YamlNode? node = root.Node("worst_slices");
        if (node is YamlScalarNode { Value: "none" })
            return null;
        if (node is null || RuleReader.AsSection(node, "worst_slices.", Expected, root.Faults) is not { } section)
            return new WorstSliceOptions();
        double? k = section.Number("k", "a whole number from 1 to 100", value => double.IsInteger(value) && value is >= 1 and <= 100);
        double? rows = section.Number("min_rows", "a whole number from 1 to 2147483647", value => double.IsInteger(value) && value is >= 1 and <= int.MaxValue);
        List<string>? columns = section.Has("columns") ? [] : null;
        foreach (YamlNode column in section.List("columns", "a list of columns or names of slices"))
        {
            if (YamlValues.Text(column) is { } name && !columns!.Contains(name))
                columns.Add(name);
            else
                section.Faults.Add(column, $"found {YamlValues.Describe(column)} for 'worst_slices.columns', expected the name of a column or slice, each once");
        }

        if (section.IsEmptyList("columns"))
            section.Faults.Add(section.PlaceOf("columns"), "found no column, expected a list of columns or names of slices");
        section.RejectUnknown();
        return new WorstSliceOptions { K = (int)(k ?? WorstSliceOptions.DefaultK), MinimumRows = (int?)rows, Columns = columns };
    }
}
