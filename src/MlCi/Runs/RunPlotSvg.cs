using System.Globalization;
using System.Xml.Linq;
using MlCi.Findings;

namespace MlCi.Runs;

/// <summary>A plot as one SVG file that needs nothing else, readable on a light and on a dark page.</summary>
public static class RunPlotSvg
{
    private const double Width = 860, Height = 460, Left = 76, Right = 24, Top = 64, Bottom = 96;
    private const int MostLabels = 24;
    private const double LabelAngle = 35, Beside = 9;

    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    // The colours of series, for a light and for a dark page: of Okabe and Ito, darkened and lightened until text contrast holds.
    private static readonly (string Light, string Dark)[] Colors =
    [
        ("#0060a8", "#6db6ff"), ("#a84300", "#ff9d5c"), ("#00704f", "#4fd1a5"), ("#8b2f7f", "#e39ad6"),
        ("#7a5c00", "#e8c547"), ("#006b85", "#66d0ec"), ("#a3243b", "#ff8fa0"), ("#4b4b4b", "#c8c8c8"),
    ];

    /// <summary>The text of the file.</summary>
    /// <param name="plot">The plot.</param>
    public static string Write(RunPlot plot)
    {
        PlotScale x = plot.Labels is { } labels
            ? new PlotScale(-.6, labels.Count - .4, false)
            : PlotScale.Of(plot.Runs.Select(run => run.At), plot.IsLogarithmic);
        PlotScale y = PlotScale.Of(Heights(plot));
        var root = new XElement(
            Svg + "svg",
            new XAttribute("viewBox", $"0 0 {Text(Width)} {Text(Height)}"), new XAttribute("width", Text(Width)), new XAttribute("height", Text(Height)),
            new XAttribute("role", "img"),
            new XElement(Svg + "title", InertText.Of(plot.Title)),
            new XElement(Svg + "style", Style()),
            new XElement(Svg + "rect", new XAttribute("class", "page"), Place("width", Width), Place("height", Height)),
            Words(Left, 26, "title", plot.Title),
            Legend(plot),
            y.Ticks.SelectMany(tick => new[] { Line("grid", Left, Y(y, tick.At), Width - Right, Y(y, tick.At)), Words(Left - 8, Y(y, tick.At) + 4, "end", tick.Text) }),
            Horizontal(plot, x),
            Line("axis", Left, Height - Bottom, Width - Right, Height - Bottom),
            plot.Limit is { } limit ? Line("limit", Left, Y(y, limit), Width - Right, Y(y, limit)) : null,
            Runs(plot, x, y));
        return root.ToString().ReplaceLineEndings("\n") + "\n";
    }

    /// <summary>All that the vertical axis must show.</summary>
    internal static IEnumerable<double> Heights(RunPlot plot) =>
        plot.Runs.SelectMany(run => new[] { run.Value, run.Lower ?? run.Value, run.Upper ?? run.Value }).Concat(plot.Limit is { } limit ? [limit] : []);

    private static IEnumerable<XElement> Legend(RunPlot plot)
    {
        double at = Left;
        (string Mark, string Word)[] marks = [("passed", "passed"), ("failed", "failed"), ("none", "no verdict")];
        foreach ((string mark, string word) in marks.Where(mark => plot.Runs.Any(run => run.Run.VerdictWord == mark.Mark)))
        {
            yield return new XElement(Svg + "g", new XAttribute("class", "ink"), Mark(mark, at + 6, 44));
            yield return Words(at + 16, 48, "small", word);
            at += 28 + (7 * word.Length);
        }

        if (plot.Limit is { } limit)
        {
            yield return Line("limit", at, 44, at + 28, 44);
            yield return Words(at + 34, 48, "small", $"limit {Numerals.Exact(limit)}");
        }

        foreach ((int series, string pipeline) in plot.Pipelines.Index().Where(_ => plot.Pipelines.Count > 1))
        {
            yield return new XElement(Svg + "rect", new XAttribute("class", $"s{series} swatch"), Place("x", at + 4), Place("y", 39), Place("width", 14), Place("height", 10));
            yield return Words(at + 24, 48, "small", pipeline);
            at += 36 + (7 * pipeline.Length);
        }
    }

    private static IEnumerable<XElement> Horizontal(RunPlot plot, PlotScale x)
    {
        double under = Height - Bottom + 18;
        if (plot.Labels is { } labels)
        {
            int every = 1 + ((labels.Count - 1) / MostLabels);
            bool turned = labels.Count > 7 || labels.Any(label => label.Length > 14);
            foreach ((int index, string label) in labels.Index().Where(one => one.Index % every == 0))
            {
                string shown = label.Length > 16 ? label[..15] + "…" : label;
                XElement words = Words(X(x, index), under, turned ? "end small" : "middle small", shown);
                if (turned)
                    words.Add(new XAttribute("transform", $"rotate(-{Text(LabelAngle)} {Text(X(x, index))} {Text(under)})"));
                yield return words;
            }
        }
        else
        {
            foreach ((double at, string text) in x.Ticks)
                yield return Words(X(x, at), under, "middle", text);
        }

        string axis = plot.X == RunPlot.ByStart ? "runs in the order of their start (UTC)" : plot.X + (plot.IsLogarithmic ? " (logarithmic)" : "");
        yield return Words((Left + Width - Right) / 2, Height - 10, "middle", axis);
    }

