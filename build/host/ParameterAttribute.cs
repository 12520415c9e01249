namespace Nuke.Common;

/// <summary>Marks a member as an option of the command line: <c>string DryRun</c> is <c>--dry-run</c>.</summary>
/// <param name="description">What the option is for.</param>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property)]
public sealed class ParameterAttribute(string? description = null) : Attribute
{
    /// <summary>What the option is for.</summary>
    public string? Description { get; } = description;

    /// <summary>The option's name, where it is not the member's.</summary>
    public string? Name { get; set; }

    /// <summary>Whether help lists the option.</summary>
    public bool List { get; set; } = true;
}
