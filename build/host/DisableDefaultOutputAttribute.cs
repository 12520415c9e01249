namespace Nuke.Common;

/// <summary>Says which parts of the host's own output a build goes without.</summary>
/// <param name="disabledOutputs">The parts; none means all.</param>
[AttributeUsage(AttributeTargets.Class)]
public class DisableDefaultOutputAttribute(params DefaultOutput[] disabledOutputs) : Attribute
{
    /// <summary>The parts that are not printed.</summary>
    public DefaultOutput[] DisabledOutputs { get; } =
        disabledOutputs.Length > 0 ? disabledOutputs : Enum.GetValues<DefaultOutput>();

    /// <summary>Whether the build goes without them this time.</summary>
    public virtual bool IsApplicable(INukeBuild build) => true;
}

/// <summary>The parts of the host's own output.</summary>
public enum DefaultOutput
{
    /// <summary>The logo.</summary>
    Logo,

    /// <summary>The box around a target's name.</summary>
    TargetHeader,

    /// <summary>The fold of a target's output, on hosts that can fold.</summary>
    TargetCollapse,

    /// <summary>The list of errors and warnings at the end.</summary>
    ErrorsAndWarnings,

    /// <summary>The table of targets.</summary>
    TargetOutcome,

    /// <summary>The last line: succeeded or failed.</summary>
    BuildOutcome,

    /// <summary>The time before each line of the log.</summary>
    Timestamps,
}
