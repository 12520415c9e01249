namespace MlCi.Statistics;

/// <summary>
/// The hybrid score interval of a difference of two independent proportions, made of the Wilson interval of each (Newcombe,
/// "Interval estimation for the difference between independent proportions", Statistics in Medicine 17, 1998, method 10).
/// </summary>
public static class Newcombe
{
    /// <summary>The interval of first − second with each side tested at <paramref name="alpha"/>, so 1−2α two-sided.</summary>
    /// <param name="first">The first proportion.</param>
    /// <param name="second">The second proportion.</param>
    /// <param name="alpha">The error of each side, above 0 and below ½.</param>
    public static Interval Of(Proportion first, Proportion second, double alpha)
    {
        Interval a = Wilson.Of(first.Successes, first.Trials, alpha);
        Interval b = Wilson.Of(second.Successes, second.Trials, alpha);
        double difference = first.Share - second.Share;
        return new Interval(
            difference - Length(first.Share - a.Lower, b.Upper - second.Share),
            difference + Length(a.Upper - first.Share, second.Share - b.Lower));
    }

    private static double Length(double x, double y) => Math.Sqrt(x * x + y * y);
}
