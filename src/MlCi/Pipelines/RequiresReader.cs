using MlCi.Findings;
using YamlDotNet.RepresentationModel;

namespace MlCi.Pipelines;

/// <summary>Reads <c>requires:</c>, the packages that a pipeline's program cannot do without.</summary>
public static class RequiresReader
{
    private const string Expected = "a list of package ids such as [Microsoft.ML]";

    /// <summary>The packages that a build asks its feed for, and so the only ones of which it is known whether they can be had.</summary>
    public static IReadOnlyList<string> Known { get; } =
        ["Nuke.Common", "Microsoft.ML", "Octokit", "Docker.DotNet", "JsonSchema.Net", "Parquet.Net", "Verify.Xunit", "xunit"];

    internal static IReadOnlyList<Placed> Read(YamlSection root)
    {
        List<Placed> packages = [];
        foreach (YamlNode node in root.List("requires", Expected))
        {
            SourcePlace place = root.Faults.PlaceOf(node);
            if (YamlValues.Text(node) is not { } id)
                root.Faults.Add(place, $"found {YamlValues.Describe(node)} in 'requires', expected a package's id");
            else if (!Known.Contains(id))
                root.Faults.Add(place, $"found {YamlValues.Shown(id)} in 'requires', expected {NearestName.Suggest(id, Known)}");
            else if (packages.Exists(package => package.Value == id))
                root.Faults.Add(place, $"found {id} twice in 'requires', expected it once");
            else
                packages.Add(new Placed(id, place));
        }

        return packages;
    }
}
