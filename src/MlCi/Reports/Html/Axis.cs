using MlCi.Findings;

namespace MlCi.Reports.Html;

/// <summary>Where numbers lie in a drawing.</summary>
/// <param name="From">The number at the start.</param>
/// <param name="To">The number at the end, above it.</param>
/// <param name="Start">The start, in pixels.</param>
/// <param name="End">The end, in pixels; before the start where the axis goes up.</param>
/// <param name="IsLogarithmic">Whether equal ratios are equally long; then all numbers are above 0.</param>
internal sealed record Axis(double From, double To, double Start, double End, bool IsLogarithmic = false)
{
    /// <summary>From 0 to 1.</summary>
    public static Axis Unit(double start, double end) => new(0, 1, start, end);

    /// <summary>Where a number lies; one outside lies at the end that is nearer.</summary>
    public double At(double value) => Start + (End - Start) * Math.Clamp(Share(value), 0, 1);

    /// <summary>Whether a number lies beyond an end.</summary>
    public bool IsOutside(double value) => !(value >= From && value <= To);

    /// <summary>Round numbers to label the axis with, about as many as asked for.</summary>
    public IReadOnlyList<double> Ticks(int about) => IsLogarithmic ? Powers(about) : Steps(about);

    /// <summary>A round number as a label.</summary>
    public static string Label(double tick) =>
        Math.Abs(tick) >= 1000 && tick == Math.Round(tick) ? Numerals.Count((long)Math.Clamp(tick, -1e15, 1e15)) : Numerals.Exact(tick);

    private double Share(double value) => IsLogarithmic
        ? Math.Log(Math.Max(value, From) / From) / Math.Log(To / From)
        : (value - From) / (To - From);

    private double[] Steps(int about)
    {
        double rough = (To - From) / about;
        double power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        double step = new[] { 1, 2, 5, 10 }.First(factor => factor * power >= rough * .9999) * power;
        double first = Math.Ceiling(From / step - 1e-9);
        int decimals = Math.Clamp(1 - (int)Math.Floor(Math.Log10(step)), 0, 15);
        return [.. Enumerable.Range(0, (int)Math.Floor(To / step - first + 1e-9) + 1).Select(i => Math.Round((first + i) * step, decimals))];
    }

    private double[] Powers(int about)
    {
        double[] all =
        [
            .. from exponent in Enumerable.Range((int)Math.Floor(Math.Log10(From)), (int)Math.Ceiling(Math.Log10(To / From)) + 2)
               from factor in new[] { 1, 2, 5 }
               let tick = Math.Round(factor * Math.Pow(10, exponent), Math.Clamp(-exponent, 0, 15))
               where tick >= From && tick <= To
               select tick,
        ];
        double[] tens = [.. all.Where(tick => Math.Log10(tick) % 1 == 0)];
        return all.Length <= about + 1 ? all : tens.Length >= 2 ? tens : [all[0], all[^1]];
    }
}
