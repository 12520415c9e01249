using Spectre.Console;
using Spectre.Console.Rendering;

namespace MlCi.Adapters.Terminal;

/// <summary>A line of markup, or a table, as it is, however wide the terminal: a table that does not fit would lose its cells.</summary>
internal sealed class Unwrapped(IRenderable inner) : IRenderable
{
    private const int Wide = 100_000;

    public Unwrapped(string markup)
        : this(new Markup(markup + "\n"))
    {
    }

    public Measurement Measure(RenderOptions options, int maxWidth) => inner.Measure(options, Wide);

    public IEnumerable<Segment> Render(RenderOptions options, int maxWidth) => inner.Render(options, Wide);
}
