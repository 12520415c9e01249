namespace MlCi.Modeling.Serving;

/// <summary>A model that is ready to be asked.</summary>
/// <param name="Name">Its name in the Open Inference Protocol.</param>
/// <param name="Digest">The digest of its folder.</param>
/// <param name="Predictor">The model.</param>
internal sealed record ServedModel(string Name, string Digest, IPredictor Predictor)
{
    /// <summary>What its numbers are.</summary>
    public IReadOnlyList<string> Outputs { get; } = Predictor.Columns;

    /// <summary>Loads a model.</summary>
    /// <exception cref="Findings.FaultException">It cannot be loaded (exit 2).</exception>
    public static ServedModel Load(IModel model, ServeOptions options) =>
        new(options.Name, DigestOf(options.Model), model.Load(options.Model));

    private static string DigestOf(string folder) => Data.Digest.OfFiles(
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(file =>
        {
            using FileStream stream = File.OpenRead(file);
            return (Path.GetRelativePath(folder, file).Replace('\\', '/'), Data.Digest.OfStream(stream));
        }));
}
