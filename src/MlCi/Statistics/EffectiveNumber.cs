namespace MlCi.Statistics;

/// <summary>How many equal parts would say as much as unequal ones (Kish, "Survey Sampling", 1965, section 11.7).</summary>
public static class EffectiveNumber
{
    /// <summary>(Σv)²/Σv²: the count where all are equal, else less. 0 for none.</summary>
    /// <param name="values">Sizes or weights, finite and not negative.</param>
    public static double Of(ReadOnlySpan<double> values)
    {
        if (values.IsEmpty || !values.ContainsAnyExcept(0))
            return 0;
        if (!values.ContainsAnyExcept(values[0]))
            return values.Length;

        // Scaled by a power of two, which rounds nothing, so that no square leaves the range of numbers.
        double largest = 0;
        foreach (double value in values)
            largest = Math.Max(largest, value);
        int exponent = Math.ILogB(largest);
        var sum = new ExactSum();
        var squares = new ExactSum();
        foreach (double value in values)
        {
            double scaled = Math.ScaleB(value, -exponent);
            sum.Add(scaled);
            squares.Add(scaled * scaled);
        }

        return sum.Value * sum.Value / squares.Value;
    }
}
