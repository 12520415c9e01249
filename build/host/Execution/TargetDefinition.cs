using System.Runtime.CompilerServices;

namespace Nuke.Common.Execution;

/// <summary>Writes down what a target's definition says.</summary>
internal sealed class TargetDefinition(NukeBuild build) : ITargetDefinition
{
    public string? Text { get; private set; }

    public bool Listed { get; private set; } = true;

    public List<Action> Actions { get; } = [];

    public List<Target> Dependencies { get; } = [];

    public List<Target> Predecessors { get; } = [];

    public List<(Func<bool> Holds, string Text)> Conditions { get; } = [];

    public ITargetDefinition Description(string description)
    {
        Text = description;
        return this;
    }

    public ITargetDefinition Executes(params Action[] actions)
    {
        Actions.AddRange(actions);
        return this;
    }

    public ITargetDefinition DependsOn(params Target[] targets)
    {
        Dependencies.AddRange(targets);
        return this;
    }

    public ITargetDefinition DependsOn<T>(params Func<T, Target>[] targets) =>
        DependsOn(targets.Select(target => target((T)(object)build)).ToArray());

    public ITargetDefinition After(params Target[] targets)
    {
        Predecessors.AddRange(targets);
        return this;
    }

    public ITargetDefinition OnlyWhenDynamic(
        Func<bool> condition,
        [CallerArgumentExpression(nameof(condition))] string? conditionExpression = null)
    {
        Conditions.Add((condition, (conditionExpression ?? "").TrimStart('(', ')', '=', '>', ' ')));
        return this;
    }

    public ITargetDefinition Unlisted()
    {
        Listed = false;
        return this;
    }
}
