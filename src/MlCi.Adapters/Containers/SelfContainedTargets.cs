using System.Security;

namespace MlCi.Adapters.Containers;

/// <summary>What a self-contained program is published with: settings, and a file of MSBuild's that only a list of files can be said in.</summary>
internal static class SelfContainedTargets
{
    /// <summary>The system that it is for.</summary>
    public const string Runtime = "linux-x64";

    // One trimmed assembly after the other: what is trimmed loses the code that it came with, so it is compiled once more.
    private static readonly string[] Settings =
    [
        "--runtime", Runtime, "--self-contained", "-p:PublishTrimmed=true", "-p:TrimMode=partial", "-p:EnableTrimAnalyzer=false", "-p:SuppressTrimAnalysisWarnings=true",
        // Models are saved by reflection.
        "-p:JsonSerializerIsReflectionEnabledByDefault=true", "-p:PublishReadyToRun=true", "-p:PublishSingleFile=false",
        // As programs are run for the gate; no base needs libicu.
        "-p:InvariantGlobalization=true",
        // Nothing of when, where and from which commit: the same sources are the same bytes.
        "-p:Deterministic=true", "-p:DebugType=none", "-p:DebugSymbols=false", "-p:IncludeSourceRevisionInInformationalVersion=false", "-p:EnableSourceControlManagerQueries=false",
    ];

    /// <summary>What a published program depends on beside its sources and the SDK, as part of a key.</summary>
    public static string Key { get; } = string.Join('\n', [.. Settings, Text("", "")]);

    /// <summary>Writes the file of MSBuild's, and gives all arguments.</summary>
    /// <param name="file">Where it goes.</param>
    /// <param name="root">The repository's folder, whose name must not be read in the output.</param>
    /// <param name="intermediate">The folder between sources and output, of which the same is true.</param>
    public static string[] Write(string file, string root, string intermediate)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, Text(root, intermediate));
        return [.. Settings, $"-p:CustomAfterMicrosoftCommonTargets={Escaped(file)}"];
    }

    // Frameworks are trimmed whole, also what no attribute of theirs promises that it may be: MVC and Razor stay away from whoever does not
    // use them. Programs and packages stay as they are. Debuggers, dumps, traces and other collectors are nobody's in a container. Of what
    // comes with MlCi, and of what only others use, code that was compiled before takes place and saves no time.
    private static string Text(string root, string intermediate) => $"""
        <Project>
          <PropertyGroup>
            <PathMap>{Mapped(intermediate, "/_build/")},{Mapped(root, "/_/")}</PathMap>
          </PropertyGroup>
          <ItemGroup>
            <PublishReadyToRunExclude Include="System.Linq.Expressions.dll;System.Private.Xml.dll;MathNet.Numerics.dll;YamlDotNet.dll" />
          </ItemGroup>
          <Target Name="MlCiLeaveOutTools" AfterTargets="ResolveRuntimePackAssets">
            <ItemGroup>
              <_MlCiTool Include="@(RuntimePackAsset)" Condition="$([System.Text.RegularExpressions.Regex]::IsMatch('%(Filename)%(Extension)', '^(createdump|lib(mscordaccore|mscordbi|coreclrtraceptprovider|clrgc|clrgcexp)\.so)$'))" />
              <RuntimePackAsset Remove="@(_MlCiTool)" />
              <ReferenceCopyLocalPaths Remove="@(_MlCiTool)" />
            </ItemGroup>
          </Target>
          <Target Name="MlCiTrimFrameworks" BeforeTargets="PrepareForILLink" DependsOnTargets="_ComputeManagedAssemblyToLink">
            <ItemGroup>
              <ManagedAssemblyToLink Condition="$([System.Text.RegularExpressions.Regex]::IsMatch('%(FullPath)', '[/\\][Mm]icrosoft\.([Nn][Ee][Tt][Cc]ore|[Aa]sp[Nn]et[Cc]ore)\.[Aa]pp\.[Rr]untime\.'))">
                <IsTrimmable>true</IsTrimmable>
              </ManagedAssemblyToLink>
            </ItemGroup>
          </Target>
        </Project>

        """;

    // The compiler reads a comma or equals sign that stands twice as itself.
    private static string Mapped(string folder, string name) => $"{SecurityElement.Escape(Escaped(Doubled(Path.TrimEndingDirectorySeparator(folder) + "/")))}={name}";

    private static string Doubled(string path) => path.Replace(",", ",,", StringComparison.Ordinal).Replace("=", "==", StringComparison.Ordinal);

    // What means something to MSBuild.
    private static string Escaped(string path) => string.Concat(path.Select(letter => "%$@'();?*,".Contains(letter, StringComparison.Ordinal) ? $"%{(int)letter:X2}" : letter.ToString()));
}
