using FsCheck;

namespace MlCi.Tests;

/// <summary>How properties are checked: the same cases on every run.</summary>
internal static class Properties
{
    public static Config Fixed { get; } = Config.QuickThrowOnFailure.WithMaxTest(200).WithReplay(20240607, 1);
}
