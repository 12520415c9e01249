using System.Globalization;
using System.Text;
using MlCi.Data;
using MlCi.Testing;

namespace MlCi.Modeling.MLNet.Tests;

/// <summary>Trains models of tests, each into a folder that goes with the test.</summary>
internal sealed class TrainedModel : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private int trained;

    public void Dispose() => folder.Dispose();

    /// <summary>Trains a model; gives its folder.</summary>
    public string Train(IModel model, Table data, string parameters = "{}", long seed = 1)
    {
        string output = Directory.CreateDirectory(folder.Path($"{++trained}")).FullName;
        model.Train(new TrainingRun(data, new Parameters(parameters, "params.json"), seed, output, _ => { }));
        return output;
    }

    /// <summary>The bytes of what <see cref="Train"/> wrote.</summary>
    public byte[] Bytes(IModel model, Table data, string parameters = "{}", long seed = 1) =>
        File.ReadAllBytes(Path.Combine(Train(model, data, parameters, seed), ModelFile.Name));

    /// <summary>A table of some lines of CSV.</summary>
    public static Table Table(string csv) => CsvReader.Read(Encoding.UTF8.GetBytes(csv), "rows.csv");

    /// <summary>
    /// Rows whose <c>price</c> is 10 for each <c>square_metres</c>, 50 more in the kind <c>new</c>, and whose <c>is_dear</c> says
    /// whether it is above 300, but for every tenth row.
    /// </summary>
    public static Table Houses(int count = 200)
    {
        var csv = new StringBuilder("square_metres,kind,price,is_dear\n");
        for (int i = 0; i < count; i++)
        {
            int size = i * 37 % 60;
            int price = 10 * size + (i % 2 == 0 ? 50 : 0);
            bool isDear = price > 300 != (i % 10 == 3);
            csv.Append(CultureInfo.InvariantCulture, $"{size},{(i % 2 == 0 ? "new" : "old")},{price},{(isDear ? "dear" : "cheap")}\n");
        }

        return Table(csv.ToString());
    }
}
