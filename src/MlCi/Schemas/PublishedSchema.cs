namespace MlCi.Schemas;

/// <summary>The schemas that this package publishes and keeps itself to.</summary>
internal static class PublishedSchema
{
    /// <summary>Reads one.</summary>
    /// <param name="name">Its file: <c>pipeline.schema.json</c>.</param>
    public static SchemaDocument Read(string name)
    {
        using Stream stream = typeof(PublishedSchema).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"{name} is not among the resources");
        byte[] json = new byte[stream.Length];
        stream.ReadExactly(json);
        return SchemaDocument.Read(json, name);
    }
}
