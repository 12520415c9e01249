namespace MlCi.Metrics;

/// <summary>What a model predicts.</summary>
public enum PredictionTask
{
    /// <summary>One of two classes, by the probability of the positive one.</summary>
    Binary,

    /// <summary>One of several classes, by a probability of each.</summary>
    Multiclass,

    /// <summary>A number.</summary>
    Regression,
}
