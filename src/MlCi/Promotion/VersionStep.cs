namespace MlCi.Promotion;

/// <summary>How far a change moves a version.</summary>
public enum VersionStep
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>Nothing that a caller or a reader of the model would notice: made again of the same inputs, or a fix.</summary>
    Patch,

    /// <summary>Another model, for the same callers.</summary>
    Minor,

    /// <summary>Callers must change.</summary>
    Major,
}
