namespace MlCi.Serving;

/// <summary>The variables by which a server of ours is told how to serve: each of its options has one, with this prefix.</summary>
public static class ServeVariables
{
    /// <summary>What every name begins with.</summary>
    public const string Prefix = "MLCI_SERVE_";

    /// <summary>What it listens on.</summary>
    public const string Urls = Prefix + "URLS";

    /// <summary>The data contract's file.</summary>
    public const string Schema = Prefix + "SCHEMA";

    /// <summary>The label's column, which no request brings.</summary>
    public const string Label = Prefix + "LABEL";

    /// <summary>What the model is called.</summary>
    public const string Name = Prefix + "NAME";

    /// <summary>How long connections are still accepted after SIGTERM, in seconds.</summary>
    public const string DrainDelay = Prefix + "DRAIN_DELAY";

    /// <summary>How long accepted requests then have, in seconds.</summary>
    public const string DrainTimeout = Prefix + "DRAIN_TIMEOUT";

    /// <summary>The file of the prediction log.</summary>
    public const string PredictionLog = Prefix + "PREDICTION_LOG";
}
