namespace MlCi.Testing.Kills;

/// <summary>The repositories that rounds start from, each made once by the product itself and then copied.</summary>
/// <param name="cli">The path of MlCi.Cli.dll.</param>
public sealed class KillStates(string cli) : IDisposable
{
    private static readonly string[] Names = [KillCase.CSharp, KillCase.Commands];
    private readonly TemporaryFolder folder = new();

    /// <summary>The folder that holds them, and the rounds.</summary>
    public string Root => folder.Root;

    /// <summary>Makes all states.</summary>
    public void Prepare()
    {
        using (var repository = new TinyRepository())
        {
            SlowCommands.AddTo(repository, KillCase.Commands);
            FolderOf.Copy(repository.Root, PathOf(KillState.Unbuilt));
        }

        string edited = Next(KillState.Unbuilt, KillState.Edited);
        Run(edited, "register");
        FolderOf.Copy(PathOf(KillState.Unbuilt), PathOf(KillState.Scratch));
        FolderOf.Copy(Path.Combine(edited, ".mlci", "cache", "Build"), Path.Combine(PathOf(KillState.Scratch), ".mlci", "cache", "Build"));
        foreach (string name in Names)
            Run(edited, "promote", "--to", "production", "--why", "to compare with", "--pipeline", name);
        Edit(edited, KillCase.CSharp, "mode: good", "mode: still good");
        Edit(edited, KillCase.Commands, "level: 1", "level: 1.1");

        Run(Next(KillState.Edited, KillState.Unchanged), "gate");
        string partFilled = Next(KillState.Unchanged, KillState.PartFilled);
        Directory.Delete(Path.Combine(partFilled, ".mlci", "cache", "Evaluate"), recursive: true);
        foreach (string name in Names)
        {
            string artifacts = Path.Combine(partFilled, "artifacts", name);
            foreach (string file in new[] { "gate.json", "comparison.json", "predictions.csv" })
                File.Delete(Path.Combine(artifacts, file));
        }
    }

    /// <summary>A copy of a state.</summary>
    public string CopyOf(KillState state, string name)
    {
        string copy = folder.Path("rounds", name);
        FolderOf.Copy(PathOf(state), copy);
        return copy;
    }

    public void Dispose() => folder.Dispose();

    private string Next(KillState from, KillState state)
    {
        FolderOf.Copy(PathOf(from), PathOf(state));
        return PathOf(state);
    }

    private string PathOf(KillState state) => folder.Path("states", $"{state}");

    private void Run(string root, params string[] command)
    {
        using var process = new MlciProcess(cli, root, command);
        (int code, string output) = process.WaitForEnd();
        if (code != 0)
            throw new InvalidOperationException($"mlci {string.Join(' ', command)} ended with {code}, expected 0: {output}");
    }

    private static void Edit(string root, string pipeline, string old, string text)
    {
        string file = Path.Combine(root, "pipelines", pipeline, "pipeline.yml");
        string before = File.ReadAllText(file);
        if (!before.Contains(old, StringComparison.Ordinal))
            throw new InvalidOperationException($"{file} does not hold: {old}");
        File.WriteAllText(file, before.Replace(old, text, StringComparison.Ordinal));
    }
}
