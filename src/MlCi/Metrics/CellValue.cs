namespace MlCi.Metrics;

/// <summary>
/// A number computed of the shares of the confusion cells, with its slope along each share: one evaluation gives value and
/// gradient (forward-mode automatic differentiation).
/// </summary>
/// <param name="Value">The number; NaN where something was divided by zero.</param>
/// <param name="Tp">Its slope along the share of true positives.</param>
/// <param name="Fp">Its slope along the share of false positives.</param>
/// <param name="Fn">Its slope along the share of false negatives.</param>
/// <param name="Tn">Its slope along the share of true negatives.</param>
/// <param name="Size">The sum of what was added and subtracted, without signs: it tells a zero from a rounding.</param>
internal readonly record struct CellValue(double Value, double Tp, double Fp, double Fn, double Tn, double Size)
{
    // Rounding of shares leaves about 1e-16 of the terms where there should be nothing; a row of a billion leaves more.
    private const double Nothing = 1e-13;

    public static CellValue Of(double number) => new(number, 0, 0, 0, 0, Math.Abs(number));

    public static CellValue operator +(CellValue a, CellValue b) =>
        new(a.Value + b.Value, a.Tp + b.Tp, a.Fp + b.Fp, a.Fn + b.Fn, a.Tn + b.Tn, a.Size + b.Size);

    public static CellValue operator -(CellValue a) => new(-a.Value, -a.Tp, -a.Fp, -a.Fn, -a.Tn, a.Size);

    public static CellValue operator -(CellValue a, CellValue b) => a + -b;

    public static CellValue operator *(CellValue a, CellValue b) => Combine(a.Value * b.Value, b.Value, a, a.Value, b, a.Size * b.Size);

    public static CellValue operator /(CellValue a, CellValue b)
    {
        if (Math.Abs(b.Value) <= Nothing * b.Size)
            return Of(double.NaN);
        double quotient = a.Value / b.Value;
        return Combine(quotient, 1 / b.Value, a, -quotient / b.Value, b, a.Size / Math.Abs(b.Value));
    }

    private static CellValue Combine(double value, double alongA, CellValue a, double alongB, CellValue b, double size) => new(
        value, alongA * a.Tp + alongB * b.Tp, alongA * a.Fp + alongB * b.Fp, alongA * a.Fn + alongB * b.Fn, alongA * a.Tn + alongB * b.Tn, size);
}
