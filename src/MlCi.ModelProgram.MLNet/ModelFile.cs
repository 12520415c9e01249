using Microsoft.ML;
using MlCi.Findings;

namespace MlCi.Modeling.MLNet;

/// <summary>A model of ML.NET in a model's folder: the zip of <c>Model.Save</c> with the columns that it was trained on.</summary>
internal static class ModelFile
{
    /// <summary>The file's name.</summary>
    public const string Name = "model.zip";

    /// <summary>A context that does the same each time.</summary>
    /// <param name="seed">The seed of everything random.</param>
    /// <param name="assembly">Where custom mappings are looked for.</param>
    public static MLContext Context(long seed, System.Reflection.Assembly assembly)
    {
        if (seed is < 0 or > int.MaxValue)
            throw FaultException.Misconfigured($"found seed {seed}, expected one from 0 to {int.MaxValue}");
        var context = new MLContext((int)seed);
        context.ComponentCatalog.RegisterAssembly(assembly);
        return context;
    }

    /// <summary>Saves a model; the same model gives the same bytes.</summary>
    public static void Save(MLContext context, ITransformer model, DataViewSchema schema, string folder)
    {
        using var zip = new MemoryStream();
        context.Model.Save(model, schema, zip);
        WholeFile.Write(Path.Combine(folder, Name), ModelZip.Normalised(zip.ToArray()));
    }

    /// <summary>Loads a model and the columns that it was saved with, or null where it was saved without.</summary>
    /// <exception cref="FaultException">There is no model, or it cannot be loaded (exit 2).</exception>
    public static (ITransformer Model, DataViewSchema? Schema) Load(MLContext context, string path)
    {
        if (!File.Exists(path))
            throw FaultException.Misconfigured($"{path}: not found, expected a model of ML.NET");
        try
        {
            ITransformer model = context.Model.Load(path, out DataViewSchema? schema);
            return (model, schema);
        }
        catch (Exception e) when (e is InvalidDataException or FormatException or InvalidOperationException or ArgumentException)
        {
            throw FaultException.Misconfigured($"{path}: not a model of ML.NET that this program can load: {e.Message}");
        }
    }
}
