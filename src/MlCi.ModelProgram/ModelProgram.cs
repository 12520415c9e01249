using System.Globalization;
using MlCi.Data;
using MlCi.Findings;
using MlCi.Modeling.Serving;
using MlCi.Serving;

namespace MlCi.Modeling;

/// <summary>
/// The whole of a model program: <c>return await ModelProgram.Run&lt;TelcoChurn&gt;(args);</c>. It reads the command line that
/// MlCi calls programs with, shows progress and faults on stderr, and ends with MlCi's exit codes.
/// </summary>
public static class ModelProgram
{
    /// <summary>The exit code of a bug: an exception that is no <see cref="FaultException"/> (EX_SOFTWARE of sysexits.h).</summary>
    public const int Bug = 70;

    private const string Usage =
        """
        usage: train   --data FILE --params FILE --seed NUMBER --out FOLDER
               predict --model FOLDER --data FILE --out FILE [--key COLUMN]
               explain --model FOLDER --data FILE --out FILE
               serve   --model FOLDER [--urls URLS] [--schema FILE] [--label COLUMN] [...]
               health  [--urls URLS]

        train writes the model that it learns from a CSV file with the label, under the parameters of a JSON file, to a folder.
        predict writes a CSV file row_id,score for the rows of a CSV file without the label; of several classes
        row_id,p_<class>..., of a regression row_id,prediction.
        explain writes JSON Lines: what each number that predict would write is made of, column by column, where the model can say it.
        serve answers requests over HTTP; serve --help tells more. health asks whether it is ready.
        """;

    /// <summary>Runs a model's program.</summary>
    /// <typeparam name="T">The model.</typeparam>
    /// <param name="args">The command line.</param>
    /// <returns>The exit code: one of <see cref="ExitCodes"/>, or <see cref="Bug"/>.</returns>
    public static Task<int> Run<T>(IReadOnlyList<string> args)
        where T : IModel, new() => Run(new T(), args, Console.Error);

    /// <summary>Runs a model's program inside another, such as a test.</summary>
    /// <param name="model">The model.</param>
    /// <param name="args">The command line.</param>
    /// <param name="log">Where progress, faults and help go.</param>
    /// <inheritdoc cref="Run{T}" path="/returns"/>
    public static async Task<int> Run(IModel model, IReadOnlyList<string> args, TextWriter log)
    {
        // Whatever the machine's settings, numbers and sort orders come out the same.
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        CultureInfo.CurrentUICulture = CultureInfo.InvariantCulture;
        try
        {
            await Verb(model, args, log);
            return ExitCodes.Passed;
        }
        catch (FaultException e)
        {
            foreach (Fault fault in e.Faults)
                log.WriteLine(fault);
            return e.ExitCode;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            log.WriteLine($"{args[0]}: {e.Message}");
            return ExitCodes.Misconfigured;
        }
        catch (Exception e)
        {
            log.WriteLine(e);
            return Bug;
        }
    }

    private static async Task Verb(IModel model, IReadOnlyList<string> args, TextWriter log)
    {
        string verb = args.Count == 0 ? "" : args[0];
        string[] options = [.. args.Skip(1)];
        switch (verb)
        {
            case "train":
                Train(model, new Arguments(verb, options, ["--data", "--params", "--seed", "--out"]), log);
                break;
            case "predict":
                Predict(model, new Arguments(verb, options, ["--model", "--data", "--out", "--key"]), log);
                break;
            case "explain":
                Explain(model, new Arguments(verb, options, ["--model", "--data", "--out"]), log);
                break;
            case "serve" or "health" when options.Contains("--help") || options.Contains("-h"):
                log.WriteLine(verb == "serve" ? ServeHelp.Serve : ServeHelp.Health);
                break;
            case "serve":
                await ServeCommand.Run(
                    model, ServeOptions.Read(new Arguments(verb, options, ServeOptions.Names), Environment.GetEnvironmentVariable), log, CancellationToken.None);
                break;
            case "health":
                await Health(new Arguments(verb, options, ["--urls"]));
                break;
            case "help" or "--help" or "-h":
                log.WriteLine(Usage);
                break;
            default:
                throw FaultException.Misconfigured(
                    [new Fault($"found {(verb.Length == 0 ? "no verb" : $"verb '{verb}'")}, expected train, predict, explain, serve or health"), new Fault(Usage)]);
        }
    }

    private static void Train(IModel model, Arguments arguments, TextWriter log)
    {
        string data = arguments.ExistingFile("--data");
        string parameters = arguments.ExistingFile("--params");
        long seed = arguments.WholeNumber("--seed");
        string folder = arguments.Required("--out");
        arguments.RefuseFaults();

        var run = new TrainingRun(Read(data), new Parameters(File.ReadAllText(parameters), parameters), seed, folder, log.WriteLine);
        Directory.CreateDirectory(folder);
        model.Train(run);
        run.Parameters.RefuseFaults();
    }

    private static void Predict(IModel model, Arguments arguments, TextWriter log)
    {
        string folder = arguments.ExistingFolder("--model");
        string data = arguments.ExistingFile("--data");
        string predictions = arguments.Required("--out");
        arguments.RefuseFaults();

        Table rows = Read(data);
        IPredictor predictor = model.Load(folder);
        WholeFile.Write(predictions, PredictionsCsv.Of(rows, predictor.Columns, predictor.Predict(rows), arguments.Optional("--key")));
        log.WriteLine($"scored {rows.RowCount} rows");
    }

    private static void Explain(IModel model, Arguments arguments, TextWriter log)
    {
        string folder = arguments.ExistingFolder("--model");
        string data = arguments.ExistingFile("--data");
        string explanations = arguments.Required("--out");
        arguments.RefuseFaults();

        if (model.Load(folder) is not IExplains explaining)
            throw FaultException.Misconfigured("explain: this model does not say what its predictions are made of: its predictor is no IExplains");
        Table rows = Read(data);
        WholeFile.Write(explanations, ExplanationLines.Of(explaining, rows));
        log.WriteLine($"explained {rows.RowCount} rows");
    }

    private static Task Health(Arguments arguments)
    {
        arguments.Fallback = _ => Environment.GetEnvironmentVariable(ServeVariables.Urls) is { Length: > 0 } urls ? urls : null;
        string asked = arguments.Optional("--urls") ?? ServeOptions.DefaultUrls;
        arguments.RefuseFaults();
        return HealthCommand.Run(asked);
    }

    private static Table Read(string file) => TableReader.Read(new RowSource(file, DataForm.Csv, () => File.OpenRead(file)));
}
