namespace MlCi.Adapters.Stages;

/// <summary>How a stage says that it took an earlier result.</summary>
internal static class Reuse
{
    /// <summary>Ends a stage's line.</summary>
    public const string Note = ", unchanged since an earlier run";
}
