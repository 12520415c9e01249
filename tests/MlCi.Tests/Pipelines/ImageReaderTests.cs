using MlCi.Pipelines;

namespace MlCi.Tests.Pipelines;

public sealed class ImageReaderTests
{
    private const string Commands = "train: {command: [python3, train.py]}\npredict: {command: [python3, predict.py]}";

    [Fact]
    public void Image_OfAProject_IsReadWithItsDefaults()
    {
        ImageRule rule = Sample.Read(Sample.And("image: {base: debian}")).Image!;

        Assert.Equal("debian", rule.Base!.Value);
        Assert.Equal((512L << 20, 1.0, TimeSpan.FromSeconds(60), new ParityRule(500, 0), new ImageLimits()), (rule.Memory, rule.Cores, rule.ReadyWithin, rule.Parity, rule.Limits));
        Assert.Null(Sample.Read(Sample.Text).Image);
    }

    [Fact]
    public void EveryKey_IsRead()
    {
        PipelineDefinition definition = Sample.Read(OfCommands("""
            image:
              dockerfile: model/Dockerfile
              args: {BASE: debian, N: 3}
              memory: 1GB
              cores: 0.5
              ready_within: 5s
              parity: {rows: 50, tolerance: 1e-9}
              limits: {size: 45MB, start: 500ms, p50: 0.5s, p99: 20.5ms, memory: 200MB}
            serve: {command: [python3, serve.py, --at, "{urls}", "{model}"]}
            """));
        ImageRule rule = definition.Image!;

        Assert.Equal(("model/Dockerfile", "debian", "3"), (rule.Dockerfile!.Value, rule.Arguments["BASE"], rule.Arguments["N"]));
        Assert.Equal((1L << 30, 0.5, TimeSpan.FromSeconds(5), new ParityRule(50, 1e-9)), (rule.Memory, rule.Cores, rule.ReadyWithin, rule.Parity));
        Assert.Equal((45L << 20, 500.0, 500.0, 20.5, 200L << 20), (rule.Limits.Size!.Value, rule.Limits.Start!.Value.TotalMilliseconds, rule.Limits.P50!.Value.TotalMilliseconds, rule.Limits.P99!.Value.TotalMilliseconds, rule.Limits.Memory!.Value));
        Assert.Equal(["python3", "serve.py", "--at", "{urls}", "{model}"], definition.Serve!.Command.Arguments);
        Assert.Equal(21, rule.Limits.Size.Place.Line);
    }

    [Theory]
    [InlineData("image: debian", "13:8: found debian for 'image', expected a mapping with 'base' or 'dockerfile'")]
    [InlineData("image: {memory: 1GB}", "13:8: found no 'image.base', expected an image with its digest, such as registry.example/base@sha256:…, or debian")]
    [InlineData("image: {base: debian, args: {A: b}}", "13:29: found 'image.args' without a Dockerfile, expected it beside image.dockerfile")]
    [InlineData("image: {base: debian, limits: {p99: 20}}", "13:37: found 20 for 'image.limits.p99', expected a time such as 20ms, 0.5s or 2s, at most 168h")]
    [InlineData("image: {base: debian, limits: {size: 45}}", "13:38: found 45 for 'image.limits.size', expected an amount such as 512MB or 2GB")]
    [InlineData("image: {base: debian, parity: {rows: 0}}", "13:38: found 0 for 'image.parity.rows', expected a whole number from 1 to 100000")]
    [InlineData("image: {base: debian, cores: 0}", "13:30: found 0 for 'image.cores', expected a number from 0.01 to 1024")]
    [InlineData("serve: {command: [a]}", "13:8: found 'serve' beside a project, expected it to be left out: a model program serves by itself")]
    public void WrongImageOfAProject_IsAFaultWithItsPlace(string lines, string fault) => Assert.Contains(fault, Sample.Faults(Sample.And(lines)).Split('\n'));

    [Theory]
    [InlineData("image: {base: debian}", "14:15: found 'image.base' without a project, expected image.dockerfile, and the base as an argument in image.args")]
    [InlineData("image: {memory: 1GB}", "14:8: found no 'image.dockerfile', expected the path of a Dockerfile")]
    [InlineData("serve: {}", "14:8: found no 'serve.command', expected the command that serves")]
    [InlineData("serve: {shell: a b}", "14:16: found 'serve.shell', expected serve.command: a shell would not pass on the signal to stop")]
    [InlineData("serve: {command: [a, \"{model}\"]}", "14:18: found no {urls} in a command with places of its own, expected {model}, {urls} in it")]
    [InlineData("image: {dockerfile: D, args: [a]}", "14:30: found a list for 'image.args', expected a mapping of build arguments and their values")]
    public void WrongImageOfCommands_IsAFaultWithItsPlace(string lines, string fault) => Assert.Contains(fault, Sample.Faults(OfCommands(lines)).Split('\n'));

    [Fact]
    public void Project_MayNotHaveADockerfile() => Assert.Contains(
        "13:21: found 'image.dockerfile' beside a project, expected image.base: MlCi writes the image of a C# program itself",
        Sample.Faults(Sample.And("image: {dockerfile: D}")).Split('\n'));

    private static string OfCommands(string lines) => Sample.With("train: {project: model.csproj}", Commands) + lines + "\n";
}
