namespace MlCi.Testing.Kills;

/// <summary>What a round starts from, and what it runs.</summary>
/// <param name="Name">Its name in logs.</param>
/// <param name="Command">The arguments of <c>mlci</c>.</param>
/// <param name="State">What earlier runs left.</param>
public sealed record KillCase(string Name, IReadOnlyList<string> Command, KillState State)
{
    /// <summary>The pipeline of a C# program.</summary>
    public const string CSharp = TinyRepository.Pipeline;

    /// <summary>The pipeline of shell commands.</summary>
    public const string Commands = "commands";

    /// <summary>Every case, so mixed that the first few are of every kind.</summary>
    public static IReadOnlyList<KillCase> All { get; } =
    [
        Of("gate", Commands, KillState.Scratch), Of("gate", CSharp, KillState.Edited), Of("register", Commands, KillState.Edited),
        Of("gate", Commands, KillState.PartFilled), Of("register", CSharp, KillState.Edited), Of("gate", null, KillState.Edited),
        Of("gate", Commands, KillState.Edited), Of("gate", CSharp, KillState.Scratch), Of("register", Commands, KillState.Scratch),
        Of("gate", Commands, KillState.Unchanged), Of("gate", CSharp, KillState.PartFilled), Of("register", null, KillState.Edited),
    ];

    /// <summary>The program is built, too: that takes so much longer than all the rest that it is done less often.</summary>
    public static KillCase Unbuilt { get; } = Of("gate", CSharp, KillState.Unbuilt);

    private static KillCase Of(string command, string? pipeline, KillState state) => new(
        $"{command} {pipeline ?? "both"}, {state switch
        {
            KillState.Unbuilt => "program not built",
            KillState.Scratch => "no cache",
            KillState.PartFilled => "half the cache gone",
            KillState.Edited => "a parameter edited",
            _ => "nothing changed",
        }}",
        pipeline is null ? [command] : [command, "--pipeline", pipeline], state);
}

/// <summary>What earlier runs left.</summary>
public enum KillState
{
    /// <summary>Nothing at all.</summary>
    Unbuilt,

    /// <summary>The built program, but no result.</summary>
    Scratch,

    /// <summary>A champion in production, its results, and then another parameter.</summary>
    Edited,

    /// <summary>All results of that parameter, of which the predictions and half of the artifacts are gone.</summary>
    PartFilled,

    /// <summary>All results of that parameter.</summary>
    Unchanged,
}