    private static IEnumerable<XElement> Runs(RunPlot plot, PlotScale x, PlotScale y)
    {
        Dictionary<double, int> standing = [];
        foreach (PlottedRun run in plot.Runs)
        {
            // Runs at one place stand side by side: 0, +1, −1, +2 ….
            int before = standing.GetValueOrDefault(run.At);
            standing[run.At] = before + 1;
            double at = X(x, run.At) + (Beside * ((before + 1) / 2) * (before % 2 == 1 ? 1 : -1));
            var group = new XElement(
                Svg + "g", new XAttribute("class", $"s{plot.Pipelines.Index().First(one => one.Item == run.Run.Pipeline).Index}"),
                new XElement(Svg + "title", InertText.Of($"{run.Run.Id} {run.Run.Pipeline}: {plot.Metric} {Shown(run)}, verdict {run.Run.VerdictWord}")));
            if (run is { Lower: { } lower, Upper: { } upper })
            {
                group.Add(Line("bar", at, Y(y, lower), at, Y(y, upper)));
                group.Add(Line("bar", at - 4, Y(y, lower), at + 4, Y(y, lower)));
                group.Add(Line("bar", at - 4, Y(y, upper), at + 4, Y(y, upper)));
            }

            group.Add(Mark(run.Run.VerdictWord, at, Y(y, run.Value)));
            yield return group;
        }
    }

    // Shapes, and not colours alone, tell the verdicts: filled, crossed, hollow.
    private static IEnumerable<XElement> Mark(string verdict, double x, double y) => verdict == "failed"
        ? [Line("cross", x - 5, y - 5, x + 5, y + 5), Line("cross", x - 5, y + 5, x + 5, y - 5)]
        : [new XElement(Svg + "circle", new XAttribute("class", verdict == "passed" ? "full" : "hollow"), Place("cx", x), Place("cy", y), Place("r", 4.5))];

    private static string Shown(PlottedRun run) => run is { Lower: { } lower, Upper: { } upper }
        ? Numerals.WithInterval(run.Value, lower, upper) : Numerals.Of(run.Value);

    private static string Style() => $$"""

        svg { --page: #ffffff; --ink: #1f2328; --soft: #59636e; --grid: #d8dee4; {{Series(color => color.Light)}} }
        @media (prefers-color-scheme: dark) { svg { --page: #0d1117; --ink: #e6edf3; --soft: #9da7b3; --grid: #30363d; {{Series(color => color.Dark)}} } }
        text { font: 13px system-ui, sans-serif; fill: var(--soft); }
        text.title { font-size: 16px; font-weight: 600; fill: var(--ink); }
        text.small { font-size: 12px; }
        text.end { text-anchor: end; }
        text.middle { text-anchor: middle; }
        .page { fill: var(--page); }
        .grid { stroke: var(--grid); }
        .axis { stroke: var(--soft); }
        .limit { stroke: var(--ink); stroke-dasharray: 5 4; }
        .bar { stroke: var(--s); stroke-width: 1.5; }
        .cross { stroke: var(--s); stroke-width: 2.5; }
        .full, .swatch { fill: var(--s); }
        .hollow { fill: var(--page); stroke: var(--s); stroke-width: 2; }
        .ink { --s: var(--ink); }
        {{string.Join('\n', Colors.Select((_, index) => $".s{index} {{ --s: var(--c{index}); }}"))}}

        """;

    private static string Series(Func<(string Light, string Dark), string> shade) => string.Join(' ', Colors.Select((color, index) => $"--c{index}: {shade(color)};"));

    private static XElement Line(string name, double x1, double y1, double x2, double y2) =>
        new(Svg + "line", new XAttribute("class", name), Place("x1", x1), Place("y1", y1), Place("x2", x2), Place("y2", y2));

    private static XElement Words(double x, double y, string name, string text) =>
        new(Svg + "text", new XAttribute("class", name), Place("x", x), Place("y", y), InertText.Of(text));

    private static XAttribute Place(string name, double value) => new(name, Text(value));

    private static double X(PlotScale scale, double value) => Left + (scale.Place(value) * (Width - Left - Right));

    private static double Y(PlotScale scale, double value) => Height - Bottom - (scale.Place(value) * (Height - Top - Bottom));

    private static string Text(double number) => number.ToString("0.##", CultureInfo.InvariantCulture);
}
