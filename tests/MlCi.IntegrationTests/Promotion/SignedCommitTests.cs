using System.Diagnostics;
using System.Text;
using MlCi.Adapters.Registry;
using MlCi.Adapters.Stages;
using MlCi.Adapters.Storage;
using MlCi.Data;
using MlCi.Findings;
using MlCi.Testing;
using Spectre.Console;

namespace MlCi.IntegrationTests.Promotion;

/// <summary>The rules that git answers: a signature of the commit, and who wrote the model.</summary>
public sealed class SignedCommitTests : IDisposable
{
    private const string Pipeline = LeastPipeline.Yaml + """
        promote:
          aliases:
            production: {signed_commit: true}
            staging: {reproducible: true}

        """;

    private readonly TemporaryFolder folder = new();

    public SignedCommitTests()
    {
        folder.Write("pipelines/telco/pipeline.yml", Pipeline);
        folder.Write("pipelines/telco/schema.json", "{}");
        folder.Write("pipelines/telco/model/weights", "1");
        folder.Write(".gitignore", ".mlci\nartifacts\nid*\nsigners\n");
        Run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", "id");
        folder.Write("signers", $"ana@example.org {File.ReadAllText(folder.Path("id.pub"))}");
        Run("git", "init", "-q");
        foreach ((string key, string value) in new[]
        {
            ("user.name", "Ana Lopez"), ("user.email", "ana@example.org"), ("gpg.format", "ssh"), ("user.signingkey", folder.Path("id.pub")),
            ("gpg.ssh.allowedSignersFile", folder.Path("signers")), ("commit.gpgsign", "false"),
        })
            Run("git", "config", key, value);
        Run("git", "add", ".");
    }

    public void Dispose() => folder.Dispose();

    [SkippableFact]
    public void SignedCommit_IsTaken_AndOneThatIsNot_Refused()
    {
        Run("git", "commit", "-q", "-m", "plain");
        Register(Run("git", "rev-parse", "HEAD"));
        (int code, string output) = Promote("production");
        Assert.Equal(ExitCodes.Negative, code);
        Assert.Contains("rule 'signed_commit' refuses production for sha256:", output, StringComparison.Ordinal);

        Run("git", "commit", "-q", "-S", "--amend", "-m", "signed");
        string signed = Run("git", "rev-parse", "HEAD");
        Register(signed, dirty: "true");
        Assert.Contains("files were changed after it", Promote("production").Output, StringComparison.Ordinal);
        Register(signed);
        (code, output) = Promote("production");
        Assert.True(code == ExitCodes.Passed, output);
    }

    [SkippableFact]
    public void CommitThatIsNone_IsNoWordOfGits()
    {
        Register("--help");
        Assert.Contains("'--help' is no commit", Promote("production").Output, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void ReproducedModel_IsTaken_AndOneThatIsNot_Refused()
    {
        Register("");
        Assert.Contains("rule 'reproducible' refuses staging for sha256:", Promote("staging").Output, StringComparison.Ordinal);
        Register("", stages: """{"name":"Train","status":"passed","reason":"trained","reproduced":"made a second time with the same bytes"}""");
        (int code, string output) = Promote("staging");
        Assert.True(code == ExitCodes.Passed, output);
    }

    private void Register(string commit, string dirty = "false", string stages = "")
    {
        var contents = new ModelContents
        {
            ModelFolder = folder.Path("pipelines/telco/model"),
            SchemaFile = folder.Path("pipelines/telco/schema.json"),
            PipelineFile = folder.Path("pipelines/telco/pipeline.yml"),
            Predictions = new Dictionary<string, string>(StringComparer.Ordinal),
        };
        new ModelRegistry(new FolderPlace(RegistryPlaces.FolderOf(folder.Root)), TimeProvider.System).Register("telco", contents, Encoding.UTF8.GetBytes(
            $$$"""{"verdict":"passed","commit":"{{{commit}}}","dirty":{{{dirty}}},"stages":[{{{stages}}}],"digests":{"model":"{{{FileDigests.OfFolder(contents.ModelFolder)}}}","holdout":"{{{Digest.OfText("holdout")}}}"}}"""));
    }

    private (int Code, string Output) Promote(string alias)
    {
        var output = new StringWriter();
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(output) });
        console.Profile.Width = 1000;
        using var engine = new Engine(new RunOptions { Root = folder.Root, Pipelines = ["telco"], To = alias, Why = "test" }, console);
        engine.Run("Promote");
        return (engine.ExitCode, output.ToString());
    }

    private string Run(string program, params string[] arguments)
    {
        Skip.IfNot(Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator).Any(part => File.Exists(Path.Combine(part, program))), $"{program} is missing");
        using Process run = Process.Start(new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder.Root,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        string output = run.StandardOutput.ReadToEnd(), error = run.StandardError.ReadToEnd();
        run.WaitForExit();
        Assert.True(run.ExitCode == 0, $"{program}: {output}{error}");
        return output.Trim();
    }
}
