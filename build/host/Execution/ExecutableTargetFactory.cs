using System.Reflection;

namespace Nuke.Common.Execution;

/// <summary>Finds a build's targets: its own properties, then those that its components bring.</summary>
internal static class ExecutableTargetFactory
{
    private const BindingFlags Members = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    public static IReadOnlyList<ExecutableTarget> CreateAll(NukeBuild build)
    {
        List<ExecutableTarget> targets = Properties(build.GetType()).Select(property => Create(build, property)).ToList();
        foreach (ExecutableTarget target in targets)
        {
            target.ExecutionDependencies.AddRange(target.Definition.Dependencies.Select(Find));
            target.OrderDependencies.AddRange(target.Definition.Predecessors.Select(Find));
        }

        return targets;

        ExecutableTarget Find(Target factory) => targets.Single(target => target.Factory == factory);
    }

    private static IEnumerable<PropertyInfo> Properties(Type type)
    {
        // The name of an explicit implementation has a dot; it stands for the component's property, which calls it.
        List<PropertyInfo> own = type.GetProperties(Members).Where(IsTarget).Where(p => !p.Name.Contains('.', StringComparison.Ordinal)).ToList();
        return own.Concat(type.GetInterfaces().SelectMany(component => component.GetProperties(Members)).Where(IsTarget)
            .Where(property => own.TrueForAll(p => p.Name != property.Name)));
    }

    private static bool IsTarget(PropertyInfo property) => property.PropertyType == typeof(Target);

    private static ExecutableTarget Create(NukeBuild build, PropertyInfo property)
    {
        TargetDefinition definition = new(build);
        Target factory = (Target)property.GetValue(build)!;
        factory(definition);
        return new ExecutableTarget(property.Name, factory, definition);
    }
}
