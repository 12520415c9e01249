namespace MlCi.Modeling.Serving;

/// <summary>One tensor of a request in the Open Inference Protocol: a column.</summary>
internal sealed class Tensor
{
    /// <summary>Its name.</summary>
    public string? Name { get; set; }

    /// <summary>What its elements are: <c>FP64</c>, <c>BYTES</c> ….</summary>
    public string? Datatype { get; set; }

    /// <summary>How many elements its shape gives it; −1 where that is told of nowhere or is no shape of a column.</summary>
    public long Elements { get; set; } = -1;

    /// <summary>Where its data begin in the body.</summary>
    public int DataStart { get; set; }

    /// <summary>Where they end; 0 where there are none.</summary>
    public int DataEnd { get; set; }

    /// <summary>The datatypes that are read.</summary>
    public static IReadOnlyList<string> Datatypes { get; } = ["FP64", "FP32", "INT64", "INT32", "BOOL", "BYTES"];
}
