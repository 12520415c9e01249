using YamlDotNet.RepresentationModel;

namespace MlCi.Build.Tests.Workflows;

/// <summary>A GitHub workflow, as far as rules ask about it.</summary>
internal sealed class WorkflowFile
{
    private readonly YamlMappingNode root;

    private WorkflowFile(string text, YamlMappingNode root) => (Text, this.root) = (text, root);

    /// <summary>Its text.</summary>
    public string Text { get; }

    /// <summary>What starts it.</summary>
    public IReadOnlyList<string> Triggers => Child(root, "on") switch
    {
        YamlScalarNode one => [one.Value ?? ""],
        YamlSequenceNode list => [.. list.Children.Select(Scalar)],
        YamlMappingNode map => [.. map.Children.Keys.Select(Scalar)],
        _ => [],
    };

    /// <summary>Whether a pull request's code runs in it.</summary>
    public bool RunsPullRequests => Triggers.Contains("pull_request");

    /// <summary>Whether it has rights and secrets although a stranger may start it.</summary>
    public bool IsPrivileged => Triggers.Any(trigger => trigger is "workflow_run" or "pull_request_target" or "issue_comment");

    /// <summary>What every job may do that says nothing itself; null where it is not stated.</summary>
    public YamlNode? Permissions => Child(root, "permissions");

    /// <summary>Its jobs.</summary>
    public IReadOnlyList<WorkflowJob> Jobs => [.. (Child(root, "jobs") as YamlMappingNode)?.Children.Select(job => new WorkflowJob(Scalar(job.Key), (YamlMappingNode)job.Value)) ?? []];

    /// <summary>Every text in it but those of its jobs.</summary>
    public IEnumerable<string> OwnTexts => root.Children.Where(one => Scalar(one.Key) != "jobs").SelectMany(one => Texts(one.Value));

    /// <summary>Reads a workflow.</summary>
    public static WorkflowFile Read(string text)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        return new WorkflowFile(text, (YamlMappingNode)stream.Documents.Single().RootNode);
    }

    internal static YamlNode? Child(YamlNode? node, string name) =>
        node is YamlMappingNode map && map.Children.TryGetValue(new YamlScalarNode(name), out YamlNode? child) ? child : null;

    internal static string Scalar(YamlNode? node) => (node as YamlScalarNode)?.Value ?? "";

    internal static IEnumerable<string> Texts(YamlNode node) => node switch
    {
        YamlScalarNode one => [one.Value ?? ""],
        YamlSequenceNode list => list.Children.SelectMany(Texts),
        YamlMappingNode map => map.Children.SelectMany(one => Texts(one.Key).Concat(Texts(one.Value))),
        _ => [],
    };
}

/// <summary>A job of a workflow.</summary>
/// <param name="Name">Its key.</param>
/// <param name="Node">What it is.</param>
internal sealed record WorkflowJob(string Name, YamlMappingNode Node)
{
    /// <summary>Whether it has a time-out.</summary>
    public bool HasTimeout => WorkflowFile.Child(Node, "timeout-minutes") is not null;

    /// <summary>What it may do; null where it says nothing itself.</summary>
    public YamlNode? Permissions => WorkflowFile.Child(Node, "permissions");

    /// <summary>Its condition names a push, and leaves no other way.</summary>
    public bool IsOfPushesOnly => WorkflowFile.Scalar(WorkflowFile.Child(Node, "if")) is var condition
        && condition.StartsWith("github.event_name == 'push'", StringComparison.Ordinal) && !condition.Contains("||", StringComparison.Ordinal);

    /// <summary>Its steps.</summary>
    public IReadOnlyList<WorkflowStep> Steps => [.. (WorkflowFile.Child(Node, "steps") as YamlSequenceNode)?.Children.Select(step => new WorkflowStep(step)) ?? []];
}

/// <summary>A step of a job.</summary>
/// <param name="Node">What it is.</param>
internal sealed record WorkflowStep(YamlNode Node)
{
    /// <summary>The action that it uses; empty where it uses none.</summary>
    public string Uses => WorkflowFile.Scalar(WorkflowFile.Child(Node, "uses"));

    /// <summary>The script that it runs; empty where it runs none.</summary>
    public string Run => WorkflowFile.Scalar(WorkflowFile.Child(Node, "run"));

    /// <summary>Whether it checks sources out.</summary>
    public bool ChecksOut => Uses.StartsWith("actions/checkout@", StringComparison.Ordinal);

    /// <summary>An input of the action; empty where it is not given.</summary>
    public string Input(string name) => WorkflowFile.Scalar(WorkflowFile.Child(WorkflowFile.Child(Node, "with"), name));
}
