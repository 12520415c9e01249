namespace MlCi.Reports.Html;

/// <summary>
/// A table that can be sorted and filtered where the script runs, and is whole where it does not. It scrolls by itself, by keyboard
/// too, so that no table makes the page wider.
/// </summary>
internal static class PageTable
{
    private const int LongTable = 12;
    private const int TallTable = 60;

    /// <summary>Adds all that stands before the first body of rows.</summary>
    /// <param name="page">The page.</param>
    /// <param name="caption">What the table holds.</param>
    /// <param name="rows">Its rows: a table of many can be filtered, and one of very many scrolls by itself.</param>
    /// <param name="columns">Its columns.</param>
    public static void Open(Markup page, string caption, int rows, params IReadOnlyList<PageColumn> columns)
    {
        string frame = rows > TallTable ? "scroll long tall" : rows > LongTable ? "scroll long" : "scroll";
        string table = columns.Any(column => column.Kind == PageColumn.Drawing) ? "sortable forest" : "sortable";
        page.Add($"<div class=\"{frame}\" role=\"group\" aria-label=\"{caption}\" tabindex=\"0\"><table class=\"{table}\"><caption>{caption}</caption><thead><tr>");
        foreach (PageColumn column in columns)
        {
            page.Add($"<th scope=\"col\" class=\"{column.Kind}\"");
            page.AddAsset(column.Kind is PageColumn.Drawing or PageColumn.WideDrawing ? "" : " data-sort");
            page.Add($">{column.Title}</th>");
        }

        page.Add($"</tr></thead>");
    }

    /// <summary>Begins a body of intervals that are drawn alike.</summary>
    /// <param name="page">The page.</param>
    /// <param name="title">What its rows have in common.</param>
    /// <param name="axis">The axis of its drawings, or null where there are none.</param>
    /// <param name="columns">The columns of the table, of which the third is drawn.</param>
    public static void OpenGroup(Markup page, string title, Axis? axis, int columns)
    {
        page.Add($"<tbody><tr class=\"g\"><th scope=\"rowgroup\" colspan=\"2\">{title}</th><td class=\"d\">");
        if (axis is not null)
            IntervalMark.AddAxis(page, axis);
        page.Add($"</td><td colspan=\"{columns - 3}\"></td></tr>\n");
    }

    /// <summary>Adds all that stands behind the last body.</summary>
    public static void Close(Markup page) => page.Add($"</table></div>");
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

    /// <summary>An interval, by which no table is sorted. Where there is little room, each row of its table takes two lines.</summary>
    public const string Drawing = "d";

    /// <summary>A drawing that is not needed where there is little room, and by which no table is sorted.</summary>
    public const string WideDrawing = "d w";
}
