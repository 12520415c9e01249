using MlCi.Gates;

namespace MlCi.Reports.Html;

/// <summary>What the verdict rests on.</summary>
internal static class LineagePart
{
    /// <summary>The first digits of a digest.</summary>
    public static string Short(string digest) => digest.Length > 19 ? digest[7..19] : digest;

    public static void Add(Markup page, GateReport report)
    {
        page.Add($"<dl>\n");
        AddDigest(page, "Model", report.Digests.Model);
        AddDigest(page, "Champion's model", report.Digests.Champion);
        AddDigest(page, "Training data", report.Digests.Data);
        AddDigest(page, "Holdout", report.Digests.Holdout);
        AddDigest(page, "Rules", report.Digests.Rules);
        page.Add($"<dt>Commit</dt><dd>");
        if (report.Commit is { } commit)
            page.Add($"<code>{commit:80}</code>");
        else
            page.Add($"none");
        page.Add($"{(report.Dirty switch { true => ", and files were changed after it", false => "", _ => ", and git did not say whether files were changed" })}</dd>\n<dt>Champion</dt><dd>{report.Champion:600}</dd>\n");
        foreach (HoldoutUse use in report.HoldoutUse)
            page.Add($"<dt>Use of the holdout</dt><dd>{use.Mode.Word()}: {use.Reason:600} <code class=\"at\">{use.Source.ToString():200}</code></dd>\n");
        page.Add($"</dl>\n");
        if (report.Packages.Count > 0)
            AddPackages(page, report.Packages);
    }

    private static void AddPackages(Markup page, IReadOnlyList<PackageUse> packages)
    {
        page.Add($"<details><summary>{packages.Count(package => package.Available)} of {packages.Count} packages could be had</summary>");
        PageTable.Open(page, "Packages", packages.Count, new("Package"), new("Version"), new("Used"), new("Stand-in, and why"));
        page.Add($"<tbody>");
        foreach (PackageUse package in packages)
        {
            page.Add($"<tr><th scope=\"row\">{package.Id:120}</th><td>{package.Version:60}</td><td>{(package.Available ? "yes" : "no")}</td>");
            page.Add($"<td>{string.Join("; ", new[] { package.Available ? null : package.StandIn, package.Reason }.OfType<string>()):300}</td></tr>\n");
        }

        page.Add($"</tbody>");
        PageTable.Close(page);
        page.Add($"</details>\n");
    }

    private static void AddDigest(Markup page, string what, string? digest)
    {
        if (digest is not null)
            page.Add($"<dt>{what}</dt><dd><code>{digest:120}</code></dd>\n");
    }
}
