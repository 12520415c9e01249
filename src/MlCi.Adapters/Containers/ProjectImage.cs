using MlCi.Adapters.Registry;
using MlCi.Adapters.Storage;
using MlCi.Findings;

namespace MlCi.Adapters.Containers;

/// <summary>
/// Writes the image of a C# program with no engine: the base's layers as they are, the program, the model. Same contents, same bytes,
/// whoever writes it and where: no clock, no name of a folder, no user enters it. A new model leaves the program's layer as it was.
/// </summary>
internal static class ProjectImage
{
    /// <summary>Writes an image, in the place of what stands there once it is whole.</summary>
    /// <param name="request">What it is made of.</param>
    /// <param name="layoutFolder">Where it is to stand, as an OCI image layout.</param>
    /// <param name="interrupted">Ends it.</param>
    /// <exception cref="FaultException">A part is missing (exit 2), or the base is damaged (exit 3).</exception>
    public static ContainerImage Write(ImageRequest request, string layoutFolder, CancellationToken interrupted)
    {
        string executable = ProgramFiles.ExecutableIn(request.ProgramFolder);
        if (!File.Exists(request.SchemaFile))
            throw FaultException.Misconfigured($"{request.SchemaFile}: found no such file, expected the data contract that requests are held to");
        using AtomicFolder folder = new(layoutFolder);
        LayoutWriter layout = new(folder.Unfinished);
        long unpacked = 0;
        foreach (BaseLayer layer in request.Base.Layers)
        {
            unpacked += BaseLayerCheck.Run(layer, request.Base.Pinned, interrupted);
            layout.AddFile(layer.Blob, layer.File);
        }

        WrittenLayer program = layout.AddLayer([.. ProgramFiles.OfProgram(request.ProgramFolder, ServingConfig.ProgramFolder)], interrupted);
        WrittenLayer model = layout.AddLayer(
            [.. ProgramFiles.OfModel(request.ModelFolder, ServingConfig.ModelFolder), new LayerEntry(ServingConfig.SchemaFile, LayerEntry.Readable) { Open = () => File.OpenRead(request.SchemaFile) }],
            interrupted);
        ImageConfig config = ServingConfig.Of(request, executable, [program.DiffId, model.DiffId]);
        Descriptor[] layers = [.. request.Base.Layers.Select(layer => layer.Blob), program.Blob, model.Blob];
        OciManifest manifest = new()
        {
            SchemaVersion = 2,
            MediaType = MediaTypes.Manifest,
            Config = layout.AddBytes(ImageMediaTypes.Config, config.ToBytes()),
            Layers = layers,
            Annotations = ServingConfig.Own(request),
        };
        Descriptor written = layout.AddBytes(MediaTypes.Manifest, RegistryJson.Write(manifest));
        layout.Finish(written, request.Tag);
        folder.Commit();
        return new ContainerImage(
            Path.GetFullPath(layoutFolder), written, manifest.Config, layers, config.Root.DiffIds, unpacked + program.UnpackedSize + model.UnpackedSize);
    }
}
