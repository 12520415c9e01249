using Spectre.Console;
using Spectre.Console.Rendering;

namespace MlCi.Adapters.Terminal;

/// <summary>A line of markup as it is, however wide the terminal.</summary>
internal sealed class Unwrapped(string markup) : IRenderable
{
    private const int Wide = 100_000;
    private readonly Markup inner = new(markup + "\n");

    public Measurement Measure(RenderOptions options, int maxWidth) => ((IRenderable)inner).Measure(options, Wide);

    public IEnumerable<Segment> Render(RenderOptions options, int maxWidth) => ((IRenderable)inner).Render(options, Wide);
}
