using MlCi.Findings;
using MlCi.Testing;

namespace MlCi.Modeling.Tests;

public sealed class JsonModelTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Bytes_DependOnTheValuesAlone_AndReadBackToTheBit()
    {
        double[] weights = [0.1 + 0.2, 1e-300, -0.0, double.MaxValue];

        JsonModel.Save(folder.Root, new Saved("größe", weights));

        Assert.Equal(
            """
            {
              "name": "gr\u00F6\u00DFe",
              "weights": [
                0.30000000000000004,
                1E-300,
                -0,
                1.7976931348623157E+308
              ]
            }

            """,
            File.ReadAllText(folder.Path(JsonModel.FileName)));
        Assert.Equal(
            weights.Select(BitConverter.DoubleToInt64Bits),
            JsonModel.Load<Saved>(folder.Root).Weights.Select(BitConverter.DoubleToInt64Bits));
    }

    [Theory]
    [InlineData("{\"name\": \"a\"")]
    [InlineData("{\"name\": \"a\"}")]
    [InlineData("{\"name\": null, \"weights\": []}")]
    [InlineData("{\"name\": \"a\", \"weights\": [], \"more\": 1}")]
    [InlineData("null")]
    [InlineData("")]
    public void FileThatIsNoSuchModel_IsRefused(string json)
    {
        folder.Write(JsonModel.FileName, json);

        FaultException e = Assert.Throws<FaultException>(() => JsonModel.Load<Saved>(folder.Root));

        Assert.StartsWith(folder.Path(JsonModel.FileName) + ": ", e.Message, StringComparison.Ordinal);
        Assert.Equal(ExitCodes.Misconfigured, e.ExitCode);
    }

    [Fact]
    public void NumberThatIsNotFinite_IsNeverSaved()
    {
        Assert.Throws<ArgumentException>(() => JsonModel.Save(folder.Root, new Saved("a", [double.NaN])));
        Assert.Empty(Directory.GetFileSystemEntries(folder.Root));
    }

    internal sealed record Saved(string Name, double[] Weights);
}
