using System.Globalization;

namespace MlCi.Runs;

/// <summary>An axis: which part of the numbers it shows, where each lies on it, and where its ticks are.</summary>
/// <param name="From">The lower end.</param>
/// <param name="To">The upper end, more than the lower.</param>
/// <param name="IsLogarithmic">Whether it is logarithmic; its ends are positive then.</param>
public sealed record PlotScale(double From, double To, bool IsLogarithmic)
{
    private const double Room = .06;
    private const int Parts = 6;

    /// <summary>An axis that shows all numbers, with some room on either side.</summary>
    /// <param name="numbers">At least one number, all finite; positive where it is logarithmic.</param>
    /// <param name="isLogarithmic">Whether it is logarithmic.</param>
    public static PlotScale Of(IEnumerable<double> numbers, bool isLogarithmic = false)
    {
        double[] all = [.. numbers.Select(number => isLogarithmic ? Math.Log10(number) : number)];
        (double from, double to) = (all.Min(), all.Max());
        double room = to > from ? Room * (to - from) : Math.Max(Math.Abs(to), 1) * Room;
        (from, to) = (from - room, to + room);
        return isLogarithmic ? new PlotScale(Math.Pow(10, from), Math.Pow(10, to), true) : new PlotScale(from, to, false);
    }

    /// <summary>Where a number lies, 0 at the lower end and 1 at the upper.</summary>
    public double Place(double number) => IsLogarithmic
        ? (Math.Log10(number) - Math.Log10(From)) / (Math.Log10(To) - Math.Log10(From))
        : (number - From) / (To - From);

    /// <summary>Round numbers between the ends, with their text: 1, 2 or 5 times a power of ten apart; on a logarithmic axis powers of ten.</summary>
    public IReadOnlyList<(double At, string Text)> Ticks => IsLogarithmic ? Decades() : Steps();

    private List<(double At, string Text)> Decades()
    {
        (int first, int last) = ((int)Math.Ceiling(Math.Log10(From)), (int)Math.Floor(Math.Log10(To)));
        int every = 1 + ((last - first) / Parts);
        List<(double At, string Text)> ticks = [];
        for (int power = first; power <= last; power += every)
            ticks.Add((Math.Pow(10, power), power is >= -4 and <= 5 ? Math.Pow(10, power).ToString("0.####", CultureInfo.InvariantCulture) : $"1e{power}"));
        return ticks;
    }

    private List<(double At, string Text)> Steps()
    {
        double rough = (To - From) / Parts;
        double power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        double step = (rough / power) switch { <= 1 => 1, <= 2 => 2, <= 5 => 5, _ => 10 } * power;
        int decimals = Math.Clamp((int)Math.Ceiling(-Math.Log10(step) - 1e-9), 0, 12);
        List<(double At, string Text)> ticks = [];
        // Counted, not added up: a tick is a round number, without what adding rounds. Plus nothing makes a plain 0 of −0.
        for (double count = Math.Ceiling(From / step) + 0.0; count * step <= To; count++)
            ticks.Add((count * step, Written(count * step, decimals)));
        return ticks;
    }

    private static string Written(double number, int decimals) => Math.Abs(number) >= 1e7
        ? number.ToString("0.###e0", CultureInfo.InvariantCulture)
        : number.ToString("F" + decimals, CultureInfo.InvariantCulture).Replace('-', '−');
}
