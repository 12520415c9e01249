using MlCi.Findings;

namespace MlCi.Cli;

/// <summary>Runs what needs no engine, and prints how it failed.</summary>
internal static class PrintedFaults
{
    /// <summary>Runs it; an expected failure is printed on standard error.</summary>
    /// <returns>Its exit code, or that of the failure.</returns>
    public static int Of(Func<int> run)
    {
        try
        {
            return run();
        }
        catch (FaultException e)
        {
            foreach (Fault fault in e.Faults)
                Console.Error.WriteLine($"error {InertText.Of(fault.ToString())}");
            return e.ExitCode;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"error the file system refused: {InertText.Of(e.Message)}");
            return ExitCodes.OutOfReach;
        }
        catch (Exception e)
        {
            Console.Error.WriteLine($"error this is a bug in MlCi, please report it: {InertText.Of(e.ToString())}");
            return ExitCodes.OutOfReach;
        }
    }
}
