using System.Text;
using System.Text.Json;
using MlCi.Adapters.Storage;
using MlCi.Adapters.Training;
using MlCi.Data;
using MlCi.Findings;
using MlCi.Schemas;

namespace MlCi.Adapters.Replays;

/// <summary>Replays a logged prediction: the same row, the same model, in batch.</summary>
public static class PredictionReplay
{
    /// <summary>Replays it.</summary>
    /// <param name="request">What is replayed.</param>
    /// <param name="interrupted">Stops programs.</param>
    /// <exception cref="FaultException">
    /// There is no such line, a value of it is redacted, its model is not there (exit 2); its program fails (exit 1); the registry is out of reach (exit 3).
    /// </exception>
    public static ReplayResult Run(ReplayRequest request, CancellationToken interrupted)
    {
        (LoggedPrediction logged, string? note) = Line(request);
        CheckRedacted(logged, request);
        using var scratch = new ScratchFolder("mlci-replay-");
        LoggedModel model = LoggedModel.Find(request, logged.Model, scratch.Path, interrupted);
        var contract = new RowGuard(RowSchema.Read(model.Schema, "schema.json"), model.Definition.Label.Value);
        KeyValuePair<string, string?>[] row = Row(logged, contract, model.Definition.Label.Value, request);
        string data = Path.Combine(scratch.Path, "row.csv");
        File.WriteAllText(data, Csv(row), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));

        string predictions = Path.Combine(scratch.Path, "predictions.csv");
        var host = new ModelProgramHost(request.Log, interrupted);
        string? key = model.Definition.Key is { } named && Array.Exists(row, one => one.Key == named.Value && one.Value is not null) ? named.Value : null;
        host.Predict(model.Predict, model.Folder, data, key, predictions);
        ReplayedOutput[] outputs = Outputs(logged, predictions);

