using System.Diagnostics;
using MlCi.Data;
using MlCi.Findings;
using MlCi.Schemas;

namespace MlCi.Modeling.Serving;

/// <summary>Checks rows, asks the model, and checks what it says: the only way to it.</summary>
/// <param name="model">The model.</param>
/// <param name="contract">What rows must be like.</param>
/// <param name="metrics">What is counted.</param>
internal sealed class Oracle(ServedModel model, Contract contract, ServeMetrics metrics)
{
    private const string Name = "request";

    /// <summary>The model.</summary>
    public ServedModel Model => model;

    /// <summary>What rows must be like.</summary>
    public Contract Contract => contract;

    /// <summary>The rows as the model gets them, or null where the contract does not admit them: then their faults are listed.</summary>
    /// <exception cref="RefusedException">A pattern backtracks without end on them (400).</exception>
    public Table? Admit(Scratch scratch)
    {
        FieldRows rows = scratch.Rows;
        Table table = rows.ToTable(Name);
        try
        {
            // What is clean as a whole is clean row by row, where all rows have the same fields.
            if (scratch.Faults.Count == 0 && rows.IsEven && contract.Guard.Holds(table))
                return Admitted(scratch, table);
            for (int row = 0; row < rows.Count; row++)
            {
                foreach (RowFault fault in contract.Guard.Faults(rows.RowOf(Name, row), row))
                    scratch.Faults.Add(fault);
            }
        }
        catch (FaultException e)
        {
            throw new RefusedException(400, e.Message);
        }

        if (scratch.Faults.Count == 0)
            return Admitted(scratch, rows.ToTable(Name));
        foreach (RowFault fault in scratch.Faults.Listed)
            metrics.Fault(fault.Field is { } field && contract.Find(field) >= 0 ? field : "", fault.Rule);
        return null;
    }

    /// <summary>The model's numbers, row by row.</summary>
    /// <exception cref="RefusedException">The model refuses the rows (422).</exception>
    /// <exception cref="InvalidOperationException">It gives something else than finite numbers, as many as it should.</exception>
    public double[] Predict(Table table)
    {
        using Activity? span = ServeTraces.Part("predict");
        span?.SetTag("mlci.rows", table.RowCount);
        span?.SetTag("mlci.model", model.Digest);
        double[] numbers;
        try
        {
            numbers = model.Predictor.Predict(table);
        }
        catch (FaultException e) when (e.ExitCode == ExitCodes.Negative)
        {
            throw new RefusedException(422, e.Message);
        }

        if (numbers.Length != (long)table.RowCount * model.Outputs.Count)
            throw new InvalidOperationException($"the model gave {numbers.Length} numbers for {table.RowCount} rows and {model.Outputs.Count} columns");
        for (int i = 0; i < numbers.Length; i++)
        {
            if (!double.IsFinite(numbers[i]))
                throw new InvalidOperationException($"row {i / model.Outputs.Count}: the model's {model.Outputs[i % model.Outputs.Count]} is {numbers[i]}, expected a finite number");
        }

        metrics.Predicted(table.RowCount, model.Outputs, numbers);
        return numbers;
    }

    private Table Admitted(Scratch scratch, Table table)
    {
        for (int i = 0; i < contract.Columns.Count; i++)
        {
            int missing = scratch.Rows.MissingCount(i);
            if (missing > 0)
                metrics.Nulls(contract.Columns[i].Name, missing);
        }

        return scratch.Rows.WithAllColumns(table);
    }
}
