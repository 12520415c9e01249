namespace Nuke.Common;

/// <summary>Defines a target: <c>Target Compile => _ => _.DependsOn(Restore).Executes(() => …);</c>.</summary>
/// <param name="definition">What the target is told to.</param>
/// <returns>The same definition.</returns>
public delegate ITargetDefinition Target(ITargetDefinition definition);
