using MlCi.Pipelines;

namespace MlCi.Tests.Pipelines;

/// <summary>How a model is made: a project, a command, a line of the shell, or elsewhere.</summary>
public sealed class TrainReaderTests
{
    private const string Project = "train: {project: model.csproj}";
    private const string Digest = "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    [Fact]
    public void Command_IsReadWithAllThatItStandsOn()
    {
        PipelineDefinition read = Sample.Read(Sample.With(Project, """
            train:
              command: [python3, model/train.py, --rounds, 10, ""]
              folder: src
              files: [model/*.py]
              lock: requirements.lock
              environment: {LEVEL: 3}
              pass: [CUDA_VISIBLE_DEVICES]
              threads: 4
              memory: 1.5GB
              timeout: 1h
              repeats: 5
              reproducible: {tolerance: 1e-6, time_limit: 10m}
            predict: {shell: "python3 predict.py", memory: 512MB}
            """));

        Assert.Equal(["python3", "model/train.py", "--rounds", "10", ""], read.Training.Command!.Arguments);
        Assert.False(read.Training.Command.IsShell);
        Assert.Equal((4, 5, 1610612736L, TimeSpan.FromHours(1)), (read.Training.Threads, read.Training.Repeats, read.Training.Memory!.Value, read.Training.Timeout));
        Assert.Equal(new ReproduceRule(1e-6, TimeSpan.FromMinutes(10)), read.Training.Reproduce);
        Assert.Equal(("src", "requirements.lock", "model/*.py"), (read.Commands.Folder!.Value, read.Commands.Lock!.Value, Assert.Single(read.Commands.Files).Value));
        Assert.Equal("3", read.Commands.Environment["LEVEL"]);
        Assert.Equal(["CUDA_VISIBLE_DEVICES"], read.Commands.PassedOn);
        Assert.True(read.Predicting.Command!.IsShell);
        Assert.Equal(512L << 20, read.Predicting.Memory);
    }

    [Fact]
    public void External_IsReadWithItsDigestAndRecord()
    {
        PipelineDefinition read = Sample.Read(Sample.With(
            Project, $"train: {{external: {{model: m.bin, digest: \"{Digest}\", run: m.json}}}}\npredict: {{command: [./predict]}}"));

        Assert.Equal(("m.bin", Digest, "m.json"), (read.Training.External!.Model.Value, read.Training.External.Digest.Value, read.Training.External.Run.Value));
    }

    [Fact]
    public void TestsCommand_IsRead()
    {
        PipelineDefinition read = Sample.Read(Sample.With("tests: none", "tests: {command: [pytest, \"--junitxml={results}\"], timeout: 90s}"));

        Assert.Equal(["pytest", "--junitxml={results}"], read.Tests!.Command!.Arguments);
        Assert.Equal(TimeSpan.FromSeconds(90), read.Tests.Timeout);
    }

    [Theory]
    [InlineData(Project, "train: {}", "6:8: found no 'train.project', expected one of project, command, shell and external")]
    [InlineData(Project, "train: {project: a.csproj, command: [a]}", "6:8: found project and command in 'train', expected one of project, command, shell and external")]
    [InlineData(Project, "train: {command: [a]}", "6:8: found no 'predict.command' beside 'train.command', expected the command that predicts")]
    [InlineData(Project, "train: {project: a.csproj}\npredict: {command: [a]}", "7:20: found 'predict.command' beside 'train.project', expected the project to predict, too")]
    [InlineData(Project, "train: {command: []}\npredict: {command: [a]}", "6:18: found an empty 'command', expected an executable and its arguments")]
    [InlineData(Project, "train: {command: [a, [b]]}\npredict: {command: [a]}", "6:22: found a list among the arguments of a command, expected text")]
    [InlineData(Project, "train: {command: a b}\npredict: {command: [a]}", "6:18: found a b for 'train.command', expected a list of an executable and its arguments, such as [python3, model/train.py]")]
    [InlineData(Project, "train: {project: a.csproj, lock: x}", "6:34: found 'train.lock' without a command, expected it beside train.command or predict.command")]
    [InlineData(Project, "train: {project: a.csproj, memory: 2TB}", "6:36: found memory 2TB, expected an amount such as 512MB or 2GB")]
    [InlineData(Project, "train: {project: a.csproj, threads: 0}", "6:37: found 0 for 'train.threads', expected a whole number from 1 to 1024")]
    [InlineData(Project, "train: {project: a.csproj, repeats: 51}", "6:37: found 51 for 'train.repeats', expected a whole number from 1 to 50")]
    [InlineData(Project, "train: {project: a.csproj, environment: {A-B: 1}}", "6:42: found variable A-B, expected letters, digits and underscores")]
    [InlineData(Project, "train: {project: a.csproj, pass: [A B]}", "6:35: found A B for 'train.pass', expected the name of a variable")]
    [InlineData(Project, "train: {project: a.csproj, reproducible: {tolerance: 0}}", "6:54: found 0 for 'train.reproducible.tolerance', expected a number more than 0")]
    [InlineData(Project, "train: {external: {model: m, digest: abc, run: r}}\npredict: {command: [a]}", "6:38: found abc for 'train.external.digest', expected sha256: and 64 hexadecimal digits")]
    [InlineData("tests: none", "tests: {command: [pytest]}", "5:18: found no {results} in the command of the tests, expected it where the path of the JUnit XML file stands that they write, such as pytest --junitxml={results}")]
    [InlineData(Project, "train: {command: [a, \"{out}\"]}\npredict: {command: [a]}", "6:18: found no {data} in a command with places of its own, expected {data}, {out} in it")]
    [InlineData(Project, "train: {command: [a]}\npredict: {command: [a, \"{data}\", \"{out}\"]}", "7:20: found no {model} in a command with places of its own, expected {model}, {data}, {out} in it")]
    [InlineData("tests: none", "tests: {timeout: 5m}", "5:8: found no 'tests.command', expected the command that runs the tests")]
    [InlineData("tests: none", "tests: [a]", "5:8: found a list for 'tests', expected the path of a test project, a mapping with 'command', or none")]
    public void Fault_IsNamedWithItsPlace(string old, string text, string fault) =>
        Assert.Equal(fault, Sample.Faults(Sample.With(old, text)));
}
