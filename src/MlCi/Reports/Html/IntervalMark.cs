namespace MlCi.Reports.Html;

/// <summary>One row of a forest plot: the side that misses the limit, the interval, the estimate, the champion.</summary>
internal static class IntervalMark
{
    /// <summary>Adds the drawing; the numbers stand beside it as text.</summary>
    public static void Add(Markup page, Axis axis, IntervalValues row)
    {
        page.Add($"<svg class=\"f\" viewBox=\"0 0 240 16\" aria-hidden=\"true\">");
        if (row.Limit is { } limit)
        {
            double x = axis.At(limit);
            double start = row.LimitIsMinimum ? 0 : x;
            page.Add($"<path class=\"x\" d=\"M{start} 0H{(row.LimitIsMinimum ? x : IntervalScale.Width)}V16H{start}z\"/><path class=\"t\" d=\"M{x} 0V16\"/>");
        }

        if (row is { Lower: { } lower, Upper: { } upper })
            AddInterval(page, axis, lower, upper);
        if (row.Champion is { } champion && double.IsFinite(champion))
            page.Add($"<path class=\"c\" d=\"M{axis.At(champion)} 3l5 5-5 5-5-5z\"/>");
        if (row.Estimate is { } estimate && double.IsFinite(estimate))
            page.Add($"<circle class=\"e\" cx=\"{axis.At(estimate)}\" cy=\"8\" r=\"3.5\"/>");
        page.Add($"</svg>");
    }

    /// <summary>Adds the axis above the rows.</summary>
    public static void AddAxis(Markup page, Axis axis)
    {
        page.Add($"<svg class=\"f a\" viewBox=\"0 0 240 16\" aria-hidden=\"true\">");
        IReadOnlyList<double> ticks = axis.Ticks(4);
        foreach (double tick in ticks)
        {
            double x = axis.At(tick);
            // A label at an end leans inwards.
            string anchor = x < 20 ? " class=\"l\"" : x > IntervalScale.Width - 20 ? " class=\"r\"" : "";
            page.Add($"<path d=\"M{x} 12v4\"/><text x=\"{x}\" y=\"10\"");
            page.AddAsset(anchor);
            page.Add($">{Axis.Label(tick)}</text>");
        }

        page.Add($"</svg>");
    }

    private static void AddInterval(Markup page, Axis axis, double lower, double upper)
    {
        (double from, double to) = (axis.At(lower), axis.At(upper));
        page.Add($"<path class=\"i\" d=\"M{from} 8H{to}");
        // An end that lies further out than the axis is an arrow.
        if (axis.IsOutside(lower))
            page.Add($"M{from + 5} 4l-5 4 5 4");
        else
            page.Add($"M{from} 5v6");
        if (axis.IsOutside(upper))
            page.Add($"M{to - 5} 4l5 4-5 4\"/>");
        else
            page.Add($"M{to} 5v6\"/>");
    }
}

/// <summary>What a row of a forest plot shows; null is not there.</summary>
/// <param name="Estimate">The estimate.</param>
/// <param name="Lower">The lower end of its interval.</param>
/// <param name="Upper">The upper end.</param>
/// <param name="Limit">The limit.</param>
/// <param name="LimitIsMinimum">Whether what lies below the limit misses it; else what lies above.</param>
/// <param name="Champion">The champion's value.</param>
internal readonly record struct IntervalValues(double? Estimate, double? Lower, double? Upper, double? Limit, bool LimitIsMinimum, double? Champion);
