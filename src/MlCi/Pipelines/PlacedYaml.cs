using System.Text.Json;
using System.Text.Json.Nodes;
using MlCi.Schemas;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;
using Scalar = MlCi.Schemas.Scalar;

namespace MlCi.Pipelines;

/// <summary>Turns YAML into JSON that knows where it stands, by the rules of <see cref="YamlToJson"/>.</summary>
internal static class PlacedYaml
{
    /// <summary>A node with all that is in it.</summary>
    public static PlacedJson Of(YamlNode node, FaultList faults)
    {
        switch (node)
        {
            case YamlMappingNode mapping:
                PlacedMember[] members =
                [
                    .. mapping.Children.Where(child => child.Key is YamlScalarNode).DistinctBy(child => ((YamlScalarNode)child.Key).Value)
                        .Select(child => new PlacedMember(((YamlScalarNode)child.Key).Value ?? "", faults.PlaceOf(child.Key), Of(child.Value, faults))),
                ];
                return PlacedJson.Object(members, faults.PlaceOf(node), LastLine(node, members.Select(member => member.Value)));
            case YamlSequenceNode sequence:
                PlacedJson[] items = [.. sequence.Children.Select(child => Of(child, faults))];
                return PlacedJson.List(items, faults.PlaceOf(node), LastLine(node, items));
            default:
                return PlacedJson.Of(node is YamlScalarNode scalar ? Value(scalar) : Scalar.Null, faults.PlaceOf(node), LastLine(node, []));
        }
    }

    // What is not in brackets or quotes is told to end where the next begins.
    private static int LastLine(YamlNode node, IEnumerable<PlacedJson> inner)
    {
        bool isBlock = node is YamlMappingNode { Style: MappingStyle.Block } or YamlSequenceNode { Style: SequenceStyle.Block };
        int own = isBlock ? (int)node.Start.Line : (int)node.End.Line - (node.End.Column <= 1 && node.End.Line > node.Start.Line ? 1 : 0);
        return inner.Select(one => one.LastLine).Append(own).Max();
    }

    private static Scalar Value(YamlScalarNode scalar)
    {
        string text = scalar.Value ?? "";
        if (scalar.Style != ScalarStyle.Plain || !scalar.Tag.IsEmpty)
            return Scalar.Of(text);
        JsonValue? value = YamlToJson.OfPlain(text);
        return value?.GetValueKind() switch
        {
            null or JsonValueKind.Null => Scalar.Null,
            JsonValueKind.Number => Scalar.OfNumber(value.ToJsonString()),
            JsonValueKind.True => Scalar.Of(true),
            JsonValueKind.False => Scalar.Of(false),
            _ => Scalar.Of(text),
        };
    }
}
