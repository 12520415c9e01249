namespace MlCi.Drift;

/// <summary>How far a column of a sample has moved from its reference.</summary>
/// <param name="Measure">By what it is measured.</param>
/// <param name="Effect">The shift.</param>
/// <param name="PValue">The chance of such a difference in two samples of one population.</param>
/// <param name="Bin">The bin or category whose share changed most, in words.</param>
/// <param name="Before">Its share of the reference, 0 to 1.</param>
/// <param name="After">Its share of the sample.</param>
/// <param name="Count">The sample's rows in it.</param>
public sealed record ColumnDrift(DriftMeasure Measure, double Effect, double PValue, string Bin, double Before, double After, long Count);
