using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Nuke.Common;

namespace MlCi.Nuke.CommandLines;

/// <summary>
/// Listens to a target's definition without a host, since NUKE shows its own only to itself. Whatever sentence a host's
/// definitions may have, it is accepted, and those that help needs are written down.
/// </summary>
[SuppressMessage("Performance", "CA1852:Seal internal types", Justification = "DispatchProxy derives from it at run time")]
internal class RecordedDefinition : DispatchProxy
{
    private NukeBuild? build;

    public string Description { get; private set; } = "";

    public bool Listed { get; private set; } = true;

    public List<Target> DependsOn { get; } = [];

    public static RecordedDefinition Of(Target target, NukeBuild build)
    {
        ITargetDefinition definition = Create<ITargetDefinition, RecordedDefinition>();
        RecordedDefinition recorded = (RecordedDefinition)(object)definition;
        recorded.build = build;
        target(definition);
        return recorded;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        switch (targetMethod?.Name)
        {
            case nameof(ITargetDefinition.Description):
                Description = (string)args![0]!;
                break;
            case nameof(ITargetDefinition.Unlisted):
                Listed = false;
                break;
            case nameof(ITargetDefinition.DependsOn) when args![0] is Target[] targets:
                DependsOn.AddRange(targets);
                break;
            case nameof(ITargetDefinition.DependsOn) when args![0] is Delegate[] components:
                DependsOn.AddRange(components.Select(component => (Target)component.DynamicInvoke(build)!));
                break;
        }

        return this;
    }
}
