namespace MlCi.Gates;

/// <summary>How the use of one holdout by many decisions is kept in bounds.</summary>
public enum HoldoutMode
{
    /// <summary>Decisions are counted and their joint error is shown; it warns, and blocks nothing. In a plan: no verdict led to a later model.</summary>
    Track,

    /// <summary>Each model may follow from all verdicts before it: ease.ml/ci's full adaptivity.</summary>
    Full,

    /// <summary>The first pass retires the holdout, so that a later model follows from failures only: ease.ml/ci's firstChange.</summary>
    FirstChange,
}

/// <summary>What each mode is called, and how many tests it makes of some decisions.</summary>
public static class HoldoutModes
{
    /// <summary>The mode's word in pipeline.yml and reports.</summary>
    public static string Word(this HoldoutMode mode) => mode switch
    {
        HoldoutMode.Full => "full",
        HoldoutMode.FirstChange => "firstChange",
        _ => "track",
    };

    /// <summary>
    /// ln m, the natural logarithm of the models that H decisions may come to test. Where every verdict leads on, they are the nodes
    /// of a tree of verdicts, 2^H; where none does, or none but failures, they are H (Renggli et al., MLSys 2019, section 3).
    /// </summary>
    /// <param name="mode">The mode.</param>
    /// <param name="decisions">H, at least 1.</param>
    public static double LogTests(this HoldoutMode mode, int decisions) =>
        mode == HoldoutMode.Full ? decisions * Math.Log(2) : Math.Log(decisions);

    /// <summary>The same number itself, which may be infinite.</summary>
    /// <param name="mode">The mode.</param>
    /// <param name="decisions">H, at least 1.</param>
    public static double Tests(this HoldoutMode mode, int decisions) => mode == HoldoutMode.Full ? Math.Pow(2, decisions) : decisions;
}
