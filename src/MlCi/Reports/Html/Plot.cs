using MlCi.Findings;

namespace MlCi.Reports.Html;

/// <summary>A drawing with two axes, a title, a description for those who do not see it, and its numbers as a table below.</summary>
/// <param name="Id">Its id in the page.</param>
/// <param name="Title">Its title.</param>
/// <param name="Across">What the axis across is.</param>
/// <param name="Up">What the axis up is.</param>
internal sealed record Plot(string Id, string Title, string Across, string Up)
{
    private const double Left = 50;
    private const double Right = 350;
    private const double Top = 10;
    private const double Bottom = 250;

    /// <summary>The axis across.</summary>
    public Axis X { get; init; } = Axis.Unit(Left, Right);

    /// <summary>The axis up.</summary>
    public Axis Y { get; init; } = Axis.Unit(Bottom, Top);

    /// <summary>The same with other numbers across.</summary>
    public Plot WithX(double from, double to, bool isLogarithmic = false) => this with { X = new Axis(from, to, Left, Right, isLogarithmic) };

    /// <summary>The same with other numbers up.</summary>
    public Plot WithY(double from, double to, bool isLogarithmic = false) => this with { Y = new Axis(from, to, Bottom, Top, isLogarithmic) };

    /// <summary>Adds everything up to what is drawn between the axes.</summary>
    /// <param name="page">The page.</param>
    /// <param name="description">What the drawing shows, in words.</param>
    public void Open(Markup page, string description)
    {
        page.Add($"<figure id=\"{Id}\"><figcaption><h3>{Title}</h3></figcaption><svg class=\"p\" viewBox=\"0 0 360 300\" role=\"img\" aria-labelledby=\"{Id}-t {Id}-d\"><title id=\"{Id}-t\">{Title}</title><desc id=\"{Id}-d\">{description}</desc><g class=\"axis\">");
        foreach (double tick in X.Ticks(5))
            page.Add($"<path d=\"M{X.At(tick)} {Top}V{Bottom}\"/><text x=\"{X.At(tick)}\" y=\"{Bottom + 15}\">{Axis.Label(tick)}</text>");
        foreach (double tick in Y.Ticks(5))
            page.Add($"<path d=\"M{Left} {Y.At(tick)}H{Right}\"/><text class=\"r\" x=\"{Left - 5}\" y=\"{Y.At(tick) + 4}\">{Label(tick)}</text>");
        page.Add($"<text class=\"name\" x=\"{(Left + Right) / 2}\" y=\"288\">{Across}</text><text class=\"name\" x=\"{-(Top + Bottom) / 2}\" y=\"11\" transform=\"rotate(-90)\">{Up}</text></g>");
    }

    /// <summary>How a number at the axis up is written.</summary>
    public Func<double, string> Label { get; init; } = Axis.Label;

    /// <summary>Adds a line.</summary>
    /// <param name="page">The page.</param>
    /// <param name="kind">Its class.</param>
    /// <param name="line">Its vertices.</param>
    public void AddLine(Markup page, string kind, CurveLine line)
    {
        if (line.X.Count == 0)
            return;
        page.Add($"<path class=\"{kind}\" d=\"");
        AddVertices(page, line, isFirst: true);
        page.Add($"\"/>");
    }

    /// <summary>Adds the area between two lines.</summary>
    public void AddArea(Markup page, string kind, CurveLine lower, CurveLine upper)
    {
        page.Add($"<path class=\"{kind}\" d=\"");
        AddVertices(page, lower, isFirst: true);
        AddVertices(page, new CurveLine([.. upper.X.Reverse()], [.. upper.Y.Reverse()]), isFirst: false);
        page.Add($"z\"/>");
    }

    /// <summary>Adds a point.</summary>
    public void AddPoint(Markup page, double x, double y) => page.Add($"<circle class=\"at\" cx=\"{X.At(x)}\" cy=\"{Y.At(y)}\" r=\"5\"/>");

    /// <summary>Ends the drawing.</summary>
    public static void CloseDrawing(Markup page) => page.Add($"</svg>");

    /// <summary>Adds the numbers, folded, and ends the figure.</summary>
    /// <param name="page">The page.</param>
    /// <param name="columns">The titles of the columns.</param>
    /// <param name="rows">The rows, each as wide as the titles.</param>
    public void Close(Markup page, IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string>> rows)
    {
        page.Add($"<details><summary>Numbers<span class=\"vh\"> of {Title}</span></summary><table><thead><tr>");
        foreach (string column in columns)
            page.Add($"<th scope=\"col\" class=\"n\">{column}</th>");
        page.Add($"</tr></thead><tbody>");
        foreach (IReadOnlyList<string> row in rows)
        {
            page.Add($"<tr>");
            foreach (string cell in row)
                page.Add($"<td class=\"n\">{cell}</td>");
            page.Add($"</tr>");
        }

        page.Add($"</tbody></table></details></figure>\n");
    }

    /// <summary>A share or rate in the table.</summary>
    public static string Number(double value) => Numerals.Of(value);

    private void AddVertices(Markup page, CurveLine line, bool isFirst)
    {
        for (int i = 0; i < line.X.Count; i++)
            page.Add($"{(i > 0 || !isFirst ? "L" : "M")}{X.At(line.X[i])} {Y.At(line.Y[i])}");
    }
}
