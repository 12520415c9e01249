using System.Buffers;
using System.Globalization;
using MlCi.Findings;

namespace MlCi.Promotion;

/// <summary>The git tag of a release, <c>telco-churn/v1.4.0</c>: which pipeline's model goes into production, as which version.</summary>
/// <param name="Pipeline">The pipeline.</param>
/// <param name="Version">The version: a release, no announcement of one.</param>
public sealed record ReleaseTag(string Pipeline, SemanticVersion Version)
{
    /// <summary>The option that names it.</summary>
    public const string Option = "--release-tag";

    private const string Example = "telco-churn/v1.4.0";
    private const string Refs = "refs/tags/";

    // A registry's tag has at most 128 letters, and so has a folder's name more than enough of them.
    private const int MostLetters = 200;

    private static readonly SearchValues<char> Plain = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._/+-");
    private static readonly SearchValues<char> OfPipelines = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789._-");

    /// <summary>The tag as git has it.</summary>
    public override string ToString() => $"{Pipeline}/{Version.Tag}";

    /// <summary>Reads a tag's name, which may be anybody's: whoever may push a tag chooses it.</summary>
    /// <param name="name">The name, without <c>refs/tags/</c>.</param>
    /// <exception cref="FaultException">It names no release; every fault is told (exit 2).</exception>
    public static ReleaseTag Read(string name)
    {
        if (string.IsNullOrWhiteSpace(name))
            throw FaultException.Misconfigured($"found nothing for '{Option}', expected a tag such as {Example}; is the variable that it stands in empty?");
        if (name.Length > MostLetters)
            throw FaultException.Misconfigured($"found a tag of {Numerals.Count(name.Length, "letters")} for '{Option}', expected at most {MostLetters}, such as {Example}");
        if (name.AsSpan().IndexOfAnyExcept(Plain) is >= 0 and var odd)
            throw FaultException.Misconfigured($"found {Shown(name[odd])} as letter {odd + 1} of a tag for '{Option}', expected letters, digits, '.', '_', '-' and one '/', such as {Example}");
        if (name.StartsWith(Refs, StringComparison.Ordinal))
            throw FaultException.Misconfigured($"found '{name}' for '{Option}', expected it without {Refs}: {name[Refs.Length..]}");
        if (name.Split('/') is not [var pipeline, var version])
            throw FaultException.Misconfigured($"found '{name}' for '{Option}', expected one '/', with a pipeline before it and a version after it: {Example}");

        Fault[] faults = [.. PipelineFaults(pipeline), .. VersionFaults(version)];
        return faults.Length > 0 ? throw FaultException.Misconfigured(faults) : new ReleaseTag(pipeline, SemanticVersion.OfTag(version)!);
    }

    private static IEnumerable<Fault> PipelineFaults(string pipeline)
    {
        const string Expected = "lower-case letters and digits, parted by '.', '_' or '-'";
        if (pipeline.Length == 0)
            yield return new Fault($"found no pipeline before the '/' of '{Option}', expected {Expected}");
        else if (pipeline.AsSpan().ContainsAnyExcept(OfPipelines) || !char.IsAsciiLetterOrDigit(pipeline[0]) || !char.IsAsciiLetterOrDigit(pipeline[^1]) || pipeline.Contains("..", StringComparison.Ordinal))
            yield return new Fault($"found pipeline '{pipeline}' in '{Option}', expected {Expected}");
    }

    private static IEnumerable<Fault> VersionFaults(string version)
    {
        if (SemanticVersion.OfTag(version) is not { } read)
            yield return new Fault($"found version '{version}' in '{Option}', expected v and three numbers without zeros before them, such as v1.4.0");
        else if (read.Build.Length > 0)
            yield return new Fault($"found version '{version}' in '{Option}', expected one without a plus, which no registry takes in a tag: v{read with { Build = "" }}");
        else if (read.Prerelease.Length > 0)
            yield return new Fault($"found version '{version}' in '{Option}', expected a release: what only announces {read with { Prerelease = "" }} does not go into production");
    }

    private static string Shown(char letter) => letter is > ' ' and < '\u007f' ? $"'{letter}'" : string.Create(CultureInfo.InvariantCulture, $"U+{(int)letter:X4}");
}
