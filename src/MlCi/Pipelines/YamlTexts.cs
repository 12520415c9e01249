using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace MlCi.Pipelines;

/// <summary>All texts of a YAML file, without building anything of them: enough to see which paths it may name.</summary>
public static class YamlTexts
{
    /// <summary>The texts, keys among them, in order.</summary>
    /// <param name="yaml">The file's text.</param>
    /// <returns>The texts; null where it is not YAML.</returns>
    public static IReadOnlyList<string>? Of(string yaml)
    {
        List<string> texts = [];
        try
        {
            var parser = new Parser(new StringReader(yaml));
            while (parser.MoveNext())
            {
                if (parser.Current is Scalar scalar)
                    texts.Add(scalar.Value);
            }
        }
        catch (Exception e) when (e is YamlException or InvalidOperationException)
        {
            return null;
        }

        return texts;
    }
}
