namespace MlCi.Cli.Tests;

/// <summary>The command line in this process, with what it prints.</summary>
internal static class MlciRun
{
    public static (int ExitCode, string Output, string Errors) Run(params string[] args)
    {
        (TextWriter output, TextWriter errors) = (Console.Out, Console.Error);
        using var written = new StringWriter();
        using var faults = new StringWriter();
        try
        {
            Console.SetOut(written);
            Console.SetError(faults);
            return (CommandLine.Run(args), written.ToString(), faults.ToString());
        }
        finally
        {
            Console.SetOut(output);
            Console.SetError(errors);
        }
    }
}
