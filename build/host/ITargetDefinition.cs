using System.Runtime.CompilerServices;

namespace Nuke.Common;

/// <summary>What a target is: the sentences that its definition may be made of, with NUKE's signatures.</summary>
public interface ITargetDefinition
{
    /// <summary>Says what the target does.</summary>
    ITargetDefinition Description(string description);

    /// <summary>Adds what is executed, in order.</summary>
    ITargetDefinition Executes(params Action[] actions);

    /// <summary>Names targets that are executed before, and with, this one.</summary>
    ITargetDefinition DependsOn(params Target[] targets);

    /// <summary>Names targets of a component that are executed before, and with, this one.</summary>
    ITargetDefinition DependsOn<T>(params Func<T, Target>[] targets);

    /// <summary>Names targets that come before this one if they are executed at all.</summary>
    ITargetDefinition After(params Target[] targets);

    /// <summary>Skips the target if the condition does not hold when its turn comes.</summary>
    ITargetDefinition OnlyWhenDynamic(
        Func<bool> condition,
        [CallerArgumentExpression(nameof(condition))] string? conditionExpression = null);

    /// <summary>Keeps the target out of lists.</summary>
    ITargetDefinition Unlisted();
}
