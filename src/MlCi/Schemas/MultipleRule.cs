using System.Globalization;
using System.Numerics;
using MlCi.Findings;

namespace MlCi.Schemas;

/// <summary><c>multipleOf</c>, in decimal as people mean it: 0.3 is a multiple of 0.1. It says nothing of what is no number.</summary>
internal sealed record MultipleRule : ScalarRule
{
    // Up to these, floats hold every whole number, and every power of ten, exactly.
    private const double MostWhole = 1L << 53;
    private const int MostPower = 22;

    private readonly double whole;
    private readonly double power;

    /// <summary>Makes a rule.</summary>
    /// <param name="divisor">More than zero.</param>
    /// <param name="expected">What is expected, in words.</param>
    /// <param name="place">Where the keyword stands.</param>
    public MultipleRule(ExactNumber divisor, string expected, SourcePlace place)
        : base("multipleOf", expected, place)
    {
        Divisor = divisor;
        if (divisor.Exponent is >= -MostPower and <= MostPower)
        {
            BigInteger scaled = divisor.Mantissa * BigInteger.Pow(10, (int)Math.Max(0, divisor.Exponent));
            if (scaled <= (BigInteger)MostWhole)
                (whole, power) = ((double)scaled, double.Parse($"1e{Math.Max(0, -divisor.Exponent)}", CultureInfo.InvariantCulture));
        }
    }

    /// <summary>The divisor with all its digits.</summary>
    public ExactNumber Divisor { get; }

    /// <inheritdoc/>
    public override bool Holds(in Scalar value) =>
        value.Form != JsonForm.Number || (value.Text.Length == 0 ? HoldsNumber(value.Number) : value.Exact.IsMultipleOf(Divisor));

    /// <inheritdoc/>
    public override bool HoldsNumber(double number)
    {
        // The divisor is whole / power. A number is the multiple q · whole / power where it is the float nearest to that, which one
        // division of two exact floats gives.
        double times = Math.Round(number * power / whole) * whole;
        return power > 0 && Math.Abs(times) < MostWhole ? times / power == number : Scalar.Of(number).Exact.IsMultipleOf(Divisor);
    }
}
