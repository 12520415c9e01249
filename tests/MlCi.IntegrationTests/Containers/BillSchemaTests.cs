using MlCi.IntegrationTests.Schemas;
using MlCi.Testing;

namespace MlCi.IntegrationTests.Containers;

/// <summary>
/// Bills of materials against CycloneDX' own schema: bom-1.6, spdx and jsf-0.82 as npm's @cyclonedx/cyclonedx-library 8.6.0 brings them
/// (Apache-2.0, https://github.com/CycloneDX/specification).
/// </summary>
public sealed class BillSchemaTests : IDisposable
{
    private static readonly string Schema = Path.Combine(RepositoryRoot.Path, "tests", "MlCi.IntegrationTests", "Containers", "bom-1.6.SNAPSHOT.schema.json");
    private static readonly string Bill = Path.Combine(RepositoryRoot.Path, "tests", "MlCi.Tests", "Images", "BillOfMaterialsTests.Bill.verified.json");
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [SkippableFact]
    public void Bill_IsValid() => Assert.Equal(["valid"], PythonSchema.Validate(Schema, Bill));

    [SkippableTheory]
    [InlineData("\"specVersion\": \"1.6\"", "\"specVersion\": 1.6")]
    [InlineData("\"urn:uuid:", "\"uuid:")]
    [InlineData("\"machine-learning-model\"", "\"model\"")]
    [InlineData("\"SHA-512\"", "\"SHA512\"")]
    [InlineData("\"bom-ref\"", "\"ref\"")]
    public void WrongBill_IsRefused(string old, string replacement)
    {
        string right = File.ReadAllText(Bill);
        Assert.Contains(old, right, StringComparison.Ordinal);

        Assert.NotEqual(["valid"], PythonSchema.Validate(Schema, folder.Write("wrong.json", right.Replace(old, replacement, StringComparison.Ordinal))));
    }
}
