using YamlDotNet.RepresentationModel;

namespace MlCi.Pipelines;

/// <summary>Who signs what is said of a model, and whose signatures count.</summary>
/// <param name="Command">The command that signs, or null.</param>
/// <param name="Timeout">The longest that a command may take, wherever it is named.</param>
/// <param name="Trust">The paths of public keys whose statements count.</param>
public sealed record AttestRule(CommandRule? Command, TimeSpan Timeout, IReadOnlyList<Placed> Trust)
{
    /// <summary>What holds without a word about it.</summary>
    public static AttestRule None { get; } = new(Command: null, TimeSpan.FromMinutes(1), []);
}

/// <summary>Reads <c>attest</c>.</summary>
internal static class AttestReader
{
    public static AttestRule Read(YamlSection root)
    {
        if (root.Section("attest", "a mapping of command, timeout and trust") is not { } section)
            return AttestRule.None;
        List<Placed> trust = [];
        foreach (YamlNode node in section.List("trust", "a list of paths of public keys, such as [keys/ci.pub]"))
        {
            if (YamlValues.Text(node) is { } path)
                trust.Add(new Placed(path, section.Faults.PlaceOf(node)));
            else
                section.Faults.Add(node, $"found {YamlValues.Describe(node)} in 'attest.trust', expected the path of a public key");
        }

        var rule = new AttestRule(CommandReader.Read(section), CommandReader.Timeout(section) ?? AttestRule.None.Timeout, trust);
        if (rule.Command is { IsShell: true } line)
            section.Faults.Add(line.Place, "found 'attest.shell', expected attest.command: what is signed goes through no shell");
        section.RejectUnknown();
        return rule;
    }
}
