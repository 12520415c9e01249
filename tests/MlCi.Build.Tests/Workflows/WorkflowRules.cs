using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace MlCi.Build.Tests.Workflows;

/// <summary>What no workflow of this repository may do, and what each must say.</summary>
internal static partial class WorkflowRules
{
    /// <summary>Every fault of a workflow; none where it keeps to the rules.</summary>
    /// <param name="text">Its text.</param>
    public static IReadOnlyList<string> Check(string text)
    {
        var workflow = WorkflowFile.Read(text);
        return
        [
            .. Pins(workflow.Text),
            .. Permissions("the workflow", workflow.Permissions, isStated: true),
            .. Written(workflow.Permissions).Select(right => $"the workflow: found {right}: write, which every job gets; expected it in the job that needs it"),
            .. workflow.RunsPullRequests ? Secrets("the workflow", workflow.OwnTexts) : [],
            .. workflow.Jobs.Count == 0 ? ["found no job"] : workflow.Jobs.SelectMany(job => Of(workflow, job)),
        ];
    }

    private static IEnumerable<string> Of(WorkflowFile workflow, WorkflowJob job)
    {
        string place = $"job '{job.Name}'";
        List<string> faults = [.. Permissions(place, job.Permissions, isStated: false)];
        if (!job.HasTimeout)
            faults.Add($"{place}: found no timeout-minutes");
        if (workflow.RunsPullRequests && !job.IsOfPushesOnly)
        {
            faults.AddRange(Secrets(place, WorkflowFile.Texts(job.Node)));
            faults.AddRange(Written(job.Permissions).Select(right => $"{place}: found {right}: write where the pull request's code runs"));
        }

        foreach (WorkflowStep step in job.Steps)
        {
            if (step.Uses.Length > 0 && !Pinned().IsMatch(step.Uses))
                faults.Add($"{place}: found action '{step.Uses}', expected one pinned by a SHA of 40 digits");
            if (step.ChecksOut && step.Input("persist-credentials") != "false")
                faults.Add($"{place}: found a checkout that leaves its token, expected persist-credentials: false");
            if (workflow.IsPrivileged && TakesTheHead(step))
                faults.Add($"{place}: found the pull request's head being checked out in a job that has rights");
            if (step.Run.Contains("${{", StringComparison.Ordinal) || step.Input("script").Contains("${{", StringComparison.Ordinal))
                faults.Add($"{place}: found ${{{{ … }}}} in a script, expected a variable of env");
        }

        return faults;
    }

    // The comment tells people, and what updates pins, which version the digits are.
    private static IEnumerable<string> Pins(string text) => text.Split('\n')
        .Where(line => UsesLine().IsMatch(line) && !line.Contains("uses: ./", StringComparison.Ordinal) && !PinnedLine().IsMatch(line))
        .Select(line => $"found '{line.Trim()}', expected the version behind it: # v1.2.3");

    private static IEnumerable<string> Permissions(string place, YamlNode? permissions, bool isStated)
    {
        if (permissions is null && isStated)
            yield return $"{place}: found no permissions, expected them stated";
        if (permissions is YamlScalarNode { Value: { Length: > 0 } all })
            yield return $"{place}: found permissions: {all}, expected them one by one";
    }

    private static IEnumerable<string> Written(YamlNode? permissions) =>
        permissions is YamlMappingNode map ? map.Children.Where(one => WorkflowFile.Scalar(one.Value) == "write").Select(one => WorkflowFile.Scalar(one.Key)) : [];

    private static IEnumerable<string> Secrets(string place, IEnumerable<string> texts) => texts.SelectMany(text => Secret().Matches(text))
        .Select(match => match.Groups[1].Value).Where(name => name != "GITHUB_TOKEN").Distinct().Select(name => $"{place}: found the secret '{name}' where the pull request's code runs");

    // By its head's branch or commit, by git's name of it, or by GitHub's tool.
    private static bool TakesTheHead(WorkflowStep step) =>
        (step.ChecksOut && (step.Input("ref") + step.Input("repository")).Contains("${{", StringComparison.Ordinal))
        || (step.ChecksOut && step.Input("ref").Contains("refs/pull/", StringComparison.Ordinal))
        || Head().IsMatch(step.Run);

    [GeneratedRegex(@"\A(?:\./.+|[\w.-]+(?:/[\w.-]+)+@[0-9a-f]{40})\z")]
    private static partial Regex Pinned();

    [GeneratedRegex(@"^\s*(?:- )?uses:")]
    private static partial Regex UsesLine();

    [GeneratedRegex(@" # v\d+(?:\.\d+)*\s*$")]
    private static partial Regex PinnedLine();

    [GeneratedRegex(@"\bsecrets(?:\.|\[')(\w+)")]
    private static partial Regex Secret();

    [GeneratedRegex(@"gh pr checkout|\bpull/[^\s]*/(?:head|merge)|\bhead_(?:sha|branch|ref)\b|HEAD_(?:SHA|REF|BRANCH)")]
    private static partial Regex Head();
}
