using MlCi.Adapters.Processes;
using MlCi.Adapters.Registry;
using MlCi.Adapters.Registry.Remote;
using MlCi.Adapters.Storage;
using MlCi.Findings;

namespace MlCi.Adapters.Containers;

/// <summary>Builds the image of a pipeline of commands, which brings a Dockerfile.</summary>
public static class DockerfileBuild
{
    /// <summary>Builds it.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="context">What it is built from.</param>
    /// <param name="arguments">Build arguments. They stay in the image's history, so none may be a secret.</param>
    /// <param name="labels">Labels of the image.</param>
    /// <param name="secrets">The secrets that the environment has.</param>
    /// <param name="log">Is given what the build prints.</param>
    /// <returns>The image's id.</returns>
    /// <exception cref="FaultException">
    /// A step failed (exit 1); the Dockerfile is none, a file of the context is missing or a link, or an argument has a secret (exit 2); the
    /// engine is out of reach (exit 3).
    /// </exception>
    public static string Run(
        IContainerEngine engine, DockerfileContext context, IReadOnlyDictionary<string, string> arguments, IReadOnlyDictionary<string, string> labels,
        SecretTexts secrets, Action<string> log)
    {
        Fault[] told =
        [
            .. arguments.Concat(labels).Where(one => secrets.Without(one.Value) != one.Value).OrderBy(one => one.Key, StringComparer.Ordinal)
                .Select(one => new Fault($"found a secret in '{one.Key}', which is given to the build, expected none: it stays in the image, for all to read")),
        ];
        if (told.Length > 0)
            throw FaultException.Misconfigured(told);
        using var scratch = new ScratchFolder("mlci-context-");
        using FileStream archive = TemporaryContent.Open(scratch.Path);
        context.Write(archive);
        archive.Position = 0;
        return engine.Build(archive, new BuildRequest(DockerfileContext.Dockerfile, arguments, labels), log);
    }
}

/// <summary>
/// What a Dockerfile may copy: <c>program/</c> with the program's files as they lie in the repository, <c>model/</c>, <c>schema.json</c>,
/// and the <c>Dockerfile</c> itself; nothing else of this machine. The same files give the same bytes.
/// </summary>
/// <param name="Program">The folder of the program's files, as <see cref="Training.IPipelineProgram.Pack"/> gives it.</param>
/// <param name="Model">The model's folder.</param>
/// <param name="Schema">The contract's file, or null where there is none.</param>
/// <param name="File">The Dockerfile.</param>
public sealed record DockerfileContext(string Program, string Model, string? Schema, string File)
{
    /// <summary>The Dockerfile's name in the context.</summary>
    public const string Dockerfile = "Dockerfile";

    /// <summary>Writes it as a tar.</summary>
    /// <exception cref="FaultException">A file is missing, or a link (exit 2).</exception>
    public void Write(Stream archive)
    {
        List<(string Name, string Path)> files =
        [
            .. Inside("program/", Program), .. Inside("model/", Model),
            (Dockerfile, Existing(File, "a Dockerfile")),
        ];
        if (Schema is not null)
            files.Add(("schema.json", Existing(Schema, "the data contract")));
        files.Sort((one, other) => string.CompareOrdinal(one.Name, other.Name));
        ProgramTar.Pack(files, archive);
    }

    private static IEnumerable<(string Name, string Path)> Inside(string prefix, string folder) =>
        InsideFolder.Files(folder, "what a Dockerfile copies").Select(file => (prefix + file.Name, file.Path));

    private static string Existing(string file, string what) =>
        System.IO.File.Exists(file) ? file : throw FaultException.Misconfigured($"{file}: found no such file, expected {what}");
}
