using System.Diagnostics;

namespace Nuke.Common.Execution;

/// <summary>A target of a build: what its definition says, whom it follows, and what becomes of it.</summary>
internal sealed class ExecutableTarget(string name, Target factory, TargetDefinition definition)
{
    public string Name { get; } = name;

    public Target Factory { get; } = factory;

    public TargetDefinition Definition { get; } = definition;

    public List<ExecutableTarget> ExecutionDependencies { get; } = [];

    public List<ExecutableTarget> OrderDependencies { get; } = [];

    public bool Invoked { get; set; }

    public ExecutionStatus Status { get; set; }

    public Stopwatch Stopwatch { get; } = new();

    /// <summary>What stands behind the target's line of the table.</summary>
    public Dictionary<string, string> Summary { get; set; } = [];
}
