using MlCi.Nuke;
using MlCi.Testing;
using TheBuild = global::Build;

namespace MlCi.Build.Tests.CommandLines;

/// <summary>What is wrong with a command line, and how it is said, whichever host runs the build.</summary>
public sealed class CommandLineTests
{
    private const string Targets = "one of ValidateData, TestPreprocessing, Train, Evaluate, Compare, Gate, BuildContainer, Register, "
        + "Promote, Rollback, Report, Doctor, Compile, Test, TestIntegration, Stress, Benchmark, Pack, Init";

    private const string Options =
        "one of --affected-since, --configuration, --data, --explain, --force, --holdout, --jobs, --label, --merge, --model, --name, --no-cache, --pipeline, --positive, --quiet, --release-tag, --replicates, --simulation, --smoke, --task, --to, --trainer, --verbose, --verify-reproducible, --why, --without-labels, --skip, --plan, --root, --help";

    [Theory]
    [InlineData("Gate")]
    [InlineData("gate")]
    [InlineData("validate-data Train")]
    [InlineData("Gate --pipeline telco-churn")]
    [InlineData("Gate --pipeline a b --quiet --pipeline c,d")]
    [InlineData("Gate --force true --skip")]
    [InlineData("Gate --skip train --verbosity minimal --no-logo")]
    [InlineData("--target Gate+Doctor")]
    [InlineData("Promote --to production --model v1 --why because")]
    [InlineData("Promote --release-tag telco-churn/v1.4.0")]
    [InlineData("Rollback --to production --why because")]
    [InlineData("Test --configuration debug")]
    [InlineData("Init --data customers.csv --label churned --trainer python")]
    public void RightCommandLine_GoesOn(string arguments) => Assert.Equal((null, ""), Check(arguments));

    [Theory]
    [InlineData("Gat", $"found target 'Gat', expected 'Gate', or {Targets}")]
    [InlineData("Gate Deploy", $"found target 'Deploy', expected {Targets}")]
    [InlineData("Gate --skip Trai", $"found target 'Trai', expected 'Train', or {Targets}")]
    [InlineData("Gate --pipline x", $"found option '--pipline', expected '--pipeline', or {Options}")]
    [InlineData("Gate -x", $"found option '-x', expected {Options}")]
    [InlineData("Gate --pipeline=x", "found option '--pipeline=x', expected a space between name and value: --pipeline x")]
    [InlineData("Gate --pipeline", "found no value for '--pipeline', expected one: --pipeline <pipeline>…")]
    [InlineData("Gate --merge ", "found no value for '--merge', expected one: --merge <text>")]
    [InlineData("Gate --quiet loud", "found 'loud' for '--quiet', expected true, false or nothing (targets stand before options)")]
    [InlineData("Test --configuration Fast", "found 'Fast' for '--configuration', expected Debug, Release")]
    [InlineData("Test --configuration 1", "found '1' for '--configuration', expected Debug, Release")]
    [InlineData("Gate --verbosity loud", "found 'loud' for '--verbosity', expected Verbose, Normal, Minimal, Quiet")]
    [InlineData("Promote --to a b", "found 2 values for '--to', expected one: --to <text> (targets stand before options)")]
    [InlineData("Promote --to a --to b", "found 2 values for '--to', expected one")]
    [InlineData("Gate --to production", "found option '--to' without its target, expected Promote or Rollback")]
    [InlineData("Gate --release-tag a/v1.0.0", "found option '--release-tag' without its target, expected Promote")]
    [InlineData("Promote --release-tag ", "found no value for '--release-tag', expected one: --release-tag <text>")]
    [InlineData("Gate --label churned", "found option '--label' without its target, expected Init")]
    [InlineData("--pipeline a", $"found no target, expected {Targets}")]
    [InlineData("--pipeline a Gate", "found no target, since 'Gate' is read as a value of --pipeline: targets stand before options")]
    public void WrongCommandLine_IsRefusedWithWhatWouldBeRight(string arguments, string fault) =>
        Assert.Equal((2, $"error {fault}{Environment.NewLine}"), Check(arguments));

    [Fact]
    public void EveryFault_IsSaidAtOnce()
    {
        (int? exitCode, string faults) = Check("Gat --pipline x --quiet loud");

        Assert.Equal(2, exitCode);
        Assert.Equal(3, faults.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Theory]
    [InlineData("--help", 0)]
    [InlineData("Gate --help", 0)]
    [InlineData("-h", 0)]
    [InlineData("", 2)] // a script whose target was lost must not pass
    public void Help_IsThePageThatIsOnFile(string arguments, int expected)
    {
        using StringWriter output = new();

        int? exitCode = CommandLine.Check<TheBuild>(arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries), output, TextWriter.Null);

        Assert.Equal(expected, exitCode);
        string file = Path.Combine(RepositoryRoot.Path, "tests", "MlCi.Build.Tests", "CommandLines", "CommandLineTests.Help.verified.txt");
        string verified = File.Exists(file) ? File.ReadAllText(file) : "";
        string received = output.ToString().ReplaceLineEndings("\n");
        if (verified != received)
            File.WriteAllText(file.Replace(".verified.", ".received.", StringComparison.Ordinal), received);
        Assert.Equal(verified, received);
    }

    private static (int? ExitCode, string Faults) Check(string arguments)
    {
        using StringWriter error = new();
        return (CommandLine.Check<TheBuild>(arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries), TextWriter.Null, error), error.ToString());
    }
}