        string explanations = Path.Combine(scratch.Path, "explanations.jsonl");
        string? cannot = model.Explain is null ? "its program is a command, and only C# programs are asked for explanations" : host.Explain(model.Explain, model.Folder, data, explanations);
        return new ReplayResult(logged, model.Definition.Name, model.From)
        {
            Outputs = outputs,
            Row = row,
            Set = [.. request.Set.Keys.Order(StringComparer.Ordinal)],
            Explanations = cannot is null ? Explanations(explanations) : [],
            CannotExplain = cannot,
            Notes = [.. new[] { note }.OfType<string>(), .. model.Notes],
        };
    }

    private static (LoggedPrediction Line, string? Note) Line(ReplayRequest request)
    {
        IReadOnlyList<string> files = PredictionLogSearch.FilesOf(request.LogFile);
        if (files.Count == 0)
            throw FaultException.Misconfigured($"found no file '{request.LogFile}' for '--log', expected the one that `serve --prediction-log` writes");
        (IReadOnlyList<LoggedPrediction> found, int damaged) = PredictionLogSearch.Find(files, request.RequestId);
        string where = $"{request.LogFile}{(files.Count > 1 ? $" and {Numerals.Count(files.Count - 1, "rotated files")}" : "")}";
        string broken = damaged > 0 ? $" that can be read ({Numerals.Count(damaged, "lines")} with that id cannot)" : "";
        int[] rows = [.. found.Select(line => line.Row).Distinct().Order()];
        if (rows.Length == 0)
            throw FaultException.Misconfigured($"{where}: found no line of request '{request.RequestId}'{broken}, expected one: the log may have been rotated away, or the request was not in its share");
        if (request.Row is null && rows.Length > 1)
            throw FaultException.Misconfigured($"{where}: found {Numerals.Count(rows.Length, "rows")} of request '{request.RequestId}', expected --row N with N from {rows[0]} to {rows[^1]}");
        int row = request.Row ?? rows[0];
        LoggedPrediction[] lines = [.. found.Where(line => line.Row == row)];
        if (lines.Length == 0)
            throw FaultException.Misconfigured($"{where}: found no row {row} of request '{request.RequestId}'{broken}, expected one of {string.Join(", ", rows)}");
        // Ids are the clients' to choose, so several requests may bear one.
        LoggedPrediction latest = lines.MaxBy(line => line.Time, StringComparer.Ordinal)!;
        return (latest, lines.Length > 1 ? $"{lines.Length} requests bear this id: the latest is replayed" : null);
    }

    private static void CheckRedacted(LoggedPrediction logged, ReplayRequest request)
    {
        IReadOnlyList<string> redacted = logged.RedactedColumns;
        Fault[] faults =
        [
            .. request.Set.Keys.Except(redacted).Select(name => new Fault(redacted.Count == 0
                ? $"found '{name}' for '--set', expected none: no column of this line is redacted"
                : $"found '{name}' for '--set', expected {NearestName.Suggest(name, redacted)}: only what is redacted can be set")),
            .. redacted.Except(request.Set.Keys).Select(name => new Fault($"column '{name}' is redacted in the log, so that the row cannot be replayed: expected --set {name}=VALUE")),
        ];
        if (faults.Length > 0)
            throw FaultException.Misconfigured(faults);
    }

    // The columns of the contract in its order, then what the log has besides: the contract may have changed since.
    private static KeyValuePair<string, string?>[] Row(LoggedPrediction logged, RowGuard contract, string label, ReplayRequest request)
    {
        Dictionary<string, string?> given = new(logged.Inputs, StringComparer.Ordinal);
        foreach ((string column, string? value) in request.Set)
            given[column] = value;
        return
        [
            .. contract.Columns.Select(column => column.Name).Union(logged.Inputs.Select(input => input.Key)).Where(name => name != label)
                .Select(name => KeyValuePair.Create(name, given.GetValueOrDefault(name))),
        ];
    }

    /// <summary>A row as CSV. Empty text is quoted, as an empty field without quotes is a missing value.</summary>
    internal static string Csv(IReadOnlyList<KeyValuePair<string, string?>> row) =>
        $"{string.Join(',', row.Select(one => Field(one.Key)))}\n{string.Join(',', row.Select(one => one.Value is { } text ? Field(text) : ""))}\n";

    private static string Field(string text) =>
        text.Length > 0 && text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static ReplayedOutput[] Outputs(LoggedPrediction logged, string file)
    {
        Table table = CsvReader.Read(File.ReadAllBytes(file), "predictions.csv");
        if (table.RowCount != 1)
            throw FaultException.Negative($"the program's predict wrote {Numerals.Count(table.RowCount, "rows")} for one row, expected one");
        Dictionary<string, double> answered = new(logged.Outputs, StringComparer.Ordinal);
        return
        [
            .. logged.Outputs.Select(output => output.Key).Union(table.Columns.Select(column => column.Name).Where(name => name != "row_id"))
                .Select(name => new ReplayedOutput(name, answered.TryGetValue(name, out double number) ? number : null, table.Find(name) is { } column ? column.Numbers[0] : null)),
        ];
    }

    private static ReplayedExplanation[] Explanations(string file)
    {
        try
        {
            return [.. File.ReadLines(file).Select(Explanation)];
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw FaultException.Negative($"the program's explain wrote something else than explanations, expected JSON Lines with output, scale, base, sum and contributions: {e.Message}");
        }
    }

    private static ReplayedExplanation Explanation(string line)
    {
        using var document = JsonDocument.Parse(line);
        JsonElement root = document.RootElement;
        return new ReplayedExplanation(
            root.GetProperty("output").GetString()!, root.GetProperty("scale").GetString()!, root.GetProperty("base").GetDouble(), root.GetProperty("sum").GetDouble(),
            [.. root.GetProperty("contributions").EnumerateObject().Select(part => KeyValuePair.Create(part.Name, part.Value.GetDouble()))]);
    }
}
