using System.CommandLine;
using MlCi.Adapters.GitHub;
using MlCi.Findings;

namespace MlCi.Cli;

/// <summary>The command <c>github protect</c>: tells what a branch's protection lacks, asks, and adds it.</summary>
internal static class GitHubCommand
{
    /// <summary>Makes the command.</summary>
    /// <param name="unused">Takes down what the command does not use.</param>
    /// <param name="elsewhere">Options of all commands that mean nothing here.</param>
    public static Command Create(UnusedOptions unused, Option[] elsewhere)
    {
        Option<string> repository = new("--repository") { HelpName = "OWNER/NAME", Description = "The repository on GitHub; GITHUB_REPOSITORY if not given" };
        Option<string> branch = new("--branch") { HelpName = "NAME", Description = "The branch to protect; main if not given" };
        Option<long?> app = new("--app") { HelpName = "ID", Description = "The GitHub App that posts the check; GitHub Actions if not given, as which a change's own jobs can post, too" };
        Option<bool> yes = new("--yes", "-y") { Description = "Do not ask" };
        var protect = new Command("protect", "Protects a branch so that nothing is merged without mlci/gate; only adds to what is set, and asks before") { repository, branch, app, yes };
        unused.SetAction(protect, elsewhere, result =>
        {
            string? named = result.GetValue(repository);
            using BranchGuard guard = BranchGuard.Connect(name => name == "GITHUB_REPOSITORY" && named is not null ? named : Environment.GetEnvironmentVariable(name), CancellationToken.None);
            return Run(guard, result.GetValue(branch) ?? "main", result.GetValue(app), result.GetValue(yes));
        });
        return new Command("github", "Sets a repository on GitHub up") { protect };
    }

    private static int Run(BranchGuard guard, string branch, long? app, bool isAgreed)
    {
        IReadOnlyList<string> lacking = guard.Lacking(branch, app);
        string shown = InertText.Of(branch);
        if (lacking.Count == 0)
        {
            Console.Out.WriteLine($"{guard.Shown}: the protection of '{shown}' lacks nothing");
            return ExitCodes.Passed;
        }

        Console.Out.WriteLine($"{guard.Shown}: the protection of '{shown}' is to");
        foreach (string change in lacking)
            Console.Out.WriteLine($"  {change}");
        if (!isAgreed && !Agrees())
        {
            Console.Out.WriteLine("nothing was changed");
            return ExitCodes.Negative;
        }

        guard.Protect(branch, app);
        Console.Out.WriteLine($"'{shown}' is protected");
        return ExitCodes.Passed;
    }

    private static bool Agrees()
    {
        if (Console.IsInputRedirected)
            throw FaultException.Misconfigured("found nobody to ask, expected --yes, or a terminal");
        Console.Out.Write("go on? [y/N] ");
        return Console.In.ReadLine()?.Trim() is "y" or "Y" or "yes";
    }
}
