using System.Text;
using MlCi.Data;
using MlCi.Findings;
using MlCi.Schemas;

namespace MlCi.Modeling.Serving;

/// <summary>Asks the model for one prediction before anyone else may: of the first row of <c>selfcheck.json</c> in its folder, or of one made from the contract.</summary>
internal static class SelfCheck
{
    /// <summary>The file's name.</summary>
    public const string FileName = "selfcheck.json";

    /// <summary>Asks.</summary>
    /// <exception cref="FaultException">The model gives no prediction, or the contract does not admit the row of the file (exit 1).</exception>
    public static void Run(Oracle oracle, string folder, ServeLog log)
    {
        string file = Path.Combine(folder, FileName);
        try
        {
            double[] numbers = File.Exists(file) ? OfFile(oracle, file) : OfContract(oracle, log);
            log.Info("self-check passed", ("row", File.Exists(file) ? FileName : "made from the contract"), ("prediction", PrometheusPage.Number(numbers[0])));
        }
        catch (Exception e) when (e is not FaultException)
        {
            throw FaultException.Negative($"self-check: {e.Message}, expected a prediction");
        }
    }

    private static double[] OfFile(Oracle oracle, string file)
    {
        byte[] body = File.ReadAllBytes(file);
        using Scratch scratch = Scratch.Rent([], oracle.Contract);
        scratch.Reserve(body.Length);
        body.CopyTo(scratch.Buffer, FieldRows.Slack);
        scratch.Length = body.Length;
        PlainRows.Read(oracle.Contract, scratch, int.MaxValue);
        Table table = oracle.Admit(scratch) ?? throw new FaultException(ExitCodes.Negative,
            [.. scratch.Faults.Listed.Select(fault => new Fault($"{file}: row {fault.Row}, field '{fault.Field}': found {fault.Found}, expected {fault.Expected}"))]);
        return oracle.Model.Predictor.Predict(table.Take([0])) is { Length: > 0 } numbers && Array.TrueForAll(numbers, double.IsFinite)
            ? numbers : throw new InvalidOperationException("found no finite number");
    }

    // It need not keep every rule, such as those across columns or a pattern: what is tried is that the model runs.
    private static double[] OfContract(Oracle oracle, ServeLog log)
    {
        IReadOnlyList<ColumnSchema> columns = oracle.Contract.Columns;
        using Scratch scratch = Scratch.Rent([], oracle.Contract);
        string?[] texts = [.. columns.Select(SampleRow.Of)];
        string[] unmet = [.. columns.Where((column, i) => texts[i] is null && !column.AllowsMissing).Select(column => column.Name)];
        if (unmet.Length > 0)
            log.Warn($"no value could be made up for the self-check; a row in {FileName} would check more", ("columns", string.Join(", ", unmet)));
        scratch.Reserve(texts.Sum(text => Encoding.UTF8.GetByteCount(text ?? "")));
        scratch.Rows.Begin(scratch.Buffer);
        scratch.Rows.AddRow();
        int at = FieldRows.Slack;
        for (int i = 0; i < texts.Length; i++)
        {
            if (texts[i] is not { } text)
            {
                scratch.Rows.SetMissing(i, 0);
                continue;
            }

            int length = Encoding.UTF8.GetBytes(text, scratch.Buffer.AsSpan(at));
            scratch.Rows.Set(i, 0, at, at + length);
            at += length;
        }

        double[] numbers = oracle.Model.Predictor.Predict(scratch.Rows.WithAllColumns(scratch.Rows.ToTable("self-check")));
        return numbers.Length == oracle.Model.Outputs.Count && Array.TrueForAll(numbers, double.IsFinite)
            ? numbers : throw new InvalidOperationException("found no finite number");
    }
}
