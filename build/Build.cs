using MlCi.Findings;
using MlCi.Nuke;
using Nuke.Common;

/// <summary>The targets of this repository: the product's, which come as components, and its own.</summary>
[DisableDefaultOutput(DefaultOutput.Logo, DefaultOutput.ErrorsAndWarnings, DefaultOutput.BuildOutcome, DefaultOutput.Timestamps)]
[PlainOutput]
internal sealed class Build : NukeBuild, IBuildContainer, IRegister, IPromote, IRollback, IReport, IDoctor, IInit
{
    public Build() => NoLogo = true;

    [Parameter("Compile, Test …: what to build")]
    private readonly Configuration Configuration = Configuration.Release;

    [Parameter("Stress: a simulation's name, or several with commas between; all if not given")]
    private readonly string[]? Simulation;

    [Parameter("Stress: replicates of each case; each simulation has a number of its own")]
    private readonly int? Replicates;

    private Target Compile => _ => _
        .Description("Builds the solution")
        .Executes(() => DotNet("build", "MlCi.sln", "-c", $"{Configuration}", "-nodeReuse:false", "-v:quiet", "-clp:NoSummary"));

    private Target Test => _ => _
        .Description("Runs every test that needs no engine, registry or browser")
        .DependsOn(Compile)
        .Executes(() => Run(TestProjects.WithoutEngine(RootDirectory)));

    private Target TestIntegration => _ => _
        .Description("Runs the tests against real parts: engine, registry, Python")
        .DependsOn(Compile)
        .Executes(() => Run(TestProjects.Integration(RootDirectory)));

    private Target Stress => _ => _
        .Description("Simulates at length what the statistics promise, kills gates, and holds what comes of it against bounds")
        .DependsOn(Compile)
        .Executes(Simulate);

    private Target Benchmark => _ => _
        .Description("Measures speed, beside other tools")
        .Executes(() => DotNet("run", "-c", "Release", "--project", Existing("benchmarks/MlCi.Benchmarks/MlCi.Benchmarks.csproj")));

    private Target Pack => _ => _
        .Description("Makes the packages, in artifacts/packages")
        .DependsOn(Compile)
        .Executes(() => DotNet("pack", "MlCi.sln", "-c", $"{Configuration}", "--no-build", "-o", "artifacts/packages", "-nodeReuse:false", "-v:quiet"));

    public static int Main(string[] args) => CommandLine.Check<Build>(args) ?? Execute<Build>();

    protected override void OnBuildFinished()
    {
        // NUKE calls this a first time, with no code yet, when the user interrupts.
        if (ExitCode is { } exitCode && !PlainOutputAttribute.Applies(this))
            Console.WriteLine($"exit {ExitCodeText.Of(exitCode & 0xFF)}");
    }

    private void DotNet(params string[] arguments)
    {
        if (Shell.Run(RootDirectory, "dotnet", arguments) != 0)
            throw Failure(ExitCodes.Negative, $"dotnet {arguments[0]} failed");
    }

    private void Simulate()
    {
        string[] names = [.. (Simulation ?? []).SelectMany(text => text.Split(',')).SelectMany(name => (string[])["--simulation", name])];
        string[] replicates = Replicates is { } number ? ["--replicates", $"{number}"] : [];
        int exitCode = Shell.Run(RootDirectory, "dotnet",
            ["run", "--no-build", "-c", $"{Configuration}", "--project", Existing("tests/MlCi.Stress/MlCi.Stress.csproj"), "--", .. names, .. replicates]);
        if (exitCode == ExitCodes.Misconfigured)
            throw Failure(exitCode, "found options that the simulations do not know");
        if (exitCode != 0)
            throw Failure(ExitCodes.Negative, "the simulations broke a bound, or did not end");
    }

    private void Run(IReadOnlyList<string> projects)
    {
        if (projects.Count == 0)
            throw Failure(ExitCodes.Misconfigured, "no test project of this kind is in the tree");

        TestTotals totals = TestRun.Of(RootDirectory, projects, Configuration);
        Console.WriteLine(totals);
        ReportSummary(summary =>
        {
            summary["Tests"] = totals.ToString();
            return summary;
        });
        if (totals.Failed > 0 || totals.Passed == 0)
            throw Failure(ExitCodes.Negative, totals.Failed > 0 ? "tests failed" : "no test passed");
    }

    private string Existing(string path) => File.Exists(RootDirectory / path)
        ? path
        : throw Failure(ExitCodes.Misconfigured, $"there is no {path} in the tree");

    private BuildFailure Failure(int exitCode, string message)
    {
        ExitCode = ExitCodes.Combine([ExitCode ?? ExitCodes.Passed, exitCode]);
        return new BuildFailure(message);
    }
}
