using YamlDotNet.RepresentationModel;

namespace MlCi.Pipelines;

/// <summary>Reads where models are registered.</summary>
public static class RegistryReader
{
    private const string Key = "registry";
    private const string Expected = "an address (host[:port]/namespace), or a mapping such as {address: ghcr.io/acme/models, lock: ci/lock}";

    /// <summary>Reads nothing but the registry out of pipeline.yml: what else it says does not matter where data are pulled.</summary>
    /// <param name="text">The text of pipeline.yml.</param>
    /// <param name="file">Its path, as the user would type it.</param>
    /// <exception cref="Findings.FaultException">The file is no YAML, or its registry cannot be used (exit 2).</exception>
    public static RegistrySetting Read(string text, string file)
    {
        var faults = new FaultList(file);
        RegistrySetting setting = Read(new YamlSection(PipelineFile.Parse(text, file, faults), "", faults));
        faults.ThrowIfAny();
        return setting;
    }

    internal static RegistrySetting Read(YamlSection root)
    {
        switch (root.Node(Key))
        {
            case null:
                return RegistrySetting.None;
            case YamlScalarNode scalar when YamlValues.Text(scalar) is { } text:
                return RegistrySetting.None with { Address = Address(root.Faults, new Placed(text, root.PlaceOf(Key))) };
            case YamlMappingNode mapping:
                var section = new YamlSection(mapping, Key + ".", root.Faults);
                RegistrySetting setting = new(Address(root.Faults, section.Required("address", RegistryAddress.Expected)), Lock(section));
                section.RejectUnknown();
                return setting;
            case var other:
                root.Faults.Add(other, $"found {YamlValues.Describe(other)} for '{Key}', expected {Expected}");
                return RegistrySetting.None;
        }
    }

    private static RegistryAddress? Address(FaultList faults, Placed written)
    {
        if (written.Value is RegistrySetting.Folder or "")
            return null;
        if (RegistryAddress.Parse(written.Value, out RegistryAddress? address) is { } wrong)
            faults.Add(written.Place, $"found {wrong} for '{Key}', expected {RegistryAddress.Expected}");
        return address;
    }

    private static string[] Lock(YamlSection section)
    {
        if (section.Node("lock") is not YamlSequenceNode list)
            return section.Optional("lock", "an executable, or a list of one and its arguments") is { } single ? [single.Value] : [];
        if (list.Children.Count == 0)
            section.Faults.Add(list, "found an empty 'registry.lock', expected an executable and its arguments");
        foreach (YamlNode node in list.Children.Where(node => YamlValues.Text(node) is null))
            section.Faults.Add(node, $"found {YamlValues.Describe(node)} among the arguments of 'registry.lock', expected text");
        return [.. list.Children.Select(YamlValues.Text).OfType<string>()];
    }
}
