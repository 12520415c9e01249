using System.Reflection;
using MlCi.Pipelines;
using Nuke.Common;

namespace MlCi.Nuke.CommandLines;

/// <summary>One target of a build.</summary>
/// <param name="Name">The property's name.</param>
/// <param name="Description">What it does.</param>
/// <param name="DependsOn">The names of the targets that it depends on.</param>
internal sealed record DeclaredTarget(string Name, string Description, IReadOnlyList<string> DependsOn);

/// <summary>The targets of a build: stages in their order, then the build's own as they are declared.</summary>
internal static class DeclaredTargets
{
    private const BindingFlags Members = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    public static IReadOnlyList<string> Names(Type build) => [.. Properties(build).Select(property => property.Name)];

    public static IReadOnlyList<DeclaredTarget> Of(NukeBuild build)
    {
        List<(string Name, Target Factory)> targets =
            [.. Properties(build.GetType()).Select(property => (property.Name, (Target)property.GetValue(build)!))];
        return [.. targets.Select(target => (target.Name, Definition: RecordedDefinition.Of(target.Factory, build)))
            .Where(target => target.Definition.Listed)
            .Select(target => new DeclaredTarget(
                target.Name,
                target.Definition.Description,
                [.. target.Definition.DependsOn.Select(factory => targets.Single(t => t.Factory == factory).Name)]))];
    }

    private static IEnumerable<PropertyInfo> Properties(Type build)
    {
        List<string> stages = [.. StagePlan.All.Select(stage => stage.Name)];
        return build.GetProperties(Members)
            .Where(property => !property.Name.Contains('.', StringComparison.Ordinal))
            .Concat(build.GetInterfaces().SelectMany(component => component.GetProperties(Members)))
            .Where(property => property.PropertyType == typeof(Target))
            .DistinctBy(property => property.Name)
            .OrderBy(property => stages.IndexOf(property.Name) is >= 0 and int index ? index : stages.Count);
    }
}
