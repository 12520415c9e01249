using MlCi.Nuke;
using Nuke.Common;

/// <summary>Nothing of the host's own where the user wants little.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class PlainOutputAttribute()
    : DisableDefaultOutputAttribute(DefaultOutput.TargetHeader, DefaultOutput.TargetCollapse, DefaultOutput.TargetOutcome)
{
    public static bool Applies(INukeBuild build) =>
        build.Verbosity > Verbosity.Normal || build is IRunStages { Quiet: true };

    public override bool IsApplicable(INukeBuild build) => Applies(build);
}
