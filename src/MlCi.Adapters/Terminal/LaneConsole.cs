using Spectre.Console;
using Spectre.Console.Rendering;

namespace MlCi.Adapters.Terminal;

/// <summary>A console whose output goes elsewhere first.</summary>
/// <param name="console">The console that it stands for.</param>
/// <param name="write">Is given what is printed.</param>
internal sealed class LaneConsole(IAnsiConsole console, Action<IRenderable> write) : IAnsiConsole
{
    public Profile Profile => console.Profile;

    public IAnsiConsoleCursor Cursor => console.Cursor;

    public IAnsiConsoleInput Input => console.Input;

    public IExclusivityMode ExclusivityMode => console.ExclusivityMode;

    public RenderPipeline Pipeline => console.Pipeline;

    public void Clear(bool home)
    {
        // What others have printed stays.
    }

    public void Write(IRenderable renderable) => write(renderable);
}
