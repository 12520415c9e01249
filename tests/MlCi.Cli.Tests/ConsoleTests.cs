namespace MlCi.Cli.Tests;

/// <summary>Tests that redirect the console run one after the other.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class ConsoleTests
{
    public const string Name = "console";
}
