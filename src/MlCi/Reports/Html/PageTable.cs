namespace MlCi.Reports.Html;

/// <summary>
/// A table that can be sorted and filtered where the script runs, and is whole where it does not. It scrolls by itself, by keyboard
/// too, so that no table makes the page wider.
/// </summary>
internal static class PageTable
{
    private const int LongTable = 12;

    /// <summary>Adds all that stands before the first body of rows.</summary>
    /// <param name="page">The page.</param>
    /// <param name="caption">What the table holds.</param>
    /// <param name="rows">Its rows: a table of many is made to scroll, and can be filtered.</param>
    /// <param name="columns">Its columns.</param>
    public static void Open(Markup page, string caption, int rows, params IReadOnlyList<PageColumn> columns)
    {
        page.Add($"<div class=\"{(rows > LongTable ? "scroll long" : "scroll")}\" role=\"region\" aria-label=\"{caption}\" tabindex=\"0\"><table class=\"sortable\"><caption>{caption}</caption><thead><tr>");
        foreach (PageColumn column in columns)
        {
            page.Add($"<th scope=\"col\" class=\"{column.Kind}\"{Sorts(column)}>{column.Title}");
            if (column.Axis is { } axis)
                IntervalMark.AddAxis(page, axis);
            page.Add($"</th>");
        }

        page.Add($"</tr></thead>");
    }

    /// <summary>Adds all that stands behind the last body.</summary>
    public static void Close(Markup page) => page.Add($"</table></div>");

    private static Markup Sorts(PageColumn column)
    {
        var attribute = new Markup();
        if (column.Kind != PageColumn.Drawing)
            attribute.Add($" data-sort");
        return attribute;
    }
}

/// <summary>A column of a table.</summary>
/// <param name="Title">Its title.</param>
/// <param name="Kind">The class of its cells: empty for text.</param>
internal sealed record PageColumn(string Title, string Kind = "")
{
    /// <summary>Numbers, at the right.</summary>
    public const string Number = "n";

    /// <summary>Not needed where there is little room.</summary>
    public const string Wide = "w";

    /// <summary>Numbers that are not needed where there is little room.</summary>
    public const string WideNumber = "n w";

    /// <summary>A drawing, by which no table is sorted.</summary>
    public const string Drawing = "d";

    /// <summary>The axis of a column of drawings, or null.</summary>
    public Axis? Axis { get; init; }
}
