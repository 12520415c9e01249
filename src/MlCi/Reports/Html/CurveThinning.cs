namespace MlCi.Reports.Html;

/// <summary>
/// Thins a line in the unit square while it is drawn, so that nobody sees a difference: no vertex that is left out lies as far as
/// half a pixel from the line that is left. First, a vertex closer than a twentieth of a pixel to the last one that was kept is left
/// out at once, so a million vertices are never held; then the rest is thinned by Douglas &amp; Peucker's algorithm (The Canadian
/// Cartographer 10, 1973) to three tenths of a pixel. Each place is
/// told to four decimals, a thirtieth of a pixel, and drawn to a tenth.
/// </summary>
internal sealed class CurveThinning
{
    /// <summary>The side of the drawn square in pixels, which no plot exceeds.</summary>
    public const double Pixels = 320;

    private const double Near = .05 / Pixels;
    private const double Allowed = .3 / Pixels;
    private readonly List<(double X, double Y)> kept = [];
    private (double X, double Y) last;

    /// <summary>Adds a vertex.</summary>
    public void Add(double x, double y)
    {
        last = (x, y);
        if (kept.Count == 0 || Math.Abs(x - kept[^1].X) > Near || Math.Abs(y - kept[^1].Y) > Near)
            kept.Add(last);
    }

    /// <summary>The line that is left: the first and the last vertex are always there.</summary>
    public CurveLine ToLine()
    {
        if (kept.Count == 0)
            return CurveLine.None;
        if (kept[^1] != last)
            kept.Add(last);
        bool[] stays = new bool[kept.Count];
        stays[0] = stays[^1] = true;
        Stack<(int First, int Last)> open = new([(0, kept.Count - 1)]);
        while (open.TryPop(out (int First, int Last) piece))
        {
            if (Farthest(piece.First, piece.Last) is not { } middle)
                continue;
            stays[middle] = true;
            open.Push((piece.First, middle));
            open.Push((middle, piece.Last));
        }

        (double X, double Y)[] left = [.. kept.Where((_, i) => stays[i])];
        return new CurveLine([.. left.Select(vertex => Math.Round(vertex.X, 4))], [.. left.Select(vertex => Math.Round(vertex.Y, 4))]);
    }

    private int? Farthest(int from, int to)
    {
        (double x, double y) = kept[from];
        (double dx, double dy) = (kept[to].X - x, kept[to].Y - y);
        double length = dx * dx + dy * dy, most = Allowed * Allowed;
        int? farthest = null;
        for (int i = from + 1; i < to; i++)
        {
            (double px, double py) = (kept[i].X - x, kept[i].Y - y);
            // To the piece itself, not to the line through it, which a curve that turns back may touch elsewhere.
            double along = length > 0 ? Math.Clamp((px * dx + py * dy) / length, 0, 1) : 0;
            double distance = Square(px - along * dx) + Square(py - along * dy);
            if (distance > most)
                (farthest, most) = (i, distance);
        }

        return farthest;
    }

    private static double Square(double value) => value * value;
}
