using MlCi.Findings;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace MlCi.Pipelines;

/// <summary>
/// Keeps a hostile YAML file from exhausting stack or memory: it is read by recursion, and a few aliases can stand for billions
/// of values, or for themselves.
/// </summary>
internal static class YamlBounds
{
    private const int MostLevels = 64;
    private const int MostValues = 20_000;

    /// <summary>Reads the file's events, without building anything of them.</summary>
    /// <exception cref="FaultException">It is out of bounds (exit 2).</exception>
    public static void Check(string text, FaultList faults)
    {
        var parser = new Parser(new StringReader(text));
        var open = new Stack<(AnchorName Anchor, long Before)>();
        var sizes = new Dictionary<AnchorName, long>();
        long values = 0;
        while (Next())
        {
            ParsingEvent current = parser.Current!;
            switch (current)
            {
                case AnchorAlias alias:
                    values += sizes.TryGetValue(alias.Value, out long size) ? size : throw Fault(
                        $"found alias '*{alias.Value}', expected the name of an anchor that ends before it");
                    break;
                case MappingStart or SequenceStart:
                    open.Push((((NodeEvent)current).Anchor, values++));
                    break;
                case Scalar scalar:
                    values++;
                    Remember(scalar.Anchor, 1);
                    break;
                case MappingEnd or SequenceEnd:
                    (AnchorName anchor, long before) = open.Pop();
                    Remember(anchor, values - before);
                    break;
            }

            if (open.Count > MostLevels)
                throw Fault($"found more than {MostLevels} levels of nesting, expected fewer");
            if (values > MostValues)
                throw Fault($"found more than {MostValues} values, counting each alias as what it stands for; expected fewer");

            FaultException Fault(string message) => FaultException.Misconfigured(message, faults.At(current.Start));
        }

        // Of some texts, such as a list that is never closed before a key, the reader says nothing but that it is at a loss.
        bool Next()
        {
            try
            {
                return parser.MoveNext();
            }
            catch (InvalidOperationException)
            {
                throw FaultException.Misconfigured("found text that is not YAML, expected YAML 1.2", faults.At(parser.Current?.End ?? Mark.Empty));
            }
        }

        void Remember(AnchorName anchor, long size)
        {
            if (!anchor.IsEmpty)
                sizes[anchor] = size;
        }
    }
}
