using System.Text;
using MlCi.Pipelines;
using Nuke.Common;

namespace MlCi.Nuke.CommandLines;

/// <summary>The page of help, in the same words whichever host runs the build.</summary>
internal static class HelpText
{
    private const string Program = "./build.sh";

    private static readonly string[] Examples =
    [
        "Init --data customers.csv --label churned  # a first pipeline, and its gate",
        "Gate                                    # every pipeline, from data to verdict",
        "Gate --pipeline telco-churn             # one of them",
        "ValidateData TestPreprocessing          # two stages of every pipeline",
        "Register --pipeline telco-churn         # gate it, then keep it as candidate",
        "Promote --pipeline telco-churn --to production --why \"first model\"",
        "Rollback --pipeline telco-churn --to production    # back to the good model before",
        "Test                                    # the tests of this repository",
    ];

    /// <summary>The options that both hosts have; NUKE has more.</summary>
    private static readonly (string Name, string Value, string Text)[] OfHost =
    [
        ("--skip", " [<target>…]", "Leave targets out; alone, all that were not named"),
        ("--plan", "", "Show the order of the targets and run none"),
        ("--root", " <text>", "The repository's folder"),
        ("--help", "", "Show this page"),
    ];

    public static string Of(NukeBuild build)
    {
        IReadOnlyList<DeclaredTarget> targets = DeclaredTargets.Of(build);
        List<string> stages = [.. StagePlan.All.Select(stage => stage.Name), nameof(IInit.Init)];
        StringBuilder page = new();
        page.AppendLine("MlCi gates machine-learning models the way CI gates code.");
        page.AppendLine();
        page.AppendLine($"{Program} <target>… [--option <value>…]…");
        Section(page, "Targets", targets.Where(target => stages.Contains(target.Name)).Select(Line));
        Section(page, "Targets of this repository", targets.Where(target => !stages.Contains(target.Name)).Select(Line));
        Section(page, "Options", Options(KnownOption.Of(build.GetType())).Select(option => (option.Name + option.Value, option.Text)));
        Section(page, "Exit codes", ExitCodeText.All.Select(code => (code.Code.ToString(), code.Meaning)));
        page.AppendLine();
        page.AppendLine("Examples");
        foreach (string example in Examples)
            page.AppendLine($"  {Program} {example}");
        return page.ToString();
    }

    /// <summary>The options to tell a person about, whichever host runs the build.</summary>
    public static IEnumerable<(string Name, string Value, string Text)> Options(IEnumerable<KnownOption> known) => known
        .Where(option => !option.IsOfHost)
        .OrderBy(option => option.Name, StringComparer.Ordinal)
        .Select(option => (option.Name, option.Placeholder, option.Description))
        .Concat(OfHost);

    private static (string Name, string Text) Line(DeclaredTarget target)
    {
        string after = target.DependsOn.Count == 0 ? "" : $" (after {string.Join(", ", target.DependsOn)})";
        return (target.Name, target.Description + after);
    }

    private static void Section(StringBuilder page, string title, IEnumerable<(string Name, string Text)> lines)
    {
        List<(string Name, string Text)> all = [.. lines];
        if (all.Count == 0)
            return;

        int width = all.Max(line => line.Name.Length);
        page.AppendLine();
        page.AppendLine(title);
        foreach ((string name, string text) in all)
            page.AppendLine($"  {name.PadRight(width)}  {text}");
    }
}
