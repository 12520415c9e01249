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
        Option<bool> strict = new("--strict") { Description = "Also require branches to be up to date before they are merged; a merge queue makes up for it" };
        Option<bool> yes = new("--yes", "-y") { Description = "Do not ask" };
        var protect = new Command("protect", "Protects a branch so that nothing is merged without mlci/gate; only adds to what is set, and asks before") { repository, branch, app, strict, yes };
        unused.SetAction(protect, elsewhere, result =>
        {
            string to = result.GetValue(branch) ?? "main";
            if (to.Length == 0)
                throw FaultException.Misconfigured("found nothing for '--branch', expected the name of a branch");
            if (result.GetValue(app) is <= 0 and var id)
                throw FaultException.Misconfigured($"found {id} for '--app', expected the number of a GitHub App");
            using BranchGuard guard = BranchGuard.Connect(Environment.GetEnvironmentVariable, result.GetValue(repository), CancellationToken.None);
            return Run(guard, to, result.GetValue(app), result.GetValue(strict), result.GetValue(yes));
        });
        return new Command("github", "Sets a repository on GitHub up") { protect };
    }

    private static int Run(BranchGuard guard, string branch, long? app, bool isStrict, bool isAgreed)
    {
        (IReadOnlyList<string> lacking, IReadOnlyList<string> open) = guard.Look(branch, app, isStrict);
        string shown = InertText.Of(branch);
        foreach (string one in open)
            Console.Error.WriteLine($"warning {guard.Shown}, the protection of '{shown}': {one}");
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

        guard.Protect(branch, app, isStrict);
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
