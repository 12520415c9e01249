namespace MlCi.Testing;

/// <summary>
/// A whole model program in one file and without packages, so that it builds in seconds. Its parameter <c>mode</c> says how it
/// goes wrong: <c>train-*</c> while it trains, the others when the trained model predicts.
/// </summary>
public static class TinyProgram
{
    public const string Project = """
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <OutputType>Exe</OutputType>
            <TargetFramework>net10.0</TargetFramework>
            <ImplicitUsings>enable</ImplicitUsings>
            <InvariantGlobalization>true</InvariantGlobalization>
          </PropertyGroup>
        </Project>
        """;

    public const string Source = """
        using System.Diagnostics;
        using System.Globalization;
        using System.Text;
        using System.Text.Json;

        if (args[0] == "sleep")
            Thread.Sleep(Timeout.Infinite);
        if (args[0] == "train")
        {
            string mode = JsonDocument.Parse(File.ReadAllText(Option("--params")!)).RootElement.GetProperty("mode").GetString()!;
            if (mode != "train-nothing")
                File.WriteAllText(Path.Combine(Option("--out")!, "model.txt"), mode);
            Console.Error.WriteLine("training");
            return mode.StartsWith("train-") ? GoWrong(mode["train-".Length..]) : 0;
        }

        string how = File.ReadAllText(Path.Combine(Option("--model")!, "model.txt"));
        string[] lines = File.ReadAllLines(Option("--data")!);
        string[] header = lines[0].Split(',');
        int x = Array.IndexOf(header, "x");
        int key = Option("--key") is { } name ? Array.IndexOf(header, name) : -1;
        var predictions = new StringBuilder(how switch
        {
            "wrong-columns" => "id,p\n",
            "classes" or "blind-classes" => "row_id,p_high,p_low,p_middle\n",
            "number" or "shifted-number" => "row_id,prediction\n",
            _ => "row_id,score\n",
        });
        for (int row = 0; row < lines.Length - 1; row++)
        {
            string[] fields = lines[row + 1].Split(',');
            double score = double.Parse(fields[x], CultureInfo.InvariantCulture);
            string id = key < 0 ? $"{row}" : fields[key];
            if (row == 0 && how == "too-few")
                continue;
            string text = how switch
            {
                "reversed" => $"{1 - score}",
                "constant" => "0.5",
                "nan" when row == 0 => "NaN",
                "classes" => $"{score * score},{(1 - score) * (1 - score)},{2 * score * (1 - score)}",
                "blind-classes" => $"{.2 + score / 10},{.4 - score / 10},0.4",
                "number" => $"{10 * score}",
                "shifted-number" => $"{10 * score + 1}",
                "out-of-range" when row == 0 => "1.5",
                _ => $"{score}",
            };
            predictions.Append($"{id},{text}\n");
            if (row == 0 && how == "doubled")
                predictions.Append($"{id},{text}\n");
        }

        if (how == "unknown-id")
            predictions.Append("nobody,0.5\n");
        if (how == "not-csv")
            predictions.Append("a \"quote\"\n");
        if (how == "first-holdout-only" && lines.Length != 301)
            how = "crash";
        if (how == "bytes")
            File.WriteAllBytes(Option("--out")!, [0x50, 0x4B, 0xFF, 0xFE]);
        else if (how != "nothing")
            File.WriteAllText(Option("--out")!, predictions.ToString());
        return GoWrong(how);

        string? Option(string option) => Array.IndexOf(args, option) is >= 0 and var at ? args[at + 1] : null;

        int GoWrong(string mode)
        {
            switch (mode)
            {
                case "crash":
                    Console.Error.WriteLine("the matrix is singular");
                    return 3;
                case "beside":
                    File.WriteAllText("here.txt", "");
                    File.WriteAllText(Path.Combine(AppContext.BaseDirectory, "beside.txt"), "");
                    return 0;
                case "train-beside":
                    return File.Exists("here.txt") || File.Exists(Path.Combine(AppContext.BaseDirectory, "beside.txt")) ? 3 : 0;
                case "abort":
                    Environment.FailFast("aborted on purpose");
                    return 0;
                case "hang":
                    Process child = Process.Start(Environment.ProcessPath!, ["exec", Environment.GetCommandLineArgs()[0], "sleep"]);
                    Console.Error.WriteLine($"hanging with child {child.Id}");
                    Thread.Sleep(Timeout.Infinite);
                    return 0;
                default:
                    return 0;
            }
        }
        """;
}
