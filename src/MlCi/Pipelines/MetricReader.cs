using MlCi.Metrics;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace MlCi.Pipelines;

/// <summary>Reads a pipeline's own metrics: expressions over the confusion cells.</summary>
internal static class MetricReader
{
    private const string Example = "{name: profit, expression: \"-5*fn - fp\", better: higher}";

    /// <summary>The pipeline's own metrics, without those at fault.</summary>
    public static IReadOnlyList<Metric> Read(YamlSection root)
    {
        List<Metric> metrics = [];
        foreach (YamlNode node in root.List("metrics", $"a list of expressions, such as {Example}"))
        {
            if (node is YamlMappingNode mapping)
                Read(mapping, new YamlSection(mapping, "metrics[].", root.Faults), metrics);
            else
                root.Faults.Add(node, $"found {YamlValues.Describe(node)}, expected a metric such as {Example}");
        }

        return metrics;
    }

    private static void Read(YamlMappingNode mapping, YamlSection section, List<Metric> metrics)
    {
        Placed name = section.Required("name", "a name such as profit");
        Placed text = section.Required("expression", "an expression such as \"-5*fn - fp\"");
        bool? better = section.Choice<bool?>("better", null, ("higher", true), ("lower", false));
        if (!section.Has("better"))
            section.Faults.Add(mapping, "found no 'metrics[].better', expected higher or lower");
        section.Choice("per", "row", ("row", "row"));
        section.RejectUnknown();

        CellExpression? expression = text.Value.Length == 0 ? null : Parse(section, text);
        if (!CheckName(section, name, metrics) || expression is null || better is null)
            return;
        metrics.Add(Metric.Of(name.Value, expression, better.Value));
    }

    private static bool CheckName(YamlSection section, Placed name, List<Metric> metrics)
    {
        string? fault = name.Value.Length == 0 ? ""
            : !char.IsAsciiLetterLower(name.Value[0]) || !name.Value.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '_')
                ? $"found name '{YamlValues.Shown(name.Value)}', expected a to z, 0 to 9 and _, with a letter first"
            : Metric.Find(name.Value) is not null ? $"found name '{name.Value}', which is a built-in metric, expected another"
            : metrics.Exists(other => other.Name == name.Value) ? $"found metric '{name.Value}' twice, expected each name once"
            : null;
        if (fault is { Length: > 0 })
            section.Faults.Add(name.Place, fault);
        return fault is null;
    }

    private static CellExpression? Parse(YamlSection section, Placed text)
    {
        List<ExpressionFault> faults = [];
        CellExpression? expression = CellExpression.Parse(text.Value, faults);
        var scalar = (YamlScalarNode)section.Node("expression")!;
        // Text in one piece stands in the file as it is read; of any other only its beginning has a known place.
        int quote = scalar.Style is ScalarStyle.SingleQuoted or ScalarStyle.DoubleQuoted ? 1 : 0;
        bool isOnePiece = scalar.Style != ScalarStyle.Literal && scalar.Style != ScalarStyle.Folded
            && scalar.End.Line == scalar.Start.Line && scalar.End.Column - scalar.Start.Column == text.Value.Length + 2 * quote;
        foreach (ExpressionFault fault in faults)
        {
            section.Faults.Add(
                isOnePiece ? text.Place with { Column = text.Place.Column + quote + fault.Position - 1 } : text.Place,
                isOnePiece ? fault.Message : $"at character {fault.Position} of the expression: {fault.Message}");
        }

        return expression;
    }
}
